//! Scripts as they arrive: in any encoding, under any name, or no script at all.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests may fail loudly"
)]

use std::fs;
use std::path::Path;

use serde_json::Value;
use shared::formats::screenplay::ScriptFormat;
use shared::formats::text::TextEncoding;
use shared::formats::{Screenplay, read_script, script_report};

fn fixture(path: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(path);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn utf16(text: &str, with_mark: bool, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let mark = with_mark.then_some(0xfeff_u16);
    mark.into_iter()
        .chain(text.encode_utf16())
        .flat_map(unit)
        .collect()
}

fn latin1(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| u8::try_from(u32::from(c)).expect("a letter of Latin-1"))
        .collect()
}

#[test]
fn the_encoding_makes_no_difference() {
    for path in [
        "scripts/fountain/yargo-pd.fountain",
        "scripts/fountain/afterwriting-test.fountain",
        "scripts/fdx/fd12-testscript.fdx",
    ] {
        let text = String::from_utf8(fixture(path)).expect("UTF-8");
        let text = text.replace("\r\n", "\n");
        let original = read_script(text.as_bytes(), Some(path)).expect("original");
        let variants: [(&str, Vec<u8>, TextEncoding); 9] = [
            (
                "UTF-8 BOM",
                [b"\xef\xbb\xbf", text.as_bytes()].concat(),
                TextEncoding::Utf8,
            ),
            (
                "UTF-16 LE BOM",
                utf16(&text, true, u16::to_le_bytes),
                TextEncoding::Utf16Le,
            ),
            (
                "UTF-16 BE BOM",
                utf16(&text, true, u16::to_be_bytes),
                TextEncoding::Utf16Be,
            ),
            (
                "UTF-16 LE",
                utf16(&text, false, u16::to_le_bytes),
                TextEncoding::Utf16Le,
            ),
            (
                "UTF-16 BE",
                utf16(&text, false, u16::to_be_bytes),
                TextEncoding::Utf16Be,
            ),
            (
                "CRLF",
                text.replace('\n', "\r\n").into(),
                TextEncoding::Utf8,
            ),
            ("CR", text.replace('\n', "\r").into(), TextEncoding::Utf8),
            (
                "CRLF in UTF-16",
                utf16(&text.replace('\n', "\r\n"), true, u16::to_le_bytes),
                TextEncoding::Utf16Le,
            ),
            (
                "BOM and CR",
                [b"\xef\xbb\xbf", text.replace('\n', "\r").as_bytes()].concat(),
                TextEncoding::Utf8,
            ),
        ];
        for (name, bytes, encoding) in variants {
            let script = read_script(&bytes, Some(path)).expect(name);
            assert_eq!(script.encoding, encoding, "{path} as {name}");
            assert_eq!(
                Screenplay {
                    encoding: original.encoding,
                    ..script
                },
                original,
                "{path} as {name}"
            );
        }
    }
}

#[test]
fn a_script_in_windows_1252_is_read() {
    let text = "Title: Caf\u{e9}\n\nINT. CAF\u{c9} - JOUR\n\nREN\u{c9}E\n\u{c7}a va?\n";
    let original = read_script(text.as_bytes(), None).expect("UTF-8");
    let script = read_script(&latin1(text), None).expect("Latin-1");
    assert_eq!(script.encoding, TextEncoding::Windows1252);
    assert_eq!(script.scenes, original.scenes);
    assert!(script.scenes[0].characters.contains("REN\u{c9}E"));
    assert!(
        script
            .problems
            .iter()
            .any(|p| p.line == 1 && p.message.contains("Windows-1252"))
    );
    let fdx = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<FinalDraft><Content><Paragraph Type=\"Scene Heading\"><Text>INT. CAF\u{c9}</Text></Paragraph></Content></FinalDraft>";
    assert_eq!(
        read_script(&latin1(fdx), None).expect("FDX").scenes[0].heading,
        "INT. CAF\u{c9}"
    );
}

#[test]
fn the_content_tells_the_format_and_not_the_name() {
    let fdx = fixture("scripts/fdx/fd12-testscript.fdx");
    for name in [None, Some("a.txt"), Some("a.fountain")] {
        assert_eq!(
            read_script(&fdx, name).expect("FDX").format,
            ScriptFormat::Fdx
        );
    }
    let fountain = fixture("scripts/fountain/yargo-pd.fountain");
    for name in [None, Some("a.txt"), Some("a.fdx")] {
        assert_eq!(
            read_script(&fountain, name).expect("Fountain").format,
            ScriptFormat::Fountain
        );
    }
}

