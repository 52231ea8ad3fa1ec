use std::fmt::Write as _;

use super::*;
use crate::board;
use crate::book::Book;
use crate::formats::read_script;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Record;
use crate::scene::{self, Options};

const FIRST: &str = "Title: The Last Ferry
Draft date: 3 May 2027

FADE IN:

INT. TICKET OFFICE - DAY #1#

NELL counts the tickets twice and puts them back under the counter where they belong.

NELL
The last boat leaves at six.

EXT. PIER - NIGHT #2#

IVO waits.

IVO ^
Who is there?

INT. FERRY - NIGHT #3#

The engine stops.

CUT TO:
";

pub(super) fn import(book: &mut Book, file: &str, text: &str, now_ms: i64) {
    let script = read_script(text.as_bytes(), Some(file)).unwrap();
    let mut n = book.count();
    let mut new_id = || {
        n += 1;
        Id::new(format!("n{n}"))
    };
    let options = Options {
        now_ms,
        ..Options::default()
    };
    let command = scene::import(book, &script, &options, &mut new_id);
    book.apply(&command);
}

fn book() -> Book {
    let mut book = Book::default();
    let mut production = Record::new(Kind::Production, Id::new("p"));
    for (field, value) in [
        ("title", "The Last Ferry".into()),
        ("paper", "letter".into()),
        ("start", "2027-05-03".into()),
        ("script_colour", 1.into()),
        ("script_date", "2027-05-01".into()),
    ] {
        production.fields.insert(field.into(), value);
    }
    book.put(production);
    import(&mut book, "a.fountain", FIRST, 1);
    book
}

/// Pages as they read: number of the scene, line and mark; `-` in front of what is struck.
fn drawn(pages: &[Page]) -> String {
    let mut out = String::new();
    for page in pages {
        let _ = writeln!(out, "= {}", page.number);
        for p in &page.paragraphs {
            for _ in 0..p.space {
                out.push('\n');
            }
            for (n, (from, to)) in p.lines().into_iter().enumerate() {
                let struck = if p.is_struck { "-" } else { " " };
                let number = if n == 0 { p.number.as_str() } else { "" };
                let mark = if p.marks.contains(&(n as u32)) {
                    " *"
                } else {
                    ""
                };
                let part = format!("{:?}", p.part);
                let line = p.text[from..to].trim_end();
                let _ = writeln!(out, "{struck}{number:4}{part:13.10}{line}{mark}");
            }
        }
    }
    out
}

const FIRST_DRAWN: &str = r"
= 1
     Action       FADE IN:


 1   Heading      INT. TICKET OFFICE - DAY

     Action       NELL counts the tickets twice and puts them back under the
     Action       counter where they belong.

     Cue          NELL
     Dialogue     The last boat leaves at six.


 2   Heading      EXT. PIER - NIGHT

     Action       IVO waits.

     Cue          IVO
     Dialogue     Who is there?


 3   Heading      INT. FERRY - NIGHT

     Action       The engine stops.

     Transition   CUT TO:
";

const NEXT_DRAWN: &str = r"
= 1
     Action       FADE IN:


 1   Heading      INT. TICKET OFFICE - DAY

     Action       NELL counts the tickets twice and puts them back under the
     Action       counter where they belong.

     Cue          NELL
     Dialogue     The last boat leaves at seven. *


 2   Heading      EXT. PIER - NIGHT

     Cue          IVO *
     Dialogue     Who is there?


 2A  Heading      INT. HOLD - NIGHT *

     Action       Dark. *


 3   Heading      INT. FERRY - NIGHT

     Action       The engine stops.

     Transition   CUT TO:
";

const SIDES_DRAWN: &str = r"
= 1
-    Action       FADE IN:


 1   Heading      INT. TICKET OFFICE - DAY

     Action       NELL counts the tickets twice and puts them back under the
     Action       counter where they belong.

     Cue          NELL
     Dialogue     The last boat leaves at six.


-2   Heading      EXT. PIER - NIGHT

-    Action       IVO waits.

-    Cue          IVO
-    Dialogue     Who is there?


 3   Heading      INT. FERRY - NIGHT

     Action       The engine stops.

     Transition   CUT TO:
";

fn is_drawn(pages: &[Page], expected: &str) {
    let drawn = drawn(pages);
    assert_eq!(drawn.trim(), expected.trim(), "\n{drawn}");
}

