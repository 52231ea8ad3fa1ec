//! The draft of a day's call sheet: from the board, the calendar, the people, the location and
//! what was typed for the day. What somebody typed wins; the rest is worked out and follows.

use std::collections::{BTreeMap, HashMap};

use super::issue;
use super::plan::{Plan, PlanRow, ShootDay};
use super::sheet::{
    AdvanceDay, BackgroundLine, CallSheet, CastLine, Contact, CrewGroup, CrewLine, Hospital,
    Minutes, Place, SCHEMA, SceneLine,
};
use crate::book::Book;
use crate::id::Id;
use crate::kind::Kind;
use crate::people::cast::compare_numbers;
use crate::people::fold;
use crate::record::{Record, Value};
use crate::revision;
use crate::sun::{Sun, sun_at};

/// From general call to the first shot, where nobody typed a shooting call.
pub const SETUP_MIN: Minutes = 60;
/// Lunch is at most six hours after the call (DOMAIN 3.8).
pub const LUNCH_AFTER_MIN: Minutes = 360;
/// The length of lunch, where nobody typed one.
pub const LUNCH_MIN: Minutes = 60;
/// Time on set before a performer's first scene, where the day names no other.
pub const BLOCKING_MIN: Minutes = 15;
/// Shooting time of one eighth of a page, where a scene has no estimate: five pages in ten hours.
pub const MIN_PER_EIGHTH: Minutes = 15;
/// Nobody is called at 08:52.
const STEP_MIN: Minutes = 5;

/// The roles of a day that the sheet names, in the order in which people ring them, and the
/// positions that are taken for them where the day names nobody.
pub const ROLES: [(&str, &[&str]); 5] = [
    (
        "second_ad",
        &[
            "2nd ad",
            "second ad",
            "2nd assistant director",
            "second assistant director",
        ],
    ),
    (
        "first_ad",
        &[
            "1st ad",
            "first ad",
            "1st assistant director",
            "first assistant director",
        ],
    ),
    (
        "upm",
        &["upm", "unit production manager", "production manager"],
    ),
    ("producer", &["producer"]),
    ("director", &["director"]),
];

/// Drafts the call sheet of a day as it stands now. A day that the board does not have gives a
/// sheet without scenes. Number and colour are those that the next issue would get.
pub fn draft(book: &Book, day: &Id) -> CallSheet {
    draft_with(book, day, &Plan::of(book))
}

/// Drafts with a plan at hand, where several days are drafted in a row.
pub fn draft_with(book: &Book, day: &Id, plan: &Plan) -> CallSheet {
    let empty = Record::new(Kind::Day, day.clone());
    let typed: &Record = book.get(&Kind::Day, day).map_or(&empty, |r| r.as_ref());
    let production = book.production();
    let said = |field: &str| production.map_or("", |p| p.text(field)).to_owned();
    let at = plan.position(day);
    let here = at.and_then(|n| plan.days.get(n));

    let times = Times::of(typed);
    let number = issue::next_number(book, day);
    let mut sheet = CallSheet {
        schema: SCHEMA,
        production: production.map(|p| p.id.clone()),
        title: said("title"),
        company: said("company"),
        office_phone: said("office_phone"),
        paper: said("paper"),
        zone: said("zone"),
        day: Some(day.clone()),
        day_number: here.map_or(0, |d| d.number),
        days: plan.days.len() as u32,
        date: here.map_or_else(String::new, |d| d.date.clone()),
        number,
        colour: revision::nth(number),
        script_colour: production
            .and_then(|p| p.int("script_colour"))
            .and_then(|n| u32::try_from(n).ok())
            .map_or_else(String::new, revision::nth),
        script_date: said("script_date"),
        general_call: times.general,
        shooting_call: times.shooting,
        breakfast: typed.int("breakfast"),
        lunch: times.lunch,
        lunch_min: times.lunch.map(|_| times.lunch_min),
        weather: typed.text("weather").to_owned(),
        sunrise: typed.int("sunrise"),
        sunset: typed.int("sunset"),
        safety: typed.text("safety").to_owned(),
        notes: typed.text("notes").to_owned(),
        channels: or(typed.text("channels"), &said("channels")),
        contacts: contacts(book, typed),
        ..CallSheet::default()
    };
    if let Some(here) = here {
        let course = Course::of(book, here, &times);
        sheet.eighths = course
            .lines
            .iter()
            .fold(0, |sum, s| sum.saturating_add(s.eighths));
        sheet.scenes = course.lines;
        sheet.wrap = course.end;
        sheet.lunch = typed.int("lunch").or(course.lunch).or(sheet.lunch);
    }
    sheet.wrap = typed.int("wrap").or(sheet.wrap);
    sheet.locations = places(book, typed, here);
    let light = light(&sheet);
    sheet.sunrise = sheet.sunrise.or(light.and_then(|light| light.sun.up()));
    sheet.sunset = sheet.sunset.or(light.and_then(|light| light.sun.down()));
    let first = sheet.locations.first();
    sheet.basecamp = or(typed.text("basecamp"), first.map_or("", |p| &p.basecamp));
    sheet.parking = or(typed.text("parking"), first.map_or("", |p| &p.parking));

    let performers = Performers::of(book, day, plan, &sheet.scenes, typed);
    sheet.cast = performers.cast;
    sheet.background = performers.background;
    sheet.crew = crew(book, day, &sheet.date, times.general);
    if let Some(at) = at {
        let rest = plan.days.get(at + 1..).unwrap_or_default();
        sheet.advance = rest.iter().take(2).map(|d| advance(book, d)).collect();
    }
    sheet
}