#[test]
fn what_is_no_script_is_refused_with_advice() {
    let prose = "It was a dark and stormy night.\n\nThe rain fell in torrents.\n";
    let cases: [(&[u8], &str, &str); 15] = [
        (b"", "a.fountain", "empty"),
        (b"\xef\xbb\xbf \r\n\t\n", "a.fountain", "empty"),
        (
            b"%PDF-1.4\n%\xe2\xe3\xcf\xd3",
            "a.pdf",
            "This is a PDF. Export Fountain or FDX",
        ),
        (
            &fixture("scripts/fdx/fadein-testscript.fadein"),
            "a.fadein",
            "Fade In",
        ),
        (
            &fixture("scripts/fdx/fadein-testscript.fadein"),
            "a.fdx",
            "Fade In",
        ),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.png", "picture"),
        (
            b"PK\x03\x04\x14\0\0\0\x08\0word/document.xml",
            "a.docx",
            "Word",
        ),
        (b"{\\rtf1\\ansi INT. HOUSE - DAY}", "a.rtf", "rich text"),
        (prose.as_bytes(), "a.txt", "not a script"),
        (prose.as_bytes(), "a.md", "not a script"),
        (b"name,phone\nBob,1\n", "a.csv", "not a script"),
        (b"{\"universalScheduleStandard\":{}}", "a.uss", "JSON"),
        (
            b"<!DOCTYPE html><html><body>INT. HOUSE</body></html>",
            "a.html",
            "web page",
        ),
        (
            b"<?xml version=\"1.0\"?><script>INT. HOUSE</script>",
            "a.fdx",
            "not FDX: it holds “script”",
        ),
        (
            b"<FinalDraft DocumentType=\"Script\"></FinalDraft>",
            "a.fdx",
            "without a script",
        ),
    ];
    for (bytes, name, part) in cases {
        let refused = read_script(bytes, Some(name)).expect_err(name).to_string();
        assert!(refused.contains(part), "{name}: {refused}");
        assert!(
            refused.ends_with('.') && refused.contains(". "),
            "a sentence and an advice: {refused}"
        );
    }
    assert_eq!(
        read_script(prose.as_bytes(), Some("a.fountain"))
            .expect("named so")
            .scenes
            .len(),
        0
    );
}

#[test]
fn a_report_has_exactly_its_fields() {
    let text = "Title: T\n\nINT. A - DAY #1#\n\n= He speaks.\n\nBOB (V.O.)\nHi.\n\nEXT. B\n\nWalk.\nINT. C - DAY\n";
    let report = script_report(&read_script(text.as_bytes(), None).expect("script"));
    let expected: Value = serde_json::from_str(
        r#"{"title": "T", "scenes": [
            {"number": "1", "heading": "INT. A - DAY", "int_ext": "INT", "set": "A", "time": "DAY", "eighths": 1,
             "eighths_source": "computed", "page": "1", "characters": ["BOB"], "speeches": 1,
             "synopsis": "He speaks.", "omitted": false},
            {"number": null, "heading": "EXT. B", "int_ext": "EXT", "set": "B", "time": "", "eighths": 1,
             "eighths_source": "computed", "page": "1", "characters": [], "speeches": 0,
             "synopsis": "", "omitted": false}],
         "problems": [{"line": 13, "message": "“INT. C - DAY” looks like a heading without an empty line before it; it was read as action."}]}"#,
    )
    .expect("json");
    assert_eq!(report, expected);
}

#[test]
fn every_line_that_was_not_understood_is_told() {
    let text = [
        "INT. A - DAY\n\nText [[open\n\n*/ never opened\n\nBOB\nINT. B - DAY\nHi.\n\n",
        "C'MON ^\nBeside.\n\nWalk.\n\nBOB ^\nAlone.\n\n@Nobody\n\n",
        "12 INT. D - DAY\n\nFADE IN:\n/* never closed\n",
    ]
    .concat();
    let script = read_script(text.as_bytes(), None).expect("script");
    let lines: Vec<u32> = script.problems.iter().map(|p| p.line).collect();
    assert_eq!(lines, [3, 5, 8, 16, 19, 21, 24], "{:#?}", script.problems);
    let many = "INT. A - DAY\n\n".to_owned() + &"x\nINT. B - DAY\n\n".repeat(2000);
    let problems = read_script(many.as_bytes(), None).expect("script").problems;
    assert_eq!(problems.len(), 501);
    assert!(problems[500].message.starts_with("1500 more"));
}
