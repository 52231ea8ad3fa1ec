//! What a file's locked pages become.

use crate::formats::read_script;
use crate::formats::screenplay::Screenplay;

/// A script of three scenes, twenty letters each with their heading; `locks` are the locked pages.
fn read(locks: &str) -> Screenplay {
    let scene = |n: u32| {
        format!(
            "<Paragraph Type=\"Scene Heading\" Number=\"{n}\"><Text>INT. A</Text></Paragraph>\
             <Paragraph Type=\"Action\"><Text>One two </Text><Text>three</Text></Paragraph>\n"
        )
    };
    let text = format!(
        "<FinalDraft><Content>{}</Content>\n<LockedPages>\n{locks}</LockedPages></FinalDraft>",
        (1..=3).map(scene).collect::<String>()
    );
    read_script(text.as_bytes(), Some("a.fdx")).expect("a script")
}

fn lock(position: u32, number: &str, level: u32) -> String {
    format!(
        "<LockedPage Deleted=\"0\" LevelIndex=\"0\" LockLevel=\"{level}\" PageNumber=\"{number}\" \
         Position=\"{position}\"/>\n"
    )
}

/// Page, scene, element and place in its text.
fn placed(script: &Screenplay) -> Vec<(&str, Option<usize>, Option<usize>, u32)> {
    let locks = script.page_locks.iter();
    locks
        .map(|l| (l.page.as_str(), l.scene, l.element, l.at))
        .collect()
}

#[test]
fn a_locked_page_begins_where_its_position_says() {
    // Seven units a heading, fourteen an action, its white space too.
    let script = read(&[lock(0, "1", 0), lock(21, "2", 0), lock(36, "3", 0)].concat());
    assert_eq!(script.problems, []);
    assert_eq!(
        placed(&script),
        [
            ("1", Some(0), None, 0),
            ("2", Some(1), None, 0),
            ("3", Some(1), Some(0), 8)
        ]
    );
    let pages: Vec<&str> = script
        .scenes
        .iter()
        .filter_map(|s| s.page.as_deref())
        .collect();
    assert_eq!(pages, ["1", "2", "3"]);
    assert_eq!(script.pages, 3);
}

#[test]
fn a_page_that_came_between_two_has_a_letter() {
    let check = |locks: &[(u32, &str, u32)], want: &str| {
        let locks: String = locks
            .iter()
            .map(|(at, n, level)| lock(*at, n, *level))
            .collect();
        let script = read(&locks);
        let names: Vec<&str> = script.page_locks.iter().map(|l| l.page.as_str()).collect();
        assert_eq!((names.join(" ").as_str(), script.problems.len()), (want, 0));
    };
    check(&[(0, "87", 0), (7, "87", 1), (21, "88", 0)], "87 87A 88");
    check(&[(0, "87", 0), (7, "87A", 1), (21, "88", 0)], "87 87A 88");
    check(&[(0, "87", 0), (7, "87a", 0), (21, "88", 0)], "87 87A 88");
    check(&[(21, "88", 0), (0, "87", 0)], "87 88");
    check(
        &[
            (0, "87", 0),
            (7, "1", 1),
            (21, "1", 2),
            (28, "2", 1),
            (42, "88", 0),
        ],
        "87 87A 87A1 87B 88",
    );
    check(&[(0, "3", 1)], "3A");
}

#[test]
fn a_page_whose_text_is_gone_is_passed_over_and_its_letter_too() {
    let gone = lock(7, "87", 1).replace("Deleted=\"0\"", "Deleted=\"1\"");
    let script = read(&[lock(0, "87", 0), gone, lock(21, "87", 1)].concat());
    let names: Vec<&str> = script.page_locks.iter().map(|l| l.page.as_str()).collect();
    assert_eq!(names, ["87", "87B"]);
}

#[test]
fn locks_that_do_not_fit_the_text_are_told_and_the_pages_counted() {
    let check = |bad: &str, why: &str| {
        let script = read(&(lock(0, "87", 0) + bad));
        assert_eq!(script.page_locks, [], "{bad}");
        let told: Vec<(u32, &str)> = script
            .problems
            .iter()
            .map(|p| (p.line, p.message.as_str()))
            .collect();
        let sentence = format!(
            "{why}, so the pages were counted and may not be those on paper. Save the script again \
             in Final Draft and import that."
        );
        assert_eq!(told, [(7, sentence.as_str())], "{bad}");
        assert_eq!(script.scenes[2].page.as_deref(), Some("1"));
    };
    check(
        "<LockedPage PageNumber=\"88\"/>",
        "Locked page 88 does not say where it begins",
    );
    check(
        "<LockedPage Position=\"21\"/>",
        "A locked page has no number",
    );
    check(
        &lock(900, "88", 0),
        "Locked page 88 begins behind the end of the script",
    );
    check(
        &lock(30, "88", 0),
        "Locked page 88 begins in the middle of a word",
    );
    check(&lock(21, "87", 0), "Page 87 is locked twice");
}
