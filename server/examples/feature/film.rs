//! The film itself: who and what there is, and what its office and crew do day by day.

use shared::access::Audience;
use shared::board::{self, RowKey, Spot};
use shared::callsheet::{draft, edit, issue};
use shared::command::Command;
use shared::floor;
use shared::formats::read_script;
use shared::id::Id;
use shared::kind::Kind;
use shared::location::{self, Coordinates, NewLocation};
use shared::order;
use shared::people::{self, Group, NewPerson};
use shared::production::fresh::{Fresh, create};
use shared::scene;

use crate::dice::Dice;
use crate::history::{History, Signal};
use crate::script::{Script, sentence};
use crate::words::{CATEGORIES, CREW, FIRST, LAST};

/// How large a film is.
#[derive(Clone, Copy)]
pub struct Size {
    pub scenes: usize,
    pub people: usize,
    pub elements: usize,
    pub days: usize,
    pub time_rows: usize,
    pub orders: usize,
    pub changes: usize,
}

/// DESIGN 8.
pub const FEATURE: Size = Size {
    scenes: 180,
    people: 300,
    elements: 900,
    days: 60,
    time_rows: 12_000,
    orders: 2_000,
    changes: 94_000,
};

/// 1 March 2027, a Monday, 09:00 in the film's zone.
pub const START: &str = "2027-03-01";
const START_MS: i64 = 1_803_909_600_000;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
const PAGES: usize = 120;
const SPEAKERS: usize = 40;
/// Devices of the office, which write all day; above them each person has a phone.
const OFFICE: usize = 8;
/// People whom a call sheet reaches and who say so.
const RECEIPTS: usize = 100;
/// Once in so many days' starts a coordinator is out of signal for an hour.
const NOTES: usize = 10;

pub struct Film {
    pub history: History,
    dice: Dice,
    size: Size,
    board: Id,
    /// Whoever made the production.
    pub coordinator: Id,
    pub people: Vec<Id>,
    scenes: Vec<Id>,
    pub days: Vec<Id>,
    locations: Vec<Id>,
    elements: Vec<Id>,
    times: Vec<Id>,
    orders: Vec<Id>,
    /// The board from top to bottom: place, and the scene where it is no day.
    rows: Vec<(String, Option<Id>)>,
}

impl Film {
    pub fn make(seed: u64, size: Size) -> anyhow::Result<Self> {
        let mut dice = Dice::of(seed);
        let production = dice.id();
        let mut film = Self {
            history: History::new(production, seed, START_MS - 90 * DAY_MS)?,
            dice,
            size,
            board: Id::new(""),
            coordinator: Id::new(""),
            people: Vec::new(),
            scenes: Vec::new(),
            days: Vec::new(),
            locations: Vec::new(),
            elements: Vec::new(),
            times: Vec::new(),
            orders: Vec::new(),
            rows: Vec::new(),
        };
        film.prepare()?;
        for n in 0..film.days.len() {
            film.shoot(n)?;
        }
        Ok(film)
    }

    fn act(&mut self, device: usize, command: Command) -> anyhow::Result<()> {
        self.history.now_ms += 1000 + (self.dice.next() % 20_000) as i64;
        self.history.act(device, Signal::Up, &command)
    }

    fn office(&mut self) -> usize {
        self.dice.below(OFFICE)
    }

    // ---- before the first day ----

    fn prepare(&mut self) -> anyhow::Result<()> {
        let described = Fresh {
            title: "Salt Road".to_owned(),
            company: "Salt Road Pictures".to_owned(),
            start: START.to_owned(),
            zone: "America/New_York".to_owned(),
            name: "Dana Okafor".to_owned(),
            position: "Production coordinator".to_owned(),
            board: "Shooting schedule".to_owned(),
            ..Fresh::default()
        };
        let production = self.history.production.clone();
        let mut dice = Dice::of(self.dice.next());
        let mut ids = || dice.id();
        let label = "Started Salt Road".to_owned();
        let (command, me) = create(&described, &production, label, &mut ids);
        self.act(0, command)?;
        self.coordinator = me.ok_or_else(|| anyhow::anyhow!("nobody made it"))?;
        self.people.push(self.coordinator.clone());
        self.hire()?;
        self.scout()?;
        self.read()?;
        self.break_down()?;
        self.schedule()
    }