/// Works out the light at the first of the day's places that has a pin.
pub fn light(sheet: &CallSheet) -> Option<Sun> {
    let (lat, lon) = sheet
        .locations
        .iter()
        .find_map(|place| place.lat.zip(place.lon))?;
    sun_at(lat, lon, &sheet.date, &sheet.zone)
}

fn or(first: &str, second: &str) -> String {
    if first.trim().is_empty() {
        second.to_owned()
    } else {
        first.to_owned()
    }
}

struct Times {
    general: Option<Minutes>,
    shooting: Option<Minutes>,
    lunch: Option<Minutes>,
    lunch_min: Minutes,
}

impl Times {
    fn of(day: &Record) -> Self {
        let general = day.int("general_call");
        let after = |min: Minutes| general.and_then(|at| at.checked_add(min));
        Self {
            general,
            shooting: day.int("shooting_call").or_else(|| after(SETUP_MIN)),
            lunch: day.int("lunch").or_else(|| after(LUNCH_AFTER_MIN)),
            lunch_min: day.int("lunch_min").unwrap_or(LUNCH_MIN),
        }
    }
}

/// The day's scenes and banners in turn, with the times that follow from them.
struct Course {
    lines: Vec<SceneLine>,
    /// When the last one ends.
    end: Option<Minutes>,
    /// When the board's own lunch falls, if it has one.
    lunch: Option<Minutes>,
}

impl Course {
    fn of(book: &Book, day: &ShootDay, times: &Times) -> Self {
        let mut now = times.shooting;
        let on_board = day.rows.iter().any(PlanRow::is_lunch);
        let mut lunch = times.lunch.filter(|_| times.lunch_min > 0 && !on_board);
        let mut course = Self {
            lines: Vec::with_capacity(day.rows.len()),
            end: None,
            lunch: None,
        };
        for row in &day.rows {
            let mut line = match row {
                PlanRow::Scene { id, paint } => match book.get(&Kind::Scene, id) {
                    Some(scene) => scene_line(book, scene, paint),
                    None => continue,
                },
                PlanRow::Banner { text, minutes } => SceneLine {
                    set: text.clone(),
                    est_min: Some(*minutes).filter(|min| *min > 0),
                    ..SceneLine::default()
                },
            };
            let length = line
                .est_min
                .unwrap_or_else(|| Minutes::from(line.eighths) * MIN_PER_EIGHTH);
            if let Some(at) = now {
                let start = past_lunch(at, &mut lunch, times.lunch_min);
                let shown = start - start.rem_euclid(STEP_MIN);
                line.start = Some(shown);
                if row.is_lunch() {
                    course.lunch = Some(shown);
                }
                now = start
                    .checked_add(length)
                    .map(|end| past_lunch(end, &mut lunch, times.lunch_min));
            }
            course.lines.push(line);
        }
        course.end = now
            .filter(|_| !course.lines.is_empty())
            .map(|end| end - end.rem_euclid(STEP_MIN));
        course
    }
}

