use proptest::prelude::*;

use super::*;

#[test]
fn text_wraps_by_words_and_width() {
    for (text, width, lines) in [
        ("", 10, 1),
        ("one two", 10, 1),
        ("one two three", 10, 2),
        ("aaaaaaaaaa", 10, 1),
        ("aaaaaaaaaab", 10, 2),
        ("aaaaaaaaaabbbbbbbbbbc", 10, 3),
        ("aaaaa bbbbb", 10, 2),
        ("aaaa-bbbbbb", 10, 2),
        ("a\nb\n", 10, 3),
        ("éééééééééé", 10, 1),
        ("e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}", 5, 1),
        ("日本語日本語", 10, 2),
        ("日本語日本", 10, 1),
        ("trailing          ", 8, 1),
        ("x", 0, 1),
    ] {
        assert_eq!(wrapped_lines(text, width), lines, "{text:?} at {width}");
    }
}

#[test]
fn lines_begin_where_words_do() {
    let check = |text: &str, width, lines: &[&str]| {
        let mut starts = line_starts(text, width);
        starts.push(text.len());
        let cut: Vec<&str> = starts.windows(2).map(|w| &text[w[0]..w[1]]).collect();
        assert_eq!(cut, lines, "{text:?} at {width}");
    };
    check("", 10, &[""]);
    check("one two three", 10, &["one two ", "three"]);
    check("aaaa-bbbbbb", 10, &["aaaa-", "bbbbbb"]);
    check("to aaaaaaaaaabc", 10, &["to ", "aaaaaaaaaa", "bc"]);
    check("a\nb c\n", 10, &["a\n", "b c\n", ""]);
    check("日本語日本語", 10, &["日本語日本", "語"]);
    check("word   more words", 9, &["word   ", "more ", "words"]);
}

proptest! {
    #[test]
    fn as_many_lines_are_drawn_as_were_counted(text in "[a-z \\-\n日é\u{301}]{0,80}", width in 2_usize..20) {
        let starts = line_starts(&text, width);
        prop_assert_eq!(starts.len(), wrapped_lines(&text, width) as usize);
        prop_assert!(starts.windows(2).all(|w| w[0] < w[1]));
        prop_assert!(starts.iter().all(|at| text.is_char_boundary(*at)));
    }
}

#[test]
fn a_speech_that_is_cut_counts_its_two_lines_more() {
    let speech = Element::new(ElementKind::Dialogue, ["x"; 10].join("\n"), 1);
    let cue = Element::new(ElementKind::Character, "NELL", 1);
    let elements = [action(47), cue, speech];
    let mut parts = Vec::new();
    let mut page = Page::default();
    page.place_all(&blocks(&elements), None, &[], &mut |n, part| {
        parts.push((n, part))
    });
    let at = |n: usize| {
        let (block, part) = parts[n];
        (
            block,
            part.page,
            part.space,
            part.from..part.to,
            part.is_speech_cut,
        )
    };
    assert_eq!(at(0), (0, 1, 0, 0..47, false));
    assert_eq!(at(1), (1, 1, 1, 0..1, false));
    // Five lines are left: four of the speech and (MORE).
    assert_eq!(at(2), (2, 1, 0, 0..4, true));
    assert_eq!(at(3), (2, 2, 0, 4..10, false));
    assert_eq!(page.line(), 7);
}

fn scene(heading: &str, elements: Vec<Element>) -> ScriptScene {
    ScriptScene {
        heading: heading.to_owned(),
        elements,
        ..ScriptScene::default()
    }
}

fn action(lines: usize) -> Element {
    Element::new(ElementKind::Action, vec!["x"; lines].join("\n"), 1)
}

fn laid_out(scenes: Vec<ScriptScene>) -> Vec<(u32, String)> {
    let mut script = Screenplay {
        scenes,
        ..Screenplay::default()
    };
    lay_out(&mut script);
    script
        .scenes
        .into_iter()
        .map(|s| (s.eighths.0, s.page.unwrap_or_default()))
        .collect()
}

#[test]
fn a_scene_is_as_long_as_its_lines() {
    // Heading 1, action 1 + 25: 27 of 54 lines. The second heading has two empty lines before it.
    let scenes = vec![
        scene("INT. A - DAY", vec![action(25)]),
        scene("INT. B - DAY", vec![action(23)]),
    ];
    assert_eq!(laid_out(scenes), [(4, "1".into()), (4, "1".into())]);
    assert_eq!(
        laid_out(vec![scene("INT. A - DAY", vec![])]),
        [(1, "1".into())]
    );
    let omitted = ScriptScene {
        omitted: true,
        ..scene("OMITTED", vec![])
    };
    assert_eq!(laid_out(vec![omitted]), [(0, "1".into())]);
}

#[test]
fn pages_turn() {
    let scenes = vec![
        scene("INT. A", vec![action(52)]),
        scene("INT. B", vec![action(60)]),
        scene("INT. C", vec![]),
    ];
    assert_eq!(
        laid_out(scenes),
        [(8, "1".into()), (9, "2".into()), (1, "3".into())]
    );
    let broken = vec![
        scene(
            "INT. A",
            vec![action(1), Element::new(ElementKind::PageBreak, "", 1)],
        ),
        scene("INT. B", vec![]),
    ];
    assert_eq!(laid_out(broken), [(1, "1".into()), (1, "2".into())]);
}

#[test]
fn a_heading_takes_text_with_it() {
    let scenes = vec![
        scene("INT. A", vec![action(48)]),
        scene("INT. B", vec![action(5)]),
    ];
    // 50 lines, 2 empty, the heading on line 53: there is no room for two lines of action.
    assert_eq!(laid_out(scenes)[1].1, "2");
}

#[test]
fn two_columns_are_as_long_as_the_longer() {
    let part = |kind, text: &str, dual| Element {
        dual: Some(dual),
        ..Element::new(kind, text, 1)
    };
    let elements = [
        part(ElementKind::Character, "A", DualSide::Left),
        part(ElementKind::Dialogue, "1\n2\n3", DualSide::Left),
        part(ElementKind::Character, "B", DualSide::Right),
        part(ElementKind::Dialogue, "1", DualSide::Right),
    ];
    let expected = Block {
        kind: ElementKind::Character,
        space_before: 1,
        lines: 4,
        count: 4,
    };
    assert_eq!(blocks(&elements), [expected]);
    let twice: Vec<Element> = elements.iter().chain(&elements).cloned().collect();
    assert_eq!(blocks(&twice), [expected, expected]);
}

#[test]
fn a_length_from_the_file_stays() {
    let given = ScriptScene {
        eighths: Eighths(3),
        eighths_source: EighthsSource::Fdx,
        page: Some("87A".into()),
        ..scene("INT. A", vec![action(60)])
    };
    assert_eq!(laid_out(vec![given]), [(3, "87A".into())]);
}