    fn hire(&mut self) -> anyhow::Result<()> {
        let departments = people::departments(&self.history.book);
        for n in 1..self.size.people {
            let name = format!(
                "{} {}",
                FIRST[n % FIRST.len()],
                LAST[(n / FIRST.len() + n * 7) % LAST.len()]
            );
            let (department, position) = CREW[n % CREW.len()];
            let is_cast = n <= SPEAKERS;
            let new = NewPerson {
                name: name.clone(),
                group: Some(if is_cast { Group::Cast } else { Group::Crew }),
                department: departments
                    .iter()
                    .find(|view| !is_cast && *view.name == *department)
                    .map(|view| view.id.clone()),
                position: if is_cast { "" } else { position }.to_owned(),
                phone: format!("+1 212 555 {:04}", 100 + n),
                email: format!("crew{n}@saltroad.example"),
            };
            let mut dice = Dice::of(self.dice.next());
            let made = people::add(&new, &mut || dice.id(), format!("Added {name}"));
            let (id, command) = made.ok_or_else(|| anyhow::anyhow!("a person has no name"))?;
            let by = self.office();
            self.act(by, command)?;
            let own = Command::new("Wrote whom to ring")
                .put(Kind::Private, &id, "emergency_name", "Next of kin")
                .put(Kind::Private, &id, "emergency_phone", "+1 212 555 0001");
            self.act(OFFICE + n, own)?;
            self.people.push(id);
        }
        Ok(())
    }

    fn scout(&mut self) -> anyhow::Result<()> {
        for n in 0..40 {
            let new = NewLocation {
                name: format!("Pier {}", n + 1),
                address: format!("{} Dock Street, New York", 10 + n),
                at: Coordinates::new(40_700_000 + n * 1000, -74_000_000 - n * 1000),
            };
            let mut dice = Dice::of(self.dice.next());
            let label = format!("Added {}", new.name);
            let made = location::add(&self.history.book, &new, &mut || dice.id(), label);
            let (id, command) = made.ok_or_else(|| anyhow::anyhow!("a location has no name"))?;
            let by = self.office();
            self.act(by, command)?;
            self.locations.push(id);
        }
        Ok(())
    }

    fn read(&mut self) -> anyhow::Result<()> {
        let file = Script::of(&mut self.dice, self.size.scenes, PAGES, SPEAKERS).fountain();
        let script = read_script(file.as_bytes(), Some("salt-road.fountain"))
            .map_err(|why| anyhow::anyhow!("{why}"))?;
        let options = scene::Options {
            label: "Imported salt-road.fountain".to_owned(),
            file: "salt-road.fountain".to_owned(),
            hash: scene::file_hash(file.as_bytes()),
            now_ms: self.history.now_ms,
            board_name: "Shooting schedule".to_owned(),
            ..scene::Options::default()
        };
        let mut dice = Dice::of(self.dice.next());
        let command = scene::import(&self.history.book, &script, &options, &mut || dice.id());
        self.act(0, command)?;
        let views = scene::in_order(&self.history.book);
        self.scenes = views.into_iter().map(|view| view.id.clone()).collect();
        let characters = scene::characters(&self.history.book);
        for (n, character) in characters.iter().enumerate() {
            let person = self.people[1 + n % SPEAKERS].clone();
            let label = format!("{} is cast", character.cast.name);
            let command =
                people::cast::assign(&self.history.book, &character.cast.id, Some(&person), label);
            self.act(0, command)?;
        }
        for n in 0..self.scenes.len() {
            let (id, place) = (
                self.scenes[n].clone(),
                self.dice.pick(&self.locations).clone(),
            );
            let est_min = self.dice.between(2, 16) as i64 * 15;
            let command = Command::new(format!("Scene {}: location and estimate", n + 1))
                .put(Kind::Scene, &id, "location", &place)
                .put(Kind::Scene, &id, "script_day", format!("D{}", 1 + n / 9))
                .put(Kind::Scene, &id, "est_min", est_min);
            let by = self.office();
            self.act(by, command)?;
        }
        Ok(())
    }

    fn break_down(&mut self) -> anyhow::Result<()> {
        for n in 0..self.size.elements {
            let id = self.dice.id();
            let scene = self.dice.pick(&self.scenes).clone();
            let words = self.dice.between(2, 5);
            let name = sentence(&mut self.dice, words);
            let command = Command::new(format!("Added element {}", n + 1))
                .put(element(), &id, "name", name)
                .put(element(), &id, "category", *self.dice.pick(&CATEGORIES))
                .put(element(), &id, &format!("scene/{scene}"), true)
                .put(element(), &id, "count", self.dice.between(1, 12) as i64);
            let by = self.office();
            self.act(by, command)?;
            self.elements.push(id);
        }
        Ok(())
    }

