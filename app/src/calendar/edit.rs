//! Changing the calendar: the start, the week, one date.

use jiff::civil::Date;
use leptos::prelude::*;
use shared::board::set_board_start;
use shared::calendar::{self, Calendar, What};
use shared::id::Id;
use shared::kind::Kind;

use crate::shell::path;
use crate::store::use_store;
use crate::ui::*;

use super::dates;
use super::months::{Shape, date_words, phase_lines};
use super::phases::PrepAndWrap;
use super::room::{Shown, what_options};
use super::words::{Look, what_word};

/// Prep, the start of the shoot, wrap, and the days off of every week. A unit has its own dates and
/// the week of all.
#[component]
pub fn Shoot(room: Shown, unit: Option<Id>) -> impl IntoView {
    let store = use_store();
    let Shown {
        calendar, may_plan, ..
    } = room;
    let wrong = RwSignal::new(None::<String>);
    let is_main = unit.is_none();
    let start = Memo::new(move |_| {
        let start = match is_main {
            true => store.with(calendar::KINDS, |book| Calendar::of(book).start),
            false => calendar.with(|c| c.start),
        };
        start.map(|d| d.to_string()).unwrap_or_default()
    });
    // A board in use that starts on a date of its own leaves the production's without effect.
    let help = Signal::derive(move || {
        let own = store.with(&[Kind::Board], |book| {
            calendar::parse_date(book.text(&Kind::Board, &room.board.get(), "start"))
        });
        Some(match own.filter(|_| is_main) {
            Some(date) => crate::t!("calendar.start_own", date = dates::long(date)),
            None => crate::t!("calendar.start_help").to_owned(),
        })
    });
    let on_start = Callback::new(move |typed: String| {
        let date = calendar::parse_date(&typed);
        if date.is_none() && !typed.trim().is_empty() {
            return wrong.set(Some(crate::t!("calendar.no_date").to_owned()));
        }
        wrong.set(None);
        let label = match date {
            Some(date) => crate::t!("calendar.did.start", date = dates::long(date)),
            None => crate::t!("calendar.did.no_start").to_owned(),
        };
        let board = room.board.get_untracked();
        store.act(store.peek(|book| match is_main {
            true => calendar::set_start(book, date, label),
            false => set_board_start(book, &board, date, label),
        }));
    });
    let main = Memo::new(move |_| {
        let id = store.with(&[Kind::Production], |b| {
            b.production().map(|p| p.id.clone())
        });
        id.unwrap_or_else(|| "".into())
    });
    let (start_kind, start_id) = match is_main {
        true => (Kind::Production, Signal::from(main)),
        false => (Kind::Board, Signal::from(room.board)),
    };
    let of = match unit.clone() {
        None => (Kind::Production, Signal::from(main)),
        Some(unit) => (Kind::Unit, Signal::stored(unit)),
    };
    let toggle = move |n: usize, is_off: bool| {
        let mut off = calendar.with_untracked(|c| c.days_off);
        off[n] = is_off;
        let names = crate::t!("calendar.weekdays")
            .split('|')
            .zip(off)
            .filter(|(_, off)| *off);
        let days: Vec<&str> = names.map(|(name, _)| name).collect();
        let label = if days.is_empty() {
            crate::t!("calendar.did.no_week").to_owned()
        } else {
            crate::t!("calendar.did.week", days = days.join(", "))
        };
        store.act(store.peek(|book| calendar::set_days_off(book, off, label)));
    };
    let summary = move || {
        let lines = phase_lines(room);
        if !lines.is_empty() {
            let line = |(look, text): (Look, String)| view! { <span><Shape look />{text}</span> };
            return lines.into_iter().map(line).collect_view().into_any();
        }
        let days = room.layout.with(|l| l.days.len());
        match days {
            0 => crate::t!("calendar.no_days").into_any(),
            n => crate::t!("calendar.undated", n = n).into_any(),
        }
    };
    view! {
        <section class="card shoot" aria-label=crate::t!("calendar.shoot")>
            <p class="shoot-summary">{summary}</p>
            <div class="fields">
                <PrepAndWrap room unit of />
                <div>
                    <DateField
                        label=crate::t!("calendar.start")
                        value=start
                        on_commit=on_start
                        error=wrong
                        help
                        disabled=Signal::derive(move || !may_plan.get())
                    />
                    <TwoVersions kind=start_kind id=start_id field="start" name=crate::t!("calendar.start") />
                </div>
                <fieldset class="week">
                    <legend>{crate::t!("calendar.days_off")}</legend>
                    <div class="seg">
                        {crate::t!("calendar.weekdays_short")
                            .split('|')
                            .zip(crate::t!("calendar.weekdays").split('|'))
                            .enumerate()
                            .map(|(n, (short, long))| {
                                let is_off = move || calendar.with(|c| c.days_off[n]);
                                view! {
                                    <button
                                        type="button"
                                        aria-label=long
                                        aria-pressed=move || is_off().to_string()
                                        disabled=move || !may_plan.get()
                                        on:click=move |_| toggle(n, !untrack(is_off))
                                    >
                                        {short}
                                    </button>
                                }
                            })
                            .collect_view()}
                    </div>
                </fieldset>
            </div>
        </section>
    }
}

