//! Ahead or behind: the one thing that a producer asks.

use leptos::prelude::*;
use shared::eighths::Eighths;

use super::chart::Course;
use super::state::use_daily;
use super::words::{pages, tenths};
use crate::floor::short_date;
use crate::shell::path;
use crate::t;
use crate::ui::*;

/// Days ahead or behind, the finish, pages a day, owed scenes.
#[component]
pub fn ProgressCard() -> impl IntoView {
    let daily = use_daily();
    let production = daily.production;
    let to_days = move || {
        path(
            &production.get(),
            "schedules?show=day-out-of-days&days=actual",
        )
    };
    move || {
        let report = daily.body.get()?;
        let p = &report.progress;
        let days = tenths(p.behind_day_tenths.unsigned_abs());
        let (tone, big) = match p.behind_day_tenths {
            _ if p.shoot_days == 0 => (Tone::None, t!("report.progress.none").to_owned()),
            0 => (Tone::Good, t!("report.progress.even").to_owned()),
            n if n < 0 => (Tone::Good, t!("report.progress.ahead", n = days)),
            _ => (Tone::Warn, t!("report.progress.behind", n = days)),
        };
        let raw = match p.behind_eighths {
            0 => String::new(),
            n if n < 0 => t!("report.progress.pages_ahead", n = pages(-n)),
            n => t!("report.progress.pages_behind", n = pages(n)),
        };
        let average = |n: u32| Eighths(n.saturating_add(5) / 10).to_string();
        let owed = report
            .owed
            .iter()
            .fold(0_u32, |sum, o| sum.saturating_add(o.left));
        let date = |text: &str| {
            if text.is_empty() {
                "—".to_owned()
            } else {
                short_date(text)
            }
        };
        let cells = [
            (
                t!("report.progress.finish"),
                date(&report.estimated_finish),
                t!(
                    "report.progress.scheduled",
                    date = date(&report.scheduled_finish)
                ),
            ),
            (
                t!("report.progress.average"),
                average(p.average_tenths),
                t!("report.progress.planned", n = average(p.planned_tenths)),
            ),
            (
                t!("report.progress.owed"),
                t!("report.scenes_n", n = report.owed.len()),
                t!("floor.pages", n = Eighths(owed)),
            ),
        ];
        Some(view! {
            <section class="card" aria-label=t!("report.progress")>
                <h2>{t!("report.progress")}</h2>
                <p class=format!("progress-big {}", tone_class(tone))>{big}</p>
                {(!raw.is_empty()).then(|| view! { <p class="muted">{raw}</p> })}
                <dl class="where-cells">
                    {cells
                        .into_iter()
                        .map(|(name, value, more)| view! {
                            <div>
                                <dt>{name}</dt>
                                <dd>{value} <small>{more}</small></dd>
                            </div>
                        })
                        .collect_view()}
                </dl>
                <Course />
                <a class="quiet-link" href=to_days>{t!("report.progress.days_link")}</a>
            </section>
        })
    }
}
