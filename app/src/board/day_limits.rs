//! How much fits into one day alone: a half day, a day of stunts.

use leptos::prelude::*;
use shared::board::{self, Limits};
use shared::clock;
use shared::id::Id;
use shared::kind::Kind;
use shared::record::Value;

use crate::ui::*;

use super::scenario::{limits, pages, typed_pages};
use super::state::Board;

/// The pages and hours of a day, beside those of the board's days.
#[component]
pub fn DayLimits(board: Board, #[prop(into)] id: Signal<Id>) -> impl IntoView {
    let common = limits(board);
    let day = Memo::new(move |_| {
        board
            .layout
            .with(|l| l.day(&id.get()).map(|day| (day.n, day.limits)))
            .unwrap_or_default()
    });
    let own = move || day.get().1;
    let unread = RwSignal::new(None::<String>);
    let write = move |limits: Limits, label: String| {
        let id = id.get_untracked();
        let store = board.store;
        store.act(store.peek(|book| board::set_day_limits(book, &id, limits, label)));
    };
    let write_pages = move |typed: String| {
        let day_eighths = match typed_pages(&typed) {
            Ok(limit) => limit,
            Err(why) => return unread.set(Some(why)),
        };
        unread.set(None);
        let (n, now) = day.get_untracked();
        let label = match day_eighths {
            Some(pages) => crate::t!("board.did.day_pages", n = n, pages = pages),
            None => crate::t!("board.did.no_day_pages", n = n),
        };
        write(Limits { day_eighths, ..now }, label);
    };
    let write_hours = move |typed: Option<i64>| {
        let day_min = typed.filter(|min| *min > 0);
        let (n, now) = day.get_untracked();
        let label = match day_min {
            Some(min) => crate::t!("board.did.day_hours", n = n, time = clock::length(min)),
            None => crate::t!("board.did.no_day_hours", n = n),
        };
        write(Limits { day_min, ..now }, label);
    };
    let pages_value = Signal::derive(move || {
        let own = own().day_eighths;
        own.map(|e| e.to_string()).unwrap_or_default()
    });
    let hours_value = Signal::derive(move || own().day_min);
    let pages_help = Signal::derive(move || {
        Some(match common.get().day_eighths {
            Some(pages) => crate::t!("board.day_pages_help", pages = pages),
            None => crate::t!("board.day_no_limit_help").to_owned(),
        })
    });
    let hours_help = Signal::derive(move || {
        Some(match common.get().day_min {
            Some(min) => crate::t!("board.day_hours_help", time = clock::length(min)),
            None => crate::t!("board.day_no_limit_help").to_owned(),
        })
    });
    let show_pages = Callback::new(|value: Value| value.as_int().map(pages).unwrap_or_default());
    let show_hours = Callback::new(|v: Value| v.as_int().map(clock::length).unwrap_or_default());
    let disabled = Signal::derive(move || !board.may_plan.get());
    view! {
        <div class="fields">
            <div>
                <TextField
                    label=crate::t!("board.day_pages")
                    value=pages_value
                    on_commit=write_pages
                    help=pages_help
                    error=unread
                    disabled
                />
                <TwoVersions kind=Kind::Row id field="day_eighths" name=crate::t!("board.day_pages") show=show_pages />
            </div>
            <div>
                <LengthField
                    label=crate::t!("board.day_hours")
                    value=hours_value
                    on_commit=Callback::new(write_hours)
                    help=hours_help
                    disabled
                />
                <TwoVersions kind=Kind::Row id field="day_min" name=crate::t!("board.day_hours") show=show_hours />
            </div>
        </div>
    }
}