/// Puts lunch behind what is already late enough for it, once.
fn past_lunch(at: Minutes, lunch: &mut Option<Minutes>, lunch_min: Minutes) -> Minutes {
    match *lunch {
        Some(when) if at >= when => {
            *lunch = None;
            at.saturating_add(lunch_min)
        }
        _ => at,
    }
}

fn scene_line(book: &Book, scene: &Record, paint: &str) -> SceneLine {
    let mut cast: Vec<(String, String)> = scene
        .set("cast")
        .filter_map(|id| book.get(&Kind::Character, &id))
        .map(|c| (c.text("number").to_owned(), c.text("name").to_owned()))
        .collect();
    cast.sort_by(|a, b| compare_numbers(&a.0, &b.0).then_with(|| a.1.cmp(&b.1)));
    SceneLine {
        scene: Some(scene.id.clone()),
        number: scene.text("number").to_owned(),
        int_ext: scene.text("int_ext").to_owned(),
        set: scene.text("set").to_owned(),
        time: scene.text("time").to_owned(),
        synopsis: scene.text("synopsis").to_owned(),
        script_day: scene.text("script_day").to_owned(),
        eighths: crate::scene::eighths(scene).0,
        est_min: scene.int("est_min").filter(|min| *min > 0),
        start: None,
        cast: cast
            .into_iter()
            .map(|(number, name)| or(&number, &name))
            .collect(),
        location: scene
            .link("location")
            .map_or("", |id| name_of(book, &Kind::Location, id.as_str()))
            .to_owned(),
        notes: scene.text("notes").to_owned(),
        paint: paint.to_owned(),
    }
}

fn name_of<'a>(book: &'a Book, kind: &Kind, id: &str) -> &'a str {
    book.get(kind, &Id::new(id)).map_or("", |r| r.text("name"))
}

/// The day's own location first, then those of its scenes as they come.
fn places(book: &Book, day: &Record, here: Option<&ShootDay>) -> Vec<Place> {
    let of_scenes = here
        .into_iter()
        .flat_map(ShootDay::scenes)
        .filter_map(|id| book.get(&Kind::Scene, id)?.link("location"));
    let mut places: Vec<Place> = Vec::new();
    for id in day.link("location").into_iter().chain(of_scenes) {
        if places.iter().any(|p| p.location.as_ref() == Some(&id)) {
            continue;
        }
        if let Some(record) = book.get(&Kind::Location, &id) {
            places.push(place(record));
        }
    }
    places
}

fn place(record: &Record) -> Place {
    let text = |field: &str| record.text(field).to_owned();
    Place {
        location: Some(record.id.clone()),
        name: text("name"),
        address: text("address"),
        lat: record.int("lat"),
        lon: record.int("lon"),
        parking: text("parking"),
        basecamp: text("basecamp"),
        notes: text("notes"),
        contact: text("contact"),
        contact_phone: text("contact_phone"),
        hospital: Hospital {
            name: text("hospital_name"),
            address: text("hospital_address"),
            phone: text("hospital_phone"),
        },
    }
}

fn contacts(book: &Book, day: &Record) -> Vec<Contact> {
    ROLES
        .iter()
        .filter_map(|(role, positions)| {
            let person = match day.link(role) {
                Some(id) => book.get(&Kind::Person, &id),
                None => book
                    .all(&Kind::Person)
                    .find(|p| positions.contains(&fold(p.text("position").trim()).as_str())),
            }?;
            Some(Contact {
                role: (*role).to_owned(),
                person: Some(person.id.clone()),
                name: person.text("name").to_owned(),
                position: person.text("position").to_owned(),
                phone: person.text("phone").to_owned(),
            })
        })
        .collect()
}

/// What was typed for one person on the day.
struct Said<'a>(Option<&'a Record>);

impl<'a> Said<'a> {
    fn of(book: &'a Book, day: &Id, person: &Id) -> Self {
        Self(
            book.get(&Kind::Call, &Id::joined(day, person))
                .map(|r| r.as_ref()),
        )
    }

