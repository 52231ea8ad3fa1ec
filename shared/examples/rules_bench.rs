//! How long the working-time rules take for a large company: 300 people on 60 days each under
//! three sets. `cargo run --release -p shared --example rules_bench`.

#[path = "film/mod.rs"]
mod film;

use std::time::Instant;

use jiff::civil::date;
use shared::book::Book;
use shared::callsheet::plan::Plan;
use shared::command::Command;
use shared::id::Id;
use shared::kind::Kind;
use shared::people::Group;
use shared::rules::{
    Live, Meal, PersonDay, Rate, Rulebook, Timing, Worker, Zone, add_preset, findings_of_day,
    preset, total,
};

fn main() {
    let mut book = Book::default();
    let mut n = 0;
    let mut new_id = || {
        n += 1;
        Id::new(format!("s{n}"))
    };
    for key in ["wtr_7", "iatse_8", "sag_theatrical_day"] {
        if let Some(preset) = preset(key) {
            let (_, command) = add_preset(&book, preset, &mut new_id, String::new());
            book.apply(&command);
        }
    }
    let rules = Rulebook::of(&book);
    let agreements = ["IATSE-type, 8 h", "SAG-AFTRA theatrical, day"];
    let people: Vec<(Worker, Vec<PersonDay>)> = (0..300i64)
        .map(|who| {
            let mut worker = Worker::new(Id::new(format!("p{who}")), Group::Crew);
            worker.agreement = agreements[(who % 2) as usize].to_owned();
            worker.rate = Some(Rate {
                hourly: Some(5_000),
                daily: None,
                currency: "USD".into(),
            });
            let days = (0..60i64).map(|n| {
                let on = date(2027, 3, 1)
                    .checked_add(jiff::Span::new().days(n / 5 * 7 + n % 5))
                    .unwrap_or_default();
                let call = 360 + (who * 7 + n * 13) % 240;
                let mut day = PersonDay::new(Id::new(format!("d{n}")), on, Timing::Planned);
                day.call = Some(call);
                day.meals = vec![Meal {
                    from: call + 330 + (n * 11) % 60,
                    to: Some(call + 400),
                }];
                day.wrap = Some(call + 600 + (who * 3 + n * 17) % 240);
                day
            });
            (worker, days.collect())
        })
        .collect();
    let zone = Zone::default();
    let mut each: Vec<f64> = Vec::new();
    let mut found = Vec::new();
    for _ in 0..30 {
        let start = Instant::now();
        found = rules.company(&people, &zone);
        each.push(start.elapsed().as_secs_f64() * 1e3);
    }
    each.sort_by(f64::total_cmp);
    println!(
        "{} findings, {:?}: median {:.1} ms, slowest {:.1} ms",
        found.len(),
        total(&found),
        each[15],
        each[29]
    );
    let live: Vec<Live> = people
        .iter()
        .map(|(worker, days)| Live {
            worker,
            today: &days[0],
            next: days.get(1),
        })
        .collect();
    let start = Instant::now();
    let limits = rules.next_limits(700, &live, &zone);
    let took = start.elapsed().as_secs_f64() * 1e3;
    println!("{} limits of one day: {took:.2} ms", limits.len());
    review();
}

/// The review of one day's sheet, which drafts the days before it: 60 cast, 240 crew.
fn review() {
    let mut book = film::film(500, 60, 60, 7);
    let plan = Plan::of(&book);
    let mut command = Command::new("");
    for day in &plan.days {
        command.add(Kind::Day, &day.id, "general_call", 420i64);
    }
    for n in 0..240 {
        let id = Id::new(format!("crew{n}"));
        command.add(Kind::Person, &id, "name", format!("Crew {n}"));
        command.add(Kind::Person, &id, "group", "crew");
    }
    book.apply(&command);
    if let Some(preset) = preset("wtr_7") {
        let (_, command) = add_preset(&book, preset, &mut || Id::new("set"), String::new());
        book.apply(&command);
    }
    let day = &plan.days[plan.days.len() / 2].id;
    let mut each: Vec<f64> = Vec::new();
    let mut found = 0;
    for _ in 0..10 {
        let start = Instant::now();
        found = findings_of_day(&book, day, &Zone::default()).len();
        each.push(start.elapsed().as_secs_f64() * 1e3);
    }
    each.sort_by(f64::total_cmp);
    println!(
        "{found} findings in the review of a day of {}: median {:.1} ms",
        plan.days.len(),
        each[5]
    );
}