    fn schedule(&mut self) -> anyhow::Result<()> {
        self.board = board::active(&self.history.book);
        let layout = board::layout(&self.history.book, &self.board);
        let ids: Vec<Id> = (1..self.size.days).map(|_| self.dice.id()).collect();
        let label = "Added days".to_owned();
        self.act(0, board::add_days(&layout, &ids, label))?;
        let layout = board::layout(&self.history.book, &self.board);
        self.days = layout.days.iter().map(|day| day.id.clone()).collect();
        for n in 0..self.scenes.len() {
            let day = self.days[n * self.days.len() / self.scenes.len()].clone();
            let layout = board::layout(&self.history.book, &self.board);
            let row = RowKey::Scene(self.scenes[n].clone());
            let label = format!("Moved scene {}", n + 1);
            let moved = board::move_rows(&layout, &[row], &Spot::DayEnd(day), label);
            self.act(0, moved.command)?;
        }
        let layout = board::layout(&self.history.book, &self.board);
        let book = &self.history.book;
        for day in &layout.days {
            let place = book.text(&Kind::Row, &day.id, "place").to_owned();
            self.rows.push((place, None));
            for strip in day.strips() {
                let id = Id::joined(&self.board, &strip.id);
                let place = book.text(&Kind::Strip, &id, "place").to_owned();
                self.rows.push((place, Some(strip.id.clone())));
            }
        }
        Ok(())
    }

    // ---- the days ----

    fn shoot(&mut self, n: usize) -> anyhow::Result<()> {
        let day = self.days[n].clone();
        self.history.now_ms = START_MS + (n as i64 * 7 / 5) * DAY_MS;
        for device in 0..OFFICE {
            self.history.restart(device);
        }
        self.plan(n, &day)?;
        let sheet = self.issue(n, &day)?;
        self.history.part(&Audience::Floor);
        self.receive(&sheet)?;
        self.clock(n, &day)?;
        self.history.meet(&Audience::Floor)?;
        self.order(n)?;
        self.report(&day)?;
        self.change(n)
    }

    fn plan(&mut self, n: usize, day: &Id) -> anyhow::Result<()> {
        let book = &self.history.book;
        let by = |position: &str| {
            let mut all = book.all(&Kind::Person);
            all.find(|p| p.text("position") == position)
                .map(|p| p.id.clone())
        };
        let mut all = Command::new("Planned the day");
        for (field, at) in [
            ("general_call", 420),
            ("shooting_call", 480),
            ("lunch", 780),
        ] {
            all.add(Kind::Day, day, field, at + (n as i64 % 4) * 15);
        }
        for (field, position) in [("first_ad", "1st AD"), ("second_ad", "2nd AD")] {
            all.add(Kind::Day, day, field, by(position).as_ref());
        }
        all.add(
            Kind::Day,
            day,
            "location",
            &self.locations[n % self.locations.len()],
        );
        self.act(1, all)?;
        let mut notes = String::new();
        for _ in 0..NOTES {
            let words = self.dice.between(4, 12);
            notes.push_str(&sentence(&mut self.dice, words));
            notes.push(' ');
            let book = &self.history.book;
            let command = edit::write_day(book, day, "notes", &notes, "Wrote notes".to_owned());
            self.act(2, command)?;
        }
        for k in 0..40 {
            let person = self.people[1 + (n * 13 + k * 7) % (self.people.len() - 1)].clone();
            let at = 360 + self.dice.below(24) as i64 * 10;
            let label = "Set a call".to_owned();
            let command = edit::set_call(&self.history.book, day, &person, "call", at, label);
            let by = self.office();
            self.act(by, command)?;
        }
        Ok(())
    }

    fn issue(&mut self, n: usize, day: &Id) -> anyhow::Result<(Id, Vec<Id>)> {
        let sheet = draft(&self.history.book, day);
        let people = sheet.people().into_iter().map(|on| on.person).collect();
        let id = self.dice.id();
        let now_ms = self.history.now_ms;
        let label = format!("Issued call sheet {}", n + 1);
        let book = &self.history.book;
        let command = issue::issue(
            book,
            day,
            sheet,
            Some(&self.coordinator),
            &id,
            now_ms,
            label,
        );
        self.act(0, command)?;
        Ok((id, people))
    }

