//! How good and how fast the proposals are: `cargo run --release -p shared --example suggest_bench`.

#[path = "../film/mod.rs"]
mod film;
mod oracle;

use std::time::Instant;

use film::{Dice, empty, id};
use shared::board::{Limits, Totals, compare, layout};
use shared::book::Book;
use shared::kind::Kind;
use shared::order;
use shared::suggest::{Options, Problem, Search, Term, Weights};

/// Scenes by chance as in the literature: one a day, equal salaries, everybody in two or more.
fn talent(scenes: usize, actors: usize, dice: &mut Dice) -> Vec<u32> {
    let mut cast = vec![0_u32; scenes];
    for actor in 0..actors {
        let count = 2 + dice.below(scenes / 2);
        for _ in 0..count {
            cast[dice.below(scenes)] |= 1 << actor;
        }
    }
    cast
}

fn book_of(cast: &[u32]) -> Book {
    let mut command = empty(8);
    for (n, key) in order::several(None, None, cast.len())
        .into_iter()
        .enumerate()
    {
        let scene = id(format!("s{n:02}"));
        command.add(Kind::Scene, &scene, "order", key);
        command.add(Kind::Scene, &scene, "eighths", 8);
        for actor in (0..32).filter(|actor| cast[n] >> actor & 1 == 1) {
            command.add(Kind::Character, &id(format!("c{actor}")), "name", "x");
            command.add(Kind::Scene, &scene, &format!("cast/c{actor}"), true);
        }
    }
    let mut book = Book::default();
    book.apply(&command);
    book
}

fn search(book: &Book, weights: Weights, seed: u64) -> Search {
    let board = layout(book, &id("main"));
    let mut options = Options::of(book, &board);
    options.weights = weights;
    Search::new(Problem::of(book, &board, &options), seed)
}

fn talents() {
    let weights = Weights::default().with(Term::Backwards, 0);
    let slices = [20_000, 100_000, 500_000];
    println!("talent scheduling, held days, mean of 20 instances (steps: {slices:?})");
    for (scenes, actors) in [(12, 8), (16, 8), (16, 12), (18, 12), (20, 16)] {
        let mut dice = Dice(scenes as u64 * 131 + actors as u64);
        let (mut best, mut greedy, mut found, mut optimal) = (0, 0, [0; 3], [0; 3]);
        let mut took = 0.0;
        for seed in 0..20 {
            let cast = talent(scenes, actors, &mut dice);
            let least = i64::from(oracle::least_held(&cast));
            let mut search = search(&book_of(&cast), weights, seed);
            best += least;
            greedy += search.greedy().get(Term::Held);
            let start = Instant::now();
            for (n, steps) in slices.iter().enumerate() {
                let held = search.run(steps - search.steps()).terms.get(Term::Held);
                found[n] += held;
                optimal[n] += i32::from(held == least);
            }
            took += start.elapsed().as_secs_f64();
        }
        let mean = |sum: i64| sum as f64 / 20.0;
        let gap = found.map(|sum| format!("{:.2} %", 100.0 * (sum - best) as f64 / best as f64));
        println!(
            "{scenes} scenes {actors} actors: best {:.2}, greedy {:.2}, found {:?}, gap {gap:?}, optimal {optimal:?} of 20, {:.2} us a step",
            mean(best),
            mean(greedy),
            found.map(mean),
            took * 1e6 / 20.0 / slices[2] as f64,
        );
    }
}

fn films() {
    for (scenes, cast, places) in [(60, 15, 12), (150, 25, 25), (500, 60, 60)] {
        let book = film::film(scenes, cast, places, 7);
        let board = layout(&book, &id("main"));
        let start = Instant::now();
        let mut search = search(&book, Weights::default(), 1);
        let made = start.elapsed();
        println!(
            "\n{scenes} scenes, {cast} cast, {places} places; greedy and problem in {made:.1?}"
        );
        let limits = Limits::of(&book, &id("main"));
        println!("  script order: {}", line(&Totals::of(&board, limits)));
        let greedy = search.proposal().preview(&book, &board);
        println!(
            "  greedy:       {} cost {}",
            line(&Totals::of(&greedy, limits)),
            search.best().cost
        );
        for steps in [20_000_u64, 100_000, 500_000, 2_000_000, 10_000_000] {
            let start = Instant::now();
            let from = search.steps();
            search.run(steps.saturating_sub(from));
            let each = start.elapsed().as_secs_f64() * 1e6 / (search.steps() - from).max(1) as f64;
            let best = search.proposal().preview(&book, &board);
            println!(
                "  {steps:>8}:     {} cost {}, forbidden {}, over {}, {each:.2} us a step",
                line(&Totals::of(&best, limits)),
                search.best().cost,
                search.best().terms.get(Term::Forbidden),
                search.best().terms.get(Term::OverEighths),
            );
        }
        let best = search.proposal().preview(&book, &board);
        let start = Instant::now();
        let both = compare(&book, &board, &best);
        println!(
            "  compared in {:.1?}: {} scenes moved",
            start.elapsed(),
            both.changed().count()
        );
    }
}

fn line(totals: &Totals) -> String {
    format!(
        "{} days, held {}, moves {} within {} between, nights before days {}, over {}",
        totals.shoot_days,
        totals.cast_held(),
        totals.moves_within,
        totals.moves_between,
        totals.turnarounds.len(),
        totals.over_limit.len()
    )
}

fn main() {
    talents();
    films();
}
