//! What could be done about a conflict: suggestions as data, and the command of each.

use crate::board::{self, DayView, Layout, Limits, RowKey, RowView, Spot};
use crate::book::Book;
use crate::callsheet::edit::set_day;
use crate::command::Command;
use crate::eighths::Eighths;
use crate::id::Id;
use crate::kind::Kind;
use crate::scene::{self, SceneView, in_order, number};

use super::facts::Facts;
use super::{Conflict, Who, Why};

/// How many days are offered for a scene that has to move.
const DAYS_OFFERED: usize = 3;

/// One thing that would take a conflict away, or a part of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fix {
    /// To the end of a day on which nobody the scene needs is away, and which has room for it.
    MoveScene {
        scene: Id,
        day: Id,
    },
    RaiseLimit(Limits),
    /// The limits that were said for one day alone.
    RaiseDay {
        day: Id,
        limits: Limits,
    },
    /// A new day begins at this scene: the dates of later days move.
    SplitDay {
        scene: Id,
    },
    /// The general call that gives the whole rest.
    LaterCall {
        day: Id,
        call_min: i64,
    },
    /// Puts what is missing into the scene.
    AddToScene {
        scene: Id,
        who: Who,
    },
    /// Gives a scene a number that is free.
    Renumber {
        scene: Id,
        number: String,
    },
    /// Takes a scene off another unit's board.
    Unschedule {
        board: Id,
        scene: Id,
    },
    /// Says that a scene is gone from the script.
    Omit {
        scene: Id,
    },
}

impl Facts {
    /// Suggests what could be done about a conflict; most likely first, often nothing.
    pub fn fixes(&self, book: &Book, layout: &Layout, conflict: &Conflict) -> Vec<Fix> {
        let scene = conflict.scenes.first();
        let mut out = Vec::new();
        match (&conflict.why, scene) {
            (Why::OverPages { .. } | Why::OverTime { .. }, _) => {
                if let Some(day) = conflict.days.first().and_then(|id| layout.day(id)) {
                    self.relieve(layout, day, &mut out);
                }
            }
            (
                Why::ShortRest {
                    rest_min,
                    call_min,
                    rule,
                    ..
                },
                _,
            ) => {
                let short = rule.rest_min.saturating_sub(*rest_min);
                out.extend(conflict.days.get(1).map(|day| Fix::LaterCall {
                    day: day.clone(),
                    call_min: call_min.saturating_add(short),
                }));
            }
            (Why::MissingLink { needs }, Some(scene)) => out.push(Fix::AddToScene {
                scene: scene.clone(),
                who: needs.clone(),
            }),
            (Why::NumberTwice { .. }, _) => {
                let last = conflict.scenes.last();
                out.extend(last.and_then(|scene| renumber(book, scene)));
            }
            (Why::SceneTwice { board, .. }, Some(scene)) => {
                out.extend([board, &layout.board].map(|board| Fix::Unschedule {
                    board: board.clone(),
                    scene: scene.clone(),
                }));
            }
            (Why::Nowhere, Some(scene)) => {
                out.extend(self.moves(layout, scene, DAYS_OFFERED));
                out.push(Fix::Omit {
                    scene: scene.clone(),
                });
            }
            (
                Why::NightThenDay { .. }
                | Why::MinorAge { .. }
                | Why::MinorNoRow { .. }
                | Why::MinorNoRules { .. },
                _,
            ) => {}
            (_, Some(scene)) if conflict.scenes.len() == 1 => {
                out.extend(self.moves(layout, scene, DAYS_OFFERED));
            }
            _ => {
                let each = conflict.scenes.iter();
                out.extend(each.flat_map(|scene| self.moves(layout, scene, 1)));
            }
        }
        out
    }

