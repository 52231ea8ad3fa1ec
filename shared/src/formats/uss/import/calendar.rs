//! The file's calendar becomes the production's; what happens to people becomes events.

use crate::calendar::{Calendar, MOVE, What, parse_date};
use crate::id::Id;
use crate::kind::Kind;
use crate::record::REMOVED;

use super::super::codec::{SHOOT, WHAT, civil, iso_digits};
use super::super::kept::{Kept, json};
use super::super::model::{self, Event};
use super::Work;

impl Work<'_> {
    /// Takes the calendar that the first board names, else the first. A production that has a
    /// start keeps its own start and days off.
    pub(super) fn calendar(&mut self) {
        let uss = self.uss;
        let named = uss.stripboards.iter().find_map(|s| s.calendar.as_deref());
        let at = uss
            .calendars
            .iter()
            .position(|calendar| Some(calendar.id.as_str()) == named)
            .unwrap_or_default();
        for (n, calendar) in uss.calendars.iter().enumerate() {
            if n == at {
                self.take(n, calendar);
            } else {
                self.kept.calendars.push(calendar.clone());
                let message = "A production has one calendar; this one is kept for writing only.";
                self.say(format!("calendars[{n}]"), message);
            }
        }
        let elements = uss.elements.iter();
        let owned: Vec<_> = elements
            .filter_map(|element| {
                let owner = self.elements.get(element.id.as_str()).cloned()?;
                Some((owner, element))
            })
            .collect();
        for ((kind, id), element) in owned {
            for (n, event) in element.events.iter().enumerate() {
                let place = format!("elements “{}”.events[{n}]", element.id);
                self.event(&kind, &id, event, place);
            }
        }
    }

    fn take(&mut self, n: usize, calendar: &model::Calendar) {
        let production = self.production.clone();
        let has_start = Calendar::of(self.book).start.is_some();
        let mut rest = model::Calendar {
            events: Vec::new(),
            ..calendar.clone()
        };
        let mut start: Option<&Event> = None;
        for (m, event) in calendar.events.iter().enumerate() {
            let place = format!("calendars[{n}].events[{m}]");
            let Some(date) = event.date.as_deref().and_then(civil) else {
                self.say(place, "This event has no date.");
                rest.events.push(event.clone());
                continue;
            };
            match (event.effect.as_deref(), event.kind.as_deref()) {
                (Some("start"), _) => {
                    if start.is_some() {
                        self.say(place, "The calendar has a start already; the first counts.");
                    } else {
                        start = Some(event);
                        if !has_start {
                            self.fill(&Kind::Production, &production, "start", date.to_string());
                        }
                    }
                    rest.events.push(event.clone());
                }
                (Some("dayOff"), kind) => {
                    let own = event.extra.get(WHAT).and_then(|what| what.as_str());
                    let what = match (own.and_then(What::parse), kind) {
                        (Some(what @ (What::Travel | What::Move)), _) => what,
                        (_, Some("holiday")) => What::Holiday,
                        _ => What::Off,
                    };
                    self.date(&Id::new(date.to_string()), what, Some(event));
                }
                _ => self.event(&Kind::Production, &production, event, place),
            }
        }
        let worked = calendar.extra.get(SHOOT).and_then(|dates| dates.as_array());
        let worked = worked
            .into_iter()
            .flatten()
            .filter_map(|date| date.as_str());
        for date in worked.filter_map(civil) {
            self.date(&Id::new(date.to_string()), What::Shoot, None);
        }
        if start.is_none() {
            let message = "The calendar has no start, so days have no dates.";
            self.say(format!("calendars[{n}]"), message);
        }
        if !has_start {
            self.fill(
                &Kind::Production,
                &production,
                "days_off",
                iso_digits(&calendar.days_off),
            );
        }
        self.kept.calendar = Some(rest);
    }

    fn date(&mut self, id: &Id, what: What, event: Option<&Event>) {
        let said = self.book.get(&Kind::Date, id);
        if said.is_some_and(|record| What::of(record).is_some()) {
            return;
        }
        if said.is_none() && self.book.any(&Kind::Date, id).is_some() {
            self.command.add(Kind::Date, id, REMOVED, false);
        }
        let (stored, is_move) = what.stored();
        self.command.add(Kind::Date, id, "what", stored);
        if is_move {
            self.command.add(Kind::Date, id, MOVE, true);
        }
        let Some(event) = event else { return };
        if let Some(name) = event.name.as_deref().filter(|name| !name.trim().is_empty()) {
            self.command.add(Kind::Date, id, "text", name.trim());
        }
        let kept = self.kept_event(event);
        self.put(&Kind::Date, id, "uss", kept);
    }

    fn event(&mut self, kind: &Kind, of: &Id, event: &Event, place: String) {
        let Some(date) = event.date.as_deref().and_then(civil) else {
            self.say(place, "This event has no date, so it was left out.");
            return;
        };
        let what = match (event.effect.as_deref(), event.kind.as_deref()) {
            (Some("event"), Some(what @ ("travel" | "fitting" | "rehearsal"))) => what,
            (Some("dayOff"), _) => "unavailable",
            (Some("event"), _) => "custom",
            (effect, _) => {
                let effect = effect.unwrap_or_default();
                let message = format!("The effect “{effect}” is unknown here; it is kept.");
                self.say(place, message);
                "custom"
            }
        };
        let name = event.name.as_deref().unwrap_or_default().trim();
        let is_same = |record: &std::sync::Arc<crate::record::Record>| {
            record.text("of") == of.as_str()
                && record.text("what") == what
                && record.text("text") == name
                && parse_date(record.text("from")) == Some(date)
        };
        if self.book.all(&Kind::Event).any(is_same) {
            return;
        }
        let id = (self.new_id)();
        let kept = self.kept_event(event);
        for (field, text) in [
            ("of_kind", kind.as_str()),
            ("of", of.as_str()),
            ("what", what),
            ("from", &date.to_string()),
            ("to", &date.to_string()),
            ("text", name),
            ("uss", &kept),
        ] {
            if !text.is_empty() {
                self.command.add(Kind::Event, &id, field, text);
            }
        }
    }

    fn kept_event(&self, event: &Event) -> String {
        json(&Kept {
            id: event.id.clone(),
            date: event.date.clone(),
            effect: event.effect.clone(),
            kind: event.kind.clone(),
            name: event.name.clone(),
            extra: event.extra.clone(),
            ..Kept::default()
        })
    }
}
