//! Fountain files of other parsers, and what they must become.
//! Where we read differently, tests/fixtures/DIFFERENCES.md says why.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests may fail loudly"
)]

use std::fs;
use std::path::{Path, PathBuf};

use shared::formats::screenplay::{DualSide, Element, ElementKind};
use shared::formats::{Screenplay, read_script};

fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/conformance")
        .join(path)
}

fn read(path: &str) -> Screenplay {
    let bytes = fs::read(fixture(path)).expect(path);
    read_script(&bytes, Some(path)).unwrap_or_else(|refused| panic!("{path}: {refused}"))
}

/// Returns headings, sections and elements, each a line, in the order of the file.
fn outline(script: &Screenplay) -> Vec<String> {
    let mut lines: Vec<(u32, String)> = Vec::new();
    for section in &script.sections {
        lines.push((
            section.line,
            format!("section{} {}", section.level, section.title),
        ));
        if !section.synopsis.is_empty() {
            lines.push((section.line, format!("synopsis {}", section.synopsis)));
        }
    }
    for scene in &script.scenes {
        let number = scene
            .number
            .as_ref()
            .map(|n| format!(" #{n}"))
            .unwrap_or_default();
        lines.push((scene.line, format!("heading {}{number}", scene.heading)));
        if !scene.synopsis.is_empty() {
            lines.push((scene.line, format!("synopsis {}", scene.synopsis)));
        }
    }
    let notes = script
        .notes
        .iter()
        .chain(script.scenes.iter().flat_map(|s| &s.notes));
    lines.extend(notes.map(|note| (note.line, format!("note {}", note.text))));
    let elements = script
        .preamble
        .iter()
        .chain(script.scenes.iter().flat_map(|s| &s.elements));
    for element in elements {
        let side = match element.dual {
            Some(DualSide::Left) => " left",
            Some(DualSide::Right) => " right",
            None => "",
        };
        let kind = format!("{:?}", element.kind).to_lowercase();
        lines.push((
            element.line,
            format!("{kind}{side} {}", element.text)
                .trim_end()
                .to_owned(),
        ));
    }
    lines.sort_by_key(|(line, _)| *line);
    lines
        .into_iter()
        .map(|(_, text)| text.replace('\n', " / "))
        .collect()
}

/// Writes a script as screenplain does, with plain spaces and letters.
fn screenplain_html(script: &Screenplay) -> String {
    let mut parts: Vec<(u32, String)> = Vec::new();
    for section in &script.sections {
        let (level, title) = (section.level, &section.title);
        let mut html = format!("<h{level}>{title}</h{level}>");
        if !section.synopsis.is_empty() {
            html += &format!(
                "<span class=\"h{level}-synopsis\">{}</span>",
                section.synopsis
            );
        }
        parts.push((section.line, html));
    }
    let mut breaks = script
        .preamble
        .last()
        .is_some_and(|e| e.kind == ElementKind::PageBreak);
    parts.extend(element_html(&script.preamble));
    for scene in &script.scenes {
        let (left, right) = match &scene.number {
            Some(n) => (
                format!("<span class=\"scnuml\">{n}</span>"),
                format!("<span class=\"scnumr\">{n}</span>"),
            ),
            None => Default::default(),
        };
        let class = if breaks { " class=\"page-break\"" } else { "" };
        let mut html = format!("<h6{class}>{left}{}{right}</h6>", scene.heading);
        if !scene.synopsis.is_empty() {
            html += &format!("<span class=\"h6-synopsis\">{}</span>", scene.synopsis);
        }
        parts.push((scene.line, html));
        parts.extend(element_html(&scene.elements));
        breaks = scene
            .elements
            .last()
            .is_some_and(|e| e.kind == ElementKind::PageBreak);
    }
    parts.sort_by_key(|(line, _)| *line);
    parts.into_iter().map(|(_, html)| html).collect()
}

fn element_html(elements: &[Element]) -> Vec<(u32, String)> {
    let mut parts: Vec<(u32, String)> = Vec::new();
    for (index, element) in elements.iter().enumerate() {
        let text = &element.text;
        let first_of_column = element.kind == ElementKind::Character;
        let opening = match (first_of_column, element.dual) {
            (true, Some(DualSide::Left)) => "<div class=\"dual\"><div class=\"left\">",
            (true, Some(DualSide::Right)) => "<div class=\"right\">",
            (true, None) => "<div class=\"dialog\">",
            _ => "",
        };
        let body = match element.kind {
            ElementKind::Character => format!("<p class=\"character\">{text}</p>"),
            ElementKind::Parenthetical => format!("<p class=\"parenthetical\">{text}</p>"),
            ElementKind::Dialogue => text
                .split('\n')
                .map(|l| format!("<p>{}</p>", if l.is_empty() { " " } else { l }))
                .collect(),
            ElementKind::Transition => format!("<div class=\"transition\">{text}</div>"),
            ElementKind::PageBreak => String::new(),
            _ => format!(
                "<div class=\"action\"><p>{}</p></div>",
                text.replace('\n', "<br/>")
            ),
        };
        let spoken =
            |e: &Element| matches!(e.kind, ElementKind::Parenthetical | ElementKind::Dialogue);
        let ends_speech =
            (first_of_column || spoken(element)) && !elements.get(index + 1).is_some_and(spoken);
        let closing = match element.dual {
            Some(DualSide::Right) if ends_speech => "</div><br /></div>",
            _ if ends_speech => "</div>",
            _ => "",
        };
        parts.push((element.line, format!("{opening}{body}{closing}")));
    }
    parts
}

