//! `callboard schedule` and `callboard dood`: what a schedule file says, on the command line.

use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::binary;

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/tests/fixtures/schedules/schedule.uss")
}

fn run(command: &str, file: &Path, more: &[&str]) -> Output {
    binary().arg(command).arg(file).args(more).output().unwrap()
}

fn report(file: &Path, more: &[&str]) -> Value {
    let output = run("schedule", file, more);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

fn csv(file: &Path, more: &[&str]) -> String {
    let output = run("dood", file, more);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_sample_of_the_standard_is_reported_on() {
    let report = report(&sample(), &["--board", "the name of this stripboard"]);
    assert_eq!(report["title"], "It's A Wonderful Life");
    assert_eq!(
        report["boards"],
        json!(["Script Order", "The name of this stripboard"])
    );
    let day = &report["days"][0];
    assert_eq!((&day["n"], &day["date"]), (&json!(1), &json!("2020-06-22")));
    assert_eq!(day["banners"], json!(["A Text Banner"]));
    let strip = &day["strips"][0];
    assert_eq!(
        (&strip["number"], &strip["heading"], &strip["eighths"]),
        (
            &json!("89PT1"),
            &json!("EXT. BEDFORD FALLS BRIDGE - NIGHT"),
            &json!(2)
        )
    );
    assert_eq!(
        strip["cast"],
        json!([{ "number": "1", "name": "GEORGE" }, { "number": "2", "name": "CLARENCE" }])
    );
    assert_eq!(
        (&report["totals"]["days"], &report["totals"]["eighths"]),
        (&json!(1), &json!(2))
    );
    assert_eq!(report["dood"]["rows"][1]["start"], "2020-06-22");
    assert_eq!(report["problems"], json!([]));

    let props = csv(&sample(), &["--category", "Props"]);
    let lines: Vec<&str> = props.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(
        lines[0].starts_with("No.,Name,2020-06-20,2020-06-21,2020-06-22,Travel,"),
        "{props}"
    );
    assert_eq!(
        lines[1],
        ",Zuzu's Petals,,,SWF,0,1,0,0,0,0,2020-06-22,2020-06-22,1"
    );
}

/// Twelve shoot days from Monday 4 January 2027; Ann works on the first, second and last.
fn film(folder: &Path) -> PathBuf {
    let scene = |n: usize| {
        let elements = if [0, 1, 11].contains(&n) {
            json!(["ann"])
        } else {
            json!([])
        };
        json!({ "id": format!("s{n}"), "type": "scene", "scene": (n + 1).to_string(),
                "pages": 0.125, "elements": elements })
    };
    let days = (0..12).map(|n| json!({ "id": format!("d{n}"), "type": "day" }));
    let ids: Vec<String> = (0..12)
        .flat_map(|n| [format!("s{n}"), format!("d{n}")])
        .collect();
    let file = json!({ "universalScheduleStandard": {
        "breakdowns": (0..12).map(scene).chain(days).collect::<Vec<_>>(),
        "calendars": [{ "id": "c", "daysOff": [0, 6], "events": [
            { "id": "e", "effect": "start", "type": null, "date": "2027-01-04T08:00:00.000Z" }] }],
        "categories": [{ "id": "k", "catId": 100, "name": "Cast Members", "elements": ["ann"] }],
        "elements": [{ "id": "ann", "name": "ANN", "elementId": "1", "doodInclude": true,
            "doodHoldAllow": true, "doodDropAllow": true, "doodDropDays": 14 }],
        "stripboards": [{ "id": "b", "name": "Main", "calendar": "c", "boards": [
            { "id": "bb", "name": "stripboard", "breakdownIds": ids }] }],
    } });
    let path = folder.join("film.uss");
    std::fs::write(&path, file.to_string()).unwrap();
    path
}

#[test]
fn a_drop_is_counted_as_it_was_asked_for() {
    let folder = TempDir::new().unwrap();
    let film = film(folder.path());
    let row = |more: &[&str]| csv(&film, more).lines().nth(1).unwrap().to_owned();
    // From Tuesday the 5th to Tuesday the 19th are 14 days, no more.
    assert_eq!(
        row(&[]),
        "1,ANN,SW,W,H,H,H,,,H,H,H,H,H,,,H,WF,0,3,0,0,9,0,2027-01-04,2027-01-19,12"
    );
    assert_eq!(
        row(&["--drop-at-least"]),
        "1,ANN,SW,WD,,,,,,,,,,,,,,PWF,0,3,0,0,0,0,2027-01-04,2027-01-19,3"
    );
    assert_eq!(
        row(&["--drop-at-least", "--drop-fill", "--category", "100"]),
        "1,ANN,SW,W,D,D,D,,,D,D,D,D,D,,,D,PWF,0,3,0,0,0,0,2027-01-04,2027-01-19,3"
    );
    assert_eq!(report(&film, &[])["totals"]["pages"], "1 4/8");
}

#[test]
fn anything_else_is_a_sentence() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let refused = [
        write("empty.uss", b""),
        write("zero.uss", &[0; 1000]),
        write(
            "cut.uss",
            b"{\"universalScheduleStandard\": {\"breakdowns\": [",
        ),
        write("other.json", b"{\"a\": 1}"),
        write("a.pdf", b"%PDF-1.7 ..."),
        write("deep.uss", "[".repeat(100_000).as_bytes()),
        folder.path().join("missing.uss"),
        folder.path().to_owned(),
    ];
    let check = |output: Output| {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(
            said.trim_end().ends_with('.') && said.trim_end().lines().count() == 1,
            "{said}"
        );
        assert!(
            !said.contains("panicked") && output.stdout.is_empty(),
            "{said}"
        );
    };
    for path in &refused {
        check(run("schedule", path, &[]));
        check(run("dood", path, &[]));
    }
    check(run("schedule", &sample(), &["--board", "nobody's"]));
    check(run("dood", &sample(), &["--category", "Unicorns"]));
    // What is only odd is understood.
    let odd = write(
        "odd.uss",
        b"{\"breakdowns\": [7, {\"scene\": 1}], \"elements\": {}}",
    );
    let report = report(&odd, &[]);
    assert_eq!(report["boneyard"][0]["number"], "1");
    assert!(report["problems"].as_array().is_some_and(|p| !p.is_empty()));
    let mut command = binary();
    command
        .args(["schedule", "-"])
        .stdin(std::fs::File::open(sample()).unwrap());
    assert_eq!(
        command.output().unwrap().stdout,
        run("schedule", &sample(), &[]).stdout
    );
}
