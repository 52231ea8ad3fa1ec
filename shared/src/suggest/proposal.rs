//! A proposed order: looked at and compared as any board, and made a board of its own.

use crate::board::{self, Arranged, Comparison, Layout, RowKey};
use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;

use super::problem::Problem;
use super::search::Best;
use super::terms::Terms;

/// Days with their scenes, and what the order was judged by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    pub days: Vec<ProposedDay>,
    pub terms: Terms,
    pub cost: i64,
}

/// A day of a proposal; empty where it only waits for a date.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProposedDay {
    /// The day of the board that stays as it is.
    pub locked: Option<Id>,
    /// In shooting order.
    pub scenes: Vec<Id>,
}

impl Proposal {
    pub(super) fn of(problem: &Problem, best: &Best) -> Self {
        let used = best.days.iter().rposition(|day| !day.is_empty());
        let locked = problem.locked.iter().rposition(Option::is_some);
        let count = used.max(locked).map_or(0, |n| n + 1);
        let days = best.days.iter().zip(&problem.locked).take(count);
        Self {
            days: days
                .map(|(scenes, locked)| ProposedDay {
                    locked: locked.as_ref().map(|(day, _)| day.clone()),
                    scenes: scenes.iter().map(|s| problem.item(*s).id.clone()).collect(),
                })
                .collect(),
            terms: best.terms,
            cost: best.cost,
        }
    }

    /// Makes a new board of the proposal, behind the one it was made for, which stays as it is.
    /// Locked days keep their banners; other banners belong to days that are no more. `id` becomes
    /// the board's.
    pub fn command(
        &self,
        book: &Book,
        layout: &Layout,
        name: &str,
        id: &Id,
        label: String,
        new_id: &mut dyn FnMut() -> Id,
    ) -> Command {
        let mut command = board::new_scenario(book, &layout.board, name, id, label);
        let mut rows = Vec::new();
        for (n, day) in self.days.iter().enumerate() {
            let kept = day.locked.as_ref().and_then(|day| layout.day(day));
            if let Some(kept) = kept {
                let keys = std::iter::once(RowKey::Day(kept.id.clone()))
                    .chain(kept.rows.iter().map(board::RowView::key));
                for key in keys {
                    rows.push(board::copy_row(book, &mut command, id, &key, new_id));
                }
                continue;
            }
            let fresh = new_id();
            command.add(Kind::Row, &fresh, "board", id);
            command.add(Kind::Row, &fresh, "what", "day");
            // What was said for the day alone holds for the one in its place.
            if let Some(before) = layout.days.get(n) {
                let limits = before.limits;
                command = command.and(board::set_day_limits(book, &fresh, limits, String::new()));
            }
            rows.push(RowKey::Day(fresh));
            rows.extend(day.scenes.iter().cloned().map(RowKey::Scene));
        }
        board::place_all(&mut command, id, rows);
        command
    }

    /// Returns the board that the proposal would make, to look at it and to compare it.
    pub fn preview(&self, book: &Book, layout: &Layout) -> Layout {
        let days = self.days.iter().map(|day| {
            let kept = day.locked.as_ref().and_then(|day| layout.day(day));
            kept.map_or(Arranged::Scenes(&day.scenes), Arranged::Kept)
        });
        board::arranged(book, layout, days)
    }

    /// Compares the board that the proposal was made for with the board that it would make.
    pub fn compared(&self, book: &Book, layout: &Layout) -> Comparison {
        board::compare(book, layout, &self.preview(book, layout))
    }
}
