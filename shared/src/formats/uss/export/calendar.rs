//! The calendar, and what happens to people and elements beside the shoot.

use crate::calendar::{Calendar, What, parse_date};
use crate::id::Id;
use crate::kind::Kind;

use super::super::codec::{SHOOT, WHAT, civil, days_off, object_id, text_of_civil};
use super::super::kept::{Kept, kept};
use super::super::model::{self, Event};
use super::{Work, known_id};

/// The longest event that is written date by date, in days.
const LENGTH_MAX: usize = 366;

impl Work<'_> {
    /// Writes the production's calendar, and returns its id.
    pub(super) fn calendar(&mut self) -> String {
        let said = Calendar::of(self.book);
        let production = self.book.production();
        let id = production.map_or_else(|| "production".into(), |p| p.id.clone());
        let mut calendar = self
            .file
            .calendar
            .clone()
            .unwrap_or_else(|| model::Calendar {
                id: object_id(&["calendar", id.as_str()]),
                name: production.map(|p| p.text("title").to_owned()),
                ..model::Calendar::default()
            });
        let start = calendar
            .events
            .iter()
            .position(|e| e.effect.as_deref() == Some("start"));
        match (said.start, start) {
            (Some(date), Some(at)) => {
                let event = &mut calendar.events[at];
                if event.date.as_deref().and_then(civil) != Some(date) {
                    event.date = Some(text_of_civil(date));
                }
            }
            (Some(date), None) => calendar.events.insert(
                0,
                Event {
                    id: object_id(&["start", id.as_str()]),
                    effect: Some("start".to_owned()),
                    date: Some(text_of_civil(date)),
                    ..Event::default()
                },
            ),
            (None, Some(at)) => {
                calendar.events.remove(at);
            }
            (None, None) => {}
        }
        calendar.days_off = days_off(said.days_off);
        let mut shoot = Vec::new();
        for (date, exception) in &said.exceptions {
            let record = self.book.get(&Kind::Date, &Id::new(date.to_string()));
            let keep: Kept = record.map(|record| kept(record)).unwrap_or_default();
            let kind = match exception.what {
                What::Shoot => {
                    shoot.push(serde_json::Value::from(date.to_string()));
                    continue;
                }
                What::Holiday => "holiday",
                What::Off | What::Travel | What::Move => "dayOff",
            };
            let name = Some(exception.text.to_string()).filter(|name| !name.is_empty());
            let is_travel = matches!(exception.what, What::Travel | What::Move);
            let mut extra = keep.extra;
            extra.remove(WHAT);
            if is_travel {
                extra.insert(WHAT.to_owned(), exception.what.as_str().into());
            }
            let day = Event {
                id: match keep.id.is_empty() {
                    true => object_id(&["date", id.as_str(), &date.to_string()]),
                    false => keep.id,
                },
                effect: Some("dayOff".to_owned()),
                kind: Some(kind.to_owned()),
                name,
                date: Some(keep.date.unwrap_or_else(|| text_of_civil(*date))),
                extra,
            };
            if is_travel {
                calendar.events.push(Event {
                    id: object_id(&["travel", id.as_str(), &date.to_string()]),
                    effect: Some("event".to_owned()),
                    kind: Some("travel".to_owned()),
                    ..day.clone()
                });
            }
            calendar.events.push(day);
        }
        calendar.extra.remove(SHOOT);
        if !shoot.is_empty() {
            calendar.extra.insert(SHOOT.to_owned(), shoot.into());
        }
        calendar.events.extend(self.events(&id));
        let id = calendar.id.clone();
        self.uss.calendars.push(calendar);
        self.uss.calendars.append(&mut self.file.calendars);
        id
    }

    /// Lists what happens to a record, an event a date.
    pub(super) fn events(&self, of: &Id) -> Vec<Event> {
        let mut out = Vec::new();
        let all = self.book.all(&Kind::Event);
        for record in all.filter(|record| record.text("of") == of.as_str()) {
            let Some(from) = parse_date(record.text("from")) else {
                continue;
            };
            let to = parse_date(record.text("to")).unwrap_or(from);
            let keep: Kept = kept(record);
            let what = record.text("what");
            let (effect, kind) = match what {
                _ if keep.effect.is_some() && what_of(&keep) == what => {
                    (keep.effect.clone(), keep.kind.clone())
                }
                "unavailable" => text_pair("dayOff", "dayOff"),
                "travel" | "fitting" | "rehearsal" => text_pair("event", what),
                _ => text_pair("event", "custom"),
            };
            let name = Some(record.text("text").to_owned()).filter(|name| !name.is_empty());
            let dates = from.series(jiff::Span::new().days(1)).take(LENGTH_MAX);
            for (n, date) in dates.take_while(|date| *date <= to).enumerate() {
                let said = keep.date.clone().filter(|text| civil(text) == Some(date));
                out.push(Event {
                    id: match n {
                        0 => known_id(keep.id.clone(), &Kind::Event, &record.id),
                        n => object_id(&[record.id.as_str(), &n.to_string()]),
                    },
                    effect: effect.clone(),
                    kind: kind.clone(),
                    name: name.clone(),
                    date: Some(said.unwrap_or_else(|| text_of_civil(date))),
                    extra: keep.extra.clone(),
                });
            }
        }
        out
    }
}

fn text_pair(effect: &str, kind: &str) -> (Option<String>, Option<String>) {
    (Some(effect.to_owned()), Some(kind.to_owned()))
}

/// Returns what an event was taken for when it came in.
fn what_of(keep: &Kept) -> &str {
    match (keep.effect.as_deref(), keep.kind.as_deref()) {
        (Some("event"), Some(what @ ("travel" | "fitting" | "rehearsal"))) => what,
        (Some("dayOff"), _) => "unavailable",
        _ => "custom",
    }
}
