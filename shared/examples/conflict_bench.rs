//! How long the rules take: `cargo run --release -p shared --example conflict_bench`.

#[path = "film/mod.rs"]
mod film;

use std::time::Instant;

use film::id;
use shared::board::{RowKey, Spot, copy_board, layout};
use shared::command::Command;
use shared::conflict::{Facts, Rules, conflicts};
use shared::id::Id;
use shared::kind::Kind;
use shared::rules::{add_preset, preset};

fn time<T>(what: &str, mut run: impl FnMut() -> T) -> T {
    let mut each: Vec<f64> = Vec::new();
    let mut out = run();
    for _ in 0..50 {
        let start = Instant::now();
        out = run();
        each.push(start.elapsed().as_secs_f64() * 1e3);
    }
    each.sort_by(f64::total_cmp);
    println!(
        "{what}: median {:.2} ms, slowest {:.2} ms",
        each[25], each[49]
    );
    out
}

fn main() {
    let mut book = film::film(500, 60, 60, 7);
    let Some(preset) = preset("minors_california") else {
        return;
    };
    let (_, command) = add_preset(&book, preset, &mut || id("set"), String::new());
    book.apply(&command);
    let people: Vec<Id> = book.all(&Kind::Person).map(|p| p.id.clone()).collect();
    for minor in people.iter().take(6) {
        book.apply(&Command::new("").put(Kind::Person, minor, "minor", true));
    }
    let board = time("layout", || layout(&book, &id("main")));
    println!(
        "{} days, {} scenes",
        board.days.len(),
        board.scenes().count()
    );
    let all = time("conflicts", || conflicts(&book, &board));
    println!("{} conflicts", all.len());
    let facts = time("facts", || Facts::of(&book, &board, Rules::default()));
    time("conflicts of facts", || facts.conflicts(&board));
    let rows = [RowKey::Scene(id("s7"))];
    let to = Spot::DayEnd(board.days[40].id.clone());
    time("would, of facts", || facts.would(&board, &all, &rows, &to));
    time("fixes of all", || {
        let fixes = all.iter().map(|c| facts.fixes(&book, &board, c).len());
        fixes.sum::<usize>()
    });
    let mut n = 0;
    let mut count = || {
        n += 1;
        id(format!("n{n}"))
    };
    let copy = copy_board(
        &book,
        &id("main"),
        "Copy",
        &id("copy"),
        String::new(),
        &mut count,
    );
    book.apply(&copy);
    book.apply(&shared::command::Command::new("").put(
        Kind::Unit,
        &id("u"),
        "active_board",
        "copy",
    ));
    book.apply(&shared::command::Command::new("").put(Kind::Board, &id("copy"), "unit", "u"));
    let both = time("conflicts, with a second unit", || conflicts(&book, &board));
    println!("{} conflicts", both.len());
}
