//! The draft of a day's call sheet: from the board, the calendar, the people, the location and
//! what was typed for the day. What somebody typed wins; the rest is worked out and follows.

mod course;
mod ground;
mod people;
mod performers;

use super::issue;
use super::plan::Plan;
use super::sections;
use super::sheet::{CallSheet, Minutes, SCHEMA};
use crate::book::Book;
use crate::id::Id;
use crate::kind::Kind;
use crate::production::script_draft;
use crate::record::Record;
use crate::revision;
use crate::sun::{Sun, sun_at};

use course::{Course, Times};
use ground::{advance, places};
use people::{contacts, crew};
use performers::Performers;

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

    let times = Times::of(typed, here);
    let number = issue::next_number(book, day);
    let (script_colour, script_date) = script_draft(book);
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
        script_colour,
        script_date,
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
        kind: sections::kind_said(book),
        sections: sections::shown(book),
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
        sheet.lunch_min = sheet.lunch.map(|_| times.lunch_min);
    }
    sheet.wrap = typed.int("wrap").or(sheet.wrap);
    sheet.locations = places(book, typed, here);
    let light = light(&sheet);
    sheet.sunrise = sheet.sunrise.or(light.and_then(|light| light.sun.up()));
    sheet.sunset = sheet.sunset.or(light.and_then(|light| light.sun.down()));
    let first = sheet.locations.first();
    sheet.basecamp = or(typed.text("basecamp"), first.map_or("", |p| &p.basecamp));
    sheet.parking = or(typed.text("parking"), first.map_or("", |p| &p.parking));

    let performers = Performers::of(book, day, plan, &sheet, typed);
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

/// Drafts a pick-up: the call less the way there (DOMAIN 3.8, cast table). A way of 0 minutes is
/// that of somebody who comes by themselves; whoever is not called is not fetched.
fn pickup(call: Option<Minutes>, travel: Option<Minutes>) -> Option<Minutes> {
    call?.checked_sub(travel.filter(|min| *min > 0)?)
}

fn or(first: &str, second: &str) -> String {
    if first.trim().is_empty() {
        second.to_owned()
    } else {
        first.to_owned()
    }
}

fn name_of<'a>(book: &'a Book, kind: &Kind, id: &str) -> &'a str {
    book.get(kind, &Id::new(id)).map_or("", |r| r.text("name"))
}

#[cfg(test)]
pub(crate) mod tests;