/// What one date is, and the shoot day on it.
#[component]
pub fn DatePane(date: Date, room: Shown) -> impl IntoView {
    let store = use_store();
    let Shown {
        calendar,
        layout,
        address,
        may_plan,
        ..
    } = room;
    let exception = Memo::new(move |_| calendar.with(|c| c.exceptions.get(&date).cloned()));
    let what = Signal::derive(move || {
        exception.with(|e| e.as_ref().map_or("", |e| e.what.as_str()).to_owned())
    });
    let text = Signal::derive(move || {
        exception.with(|e| e.as_ref().map(|e| e.text.to_string()).unwrap_or_default())
    });
    let options = Signal::derive(move || {
        let usual = crate::t!("calendar.as_week", weekday = dates::weekday(date.weekday()));
        let mut options = vec![(String::new(), usual)];
        options.extend(what_options());
        options
    });
    let write = move |what: Option<What>, text: &str| {
        let command = store.peek(|book| match what {
            Some(what) => {
                let label = crate::t!(
                    "calendar.did.date",
                    date = dates::medium(date),
                    what = what_word(what)
                );
                calendar::set_date(book, date, what, text, label)
            }
            None => {
                let label = crate::t!("calendar.did.clear", date = dates::medium(date));
                calendar::clear_date(book, date, label)
            }
        });
        store.act(command);
    };
    let on_what =
        Callback::new(move |chosen: String| write(What::parse(&chosen), &text.get_untracked()));
    let on_text = Callback::new(move |typed: String| {
        // Words alone make a day off: somebody who types "Easter" means one.
        let what = What::parse(&what.get_untracked()).unwrap_or(What::Off);
        write(Some(what), &typed);
    });
    let day = move || layout.with(|l| l.days.iter().find(|day| day.date == Some(date)).cloned());
    view! {
        <p class="date-kind">{move || date_words(room, date)}</p>
        {move || day().map(|day| {
            let on_board = path(&address.production(), &format!("board?day={}", day.id));
            let sheet = path(&address.production(), &format!("callsheet/{}", day.plan));
            let place = day.location().map(|(_, name)| name.to_string());
            view! {
                <section class="date-day">
                    {place.map(|place| view! { <p>{place}</p> })}
                    <p class="muted">
                        {crate::t!("board.n_scenes", n = day.scenes)}", "{crate::t!("board.pages", n = day.eighths)}
                    </p>
                    <div class="line">
                        <LinkButton href=on_board>{crate::t!("calendar.open_day")}</LinkButton>
                        <LinkButton href=sheet>{crate::t!("calendar.open_sheet")}</LinkButton>
                    </div>
                </section>
            }
        })}
        <Show
            when=move || may_plan.get()
            fallback=move || view! { <p>{move || text.get()}</p> }
        >
            <SelectField label=crate::t!("calendar.what") value=what options on_commit=on_what />
            <TextField
                label=crate::t!("calendar.text")
                value=text
                on_commit=on_text
                help=crate::t!("calendar.text_help")
            />
        </Show>
    }
}