#[test]
fn a_first_draft_has_no_marks() {
    is_drawn(&pages(&book()), FIRST_DRAWN);
}

#[test]
fn the_next_draft_marks_the_lines_that_it_changed() {
    let mut book = book();
    let next = FIRST
        .replace("at six", "at seven")
        .replace("IVO waits.\n", "")
        .replace(
            "INT. FERRY - NIGHT #3#",
            "INT. HOLD - NIGHT #2A#\n\nDark.\n\nINT. FERRY - NIGHT #3#",
        );
    import(&mut book, "b.fountain", &next, 2);
    is_drawn(&pages(&book), NEXT_DRAWN);
    // The draft after it changes nothing here: what was marked is old news.
    import(&mut book, "c.fountain", &next, 3);
    assert!(!drawn(&pages(&book)).contains('*'));
}

#[test]
fn a_files_own_marks_count_where_it_has_them() {
    let fdx = |active: u32| {
        format!(
            "<FinalDraft><Content>\
             <Paragraph Type=\"Scene Heading\" Number=\"1\"><Text RevisionID=\"2\">INT. A - DAY</Text></Paragraph>\
             <Paragraph Type=\"Action\"><Text>{}</Text><Text RevisionID=\"2\">new</Text></Paragraph>\
             <Paragraph Type=\"Action\"><Text RevisionID=\"1\">older</Text></Paragraph></Content>\
             <Revisions ActiveSet=\"{active}\"><Revision ID=\"1\" Name=\"Blue\"/>\
             <Revision ID=\"2\" Name=\"Pink Rev.\"/></Revisions></FinalDraft>",
            "word ".repeat(13)
        )
    };
    let marked = |active: u32| {
        let mut book = Book::default();
        import(&mut book, "a.fdx", &fdx(active), 1);
        let pages = pages(&book);
        let marks: Vec<Vec<u32>> = pages[0]
            .paragraphs
            .iter()
            .map(|p| p.marks.clone())
            .collect();
        (marks, standing(&book).file_colour)
    };
    // Sixty characters a line: the new word stands on the second.
    assert_eq!(marked(2), (vec![vec![0], vec![1], vec![]], Some(2)));
    assert_eq!(marked(1), (vec![vec![], vec![], vec![0]], Some(1)));
}

#[test]
fn an_omitted_scene_keeps_its_number_and_shows_no_words() {
    let mut book = book();
    let second = scene::in_order(&book)[1].id.clone();
    let command = scene::edit(&book, &second, "omitted", true, String::new());
    book.apply(&command);
    let text = drawn(&pages(&book));
    assert!(text.contains("2   Heading      OMITTED"), "{text}");
    assert!(!text.contains("waits"), "{text}");
}

#[test]
fn pages_turn_where_the_length_of_scenes_was_counted() {
    let long: String = (1..40)
        .map(|n| {
            let talk = "So it goes on and on until the last of them has left the boat. ".repeat(n % 7);
            format!("INT. PLACE {n} - DAY #{n}#\n\nSomebody comes in and looks at what is there.\n\nNELL\n{talk}well.\n\n")
        })
        .collect();
    let mut book = Book::default();
    import(&mut book, "a.fountain", &long, 1);
    let all = pages(&book);
    let counted: Vec<String> = scene::in_order(&book)
        .iter()
        .map(|s| s.page.to_string())
        .collect();
    let drawn: Vec<String> = starts(&all)
        .iter()
        .map(|s| all[s.page].number.to_string())
        .collect();
    assert_eq!(drawn, counted);
    assert!(all.len() > 5);
    for page in all.iter() {
        let lines: usize = page
            .paragraphs
            .iter()
            .map(|p| p.space as usize + p.lines().len())
            .sum();
        assert!(lines <= 54, "page {}: {lines} lines", page.number);
        let more = page
            .paragraphs
            .iter()
            .filter(|p| p.part == Part::More)
            .count();
        assert!(more <= 1);
    }
}

/// A board whose first day shoots scene 3, then scene 1.
fn scheduled() -> (Book, Id) {
    let mut book = book();
    let board = board::active(&book);
    let days = board::layout(&book, &board);
    let command = board::add_days(&days, &[Id::new("day1")], String::new());
    book.apply(&command);
    for at in [2, 0] {
        let scene = scene::in_order(&book)[at].id.clone();
        let layout = board::layout(&book, &board);
        let day = layout.days[0].id.clone();
        let moved = board::move_rows(
            &layout,
            &[board::RowKey::Scene(scene)],
            &board::Spot::DayEnd(day),
            String::new(),
        );
        book.apply(&moved.command);
    }
    let plan = board::layout(&book, &board).days[0].plan.clone();
    (book, plan)
}

