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
