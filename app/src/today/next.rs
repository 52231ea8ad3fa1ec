//! The days after this one.

use leptos::prelude::*;
use shared::callsheet::overview;
use shared::clock;
use shared::floor::{LaterDay, later_days};

use super::room::Shown;
use crate::floor::date_text;
use crate::shell::{path, use_production};
use crate::store::use_store;
use crate::t;

/// How many days are listed.
const SHOWN: usize = 5;

/// The next days, each a link to itself.
#[component]
pub fn NextDays(shown: Shown) -> impl IntoView {
    let store = use_store();
    let production = use_production();
    let later = Memo::new(move |_| {
        let current = shown.current.get()?;
        let me = shown.me.get();
        let mut later = shown.days.with(|days| {
            let near: Vec<_> = days
                .iter()
                .skip_while(|d| d.day != current.day)
                .take(SHOWN + 1)
                .cloned()
                .collect();
            store.with(overview::KINDS, |book| {
                later_days(book, &near, &current.day, me.as_ref())
            })
        });
        later.truncate(SHOWN);
        Some(later)
    });
    let row = move |day: LaterDay| {
        let href = format!(
            "{}?day={}",
            path(&production.get_untracked(), "today"),
            day.planned.day
        );
        let date = match day.planned.date.as_str() {
            "" => t!("floor.day", n = day.planned.number),
            date => date_text(date),
        };
        let mut about = vec![t!("floor.day", n = day.planned.number)];
        if !day.planned.location.is_empty() {
            about.push(day.planned.location.clone());
        }
        about.push(t!(
            "today.next.scenes",
            n = day.planned.scenes.len(),
            pages = day.planned.eighths
        ));
        let call = day.call.map(|call| clock::wall(call).0);
        let state = match (&day.issued, day.is_free) {
            (_, true) => t!("today.next.free").to_owned(),
            (Some(issued), _) => issued.colour.clone(),
            (None, _) => t!("today.not_issued").to_owned(),
        };
        view! {
            <li class="row-item">
                <a class="row" href=href>
                    <span class="grow">
                        <b>{date}</b>
                        <small>{about.join(" · ")}</small>
                    </span>
                    <span class="next-call">
                        <b>{call}</b>
                        <small>{state}</small>
                    </span>
                </a>
            </li>
        }
    };
    let rows = move || later.get().filter(|later| !later.is_empty());
    let earlier = move || {
        let current = shown.current.get()?;
        shown.days.with(|days| {
            let at = days.iter().position(|day| day.day == current.day)?;
            days.get(at.checked_sub(1)?).cloned()
        })
    };
    view! {
        {move || rows().map(|rows| view! {
            <section class="today-part">
                <h2>{t!("today.next")}</h2>
                <ul class="list" aria-label=t!("today.next")>{rows.into_iter().map(row).collect_view()}</ul>
            </section>
        })}
        {move || earlier().map(|day| view! {
            <p>
                <a href=format!("{}?day={}", path(&production.get(), "today"), day.day)>
                    {t!("today.earlier", n = day.number)}
                </a>
            </p>
        })}
    }
}
