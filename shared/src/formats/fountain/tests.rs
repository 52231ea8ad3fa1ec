use super::*;
use crate::formats::screenplay::{DualSide, ElementKind};

fn read_text(text: &str) -> Screenplay {
    read(text, &HeadingRules::default()).0
}

/// Compares kinds and texts of the elements of a text without headings.
#[track_caller]
fn check(text: &str, expected: &[(ElementKind, &str)]) {
    let script = read_text(text);
    let got: Vec<_> = script
        .preamble
        .iter()
        .map(|e| (e.kind, e.text.as_str()))
        .collect();
    assert_eq!(got, expected, "{text:?}");
}

use ElementKind::{
    Action, Centered, Character, Dialogue, Lyrics, PageBreak, Parenthetical, Shot, Transition,
};

#[test]
fn forced_elements_are_what_they_say() {
    check("!BOB\nis action", &[(Action, "BOB\nis action")]);
    check("!!CLOSE ON BOB", &[(Shot, "CLOSE ON BOB")]);
    check("@McCoy\nJim.", &[(Character, "McCoy"), (Dialogue, "Jim.")]);
    check("> the end", &[(Transition, "THE END")]);
    check(">the *end*<", &[(Centered, "the end")]);
    check("~la\n~le\n\n~li", &[(Lyrics, "la\nle"), (Lyrics, "li")]);
    check(
        "a\n===\nb",
        &[(Action, "a"), (PageBreak, ""), (Action, "b")],
    );
    check("@Nobody\n\nx", &[(Action, "@Nobody"), (Action, "x")]);
    check("...and then", &[(Action, "...and then")]);
}

#[test]
fn action_keeps_its_lines_and_its_indent() {
    check("    four\n\ttab  ", &[(Action, "    four\n    tab")]);
    check("BOB\n\nalone", &[(Action, "BOB"), (Action, "alone")]);
    check("a\n# Act\nb", &[(Action, "a"), (Action, "b")]);
}

#[test]
fn a_speech_ends_at_an_empty_line_but_not_at_two_spaces() {
    check(
        "BOB\nOne.\n\nTwo.",
        &[(Character, "BOB"), (Dialogue, "One."), (Action, "Two.")],
    );
    check(
        "BOB\nOne.\n  \nTwo.",
        &[(Character, "BOB"), (Dialogue, "One.\n\nTwo.")],
    );
    check(
        "BOB\nOne.\n  \nEVE\nTwo.",
        &[
            (Character, "BOB"),
            (Dialogue, "One."),
            (Character, "EVE"),
            (Dialogue, "Two."),
        ],
    );
    check(
        "BOB\nOne.\n[[note]]\nTwo.",
        &[(Character, "BOB"), (Dialogue, "One.\nTwo.")],
    );
    check(
        "BOB\n[[note]]\nTwo.",
        &[(Character, "BOB"), (Dialogue, "Two.")],
    );
    check(
        "BOB\n(low,\nslow)\nOne. (two)\n(three) four",
        &[
            (Character, "BOB"),
            (Parenthetical, "(low,\nslow)"),
            (Dialogue, "One. (two)\n(three) four"),
        ],
    );
    check(
        "BOB\n~la\nla",
        &[(Character, "BOB"), (Lyrics, "la"), (Dialogue, "la")],
    );
}

#[test]
fn two_speeches_stand_side_by_side_and_a_third_does_not() {
    let script = read_text("A\na\n\nB ^\nb\n\nC ^\nc\n\nD\nd\n\nWalk.\n\nE^\ne");
    let sides: Vec<_> = script.preamble.iter().map(|e| e.dual).collect();
    let (left, right) = (Some(DualSide::Left), Some(DualSide::Right));
    assert_eq!(
        sides,
        [
            left, left, right, right, None, None, None, None, None, None, None
        ]
    );
    assert_eq!(
        script.problems.iter().map(|p| p.line).collect::<Vec<_>>(),
        [7, 15]
    );
    assert_eq!(script.preamble[2].text, "B");
}

#[test]
fn headings_are_found_and_cleaned() {
    for (text, heading, number) in [
        ("INT. HOUSE - DAY", "INT. HOUSE - DAY", None),
        ("  int. house   - day  ", "INT. HOUSE - DAY", None),
        ("**INT. HOUSE - DAY**", "INT. HOUSE - DAY", None),
        ("_INT. HOUSE - DAY_ #12#", "INT. HOUSE - DAY", Some("12")),
        (
            "INT. HOUSE [[COLOR BLUE]] - DAY #1A#",
            "INT. HOUSE - DAY",
            Some("1A"),
        ),
        (
            "INT. HOUSE - DAY #A-1.)# [[note]]",
            "INT. HOUSE - DAY",
            Some("A-1.)"),
        ),
        (".the *Kitchen*", "THE KITCHEN", None),
        (".12 omitted", "OMITTED", Some("12")),
        ("# Act\nINT. HOUSE - DAY\nAction", "INT. HOUSE - DAY", None),
        ("> FADE IN:\nINT. HOUSE - DAY", "INT. HOUSE - DAY", None),
        ("INNEN. KÜCHE - TAG", "INNEN. KÜCHE - TAG", None),
    ] {
        let script = read_text(text);
        assert_eq!(script.scenes.len(), 1, "{text:?}");
        assert_eq!(script.scenes[0].heading, heading, "{text:?}");
        assert_eq!(script.scenes[0].number.as_deref(), number, "{text:?}");
    }
    for text in [
        "Interior of a house",
        "int the house\nfalls",
        ".. dots",
        "INT.",
        "x\nINT. HOUSE - DAY",
    ] {
        assert_eq!(read_text(text).scenes.len(), 0, "{text:?}");
    }
}

#[test]
fn a_scene_carries_what_is_written_about_it() {
    let script = read_text(
        "# Act\n\n= Of the act.\n\n## Sequence\n\nINT. A - DAY [[COLOR BLUE]]\n\n= One.\n= Two.\n\n[[a\nnote]]\n\n# Next\n\nINT. B - DAY\n",
    );
    let scene = &script.scenes[0];
    assert_eq!(scene.color.as_deref(), Some("BLUE"));
    assert_eq!(scene.synopsis, "One.\nTwo.");
    assert_eq!(scene.sections, ["Act", "Sequence"]);
    assert_eq!(
        scene.notes.iter().map(|n| n.line).collect::<Vec<_>>(),
        [7, 12]
    );
    assert_eq!(script.scenes[1].sections, ["Next"]);
    assert_eq!(script.sections[0].synopsis, "Of the act.");
}

#[test]
fn only_a_script_is_convincing() {
    for (text, expected) in [
        ("INT. HOUSE - DAY\n\nx", true),
        ("BOB\nHi.", true),
        ("Title: X\n\nText.", true),
        ("> THE END <\n\n> FADE OUT.", true),
        ("Some prose.\n\nMore of it.", false),
        ("Date: today\nSubject: hello\n\nText.", false),
        (".class { color: red }", false),
        ("ID,NAME,\"X\"\n1,2,3", false),
        ("# Markdown\n\n[[link]] /* x */", false),
    ] {
        let (_, evidence) = read(text, &HeadingRules::default());
        assert_eq!(evidence.is_convincing(), expected, "{text:?}");
    }
}