#[test]
fn sides_strike_what_is_not_shot_on_the_day() {
    let (book, day) = scheduled();
    let sides = draft(&book, &day, Order::Shooting);
    let numbers: Vec<&str> = sides.scenes.iter().map(|s| s.number.as_str()).collect();
    assert_eq!(numbers, ["3", "1"]);
    is_drawn(&sides.pages, SIDES_DRAWN);
    let sides = draft(&book, &day, Order::Script);
    let numbers: Vec<&str> = sides.scenes.iter().map(|s| s.number.as_str()).collect();
    assert_eq!(numbers, ["1", "3"]);
}

#[test]
fn a_page_comes_again_where_the_shooting_order_jumps() {
    let long: String = (1..5)
        .map(|n| {
            format!(
                "INT. PLACE {n} - DAY #{n}#\n\n{}",
                "Somebody waits.\n\n".repeat(30)
            )
        })
        .collect();
    let mut book = Book::default();
    import(&mut book, "a.fountain", &long, 1);
    let all = pages(&book);
    let scenes = scene::in_order(&book);
    let of = |order: &[usize]| -> Vec<u32> {
        let scenes: Vec<&scene::SceneView> = order.iter().map(|n| &*scenes[*n]).collect();
        sides::chosen(&all, &scenes)
            .iter()
            .map(|p| p.number)
            .collect()
    };
    assert_eq!(of(&[0, 1]), [1, 2, 3]);
    assert_eq!(of(&[1, 0]), [2, 3, 1, 2]);
    assert!(of(&[]).is_empty());
}

#[test]
fn issued_sides_are_counted_and_stay_as_they_were() {
    let (mut book, day) = scheduled();
    let give = |book: &mut Book, id: &str, now_ms| {
        let draft = draft(book, &day, Order::Script);
        let id = Id::new(id);
        let command = issue(book, draft, None, &id, "2027-05-02", now_ms, String::new());
        assert!(command.edits.iter().all(|e| e.kind == Kind::Sides));
        book.apply(&command);
    };
    give(&mut book, "one", 10);
    let scene = scene::in_order(&book)[0].id.clone();
    let command = scene::edit(&book, &scene, "omitted", true, String::new());
    book.apply(&command);
    give(&mut book, "two", 20);
    let covers: Vec<(String, u32, String)> = editions(&book)
        .into_iter()
        .map(|e| (e.cover.id.to_string(), e.cover.number, e.cover.colour))
        .collect();
    assert_eq!(
        covers,
        [
            ("two".into(), 1, "Blue".into()),
            ("one".into(), 0, "White".into())
        ]
    );
    assert_eq!(latest(&book, &day).unwrap().cover.id.as_str(), "two");
    let (_, first) = read_sides(&book, &Id::new("one")).unwrap();
    let first = first.unwrap();
    assert!(drawn(&first.pages).contains("NELL counts"));
    assert_eq!(
        (first.script_colour.as_str(), first.script_date.as_str()),
        ("Blue", "2027-05-01")
    );
    let record = book.get(&Kind::Sides, &Id::new("one")).unwrap();
    assert_eq!(
        crate::callsheet::issue::seal(record),
        crate::callsheet::issue::Seal::Whole
    );
}

#[test]
fn a_receipt_of_sides_says_nothing_of_what_is_in_them() {
    let (mut book, day) = scheduled();
    let sides = draft(&book, &day, Order::Script);
    let id = Id::new("one");
    let command = issue(&book, sides, None, &id, "2027-05-02", 1, String::new());
    book.apply(&command);
    let command = received(&book, &Id::new("nell"), 7, String::new());
    let edits: Vec<(Kind, &str, &str)> = command
        .edits
        .iter()
        .map(|e| (e.kind.clone(), e.id.as_str(), &*e.field))
        .collect();
    assert_eq!(edits, [(Kind::Receipt, "one.nell", "received_ms")]);
}

#[test]
fn only_readers_of_the_script_can_hold_what_is_made_of_it() {
    use crate::access::Audience;
    for kind in [Kind::Sides, Kind::SceneText, Kind::Draft] {
        assert_eq!(kind.audience(&Id::new("x")), Some(Audience::Script));
    }
}
