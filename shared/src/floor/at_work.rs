//! Everybody's day as the working-time rules ask about it: planned by the call sheet, and as far as
//! something was stamped, as it was.

use std::collections::HashMap;
use std::sync::Arc;

use super::actual::{Actual, KeyTime, actual};
use super::company::sheet_of;
use super::plan::planned_days;
use super::times::{Place, Stamp, TimeRow, time_rows};
use crate::book::Book;
use crate::calendar::parse_date;
use crate::id::Id;
use crate::kind::Kind;
use crate::rules::{Live, Meal, PLANNED_KINDS, PersonDay, Timing, Worker, planned_day, workers};

/// The kinds that [`at_work`] reads.
pub fn at_work_kinds() -> Vec<Kind> {
    let mut kinds = PLANNED_KINDS.to_vec();
    kinds.extend([Kind::Times, Kind::Actual]);
    kinds
}

/// Somebody on the floor of a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AtWork {
    pub worker: Worker,
    pub today: PersonDay,
    /// Their day on the next shoot day, where they are called.
    pub next: Option<PersonDay>,
    /// Something was stamped; otherwise they go by their call.
    pub is_stamped: bool,
}

impl AtWork {
    pub fn live(&self) -> Live<'_> {
        Live {
            worker: &self.worker,
            today: &self.today,
            next: self.next.as_ref(),
        }
    }
}

/// Reads everybody's planned day from the sheet that a day works by.
pub(crate) fn planned_of(book: &Book, day: &Id) -> Arc<HashMap<Id, PersonDay>> {
    book.derived("planned of day", day, PLANNED_KINDS, |_| {
        planned_day(book, &sheet_of(book, day))
            .into_iter()
            .collect()
    })
}

/// Puts what was stamped into the place of what was planned. The day begins with the first of in,
/// make-up and set that was stamped, and is over when somebody was dismissed: off the set alone,
/// they are still in make-up and wardrobe. The company's meals are theirs while they have none of
/// their own.
pub fn as_stamped(planned: &PersonDay, row: &TimeRow, company: &[Meal]) -> PersonDay {
    let mut day = planned.clone();
    let begun = [Stamp::In, Stamp::Makeup, Stamp::Set];
    if begun.into_iter().any(|stamp| row.at(stamp).is_some()) {
        day.timing = Timing::Actual;
        day.call = row.at(Stamp::In);
        day.makeup = row.at(Stamp::Makeup);
        day.wardrobe = None;
        day.set = row.at(Stamp::Set);
    } else {
        day.timing = Timing::Planned;
    }
    let out = row.at(Stamp::Out);
    day.pickup = row.at(Stamp::TravelOut).or(day.pickup);
    day.dismissed = out;
    day.wrap = row.at(Stamp::SetOff).filter(|_| out.is_some());
    day.home = row.at(Stamp::Home);
    day.ndb = meal(row, Stamp::NdbOut, Stamp::NdbIn);
    day.school_min = row.tutoring_min;
    day.work_min = None;
    let own = [
        meal(row, Stamp::Meal1Out, Stamp::Meal1In),
        meal(row, Stamp::Meal2Out, Stamp::Meal2In),
    ];
    day.meals = own.into_iter().flatten().collect();
    if day.meals.is_empty() {
        let is_there = |meal: &&Meal| {
            day.first_call().is_some_and(|first| first < meal.from)
                && out.is_none_or(|out| meal.from < out)
        };
        day.meals = company.iter().filter(is_there).copied().collect();
    }
    day.meals.sort_by_key(|meal| meal.from);
    day
}

fn meal(row: &TimeRow, out: Stamp, back: Stamp) -> Option<Meal> {
    let from = row.at(out)?;
    // An end before its beginning is a typing error, not a meal that is over.
    let to = row.at(back).filter(|to| *to >= from);
    Some(Meal { from, to })
}