    fn int(&self, field: &str) -> Option<Minutes> {
        self.0.and_then(|r| r.int(field))
    }

    fn text(&self, field: &str) -> &'a str {
        self.0.map_or("", |r| r.text(field))
    }

    fn flag(&self, field: &str) -> Option<bool> {
        match self.0?.get(field) {
            Value::Flag(flag) => Some(*flag),
            _ => None,
        }
    }
}

struct Performers {
    cast: Vec<CastLine>,
    background: Vec<BackgroundLine>,
}

/// Somebody who may perform on the day, before the call record has its say.
#[derive(Default)]
struct Candidate {
    characters: Vec<Id>,
    scenes: Vec<Id>,
    start: Option<Minutes>,
}

impl Performers {
    fn of(book: &Book, day: &Id, plan: &Plan, scenes: &[SceneLine], typed: &Record) -> Self {
        let mut people: BTreeMap<Id, Candidate> = BTreeMap::new();
        let mut uncast: BTreeMap<Id, Candidate> = BTreeMap::new();
        for line in scenes {
            let Some(scene) = line
                .scene
                .as_ref()
                .and_then(|id| book.get(&Kind::Scene, id))
            else {
                continue;
            };
            for character in scene.set("cast") {
                let Some(record) = book.get(&Kind::Character, &character) else {
                    continue;
                };
                let person = record
                    .link("person")
                    .filter(|id| book.get(&Kind::Person, id).is_some());
                let candidate = match person {
                    Some(person) => people.entry(person).or_default(),
                    None => uncast.entry(character.clone()).or_default(),
                };
                candidate.start = candidate.start.or(line.start);
                candidate.scenes.push(scene.id.clone());
                candidate.characters.push(character);
            }
        }
        for record in book.all(&Kind::Person) {
            let forced = Said::of(book, day, &record.id).flag("on") == Some(true);
            let performs = matches!(record.text("group"), "cast" | "background");
            let held = record.text("group") == "cast" && plan.is_held(&record.id, day);
            if performs && (forced || held) {
                people.entry(record.id.clone()).or_default();
            }
        }
        people.retain(|id, _| Said::of(book, day, id).flag("on") != Some(false));

        let blocking = typed.int("blocking_min").unwrap_or(BLOCKING_MIN);
        let mut out = Self {
            cast: Vec::new(),
            background: Vec::new(),
        };
        let parts = parts(book);
        for (id, mut who) in people {
            let Some(person) = book.get(&Kind::Person, &id) else {
                continue;
            };
            if who.characters.is_empty() {
                who.characters = parts.get(&id).cloned().unwrap_or_default();
            }
            who.tidy();
            let said = Said::of(book, day, &id);
            if person.text("group") == "background" {
                out.background
                    .push(background(book, person, &who, &said, blocking));
            } else {
                let status = match said.text("status") {
                    "" => plan.status(&id, day),
                    typed => typed.to_owned(),
                };
                out.cast
                    .push(cast(book, person, &who, &said, status, blocking));
            }
        }
        for (character, mut who) in uncast {
            who.tidy();
            let (number, name) = named(book, std::slice::from_ref(&character));
            out.cast.push(CastLine {
                number,
                character: name,
                characters: vec![character],
                scenes: who.scenes,
                set: who.start,
                ..CastLine::default()
            });
        }
        out.cast.sort_by(|a, b| {
            compare_numbers(first(&a.number), first(&b.number))
                .then_with(|| a.name.cmp(&b.name))
                .then_with(|| a.person.cmp(&b.person))
        });
        out.background
            .sort_by(|a, b| (a.call, &a.name, &a.person).cmp(&(b.call, &b.name, &b.person)));
        out
    }
}

impl Candidate {
    fn tidy(&mut self) {
        self.scenes.dedup();
        self.characters.sort();
        self.characters.dedup();
    }
}

fn first(numbers: &str) -> &str {
    numbers.split(',').next().unwrap_or_default()
}

