//! Small films for the tests of boards, conflicts and suggestions, written as text.

use super::{Layout, RowView, layout};
use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::order;

pub fn id(text: &str) -> Id {
    Id::new(text)
}

/// Ids that count up: `n0 n1 n2`.
pub fn counter() -> impl FnMut() -> Id {
    let mut n = 0;
    move || {
        n += 1;
        Id::new(format!("n{}", n - 1))
    }
}

/// Makes a film that starts on Monday, 1 March 2027, weekends off. A line is a scene:
/// `number INT|EXT DAY|NIGHT location eighths cast`, `-` for nothing. Ids are `s<number>`, the
/// names of locations and characters, and `p-<character>` for who plays them.
pub fn film(scenes: &str) -> Book {
    let mut book = Book::default();
    let mut command = Command::new("")
        .put(Kind::Production, &id("p"), "start", "2027-03-01")
        .put(Kind::Production, &id("p"), "days_off", "67")
        .put(Kind::Production, &id("p"), "active_board", "main")
        .put(Kind::Board, &id("main"), "name", "Main")
        .put(Kind::Board, &id("main"), "order", "V");
    let lines: Vec<&str> = scenes.lines().filter(|l| !l.trim().is_empty()).collect();
    for (line, key) in lines.iter().zip(order::several(None, None, lines.len())) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [number, int_ext, time, location, eighths, cast] = words[..] else {
            panic!("{line}");
        };
        let scene = Id::new(format!("s{number}"));
        command.add(Kind::Scene, &scene, "order", key);
        command.add(Kind::Scene, &scene, "number", number);
        command.add(Kind::Scene, &scene, "int_ext", int_ext);
        command.add(Kind::Scene, &scene, "time", time);
        command.add(
            Kind::Scene,
            &scene,
            "eighths",
            eighths.parse::<i64>().unwrap(),
        );
        if location != "-" {
            command.add(Kind::Scene, &scene, "location", location);
            command.add(Kind::Location, &id(location), "name", location);
        }
        for name in cast.split(',').filter(|name| *name != "-") {
            command.add(Kind::Scene, &scene, &format!("cast/{name}"), true);
            command.add(Kind::Character, &id(name), "name", name);
            let person = Id::new(format!("p-{name}"));
            command.add(Kind::Character, &id(name), "person", &person);
            command.add(Kind::Person, &person, "name", name);
        }
    }
    book.apply(&command);
    book
}

/// Puts scenes into days of a board: `1 2 | 3 | | 4`. The days are `<board>-1`, `<board>-2` ...
pub fn plan(book: &mut Book, board: &str, days: &str) {
    let mut command = Command::new("");
    let rows: Vec<&str> = days.split_whitespace().collect();
    let mut keys = order::several(None, None, rows.len() + 1).into_iter();
    let mut n = 1;
    let mut day = |command: &mut Command, place: String| {
        let row = Id::new(format!("{board}-{n}"));
        command.add(Kind::Row, &row, "board", board);
        command.add(Kind::Row, &row, "what", "day");
        command.add(Kind::Row, &row, "place", place);
        n += 1;
    };
    day(&mut command, keys.next().unwrap());
    for (word, place) in rows.iter().zip(keys) {
        if *word == "|" {
            day(&mut command, place);
        } else {
            let strip = Id::new(format!("{board}.s{word}"));
            command.add(Kind::Strip, &strip, "place", place);
        }
    }
    book.apply(&command);
}

/// Writes one field.
pub fn set(
    book: &mut Book,
    kind: Kind,
    of: &str,
    field: &str,
    value: impl Into<crate::record::Value>,
) {
    book.apply(&Command::new("").put(kind, &id(of), field, value));
}

/// Writes a board as [`plan`] reads it, with banners as `~text`, and the boneyard behind `//`.
pub fn print(layout: &Layout) -> String {
    let row = |row: &RowView| match row {
        RowView::Strip(strip) => strip.scene.number.to_string(),
        RowView::Banner(banner) => format!("~{}", banner.text),
    };
    let mut out: Vec<String> = layout.loose.iter().map(row).collect();
    for (n, day) in layout.days.iter().enumerate() {
        if n > 0 || !layout.loose.is_empty() {
            out.push("|".into());
        }
        out.extend(day.rows.iter().map(row));
    }
    if !layout.boneyard.is_empty() {
        out.push("//".into());
        out.extend(layout.boneyard.iter().map(|s| s.number.to_string()));
    }
    out.join(" ")
}

pub fn printed(book: &Book, board: &str) -> String {
    print(&layout(book, &id(board)))
}
