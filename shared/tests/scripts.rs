//! Scripts from other programs: what independent parsers agree on, we read too.
//! Sources and licences of the fixtures: tests/fixtures/NOTICE.md.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests may fail loudly"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use shared::formats::screenplay::{EighthsSource, ElementKind};
use shared::formats::{Screenplay, read_script};

fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(path)
}

fn read(path: &str) -> Screenplay {
    let bytes = fs::read(fixture(path)).expect(path);
    let name = Path::new(path).file_name().and_then(|name| name.to_str());
    read_script(&bytes, name).unwrap_or_else(|refused| panic!("{path}: {refused}"))
}

fn names(value: &Value) -> BTreeSet<String> {
    let list = value.as_array().cloned().unwrap_or_default();
    list.iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

/// Compares a script with what the golden file says is sure.
fn check_golden(script: &Screenplay, golden: &Value) {
    let file = golden["file"].as_str().expect("file");
    let expected = golden["scenes"].as_array().expect("scenes");
    let headings: Vec<&str> = script.scenes.iter().map(|s| s.heading.as_str()).collect();
    let golden_headings: Vec<&str> = expected
        .iter()
        .filter_map(|s| s["heading"].as_str())
        .collect();
    assert_eq!(headings, golden_headings, "{file}");
    for (scene, expected) in script.scenes.iter().zip(expected) {
        let place = format!("{file}: {}", scene.heading);
        assert_eq!(
            scene.number.as_deref(),
            expected["number"].as_str(),
            "{place}"
        );
        if expected["sure"].as_bool().unwrap_or(true) {
            assert_eq!(scene.characters, names(&expected["characters"]), "{place}");
        }
        if let Some(speeches) = expected["speeches"].as_u64() {
            assert_eq!(u64::from(scene.speeches), speeches, "{place}");
        }
        if let Some(length) = expected["length"].as_str() {
            assert_eq!(scene.eighths.to_string(), length, "{place}");
            assert_eq!(scene.eighths_source, EighthsSource::Fdx, "{place}");
        } else {
            assert_eq!(scene.eighths_source, EighthsSource::Computed, "{place}");
        }
        if let Some(page) = expected["page"].as_str() {
            assert_eq!(scene.page.as_deref(), Some(page), "{place}");
        }
    }
    let cues = script
        .preamble
        .iter()
        .filter(|e| e.kind == ElementKind::Character)
        .count();
    let speeches = script
        .scenes
        .iter()
        .map(|s| u64::from(s.speeches))
        .sum::<u64>()
        + cues as u64;
    let golden_speeches = golden["speeches"]
        .as_u64()
        .or(golden["speeches"]["value"].as_u64());
    assert_eq!(Some(speeches), golden_speeches, "{file}: speeches");
    if let Some(total) = golden["total_eighths"].as_u64() {
        let given = script
            .scenes
            .iter()
            .filter(|s| s.eighths_source == EighthsSource::Fdx);
        assert_eq!(
            given.map(|s| u64::from(s.eighths.0)).sum::<u64>(),
            total,
            "{file}: eighths"
        );
    }
    if let Some(sets) = golden["revision_sets"].as_u64() {
        assert_eq!(
            script.revision_sets.len() as u64,
            sets,
            "{file}: revision sets"
        );
        assert_eq!(
            script.tag_categories.len() as u64,
            golden["tag_categories"].as_u64().unwrap_or(0),
            "{file}"
        );
        let notes = script.notes.len() + script.scenes.iter().map(|s| s.notes.len()).sum::<usize>();
        assert_eq!(
            notes as u64,
            golden["script_notes"].as_u64().unwrap_or(0),
            "{file}: notes"
        );
    }
}

#[test]
fn what_other_parsers_agree_on_is_read() {
    let mut count = 0;
    for entry in fs::read_dir(fixture("scripts/golden")).expect("golden") {
        let path = entry.expect("entry").path();
        let golden: Value =
            serde_json::from_slice(&fs::read(&path).expect("golden")).expect("json");
        let file = golden["file"]
            .as_str()
            .expect("file")
            .replace("screenplays/", "scripts/");
        check_golden(&read(&file), &golden);
        count += 1;
    }
    assert_eq!(count, 9);
}

/// Final Draft's own lengths are those of the layout, where the file is laid out by its defaults.
#[test]
fn computed_lengths_are_those_of_final_draft() {
    for path in ["fd12-testscript", "fadein-testscript", "open-fdx-sample-01"] {
        let bytes = fs::read(fixture(&format!("scripts/fdx/{path}.fdx"))).expect(path);
        let given = read_script(&bytes, None).expect(path);
        let text = String::from_utf8(bytes)
            .expect("UTF-8")
            .replace(" Length=", " NoLength=");
        let computed = read_script(text.as_bytes(), None).expect(path);
        let lengths = |s: &Screenplay| s.scenes.iter().map(|s| s.eighths).collect::<Vec<_>>();
        assert_eq!(lengths(&computed), lengths(&given), "{path}");
        assert!(
            computed
                .scenes
                .iter()
                .all(|s| s.eighths_source == EighthsSource::Computed)
        );
    }
}

/// The two samples of fountain.io may not be copied: this runs by hand, where they lie.
#[test]
#[ignore = "needs files that may not be copied: set SCRIPT_FIXTURES to their folder"]
fn samples_of_fountain_io_are_read() {
    let folder = PathBuf::from(std::env::var("SCRIPT_FIXTURES").expect("SCRIPT_FIXTURES"));
    for name in [
        "the-last-birthday-card.fountain",
        "brick-and-steel.fountain",
        "the-last-birthday-card.fdx",
    ] {
        let golden = fs::read(folder.join(format!("golden/{name}.json"))).expect("golden");
        let golden: Value = serde_json::from_slice(&golden).expect("json");
        let bytes = fs::read(folder.join(golden["file"].as_str().expect("file"))).expect(name);
        let script = read_script(&bytes, Some(name)).expect(name);
        println!(
            "{name}: {} scenes, {} pages, problems {:?}",
            script.scenes.len(),
            script.pages,
            script.problems
        );
        check_golden(&script, &golden);
    }
}
