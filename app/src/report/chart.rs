//! The course of the shoot as a drawing: pages scheduled and shot, day by day. The lines differ by
//! their stroke as well as by their colour, and a table says the same.

use leptos::prelude::*;
use shared::eighths::Eighths;
use shared::report::{self, Leg};

use super::document::{grid, names};
use super::state::use_daily;
use crate::floor::short_date;
use crate::t;

/// The drawing's own units.
const WIDTH: u32 = 320;
const HIGH: u32 = 132;
/// Room for the axis and its words.
const LEFT: u32 = 28;
const BOTTOM: u32 = 16;
const TOP: u32 = 8;

/// Where days and pages lie in the drawing.
struct Scale {
    days: u32,
    most: u32,
}

impl Scale {
    fn of(legs: &[Leg]) -> Self {
        let pages = legs
            .iter()
            .map(|leg| leg.due_to_date.max(leg.shot_to_date.unwrap_or_default()));
        Self {
            days: u32::try_from(legs.len()).unwrap_or(u32::MAX).max(1),
            most: pages.max().unwrap_or_default().max(8),
        }
    }

    /// The shoot begins at nothing, a step before its first day.
    fn x(&self, day: u32) -> u32 {
        LEFT + (WIDTH - LEFT - 6).saturating_mul(day) / self.days
    }

    fn y(&self, eighths: u32) -> u32 {
        let all = HIGH - BOTTOM - TOP;
        let up = u64::from(all) * u64::from(eighths.min(self.most)) / u64::from(self.most);
        HIGH - BOTTOM - u32::try_from(up).unwrap_or_default()
    }

    fn line(&self, at: impl Iterator<Item = u32>) -> String {
        let mut points = vec![format!("{},{}", self.x(0), self.y(0))];
        points.extend(
            (1_u32..)
                .zip(at)
                .map(|(day, n)| format!("{},{}", self.x(day), self.y(n))),
        );
        points.join(" ")
    }
}

/// Pages against the schedule, up to the day that is shown.
#[component]
pub fn Course() -> impl IntoView {
    let daily = use_daily();
    let legs = Memo::new(move |_| {
        let Some(day) = daily.day.chosen.get() else {
            return Vec::new();
        };
        daily
            .store
            .with(report::KINDS, |book| report::course(book, &day))
    });
    move || {
        let legs = legs.get();
        let is_begun = legs.iter().any(|leg| leg.shot_to_date > Some(0));
        is_begun.then(|| view! { {drawing(&legs)} {table(&legs)} })
    }
}

fn drawing(legs: &[Leg]) -> AnyView {
    let scale = Scale::of(legs);
    let due = scale.line(legs.iter().map(|leg| leg.due_to_date));
    let shot = scale.line(legs.iter().map_while(|leg| leg.shot_to_date));
    let dots = (1_u32..)
        .zip(legs.iter().map_while(|leg| leg.shot_to_date))
        .map(|(day, n)| {
            view! { <circle class="course-dot" cx=scale.x(day) cy=scale.y(n) r="2.5" /> }
        })
        .collect_view();
    let told = legs.iter().rev().find(|leg| leg.shot_to_date.is_some());
    let said = told.map(|leg| {
        t!(
            "report.course.said",
            n = leg.number,
            shot = Eighths(leg.shot_to_date.unwrap_or_default()),
            due = Eighths(leg.due_to_date)
        )
    });
    let last = scale.days;
    view! {
        <figure class="course">
            <svg viewBox=format!("0 0 {WIDTH} {HIGH}") role="img" aria-label=said.unwrap_or_default()>
                <line class="course-axis" x1=LEFT x2=WIDTH y1=scale.y(0) y2=scale.y(0) />
                <line class="course-axis faint" x1=LEFT x2=WIDTH y1=scale.y(scale.most) y2=scale.y(scale.most) />
                <text class="course-word" x=LEFT - 4 y=scale.y(scale.most) + 4 text-anchor="end">{scale.most / 8}</text>
                <text class="course-word" x=LEFT - 4 y=scale.y(0) + 4 text-anchor="end">"0"</text>
                <text class="course-word" x=scale.x(1) y=HIGH - 3 text-anchor="middle">"1"</text>
                {(last > 1).then(|| view! {
                    <text class="course-word" x=scale.x(last) y=HIGH - 3 text-anchor="middle">{last}</text>
                })}
                <polyline class="course-due" points=due />
                <polyline class="course-shot" points=shot />
                {dots}
            </svg>
            <figcaption class="course-keys">
                <span><svg viewBox="0 0 24 8" aria-hidden="true"><line class="course-shot" x1="1" x2="23" y1="4" y2="4" /></svg>{t!("report.course.shot")}</span>
                <span><svg viewBox="0 0 24 8" aria-hidden="true"><line class="course-due" x1="1" x2="23" y1="4" y2="4" /></svg>{t!("report.course.due")}</span>
            </figcaption>
        </figure>
    }
    .into_any()
}

fn table(legs: &[Leg]) -> AnyView {
    let pages = |n: Option<u32>| n.map(|n| Eighths(n).to_string()).unwrap_or_default();
    let rows = legs
        .iter()
        .map(|leg| {
            let date = match leg.date.as_str() {
                "" => String::new(),
                date => short_date(date),
            };
            vec![
                t!("floor.day", n = leg.number),
                date,
                pages(leg.shot),
                pages(leg.shot_to_date),
                pages(Some(leg.due_to_date)),
            ]
        })
        .collect();
    let head = names(&[
        t!("report.course.day"),
        t!("report.course.date"),
        t!("report.shot"),
        t!("report.to_date"),
        t!("report.due"),
    ]);
    view! {
        <details>
            <summary>{t!("report.course.table")}</summary>
            {grid("course-table", head, rows)}
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_drawing_stays_in_its_frame_and_begins_at_nothing() {
        let leg = |number: u32, due_to_date: u32, shot: Option<u32>| Leg {
            number,
            date: String::new(),
            due_to_date,
            shot,
            shot_to_date: shot,
        };
        let legs = [leg(1, 16, Some(40)), leg(2, 32, None)];
        let scale = Scale::of(&legs);
        assert_eq!((scale.days, scale.most), (2, 40));
        assert_eq!((scale.x(0), scale.y(0)), (LEFT, HIGH - BOTTOM));
        assert_eq!((scale.x(2), scale.y(40)), (WIDTH - 6, TOP));
        assert_eq!(scale.y(u32::MAX), TOP);
        assert_eq!(scale.line(std::iter::empty()), "28,116");
    }
}
