//! Somebody or something is needed on a date on which they cannot come.

use jiff::civil::Date;

use crate::board::DayView;
use crate::id::Id;

use super::facts::{Away, Facts, by_who};
use super::{Conflict, Rule, Severity, Who, Why};

impl Facts {
    /// Returns the stretch that keeps somebody away on a date.
    pub(super) fn away_on(&self, who: &Who, date: Date) -> Option<&Away> {
        let mut all = self.away.get(who)?.iter();
        all.find(|away| (away.from..=away.to).contains(&date))
    }

    /// Returns the dates of an engagement that does not reach to a date.
    pub(super) fn engagement_without(
        &self,
        person: &Id,
        date: Date,
    ) -> Option<(Option<Date>, Option<Date>)> {
        let dates = *self.engaged.get(person)?;
        let (start, finish) = dates;
        let is_out =
            start.is_some_and(|start| date < start) || finish.is_some_and(|finish| date > finish);
        is_out.then_some(dates)
    }

    pub(super) fn absences(&self, day: &DayView, out: &mut Vec<Conflict>) {
        let Some(date) = day.date else { return };
        let is_any = !(self.away.is_empty() && self.engaged.is_empty() && self.busy.is_empty());
        if !is_any {
            return;
        }
        let needed = day
            .strips()
            .filter(|scene| !scene.is_omitted)
            .flat_map(|scene| {
                self.members(&scene.id)
                    .iter()
                    .map(move |who| (who, &scene.id))
            });
        for (who, scenes) in by_who(needed) {
            let mut add = |rule: Rule, severity: Severity, why: Why| {
                out.push(Conflict {
                    rule,
                    severity,
                    who: Some(who.clone()),
                    scenes: scenes.clone(),
                    days: vec![day.id.clone()],
                    why,
                });
            };
            if let Some(away) = self.away_on(who, date) {
                let why = Why::Unavailable {
                    date,
                    event: away.event.clone(),
                    from: away.from,
                    to: away.to,
                };
                add(Rule::Unavailable, Severity::Block, why);
            }
            let Who::Person(person) = who else { continue };
            if let Some((start, finish)) = self.engagement_without(person, date) {
                let why = Why::NotEngaged {
                    date,
                    start,
                    finish,
                };
                add(Rule::NotEngaged, Severity::Warn, why);
            }
            if let Some((board, other)) = self.busy.get(&(person.clone(), date)) {
                let why = Why::TwoUnits {
                    date,
                    board: board.clone(),
                    day: other.clone(),
                };
                add(Rule::TwoUnits, Severity::Block, why);
            }
        }
    }
}
