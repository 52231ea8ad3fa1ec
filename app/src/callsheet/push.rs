//! Moves all calls of the day at once, and says which typed times stay.

use leptos::prelude::*;
use shared::callsheet::origin::pinned;
use shared::callsheet::push::{Pinned, parse_push, push_calls, pushed};
use shared::clock;
use shared::kind::Kind;

use super::state::{Open, capital, use_draft};
use super::words::{field, time_text};
use crate::ui::*;

/// How many typed times are named before the rest is counted.
const NAMED: usize = 12;

#[component]
pub fn Push() -> impl IntoView {
    let room = use_draft();
    let open = room.opener();
    let typed = RwSignal::new("30".to_owned());
    let along = RwSignal::new(false);
    let by = Memo::new(move |_| parse_push(&typed.get()));
    let general = Memo::new(move |_| room.sheet.with(|sheet| sheet.general_call));
    let pins = Memo::new(move |_| {
        let day = room.day.get();
        room.sheet.with(|sheet| {
            room.store
                .with(&[Kind::Day, Kind::Call], |book| pinned(book, &day, sheet))
        })
    });
    let is_signed = move || typed.with(|t| t.trim().starts_with(['-', '−', '–', '+']));
    // A number without a sign goes either way; one with a sign goes its own.
    let minutes = move |sign: i64| {
        let by = by.get().ok().flatten()?;
        match is_signed() {
            true => (by.signum() == sign).then_some(by),
            false => Some(by * sign),
        }
    };
    let reaches = move |sign: i64| pushed(general.get()?, minutes(sign)?);
    let error = Signal::derive(move || match by.get() {
        Err(why) => Some(why.to_string()),
        Ok(Some(_)) if general.get().is_some() && reaches(1).or(reaches(-1)).is_none() => {
            Some(crate::t!("callsheet.push.beyond").to_owned())
        }
        Ok(_) => None,
    });
    let push = move |sign: i64| {
        let Some(by) = untrack(|| minutes(sign)) else {
            return;
        };
        let day = room.day.get_untracked();
        let (name, length) = (capital(&room.day_name()), clock::length(by.abs()));
        let mut label = if by < 0 {
            crate::t!("callsheet.push.did_earlier", day = name, by = length)
        } else {
            crate::t!("callsheet.push.did_later", day = name, by = length)
        };
        let what = match along.get_untracked() {
            true => Pinned::Move,
            false => Pinned::Stay,
        };
        let stay = pins.with_untracked(Vec::len);
        if what == Pinned::Stay && stay > 0 {
            label = crate::t!("callsheet.push.did_stay", did = label, n = stay);
        }
        let command = room.sheet.with_untracked(|sheet| {
            room.store
                .peek(|book| push_calls(book, &day, sheet, by, what, label))
        });
        if command.is_empty() {
            room.store.warn(crate::t!("callsheet.push.beyond"));
            return;
        }
        room.store.act(command);
        open.run(Open::Nothing);
    };
    let after = move || {
        let now = time_text(general.get()?);
        match (reaches(-1), reaches(1)) {
            (Some(earlier), Some(later)) => Some(crate::t!(
                "callsheet.push.result",
                earlier = time_text(earlier),
                now = now,
                later = time_text(later)
            )),
            (earlier, later) => earlier
                .or(later)
                .map(|to| crate::t!("callsheet.push.result_one", now = now, to = time_text(to))),
        }
    };
    let cannot = move |sign: i64| Signal::derive(move || reaches(sign).is_none());
    view! {
        <p class="muted">{crate::t!("callsheet.push.text")}</p>
        <Show
            when=move || general.get().is_some()
            fallback=|| view! {
                <Note tone=Tone::Warn title=crate::t!("callsheet.push.none")>
                    <span>{crate::t!("callsheet.push.none_text")}</span>
                </Note>
            }
        >
            <TextField
                label=crate::t!("callsheet.push.by")
                help=crate::t!("callsheet.push.by_help")
                value=typed
                on_input=move |text| typed.set(text)
                error
            />
            <p role="status">{after}</p>
            <Show when=move || pins.with(|p| !p.is_empty())>
                <Stays pins along />
            </Show>
            <div class="line">
                <Button disabled=cannot(-1) on_click=move || push(-1)>{crate::t!("callsheet.push.earlier")}</Button>
                <Button kind=ButtonKind::Main disabled=cannot(1) on_click=move || push(1)>
                    {crate::t!("callsheet.push.later")}
                </Button>
            </div>
        </Show>
    }
}

/// The typed times of the day, and whether they go along.
#[component]
fn Stays(pins: Memo<Vec<shared::callsheet::Pin>>, along: RwSignal<bool>) -> impl IntoView {
    let room = use_draft();
    let names = move || {
        let people = room.sheet.with(shared::callsheet::CallSheet::people);
        let name = |pin: &shared::callsheet::Pin| {
            let who = match &pin.person {
                None => crate::t!("callsheet.push.of_day").to_owned(),
                Some(id) => people
                    .iter()
                    .find(|one| one.person == *id)
                    .map(|one| one.name.clone())
                    .unwrap_or_default(),
            };
            let of = crate::t!("callsheet.cell", who = who, field = field(&pin.field));
            view! { <li>{of}</li> }
        };
        pins.with(|pins| {
            let more = pins.len().saturating_sub(NAMED);
            let rest = (more > 0)
                .then(|| view! { <li>{crate::t!("callsheet.paper.more", n = more)}</li> });
            view! {
                {pins.iter().take(NAMED).map(name).collect_view()}
                {rest}
            }
        })
    };
    let count = move || pins.with(Vec::len);
    view! {
        <section class="push-stays">
            <h3>{move || crate::t!("callsheet.push.pinned", n = count())}</h3>
            <p class="muted">{move || crate::t!("callsheet.push.pinned_text", n = count())}</p>
            <ul>{names}</ul>
            <CheckField
                label=crate::t!("callsheet.push.take_along")
                value=along
                on_commit=move |on| along.set(on)
            />
        </section>
    }
}