/// Returns the meals that somebody typed for the company as a whole.
fn company_meals(actual: &Actual) -> Vec<Meal> {
    let typed = |key: KeyTime| actual.at(key).filter(|_| actual.is_typed(key));
    [
        (KeyTime::LunchOut, KeyTime::LunchIn),
        (KeyTime::SecondOut, KeyTime::SecondIn),
    ]
    .into_iter()
    .filter_map(|(out, back)| {
        let from = typed(out)?;
        let to = typed(back).filter(|to| *to >= from);
        Some(Meal { from, to })
    })
    .collect()
}

/// Says when the company's day was over: at the camera wrap that was typed, else with the last who
/// was dismissed, if nobody is left.
fn company_end(actual: &Actual, rows: &HashMap<Id, TimeRow>) -> Option<i64> {
    let wrapped = actual.at(KeyTime::CameraWrap);
    let is_left = |row: &TimeRow| !matches!(row.place(), Place::NotIn | Place::Out);
    wrapped.or_else(|| match rows.values().any(is_left) {
        true => None,
        false => rows.values().filter_map(|row| row.at(Stamp::Out)).max(),
    })
}

/// The days of everybody who was stamped on a day, as they were.
pub(crate) fn stamped_days(book: &Book, day: &Id) -> HashMap<Id, PersonDay> {
    let rows = time_rows(book, day);
    let meals = company_meals(&actual(book, day, &rows));
    let planned = planned_of(book, day);
    let Some(plain) = plain(book, day, &planned) else {
        return HashMap::new();
    };
    rows.iter()
        .filter(|(_, row)| !row.is_empty())
        .map(|(person, row)| {
            let planned = planned.get(person).unwrap_or(&plain);
            (person.clone(), as_stamped(planned, row, &meals))
        })
        .collect()
}

/// A day of somebody who is not on the sheet: what holds for all, without times.
fn plain(book: &Book, day: &Id, planned: &HashMap<Id, PersonDay>) -> Option<PersonDay> {
    let days = planned_days(book);
    let shot = days.iter().find(|shot| shot.day == *day);
    let date = shot.and_then(|shot| parse_date(&shot.date));
    let date = date.or_else(|| planned.values().next().map(|own| own.date))?;
    let mut plain = PersonDay::new(day.clone(), date, Timing::Actual);
    if let Some(like) = planned.values().next() {
        plain.outside_zone = like.outside_zone;
        plain.overnight = like.overnight;
        plain.exterior = like.exterior;
    }
    Some(plain)
}

/// Lists everybody who was called on a day or came, by id. Whoever was never stamped goes by their
/// call, and has eaten and gone with the company; before anybody was stamped, by the sheet.
pub fn at_work(book: &Book, day: &Id) -> Vec<AtWork> {
    let rows = time_rows(book, day);
    let actual = actual(book, day, &rows);
    let (meals, end) = (company_meals(&actual), company_end(&actual, &rows));
    let has_begun = rows.values().any(|row| !row.is_empty());
    let planned = planned_of(book, day);
    let mut stamped = stamped_days(book, day);
    let next = planned_days(book)
        .into_iter()
        .skip_while(|shot| shot.day != *day)
        .nth(1)
        .map(|shot| planned_of(book, &shot.day));
    let by_call = |own: &PersonDay| {
        let none = TimeRow::default();
        let wrap = match has_begun || end.is_some() {
            true => end,
            false => own.wrap,
        };
        PersonDay {
            wrap,
            ..as_stamped(own, &none, &meals)
        }
    };
    workers(book)
        .into_iter()
        .filter_map(|(person, worker)| {
            let was = stamped.remove(&person);
            let is_stamped = was.is_some();
            let mut today = was.or_else(|| planned.get(&person).map(by_call))?;
            let next = next.as_ref().and_then(|next| next.get(&person).cloned());
            if let Some(next) = &next {
                today.knows_next(next);
            }
            // A group of background of whom nobody came.
            let came = rows.get(&person).and_then(|row| row.count) != Some(0);
            came.then_some(AtWork {
                next,
                worker,
                today,
                is_stamped,
            })
        })
        .collect()
}
