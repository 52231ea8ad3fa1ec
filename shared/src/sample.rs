//! The sample production: from a screenplay and a description to the commands that make it, by
//! the same functions that rooms call. Its sources stand in `tests/sample`.

mod needs;

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use crate::board::{self, RowKey, Spot};
use crate::book::Book;
use crate::callsheet::{edit, issue, receipts};
use crate::clock;
use crate::command::Command;
use crate::eighths::Eighths;
use crate::floor;
use crate::formats::read_script;
use crate::id::Id;
use crate::kind::Kind;
use crate::location::{self, NewLocation};
use crate::people::{self, Group, NewPerson};
use crate::production::{ProductionKind, fresh};
use crate::record::Value;
use crate::scene;

#[derive(Deserialize)]
struct Source {
    title: String,
    company: String,
    /// Civil date of the first shoot day. Fixed, so that a test and a manual speak of one day.
    start: String,
    zone: String,
    kind: String,
    paper: String,
    days_off: String,
    script: String,
    script_date: String,
    script_imported: String,
    office_phone: String,
    channels: String,
    board: String,
    departments: Vec<String>,
    people: Vec<Person>,
    locations: Vec<Location>,
    elements: Vec<needs::Need>,
    absences: Vec<needs::Absence>,
    scenes: BTreeMap<String, Scene>,
    days: Vec<Day>,
    issues: Vec<Issue>,
    receipts: Vec<Receipt>,
    progress: Vec<Progress>,
    notes: Vec<Note>,
}

#[derive(Deserialize)]
struct Person {
    key: String,
    name: String,
    group: String,
    #[serde(default)]
    department: String,
    #[serde(default)]
    position: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    notes: String,
    #[serde(default)]
    minor: bool,
    #[serde(default)]
    character: String,
    #[serde(default)]
    number: String,
    /// Further parts: name and number.
    #[serde(default)]
    also: Vec<(String, String)>,
    call_offset_min: Option<i64>,
    makeup_min: Option<i64>,
    wardrobe_min: Option<i64>,
}