    /// Lists the days that a scene could be shot on without a conflict of dates or limits: those at
    /// its location first, then the nearest.
    pub fn free_days<'a>(&self, layout: &'a Layout, scene: &SceneView) -> Vec<&'a DayView> {
        let now = layout.day_of(&scene.id).map(|day| day.n);
        let mut free: Vec<&DayView> = layout
            .days
            .iter()
            .filter(|day| now != Some(day.n))
            .filter(|day| {
                day.date
                    .is_none_or(|date| !self.is_forbidden(&scene.id, date))
            })
            .filter(|day| {
                let eighths = day.eighths.0.saturating_add(scene.eighths.0);
                let minutes = day
                    .est_min
                    .saturating_add(scene.est_min.unwrap_or_default());
                self.limits_of(day).allow(Eighths(eighths), minutes)
            })
            .collect();
        free.sort_by_key(|day| {
            let is_here = scene
                .location
                .as_ref()
                .is_some_and(|here| day.locations.iter().any(|(id, _)| id == here));
            (!is_here, day.n.abs_diff(now.unwrap_or_default()))
        });
        free
    }

    fn moves(&self, layout: &Layout, scene: &Id, count: usize) -> Vec<Fix> {
        let Some(view) = layout.scene(scene) else {
            return Vec::new();
        };
        let free = self.free_days(layout, view);
        let offer = |day: &DayView| Fix::MoveScene {
            scene: scene.clone(),
            day: day.id.clone(),
        };
        free.into_iter().take(count).map(offer).collect()
    }

    /// A day that is over its limits: the last scene goes, or the day ends where it is full, or
    /// the limit rises.
    fn relieve(&self, layout: &Layout, day: &DayView, out: &mut Vec<Fix>) {
        let shot = || day.strips().filter(|scene| !scene.is_omitted);
        if let Some(last) = shot().last() {
            out.extend(self.moves(layout, &last.id, 1));
        }
        let limits = self.limits_of(day);
        let (mut eighths, mut minutes) = (0_u32, 0_i64);
        let full = day.rows.iter().position(|row| {
            match row {
                RowView::Strip(strip) if !strip.scene.is_omitted => {
                    eighths = eighths.saturating_add(strip.scene.eighths.0);
                    minutes = minutes.saturating_add(strip.scene.est_min.unwrap_or_default());
                }
                RowView::Banner(banner) => {
                    minutes = minutes.saturating_add(banner.minutes.unwrap_or_default());
                }
                RowView::Strip(_) => {}
            }
            !limits.allow(Eighths(eighths), minutes)
        });
        let first_over = full.and_then(|at| day.rows[at..].iter().find_map(RowView::scene));
        // A day that begins with what is too long cannot end before it.
        if let Some(scene) = first_over
            && shot().next().is_some_and(|first| first.id != scene.id)
        {
            out.push(Fix::SplitDay {
                scene: scene.id.clone(),
            });
        }
        // A day of its own limits is raised by itself, up to what is on it.
        if day.limits == Limits::default() {
            out.push(Fix::RaiseLimit(raised(limits, day)));
        } else {
            let is_over = raised(limits, day);
            let own = Limits {
                day_eighths: raise(
                    day.limits.day_eighths,
                    limits.day_eighths,
                    is_over.day_eighths,
                ),
                day_min: raise(day.limits.day_min, limits.day_min, is_over.day_min),
            };
            out.push(Fix::RaiseDay {
                day: day.id.clone(),
                limits: own,
            });
        }
    }
}

fn raised(limits: Limits, day: &DayView) -> Limits {
    Limits {
        day_eighths: limits.day_eighths.map(|limit| limit.max(day.eighths)),
        day_min: limits.day_min.map(|limit| limit.max(day.est_min)),
    }
}

/// Returns a day's own limit: the raised one where it had to rise, else as it was.
fn raise<T: PartialEq>(own: Option<T>, now: Option<T>, to: Option<T>) -> Option<T> {
    if now == to { own } else { to }
}

fn renumber(book: &Book, scene: &Id) -> Option<Fix> {
    let scenes = in_order(book);
    let at = scenes.iter().position(|s| s.id == *scene)?;
    let taken = scenes.iter().map(|s| number::normal(&s.number)).collect();
    let next = scenes.get(at + 1).map(|s| &*s.number);
    Some(Fix::Renumber {
        scene: scene.clone(),
        number: number::suggest(Some(&scenes[at].number), next.or(Some("")), &taken),
    })
}

impl Fix {
    /// Returns what the suggestion writes; `new_id` names the day that a split makes.
    pub fn command(
        &self,
        book: &Book,
        layout: &Layout,
        label: String,
        new_id: &mut dyn FnMut() -> Id,
    ) -> Command {
        match self {
            Self::MoveScene { scene, day } => {
                let rows = [RowKey::Scene(scene.clone())];
                board::move_rows(layout, &rows, &Spot::DayEnd(day.clone()), label).command
            }
            Self::RaiseLimit(limits) => board::set_limits(book, &layout.board, *limits, label),
            Self::RaiseDay { day, limits } => board::set_day_limits(book, day, *limits, label),
            Self::SplitDay { scene } => {
                let at = Spot::Before(RowKey::Scene(scene.clone()));
                board::add_day(layout, &at, label, &new_id())
            }
            Self::LaterCall { day, call_min } => {
                set_day(book, day, "general_call", *call_min, label)
            }
            Self::AddToScene { scene, who } => {
                let set = match who {
                    Who::Character(_) => "cast",
                    _ => "element",
                };
                let field = format!("{set}/{}", who.id());
                scene::edit(book, scene, &field, true, label)
            }
            Self::Renumber { scene, number } => {
                scene::edit(book, scene, "number", number.as_str(), label)
            }
            Self::Unschedule { board, scene } => {
                let strip = Id::joined(board, scene);
                let nothing = crate::record::Value::Nothing;
                Command::new(label).put(Kind::Strip, &strip, "place", nothing)
            }
            Self::Omit { scene } => scene::edit(book, scene, "omitted", true, label),
        }
    }
}
