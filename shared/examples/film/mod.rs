//! Films by chance, for the benchmarks: scenes at places, each place with cast of its own, some
//! leads everywhere.

use shared::book::Book;
use shared::command::Command;
use shared::id::Id;
use shared::kind::Kind;
use shared::order;

pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % n.max(1)
    }
}

pub fn id(text: impl std::fmt::Display) -> Id {
    Id::new(text.to_string())
}

/// Makes a production that starts on a Monday with weekends off.
pub fn empty(day_eighths: i64) -> Command {
    Command::new("")
        .put(Kind::Production, &id("p"), "start", "2027-03-01")
        .put(Kind::Production, &id("p"), "days_off", "67")
        .put(Kind::Production, &id("p"), "active_board", "main")
        .put(Kind::Board, &id("main"), "order", "V")
        .put(Kind::Board, &id("main"), "day_eighths", day_eighths)
}

/// A film in the order of its script, five pages a day, with some cast away for a week.
pub fn film(scenes: usize, cast: usize, places: usize, seed: u64) -> Book {
    let mut dice = Dice(seed * 2 + 1);
    let mut book = Book::default();
    let mut command = empty(40);
    for n in 0..cast {
        command.add(
            Kind::Character,
            &id(format!("c{n}")),
            "number",
            n.to_string(),
        );
        command.add(
            Kind::Character,
            &id(format!("c{n}")),
            "person",
            format!("p{n}"),
        );
        command.add(
            Kind::Person,
            &id(format!("p{n}")),
            "name",
            format!("Person {n}"),
        );
        if dice.below(4) == 0 {
            let event = id(format!("e{n}"));
            let from = jiff::civil::date(2027, 3, 1 + dice.below(28) as i8);
            let to = from.checked_add(jiff::Span::new().days(6)).unwrap_or(from);
            for (field, value) in [("of_kind", "person"), ("what", "unavailable")] {
                command.add(Kind::Event, &event, field, value);
            }
            command.add(Kind::Event, &event, "of", format!("p{n}"));
            command.add(Kind::Event, &event, "from", from.to_string());
            command.add(Kind::Event, &event, "to", to.to_string());
        }
    }
    for n in 0..places {
        command.add(
            Kind::Location,
            &id(format!("l{n}")),
            "name",
            format!("Place {n}"),
        );
    }
    let homes: Vec<Vec<usize>> = (0..places)
        .map(|_| (0..5).map(|_| dice.below(cast)).collect())
        .collect();
    let (mut sum, mut rows) = (0, Vec::new());
    for (n, key) in order::several(None, None, scenes).into_iter().enumerate() {
        let scene = id(format!("s{n}"));
        // Some places have many scenes, most have few.
        let place = dice.below(places).min(dice.below(places));
        let eighths = 1 + dice.below(9);
        command.add(Kind::Scene, &scene, "order", key);
        command.add(Kind::Scene, &scene, "number", (n + 1).to_string());
        command.add(
            Kind::Scene,
            &scene,
            "int_ext",
            ["INT", "EXT"][dice.below(2)],
        );
        command.add(
            Kind::Scene,
            &scene,
            "time",
            ["DAY", "DAY", "NIGHT"][dice.below(3)],
        );
        command.add(Kind::Scene, &scene, "set", format!("SET {place}"));
        command.add(Kind::Scene, &scene, "eighths", eighths as i64);
        command.add(Kind::Scene, &scene, "est_min", eighths as i64 * 12);
        command.add(Kind::Scene, &scene, "location", format!("l{place}"));
        for _ in 0..2 + dice.below(3) {
            let who = match dice.below(3) {
                0 => dice.below(cast.min(4)),
                _ => homes[place][dice.below(5)],
            };
            command.add(Kind::Scene, &scene, &format!("cast/c{who}"), true);
        }
        if n == 0 || sum + eighths > 40 {
            rows.push(None);
            sum = 0;
        }
        sum += eighths;
        rows.push(Some(scene));
    }
    for ((n, row), place) in rows
        .iter()
        .enumerate()
        .zip(order::several(None, None, rows.len()))
    {
        match row {
            Some(scene) => {
                command.add(Kind::Strip, &Id::joined(&id("main"), scene), "place", place);
            }
            None => {
                let day = id(format!("d{n}"));
                command.add(Kind::Row, &day, "board", "main");
                command.add(Kind::Row, &day, "what", "day");
                command.add(Kind::Row, &day, "place", place);
            }
        }
    }
    book.apply(&command);
    book
}