/// Puts letters and spaces in place of references, and leaves line ends between elements out.
fn plain_html(html: &str) -> String {
    let mut plain = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("&#") {
        let (code, after) = after.split_once(';').expect("reference");
        plain.push_str(before);
        plain.push(char::from_u32(code.parse().expect("code")).expect("char"));
        rest = after;
    }
    plain.push_str(rest);
    plain
        .replace("&nbsp;", " ")
        .replace(">\n<", "><")
        .trim_end()
        .to_owned()
}

#[test]
fn screenplain_expects_this_html() {
    let mut count = 0;
    for entry in fs::read_dir(fixture("screenplain")).expect("folder") {
        let path = entry.expect("entry").path();
        if path.extension().is_none_or(|e| e != "html") {
            continue;
        }
        let name = path.file_stem().and_then(|s| s.to_str()).expect("name");
        let expected = fs::read_to_string(&path).expect("html");
        let script = read(&format!("screenplain/{name}.fountain"));
        assert_eq!(screenplain_html(&script), plain_html(&expected), "{name}");
        count += 1;
    }
    assert_eq!(count, 16);
}

/// Paragraphs of dialogue become one, as in Fountain.
fn merged(elements: &[Element]) -> Vec<(ElementKind, String, Option<DualSide>)> {
    let mut merged: Vec<(ElementKind, String, Option<DualSide>)> = Vec::new();
    for element in elements {
        match merged.last_mut() {
            Some((kind, text, _)) if *kind == element.kind && *kind == ElementKind::Dialogue => {
                text.push('\n');
                text.push_str(&element.text);
            }
            _ => merged.push((element.kind, element.text.clone(), element.dual)),
        }
    }
    merged
}

#[test]
fn fountain_and_fdx_of_one_script_are_equal() {
    let mut count = 0;
    for folder in ["screenplain", "afterwriting-fdx"] {
        for entry in fs::read_dir(fixture(folder)).expect("folder") {
            let path = entry.expect("entry").path();
            if path.extension().is_none_or(|e| e != "fdx") {
                continue;
            }
            let name = path.file_stem().and_then(|s| s.to_str()).expect("name");
            let fdx = read(&format!("{folder}/{name}.fdx"));
            let fountain = read(&format!("{folder}/{name}.fountain"));
            assert_eq!(merged(&fdx.preamble), merged(&fountain.preamble), "{name}");
            assert_eq!(fdx.scenes.len(), fountain.scenes.len(), "{name}");
            for (a, b) in fdx.scenes.iter().zip(&fountain.scenes) {
                assert_eq!(
                    (&a.heading, &a.synopsis, &a.characters),
                    (&b.heading, &b.synopsis, &b.characters)
                );
                assert_eq!(merged(&a.elements), merged(&b.elements), "{name}");
                let notes = |s: &shared::formats::screenplay::ScriptScene| {
                    s.notes.iter().map(|n| n.text.clone()).collect::<Vec<_>>()
                };
                assert_eq!(notes(a), notes(b), "{name}");
            }
            count += 1;
        }
    }
    assert_eq!(count, 12);
}

#[test]
fn line_ends_make_no_difference() {
    let crlf = outline(&read("storyboarder/eol-crlf.fountain"));
    assert_eq!(crlf, outline(&read("storyboarder/eol-lf.fountain")));
    let expected = [
        "heading EXT. A PLACE - DAY",
        "action This is a place",
        "character PERSON A",
        "dialogue Hello!",
        "transition SMASH CUT TO:",
        "heading INT. A PLACE - DAY",
        "action This is inside the place",
        "transition CUT TO:",
        "heading EXT. HOUSE - DAY",
        "action Outside again.",
        "transition FADE TO BLACK.",
        "centered THE END",
    ];
    assert_eq!(crlf, expected);
}

#[test]
fn a_title_page_of_several_lines_is_read() {
    let script = read("screenplain/title-page.fountain");
    let fields: Vec<_> = script
        .title_page
        .iter()
        .map(|(k, v)| (k.as_str(), v.as_str()))
        .collect();
    let contact = ("Contact", "your.email@example.com\n(555) 123-4567");
    assert_eq!(
        fields,
        [("Title", "My Screenplay"), ("Author", "Your Name"), contact]
    );
    assert_eq!(outline(&script), ["action FADE IN:", "action SPACE"]);
}

/// Expected outlines stand in conformance/expected, one line an element.
#[test]
fn the_reference_files_are_read_by_the_syntax() {
    let mut count = 0;
    for entry in fs::read_dir(fixture("fountain-reference-impl")).expect("folder") {
        let path = entry.expect("entry").path();
        let name = path
            .file_stem()
            .and_then(|s| s.to_str())
            .expect("name")
            .to_owned();
        let expected =
            fs::read_to_string(fixture(&format!("expected/{name}.txt"))).expect("expected");
        let script = read(&format!("fountain-reference-impl/{name}.fountain"));
        assert_eq!(outline(&script).join("\n"), expected.trim_end(), "{name}");
        count += 1;
    }
    assert_eq!(count, 16);
}

#[test]
fn a_heading_without_its_empty_line_is_told() {
    let script = read("fountain-reference-impl/SceneHeaders.fountain");
    assert_eq!(
        script.problems.iter().map(|p| p.line).collect::<Vec<_>>(),
        [34]
    );
}