    fn receive(&mut self, (issue, people): &(Id, Vec<Id>)) -> anyhow::Result<()> {
        for (k, person) in people.iter().take(RECEIPTS).enumerate() {
            let id = Id::joined(issue, person);
            let device = OFFICE + self.index(person);
            let now_ms = self.history.now_ms;
            let got = Command::new("Received a call sheet").put(
                Kind::Receipt,
                &id,
                "received_ms",
                now_ms,
            );
            let seen = Command::new("Acknowledged")
                .put(Kind::Receipt, &id, "opened_ms", now_ms + 60_000)
                .put(Kind::Receipt, &id, "acknowledged_ms", now_ms + 90_000);
            let signal = if k % 4 == 0 { Signal::Down } else { Signal::Up };
            for command in [got, seen] {
                self.history.now_ms += 2000;
                self.history.act(device, signal, &command)?;
            }
        }
        Ok(())
    }

    fn index(&self, person: &Id) -> usize {
        self.people.iter().position(|p| p == person).unwrap_or(0)
    }

    fn clock(&mut self, n: usize, day: &Id) -> anyhow::Result<()> {
        let rows = share(self.size.time_rows, self.days.len(), n);
        let from = self.people.len() - 1;
        for k in 0..rows {
            let person = self.people[1 + (n * 31 + k) % from].clone();
            let id = Id::joined(day, &person);
            let start = 400 + self.dice.below(60) as i64;
            let by = self.office();
            let came = Command::new("Clocked in")
                .put(Kind::Times, &id, "travel_out", start - 30)
                .put(Kind::Times, &id, "arrive", start)
                .put(Kind::Times, &id, "set", start + 45)
                .put(Kind::Times, &id, "in", start + self.dice.below(10) as i64);
            let left = Command::new("Clocked out")
                .put(Kind::Times, &id, "meal1_out", start + 360)
                .put(Kind::Times, &id, "meal1_in", start + 400)
                .put(
                    Kind::Times,
                    &id,
                    "out",
                    start + 700 + self.dice.below(90) as i64,
                );
            self.act(by, came)?;
            self.act(by, left)?;
            if self.dice.below(2) == 0 {
                let out = start + 700 + self.dice.below(120) as i64;
                let corrected = Command::new("Corrected a time").put(Kind::Times, &id, "out", out);
                self.act(by, corrected)?;
            }
            self.times.push(id);
        }
        Ok(())
    }

    fn order(&mut self, n: usize) -> anyhow::Result<()> {
        for _ in 0..share(self.size.orders, self.days.len(), n) {
            let id = self.dice.id();
            let words = self.dice.between(3, 8);
            let total = self.dice.between(20, 400_000) as i64;
            let made = Command::new("Raised an order")
                .put(
                    purchase(),
                    &id,
                    "number",
                    format!("ART-{:04}", self.orders.len() + 1),
                )
                .put(purchase(), &id, "what", sentence(&mut self.dice, words))
                .put(purchase(), &id, "supplier", *self.dice.pick(&LAST))
                .put(purchase(), &id, "total", total)
                .put(purchase(), &id, "currency", "USD")
                .put(purchase(), &id, "status", "draft");
            let by = self.office();
            self.act(by, made)?;
            for status in ["approved", "received"] {
                let command = Command::new("Moved an order on")
                    .put(purchase(), &id, "status", status)
                    .put(
                        purchase(),
                        &id,
                        &format!("{status}_ms"),
                        self.history.now_ms,
                    );
                self.act(by, command)?;
            }
            self.orders.push(id);
        }
        Ok(())
    }

    fn report(&mut self, day: &Id) -> anyhow::Result<()> {
        let layout = board::layout(&self.history.book, &self.board);
        let scenes: Vec<Id> = layout
            .day(day)
            .into_iter()
            .flat_map(|day| day.strips().map(|s| s.id.clone()))
            .collect();
        for scene in scenes {
            for state in [floor::State::Started, floor::State::Complete] {
                let report = floor::Report {
                    scene: scene.clone(),
                    day: Some(day.clone()),
                    state,
                    eighths: shared::eighths::Eighths(0),
                    note: String::new(),
                    by: self.people.get(1).cloned(),
                    reason: None,
                    seconds: None,
                };
                let mut dice = Dice::of(self.dice.next());
                let now_ms = self.history.now_ms;
                let label = "Reported a scene".to_owned();
                let command = floor::report(&mut || dice.id(), now_ms, label, report);
                self.act(OFFICE + 1, command)?;
            }
        }
        Ok(())
    }