#[derive(Deserialize)]
struct Location {
    key: String,
    name: String,
    address: String,
    pin: String,
    /// Any other field of a location.
    #[serde(flatten)]
    fields: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Scene {
    location: String,
    script_day: String,
    est_min: i64,
    #[serde(default)]
    notes: String,
}

/// A day, or what changes on it.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Day {
    key: String,
    /// Scene numbers and `banner:text:minutes` in order.
    scenes: Vec<String>,
    calls: Vec<Call>,
    location: String,
    lunch_min: Option<i64>,
    /// Times as people type them, texts, and keys of people.
    #[serde(flatten)]
    fields: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Call {
    person: String,
    on: Option<bool>,
    on_call: Option<bool>,
    /// How many a group of background is.
    count: Option<i64>,
    #[serde(default)]
    remarks: String,
    /// Times.
    #[serde(flatten)]
    times: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Issue {
    key: String,
    day: String,
    at: String,
    by: String,
    /// What the office changes on the day before this sheet is issued.
    change: Option<Day>,
}

#[derive(Deserialize)]
struct Receipt {
    issue: String,
    person: String,
    received: String,
    opened: Option<String>,
    acknowledged: Option<String>,
}

#[derive(Deserialize)]
struct Progress {
    scene: String,
    day: String,
    state: String,
    #[serde(default)]
    eighths: u32,
    at: String,
    by: String,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
struct Note {
    day: String,
    scene: Option<String>,
    at: String,
    by: String,
    text: String,
}

const TIMES: [&str; 7] = [
    "general_call",
    "shooting_call",
    "breakfast",
    "lunch",
    "wrap",
    "sunrise",
    "sunset",
];
const WHO: [&str; 5] = ["first_ad", "second_ad", "producer", "director", "upm"];
/// Texts that several people write together.
const WRITTEN: [&str; 3] = ["safety", "notes", "channels"];

/// Returns the sample production's id and the commands that make it, each of which reads what the
/// ones before wrote. `now_ms` stands in for the date of a script that has none.
pub fn commands(
    fountain: &[u8],
    json: &str,
    ids: &mut dyn FnMut() -> Id,
    now_ms: i64,
) -> Result<(Id, Vec<Command>), String> {
    let source: Source = serde_json::from_str(json).map_err(|e| format!("production.json: {e}"))?;
    let production = ids();
    let mut maker = Maker {
        book: Book::default(),
        made: Vec::new(),
        names: HashMap::new(),
        ids,
    };
    maker.production(&source, &production)?;
    maker.people(&source.people)?;
    maker.locations(&source.locations)?;
    maker.script(&source, fountain, now_ms)?;
    maker.cast(&source.people)?;
    maker.scenes(&source.scenes)?;
    maker.days(&source.days)?;
    for issue in &source.issues {
        maker.issue(issue)?;
    }
    maker.floor(&source)?;
    maker.needs(&source.elements)?;
    maker.absences(&source.absences)?;
    Ok((production, maker.made))
}

struct Maker<'a> {
    book: Book,
    made: Vec<Command>,
    /// Ids of what the description calls by a key: `person/nell`, `scene/12`, `day/d1`.
    names: HashMap<String, Id>,
    ids: &'a mut dyn FnMut() -> Id,
}

impl Maker<'_> {
    fn act(&mut self, command: Command) {
        if !command.is_empty() {
            self.book.apply(&command);
            self.made.push(command);
        }
    }

    fn name(&mut self, what: &str, key: &str, id: Id) {
        self.names.insert(format!("{what}/{key}"), id);
    }

    fn id(&self, what: &str, key: &str) -> Result<Id, String> {
        let found = self.names.get(&format!("{what}/{key}")).cloned();
        found.ok_or_else(|| format!("production.json: no {what} is called {key}"))
    }

    fn production(&mut self, source: &Source, production: &Id) -> Result<(), String> {
        let described = fresh::Fresh {
            title: source.title.clone(),
            company: source.company.clone(),
            start: source.start.clone(),
            zone: source.zone.clone(),
            kind: ProductionKind::parse(&source.kind),
            board: source.board.clone(),
            ..fresh::Fresh::default()
        };
        let label = format!("Started {}", source.title);
        let (mut command, _) = fresh::create(&described, production, label, &mut *self.ids);
        for (field, value) in [
            ("paper", &source.paper),
            ("days_off", &source.days_off),
            ("office_phone", &source.office_phone),
            ("channels", &source.channels),
            ("script_date", &source.script_date),
        ] {
            command.add(Kind::Production, production, field, value.as_str());
        }
        command.add(Kind::Production, production, "script_colour", 0_i64);
        self.act(command);
        let more: Vec<&str> = source.departments.iter().map(String::as_str).collect();
        let label = "Added departments".to_owned();
        let command = people::department::add(&self.book, &more, &mut *self.ids, label);
        self.act(command);
        for view in people::departments(&self.book) {
            self.name("department", &view.name, view.id);
        }
        Ok(())
    }

    fn people(&mut self, described: &[Person]) -> Result<(), String> {
        for person in described {
            let department = match person.department.as_str() {
                "" => None,
                key => Some(self.id("department", key)?),
            };
            let new = NewPerson {
                name: person.name.clone(),
                group: Some(Group::parse(&person.group)),
                department,
                position: person.position.clone(),
                phone: person.phone.clone(),
                email: person.email.clone(),
            };
            let label = format!("Added {}", person.name);
            let made = people::add(&new, &mut *self.ids, label);
            let (id, mut command) = made.ok_or("production.json: a person has no name")?;
            for (field, minutes) in [
                ("call_offset_min", person.call_offset_min),
                ("makeup_min", person.makeup_min),
                ("wardrobe_min", person.wardrobe_min),
            ] {
                if let Some(minutes) = minutes {
                    command.add(Kind::Person, &id, field, minutes);
                }
            }
            if person.minor {
                command.add(Kind::Person, &id, "minor", true);
            }
            if !person.notes.is_empty() {
                command.add(Kind::Person, &id, "notes", person.notes.as_str());
            }
            self.act(command);
            self.name("person", &person.key, id);
        }
        Ok(())
    }

    fn locations(&mut self, described: &[Location]) -> Result<(), String> {
        for place in described {
            let new = NewLocation {
                name: place.name.clone(),
                address: place.address.clone(),
                at: None,
            };
            let label = format!("Added {}", place.name);
            let made = location::add(&self.book, &new, &mut *self.ids, label.clone());
            let (id, mut command) = made.ok_or("production.json: a location has no name")?;
            for (field, value) in &place.fields {
                command.add(Kind::Location, &id, field, value.as_str());
            }
            self.act(command);
            let pin = location::set_pin(&self.book, &id, &place.pin, label)
                .map_err(|_| format!("production.json: {} is no pin", place.pin))?;
            self.act(pin);
            self.name("location", &place.key, id);
        }
        Ok(())
    }

    fn script(&mut self, source: &Source, fountain: &[u8], now_ms: i64) -> Result<(), String> {
        let script = read_script(fountain, Some(&source.script)).map_err(|e| e.to_string())?;
        let options = scene::Options {
            label: format!("Imported {}", source.script),
            file: source.script.clone(),
            hash: scene::file_hash(fountain),
            now_ms: moment(&source.script_imported).unwrap_or(now_ms),
            board_name: source.board.clone(),
            ..scene::Options::default()
        };
        let command = scene::import(&self.book, &script, &options, &mut *self.ids);
        self.act(command);
        for view in scene::in_order(&self.book) {
            self.name("scene", &view.number, view.id.clone());
        }
        Ok(())
    }

    fn cast(&mut self, described: &[Person]) -> Result<(), String> {
        for person in described
            .iter()
            .filter(|person| !person.character.is_empty())
        {
            let id = self.id("person", &person.key)?;
            let first = (person.character.clone(), person.number.clone());
            for (name, number) in std::iter::once(&first).chain(&person.also) {
                let found = scene::find(&self.book, name);
                let character = found.ok_or_else(|| format!("the script has no {name}"))?;
                let label = format!("{} plays {name}", person.name);
                let number = people::set(
                    &self.book,
                    &Kind::Character,
                    &character,
                    "number",
                    number.as_str(),
                    String::new(),
                );
                let played = people::cast::assign(&self.book, &character, Some(&id), String::new());
                self.act(Command::new(label).and(number).and(played));
            }
        }
        Ok(())
    }

    fn scenes(&mut self, described: &BTreeMap<String, Scene>) -> Result<(), String> {
        for (number, scene) in described {
            let id = self.id("scene", number)?;
            let location = self.id("location", &scene.location)?;
            let mut command = Command::new(format!("Scene {number}: location and estimate"))
                .put(Kind::Scene, &id, "location", &location)
                .put(Kind::Scene, &id, "script_day", scene.script_day.as_str())
                .put(Kind::Scene, &id, "est_min", scene.est_min);
            if !scene.notes.is_empty() {
                command = command.put(Kind::Scene, &id, "notes", scene.notes.as_str());
            }
            self.act(command);
        }
        Ok(())
    }

    fn days(&mut self, described: &[Day]) -> Result<(), String> {
        let board = board::active(&self.book);
        // A new production has its first day already.
        let first = board::layout(&self.book, &board)
            .days
            .first()
            .map(|day| day.id.clone());
        for (n, day) in described.iter().enumerate() {
            let id = match (&first, n) {
                (Some(first), 0) => first.clone(),
                _ => {
                    let id = (self.ids)();
                    let layout = board::layout(&self.book, &board);
                    let label = format!("Added day {}", n + 1);
                    let command = board::add_day(&layout, &Spot::Boneyard, label, &id);
                    self.act(command);
                    id
                }
            };
            self.name("day", &day.key, id.clone());
            self.rows(&board, &id, n + 1, &day.scenes)?;
            self.plan(&id, day)?;
        }
        Ok(())
    }

    /// Puts the rows of a day into their order, one after the other, as somebody would.
    fn rows(&mut self, board: &Id, day: &Id, n: usize, rows: &[String]) -> Result<(), String> {
        for row in rows {
            let layout = board::layout(&self.book, board);
            let spot = Spot::DayEnd(day.clone());
            let command = match row.strip_prefix("banner:") {
                Some(banner) => {
                    let (text, minutes) = banner.rsplit_once(':').unwrap_or((banner, ""));
                    let there =
                        layout.day(day).into_iter().flat_map(|d| &d.rows).find_map(
                            |row| match row {
                                board::RowView::Banner(b) if *b.text == *text => Some(b.id.clone()),
                                _ => None,
                            },
                        );
                    match there {
                        Some(id) => {
                            let label = format!("Moved {text}");
                            board::move_rows(&layout, &[RowKey::Banner(id)], &spot, label).command
                        }
                        None => {
                            let id = (self.ids)();
                            let label = format!("Added {text}");
                            board::add_banner(
                                &layout,
                                &spot,
                                text,
                                minutes.parse().ok(),
                                label,
                                &id,
                            )
                        }
                    }
                }
                None => {
                    let scene = self.id("scene", row)?;
                    let label = format!("Moved scene {row} to day {n}");
                    board::move_rows(&layout, &[RowKey::Scene(scene)], &spot, label).command
                }
            };
            self.act(command);
        }
        Ok(())
    }

    fn plan(&mut self, id: &Id, day: &Day) -> Result<(), String> {
        let mut all = Command::new("Planned the day");
        if !day.location.is_empty() {
            let location = self.id("location", &day.location)?;
            all = all.and(edit::set_day(
                &self.book,
                id,
                "location",
                &location,
                String::new(),
            ));
        }
        if let Some(minutes) = day.lunch_min {
            all = all.and(edit::set_day(
                &self.book,
                id,
                "lunch_min",
                minutes,
                String::new(),
            ));
        }
        for (field, text) in &day.fields {
            let said = String::new();
            let command = match field.as_str() {
                name if TIMES.contains(&name) => {
                    edit::set_day(&self.book, id, name, minutes(text)?, said)
                }
                name if WHO.contains(&name) => {
                    edit::set_day(&self.book, id, name, &self.id("person", text)?, said)
                }
                name if WRITTEN.contains(&name) => {
                    edit::write_day(&self.book, id, name, text, said)
                }
                "day" => Command::default(),
                name => edit::set_day(&self.book, id, name, text.as_str(), said),
            };
            all = all.and(command);
        }
        self.act(all);
        for call in &day.calls {
            let person = self.id("person", &call.person)?;
            let mut fields: Vec<(&str, Value)> = Vec::new();
            for (field, text) in &call.times {
                fields.push((field.as_str(), minutes(text)?.into()));
            }
            fields.extend(call.on.map(|on| ("on", on.into())));
            fields.extend(call.count.map(|count| ("count", count.into())));
            fields.extend(call.on_call.map(|on_call| ("on_call", on_call.into())));
            if !call.remarks.is_empty() {
                fields.push(("remarks", call.remarks.as_str().into()));
            }
            let mut all = Command::new("Set a call");
            for (field, value) in fields {
                all = all.and(edit::set_call(
                    &self.book,
                    id,
                    &person,
                    field,
                    value,
                    String::new(),
                ));
            }
            self.act(all);
        }
        Ok(())
    }

    fn issue(&mut self, described: &Issue) -> Result<(), String> {
        let day = self.id("day", &described.day)?;
        if let Some(change) = &described.change {
            let board = board::active(&self.book);
            let layout = board::layout(&self.book, &board);
            let n = layout.day(&day).map_or(0, |day| day.n);
            self.rows(&board, &day, n, &change.scenes)?;
            self.plan(&day, change)?;
        }
        let draft = crate::callsheet::draft(&self.book, &day);
        let by = self.id("person", &described.by)?;
        let at = moment(&described.at)?;
        let id = (self.ids)();
        let label = format!("Issued call sheet {}", described.key);
        let command = issue::issue(&self.book, &day, draft, Some(&by), &id, at, label);
        self.act(command);
        self.name("issue", &described.key, id);
        Ok(())
    }

    fn floor(&mut self, source: &Source) -> Result<(), String> {
        for receipt in &source.receipts {
            let issue = self.id("issue", &receipt.issue)?;
            let person = self.id("person", &receipt.person)?;
            let mut all = Command::new("Received a call sheet");
            for (mark, at) in [
                (receipts::Mark::Received, Some(&receipt.received)),
                (receipts::Mark::Opened, receipt.opened.as_ref()),
                (receipts::Mark::Acknowledged, receipt.acknowledged.as_ref()),
            ] {
                let Some(at) = at else { continue };
                let made = receipts::mark(
                    &self.book,
                    &issue,
                    &person,
                    mark,
                    moment(at)?,
                    String::new(),
                );
                self.book.apply(&made);
                all = all.and(made);
            }
            self.act(all);
        }
        for mark in &source.progress {
            let report = floor::Report {
                scene: self.id("scene", &mark.scene)?,
                day: Some(self.id("day", &mark.day)?),
                state: floor::State::parse(&mark.state)
                    .ok_or_else(|| format!("production.json: {} is no state", mark.state))?,
                eighths: Eighths(mark.eighths),
                note: mark.note.clone(),
                by: Some(self.id("person", &mark.by)?),
                reason: None,
                seconds: None,
            };
            let label = format!("Scene {}: {}", mark.scene, mark.state);
            let command = floor::report(&mut *self.ids, moment(&mark.at)?, label, report);
            self.act(command);
        }
        for note in &source.notes {
            let day = self.id("day", &note.day)?;
            let scene = note
                .scene
                .as_ref()
                .map(|scene| self.id("scene", scene))
                .transpose()?;
            let by = self.id("person", &note.by)?;
            let at = moment(&note.at)?;
            let label = "Wrote a note".to_owned();
            let made = floor::note(
                &mut *self.ids,
                at,
                label,
                Some(&day),
                scene.as_ref(),
                &note.text,
                Some(&by),
            );
            self.act(made.unwrap_or_default());
        }
        Ok(())
    }
}

fn minutes(typed: &str) -> Result<i64, String> {
    let read = clock::parse(typed).map_err(|e| format!("production.json: {e}"))?;
    read.ok_or_else(|| "production.json: a time is empty".to_owned())
}

/// Reads a moment, "2027-03-07T16:25:00Z", as milliseconds since 1970.
fn moment(text: &str) -> Result<i64, String> {
    let read: Result<jiff::Timestamp, _> = text.parse();
    read.map(|at| at.as_millisecond())
        .map_err(|_| format!("production.json: {text} is no moment"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::callsheet::receipts::Got;

    const FOUNTAIN: &[u8] = include_bytes!("../../tests/sample/crossing-times.fountain");
    const JSON: &str = include_str!("../../tests/sample/production.json");

    fn ids() -> impl FnMut() -> Id {
        let mut n = 0;
        move || {
            n += 1;
            Id::new(format!("sample{n:05}"))
        }
    }

    fn made() -> (Id, Vec<Command>, Book) {
        let (production, commands) = commands(FOUNTAIN, JSON, &mut ids(), 0).unwrap();
        let mut book = Book::default();
        for command in &commands {
            book.apply(command);
        }
        (production, commands, book)
    }

    #[test]
    fn the_script_is_read_whole() {
        let script = read_script(FOUNTAIN, Some("crossing-times.fountain")).unwrap();
        assert_eq!(script.problems, []);
        let numbers: Vec<_> = script
            .scenes
            .iter()
            .filter_map(|s| s.number.clone())
            .collect();
        let counted: Vec<_> = (1..=18).map(|n| n.to_string()).collect();
        assert_eq!(numbers, counted);
        assert!(script.scenes.iter().all(|s| !s.synopsis.is_empty()));
        let dual = script
            .scenes
            .iter()
            .flat_map(|s| &s.elements)
            .filter(|e| e.dual.is_some());
        assert!(dual.count() > 0);
        assert!((12..=20).contains(&script.pages), "{} pages", script.pages);
    }

    #[test]
    fn the_sample_is_a_whole_production() {
        let (production, commands, book) = made();
        let silent: Vec<_> = commands
            .iter()
            .filter(|c| c.label.is_empty() || c.is_empty())
            .collect();
        assert_eq!(silent, Vec::<&Command>::new());
        assert_eq!(book.production().map(|p| p.id.clone()), Some(production));
        let days = floor::planned_days(&book);
        let dates: Vec<_> = days.iter().map(|day| day.date.as_str()).collect();
        assert_eq!(dates, ["2027-03-08", "2027-03-09", "2027-03-10"]);
        let layout = board::layout(&book, &board::active(&book));
        let order = |n: usize| -> Vec<String> {
            layout.days[n]
                .strips()
                .map(|s| s.number.to_string())
                .collect()
        };
        assert_eq!(order(0), ["18", "2", "17", "6", "8", "5"]);
        assert_eq!(order(1), ["3", "4", "13", "12", "14"]);
        assert_eq!(order(2), ["7", "10", "11", "1", "15", "16"]);
        assert_eq!(
            layout
                .boneyard
                .iter()
                .map(|s| &*s.number)
                .collect::<Vec<_>>(),
            ["9"]
        );
        assert!(
            book.all(&Kind::Character)
                .all(|c| c.link("person").is_some())
        );
    }

    #[test]
    fn the_first_day_was_revised_and_the_second_issued() {
        let (_, _, book) = made();
        let days = floor::planned_days(&book);
        let colours = |n: usize| -> Vec<String> {
            issue::issues(&book, &days[n].day)
                .into_iter()
                .map(|i| i.colour)
                .collect()
        };
        assert_eq!(colours(0), ["White", "Blue"]);
        assert_eq!(colours(1), ["White"]);
        assert_eq!(colours(2), Vec::<String>::new());
        let sheets: Vec<_> = issue::issues(&book, &days[0].day)
            .iter()
            .map(|i| issue::body_of(&book, &i.id).unwrap().unwrap())
            .collect();
        assert_eq!(
            (sheets[0].general_call, sheets[1].general_call),
            (Some(480), Some(450))
        );
        assert_eq!(sheets[1].scenes[0].number, "18");
        let changes = crate::callsheet::diff(&sheets[0], &sheets[1]);
        assert!(changes.len() >= 8, "{changes:?}");
        for sheet in &sheets {
            assert_eq!(crate::callsheet::checks::warnings(sheet), []);
        }
    }

    #[test]
    fn somebody_still_has_to_be_rung() {
        let (_, _, book) = made();
        let days = floor::planned_days(&book);
        let blue = issue::current(&book, &days[0].day).unwrap();
        let rows = receipts::receipts(&book, &blue.id);
        assert!(
            rows.iter().any(|r| r.got == Got::Nothing),
            "everybody has it"
        );
        assert!(rows.iter().filter(|r| r.got == Got::Acknowledged).count() > 15);
        let report = floor::day_report(&book, &days[0]);
        assert_eq!(report.tally.complete.scenes, 2);
        assert_eq!(report.tally.part.scenes, 1);
        assert_eq!(report.log.len(), 11);
    }

    #[test]
    fn a_mistake_in_the_description_is_named() {
        let check = |from: &str, to: &str, expected: &str| {
            let said = commands(FOUNTAIN, &JSON.replacen(from, to, 1), &mut ids(), 0);
            let error = said.err().unwrap_or_default();
            assert!(error.contains(expected), "{error:?}");
        };
        check(
            "\"by\": \"imogen\"",
            "\"by\": \"nobody\"",
            "no person is called nobody",
        );
        check(
            "\"general_call\": \"08:00\"",
            "\"general_call\": \"dawn\"",
            "is not a time",
        );
        check("{", "", "production.json");
    }
}
