//! Pages that a file locks, as they are drawn and as sides cut them.

use std::fmt::Write as _;

use super::tests::import;
use super::*;
use crate::book::Book;
use crate::scene;

/// What stands in a file: paragraphs of a type, and locks in front of some of them.
#[derive(Default)]
struct File {
    content: String,
    locks: String,
    at: usize,
}

impl File {
    fn add(mut self, kind: &str, number: &str, text: &str) -> Self {
        let _ = writeln!(
            self.content,
            "<Paragraph Type=\"{kind}\" Number=\"{number}\"><Text>{text}</Text></Paragraph>"
        );
        self.at += text.encode_utf16().count() + 1;
        self
    }

    fn scene(self, number: &str) -> Self {
        self.add("Scene Heading", number, "INT. BOAT - NIGHT")
    }

    /// Paragraphs of one line, each with an empty one above.
    fn lines(self, count: usize) -> Self {
        (0..count).fold(self, |file, _| file.add("Action", "", "Somebody waits."))
    }

    fn lock(self, page: &str) -> Self {
        let at = self.at;
        self.lock_at(page, at)
    }

    fn lock_at(mut self, page: &str, at: usize) -> Self {
        let _ = writeln!(
            self.locks,
            "<LockedPage LockLevel=\"0\" PageNumber=\"{page}\" Position=\"{at}\"/>"
        );
        self
    }

    fn text(&self) -> String {
        format!(
            "<FinalDraft><Content>{}</Content><LockedPages>{}</LockedPages></FinalDraft>",
            self.content, self.locks
        )
    }

    fn book(&self) -> Book {
        let mut book = Book::default();
        import(&mut book, "a.fdx", &self.text(), 1);
        book
    }
}

/// The pages: their names, and how many lines stand on each.
fn high(book: &Book) -> Vec<(String, u32)> {
    pages(book).iter().map(|p| (p.name(), p.lines())).collect()
}

fn is_high(file: &File, want: &[(&str, u32)]) {
    let high = high(&file.book());
    let high: Vec<(&str, u32)> = high.iter().map(|(name, n)| (name.as_str(), *n)).collect();
    assert_eq!(high, want);
}

fn file() -> File {
    File::default()
}

#[test]
fn pages_break_and_are_numbered_as_the_file_locks_them() {
    let short = file().lock("86").scene("1").lines(3).lock("87").lines(2);
    let short = short.lock("87A").scene("2").lines(4).lock("88").lines(1);
    is_high(&short, &[("86", 7), ("87", 3), ("87A", 9), ("88", 1)]);
    let counted: Vec<String> = scene::in_order(&short.book())
        .iter()
        .map(|s| s.page.to_string())
        .collect();
    assert_eq!(counted, ["86", "87A"]);
}

#[test]
fn what_flows_over_a_locked_page_goes_to_an_a_page() {
    // 29 lines too many: pages after it keep their numbers.
    let long = file().lock("87").scene("1").lines(41).lock("88").lines(1);
    is_high(&long, &[("87", 53), ("87A", 29), ("88", 1)]);
    let twice = file().lock("87").scene("1").lines(70).lock("88").lines(1);
    is_high(&twice, &[("87", 53), ("87A", 53), ("87B", 33), ("88", 1)]);
    // Behind the last locked page there is no number to keep.
    let end = file().lock("87").scene("1").lines(40);
    is_high(&end, &[("87", 53), ("88", 27)]);
}

#[test]
fn a_page_that_was_full_in_the_other_program_stays_one() {
    let full = |lines: usize| {
        file()
            .lock("87")
            .scene("1")
            .lines(lines)
            .lock("88")
            .lines(1)
    };
    is_high(&full(28), &[("87", 57), ("88", 1)]);
    is_high(&full(29), &[("87", 53), ("87A", 5), ("88", 1)]);
}