    /// Whatever else people change, until the day has its share of all changes.
    fn change(&mut self, n: usize) -> anyhow::Result<()> {
        let days = self.days.len();
        // What later days write by themselves is not known yet: the share grows evenly.
        let until = if n + 1 == days {
            self.size.changes
        } else {
            self.size.changes * (n + 1) / days
        };
        let (mut done, mut is_apart) = (0_usize, false);
        while self.history.changes < until {
            // For an hour of each day one coordinator writes without a signal.
            let apart = (40..80).contains(&done);
            if apart && !is_apart {
                self.history.part(&Audience::Plan);
            } else if !apart && is_apart {
                self.history.meet(&Audience::Plan)?;
            }
            is_apart = apart;
            let command = self.edit(n);
            let (device, signal) = if apart && done % 2 == 0 {
                (OFFICE - 1, Signal::Down)
            } else {
                (self.dice.below(OFFICE - 1), Signal::Up)
            };
            self.history.now_ms += 1000 + (self.dice.next() % 8000) as i64;
            self.history.act(device, signal, &command)?;
            done += 1;
        }
        self.history.meet(&Audience::Plan)
    }

    fn edit(&mut self, n: usize) -> Command {
        let dice = &mut self.dice;
        let word = dice.between(3, 9);
        let said = sentence(dice, word);
        let number = self.history.changes as i64;
        match dice.below(20) {
            0..4 => self.move_strip(n),
            4..6 => {
                let scene = dice.pick(&self.scenes);
                Command::new("Wrote a synopsis").put(Kind::Scene, scene, "synopsis", said)
            }
            6..8 => {
                let scene = dice.pick(&self.scenes);
                Command::new("Changed an estimate").put(Kind::Scene, scene, "est_min", number % 600)
            }
            8..10 => {
                let id = dice.pick(&self.elements);
                Command::new("Changed an element")
                    .put(element(), id, "notes", said)
                    .put(element(), id, "count", number % 50)
            }
            10 => {
                let person = dice.pick(&self.people);
                Command::new("Changed a note").put(Kind::Person, person, "notes", said)
            }
            11..13 => {
                let (day, person) = (dice.pick(&self.days), dice.pick(&self.people));
                Command::new("Set a call")
                    .put(
                        Kind::Call,
                        &Id::joined(day, person),
                        "call",
                        300 + number % 600,
                    )
                    .put(Kind::Call, &Id::joined(day, person), "remarks", said)
            }
            13..17 if !self.times.is_empty() => {
                let id = dice.pick(&self.times);
                Command::new("Corrected a time")
                    .put(Kind::Times, id, "out", 900 + number % 500)
                    .put(Kind::Times, id, "remarks", said)
                    .put(Kind::Times, id, "home", 960 + number % 500)
            }
            _ if !self.orders.is_empty() => {
                let id = dice.pick(&self.orders);
                Command::new("Changed an order")
                    .put(purchase(), id, "total", number)
                    .put(purchase(), id, "notes", said)
            }
            _ => {
                let scene = dice.pick(&self.scenes);
                Command::new("Wrote notes").put(Kind::Scene, scene, "notes", said)
            }
        }
    }

    /// Moves a strip somewhere among the days that are still to come.
    fn move_strip(&mut self, n: usize) -> Command {
        let mut left = n + 1;
        let ahead = self.rows.iter().position(|(_, scene)| {
            if scene.is_none() {
                left -= 1;
            }
            left == 0
        });
        let from = ahead.unwrap_or(0) + 1;
        let some = self.rows.len() - from;
        let taken = from + self.dice.below(some);
        let Some((_, Some(scene))) = self.rows.get(taken).cloned() else {
            let day = self.dice.pick(&self.days);
            return Command::new("Changed the weather").put(
                Kind::Day,
                day,
                "weather",
                format!("{} degrees", self.history.changes % 40),
            );
        };
        self.rows.remove(taken);
        let to = from + self.dice.below(some - 1);
        let place = order::between(
            to.checked_sub(1)
                .and_then(|k| self.rows.get(k))
                .map(|r| r.0.as_str()),
            self.rows.get(to).map(|r| r.0.as_str()),
        );
        self.rows.insert(to, (place.clone(), Some(scene.clone())));
        let strip = Id::joined(&self.board, &scene);
        Command::new("Moved a strip").put(Kind::Strip, &strip, "place", place)
    }
}

/// Returns the part of a whole that falls on one of so many days.
fn share(all: usize, days: usize, n: usize) -> usize {
    all * (n + 1) / days - all * n / days
}

fn element() -> Kind {
    Kind::Other("element".into())
}

fn purchase() -> Kind {
    Kind::Other("order".into())
}