/// The characters of each person.
fn parts(book: &Book) -> HashMap<Id, Vec<Id>> {
    let mut out: HashMap<Id, Vec<Id>> = HashMap::new();
    for record in book.all(&Kind::Character) {
        if let Some(person) = record.link("person") {
            out.entry(person).or_default().push(record.id.clone());
        }
    }
    out
}

/// Returns the numbers and names of characters, joined, by number.
fn named(book: &Book, characters: &[Id]) -> (String, String) {
    let mut list: Vec<(&str, &str)> = characters
        .iter()
        .filter_map(|id| book.get(&Kind::Character, id))
        .map(|c| (c.text("number"), c.text("name")))
        .collect();
    list.sort_by(|a, b| compare_numbers(a.0, b.0).then_with(|| a.1.cmp(b.1)));
    let join = |parts: Vec<&str>, with: &str| -> String {
        parts
            .into_iter()
            .filter(|p| !p.is_empty())
            .collect::<Vec<_>>()
            .join(with)
    };
    let numbers = join(list.iter().map(|(n, _)| *n).collect(), ", ");
    let names = join(list.iter().map(|(_, n)| *n).collect(), " / ");
    (numbers, names)
}

/// The times before a performer's first scene: call, makeup, wardrobe, set (DOMAIN 3.8, cast call
/// derivation).
struct Way {
    call: Option<Minutes>,
    makeup: Option<Minutes>,
    wardrobe: Option<Minutes>,
    set: Option<Minutes>,
}

fn way(person: &Record, said: &Said, start: Option<Minutes>, blocking: Minutes) -> Way {
    let length = |field: &str| person.int(field).filter(|min| *min > 0).unwrap_or_default();
    let (makeup_min, wardrobe_min) = (length("makeup_min"), length("wardrobe_min"));
    let set = said.int("set").or(start);
    let drafted = set.and_then(|at| {
        at.checked_sub(
            makeup_min
                .checked_add(wardrobe_min)?
                .checked_add(blocking)?,
        )
    });
    let earliest = [said.int("makeup"), said.int("wardrobe"), drafted]
        .into_iter()
        .flatten()
        .min();
    let call = said.int("call").or(earliest);
    let after = |at: Option<Minutes>, min: Minutes| at.and_then(|at| at.checked_add(min));
    let makeup = said
        .int("makeup")
        .or_else(|| call.filter(|_| makeup_min > 0));
    let wardrobe = said
        .int("wardrobe")
        .or_else(|| match (wardrobe_min > 0, makeup) {
            (false, _) => None,
            (true, Some(at)) => after(Some(at), makeup_min),
            (true, None) => call,
        });
    Way {
        call,
        makeup,
        wardrobe,
        set,
    }
}

fn cast(
    book: &Book,
    person: &Record,
    who: &Candidate,
    said: &Said,
    status: String,
    blocking: Minutes,
) -> CastLine {
    let way = way(person, said, who.start, blocking);
    let (number, character) = named(book, &who.characters);
    CastLine {
        person: Some(person.id.clone()),
        characters: who.characters.clone(),
        number,
        name: person.text("name").to_owned(),
        character,
        phone: person.text("phone").to_owned(),
        status,
        pickup: said.int("pickup"),
        call: way.call,
        makeup: way.makeup,
        wardrobe: way.wardrobe,
        set: way.set,
        on_call: said.flag("on_call") == Some(true),
        remarks: said.text("remarks").to_owned(),
        minor: person.flag("minor"),
        scenes: who.scenes.clone(),
    }
}

fn background(
    book: &Book,
    person: &Record,
    who: &Candidate,
    said: &Said,
    blocking: Minutes,
) -> BackgroundLine {
    let way = way(person, said, who.start, blocking);
    BackgroundLine {
        person: Some(person.id.clone()),
        name: person.text("name").to_owned(),
        character: named(book, &who.characters).1,
        count: said
            .int("count")
            .and_then(|n| u32::try_from(n).ok())
            .unwrap_or_default(),
        phone: person.text("phone").to_owned(),
        call: way.call,
        set: way.set,
        remarks: said.text("remarks").to_owned(),
        minor: person.flag("minor"),
        scenes: who.scenes.clone(),
    }
}