#[test]
fn a_page_may_begin_in_the_midst_of_a_speech() {
    let words = "So it goes on until the last one left. ".repeat(4);
    let speech = file().lock("1").scene("1").add("Character", "", "NELL");
    // The second line of the speech begins behind "the ".
    let at = speech.at + "So it goes on until the last one ".len();
    let speech = speech.lock_at("1A", at).add("Dialogue", "", words.trim());
    let speech = speech.lock("2").scene("2");
    let drawn = pages(&speech.book());
    let read: Vec<Vec<(Part, &str)>> = drawn
        .iter()
        .map(|page| {
            let lines = page.paragraphs.iter();
            lines.map(|p| (p.part, p.text.as_str())).collect()
        })
        .collect();
    assert_eq!(
        read[0][1..],
        [
            (Part::Cue, "NELL"),
            (Part::Dialogue, "So it goes on until the last one"),
            (Part::More, "(MORE)")
        ]
    );
    assert_eq!(read[1][0], (Part::Cue, "NELL (CONT'D)"));
    assert_eq!(drawn[1].name(), "1A");
    assert_eq!(read[2], [(Part::Heading, "INT. BOAT - NIGHT")]);
}

#[test]
fn lengths_of_scenes_do_not_change_by_a_lock() {
    let plain = file().scene("1").lines(20).scene("2").lines(30);
    let locked = file().lock("1").scene("1").lines(7).lock("2").lines(13);
    let locked = locked.scene("2").lines(2).lock("3").lines(28);
    let eighths = |file: &File| -> Vec<u32> {
        let scenes = scene::in_order(&file.book());
        scenes.iter().map(|s| s.eighths.0).collect()
    };
    assert_eq!(eighths(&plain), eighths(&locked));
    assert!(pages(&plain.book()).iter().all(|p| p.label.is_empty()));
}

#[test]
fn the_newest_draft_says_which_pages_are_locked() {
    let locked = file()
        .lock("87")
        .scene("1")
        .lines(2)
        .lock("88")
        .scene("2")
        .lines(2);
    let mut book = locked.book();
    let next = file()
        .lock("87")
        .scene("1")
        .lines(1)
        .lock("87A")
        .lines(1)
        .lock("88");
    import(&mut book, "b.fdx", &next.scene("2").lines(2).text(), 2);
    let names = |book: &Book| -> Vec<String> { high(book).into_iter().map(|p| p.0).collect() };
    assert_eq!(names(&book), ["87", "87A", "88"]);
    let counted = file().scene("1").lines(2).scene("2").lines(2);
    import(&mut book, "c.fdx", &counted.text(), 3);
    assert_eq!(names(&book), ["1"]);
}

#[test]
fn a_scene_that_is_omitted_leaves_the_pages_after_it_alone() {
    let file = file()
        .lock("1")
        .scene("1")
        .lines(2)
        .scene("2")
        .lines(1)
        .lock("2");
    let mut book = file.lines(3).lock("3").scene("3").lines(1).book();
    let second = scene::in_order(&book)[1].id.clone();
    let command = scene::edit(&book, &second, "omitted", true, String::new());
    book.apply(&command);
    let names: Vec<String> = high(&book).into_iter().map(|p| p.0).collect();
    assert_eq!(names, ["1", "3"]);
}

#[test]
fn sides_have_the_numbers_that_are_locked() {
    let file = file()
        .lock("87")
        .scene("1")
        .lines(2)
        .lock("87A")
        .scene("2")
        .lines(1);
    let book = file.lock("88").scene("3").lines(1).book();
    let scenes = scene::in_order(&book);
    let chosen = sides::chosen(&pages(&book), &[&scenes[1], &scenes[2]]);
    let names: Vec<String> = chosen.iter().map(Page::name).collect();
    assert_eq!(names, ["87A", "88"]);
    let board = crate::board::active(&book);
    let days = crate::board::layout(&book, &board);
    let mut book = book;
    book.apply(&crate::board::add_days(
        &days,
        &[crate::id::Id::new("d")],
        String::new(),
    ));
    let layout = crate::board::layout(&book, &board);
    let moved = crate::board::move_rows(
        &layout,
        &[crate::board::RowKey::Scene(scenes[1].id.clone())],
        &crate::board::Spot::DayEnd(layout.days[0].id.clone()),
        String::new(),
    );
    book.apply(&moved.command);
    let plan = crate::board::layout(&book, &board).days[0].plan.clone();
    let sides = draft(&book, &plan, Order::Script);
    assert_eq!(sides.scenes[0].page_name().as_deref(), Some("87A"));
    let read = Sides::parse(&sides.body()).unwrap();
    assert_eq!(read.pages[0].name(), "87A");
}