/// Says whether an engagement covers a date; an open end covers everything on its side.
fn engaged(person: &Record, date: &str) -> bool {
    let (start, finish) = (person.text("start"), person.text("finish"));
    date.is_empty()
        || ((start.is_empty() || start <= date) && (finish.is_empty() || date <= finish))
}

/// The crew of a day by department: who is engaged on the date, and whoever was put on.
fn crew(book: &Book, day: &Id, date: &str, general: Option<Minutes>) -> Vec<CrewGroup> {
    let mut groups: BTreeMap<Option<Id>, Vec<(&Record, CrewLine)>> = BTreeMap::new();
    for person in book.all(&Kind::Person) {
        if matches!(person.text("group"), "cast" | "background") {
            continue;
        }
        let said = Said::of(book, day, &person.id);
        if !said.flag("on").unwrap_or_else(|| engaged(person, date)) {
            continue;
        }
        let department = person
            .link("department")
            .and_then(|id| book.get(&Kind::Department, &id));
        let offset = person
            .int("call_offset_min")
            .or_else(|| department.and_then(|d| d.int("call_offset_min")))
            .unwrap_or_default();
        let on_call = said
            .flag("on_call")
            .unwrap_or_else(|| person.flag("on_call"));
        let call = said
            .int("call")
            .or_else(|| general.and_then(|at| at.checked_add(offset)));
        let line = CrewLine {
            person: Some(person.id.clone()),
            name: person.text("name").to_owned(),
            position: person.text("position").to_owned(),
            phone: person.text("phone").to_owned(),
            call: call.filter(|_| !on_call),
            pickup: said.int("pickup"),
            on_call,
            remarks: said.text("remarks").to_owned(),
            minor: person.flag("minor"),
        };
        groups
            .entry(department.map(|d| d.id.clone()))
            .or_default()
            .push((person, line));
    }
    let mut out: Vec<(String, CrewGroup)> = groups
        .into_iter()
        .map(|(department, mut people)| {
            people.sort_by(|(a, _), (b, _)| {
                let key = |r: &Record| {
                    (
                        r.text("order").is_empty(),
                        r.text("order").to_owned(),
                        fold(r.text("name")),
                        r.id.clone(),
                    )
                };
                key(a).cmp(&key(b))
            });
            let record = department
                .as_ref()
                .and_then(|id| book.get(&Kind::Department, id));
            let order = record.map_or("", |r| r.text("order")).to_owned();
            let group = CrewGroup {
                name: record.map_or("", |r| r.text("name")).to_owned(),
                department,
                people: people.into_iter().map(|(_, line)| line).collect(),
            };
            (order, group)
        })
        .collect();
    out.sort_by(|(a, g), (b, h)| {
        (
            g.department.is_none(),
            a.is_empty(),
            a,
            &g.name,
            &g.department,
        )
            .cmp(&(
                h.department.is_none(),
                b.is_empty(),
                b,
                &h.name,
                &h.department,
            ))
    });
    out.into_iter().map(|(_, group)| group).collect()
}

fn advance(book: &Book, day: &ShootDay) -> AdvanceDay {
    let record = book.get(&Kind::Day, &day.id);
    let scenes: Vec<SceneLine> = day
        .rows
        .iter()
        .filter_map(|row| match row {
            PlanRow::Scene { id, paint } => {
                Some(scene_line(book, book.get(&Kind::Scene, id)?, paint))
            }
            PlanRow::Banner { .. } => None,
        })
        .collect();
    let named = record
        .and_then(|r| r.link("location"))
        .map(|id| name_of(book, &Kind::Location, id.as_str()).to_owned())
        .filter(|name| !name.is_empty());
    let mut locations: Vec<String> = named.into_iter().collect();
    for scene in &scenes {
        if !scene.location.is_empty() && !locations.contains(&scene.location) {
            locations.push(scene.location.clone());
        }
    }
    AdvanceDay {
        day: Some(day.id.clone()),
        day_number: day.number,
        date: day.date.clone(),
        general_call: record.and_then(|r| r.int("general_call")),
        location: locations.join(", "),
        eighths: scenes
            .iter()
            .fold(0, |sum, s| sum.saturating_add(s.eighths)),
        scenes,
    }
}

#[cfg(test)]
mod tests;
