//! Who has the sheet, for the office: who has not comes first, with a number to ring.

use leptos::prelude::*;
use shared::access::Audience;
use shared::callsheet::receipts::{Got, ReceiptRow, missed_revision, receipts, tally, tell};
use shared::kind::Kind;

use super::place::Ring;
use super::sheet::use_sheet;
use crate::platform::time;
use crate::store::use_store;
use crate::ui::*;

#[component]
pub fn WhoHasIt() -> impl IntoView {
    let store = use_store();
    let is_office = Memo::new(move |_| store.may_write(&Audience::Plan));
    view! {
        <Show when=move || is_office.get()>
            <List />
        </Show>
    }
}

#[component]
fn List() -> impl IntoView {
    let store = use_store();
    let room = use_sheet();
    let rows = Memo::new(move |_| {
        store.with(
            &[Kind::Receipt, Kind::Device, Kind::Person, Kind::Issue],
            |book| receipts(book, &room.issue.get()),
        )
    });
    let counts = Memo::new(move |_| rows.with(|rows| tally(rows)));
    let view = RwSignal::new("open".to_owned());
    let keys = Memo::new(move |_| {
        let is_all = view.get() == "all";
        rows.with(|rows| {
            rows.iter()
                .filter(|r| is_all || r.got < Got::Told)
                .map(|r| r.person.clone())
                .collect::<Vec<_>>()
        })
    });
    let options = Signal::derive(move || {
        let tally = counts.get();
        vec![
            (
                "open".to_owned(),
                crate::t!("callsheet.who.open", n = tally.people - tally.acknowledged),
            ),
            (
                "all".to_owned(),
                crate::t!("callsheet.who.all", n = tally.people),
            ),
        ]
    });
    let sums = move || {
        let t = counts.get();
        crate::t!(
            "callsheet.who.sums",
            received = t.received,
            opened = t.opened,
            acknowledged = t.acknowledged,
            people = t.people
        )
    };
    view! {
        <section class="part who-has-it" aria-labelledby="who-has-it">
            <div class="part-head">
                <h2 id="who-has-it">{crate::t!("callsheet.who.title")}</h2>
                <p class="muted" role="status">{sums}</p>
            </div>
            <Missed />
            <Segments
                label=crate::t!("callsheet.who.show")
                options
                value=view
                on_change=move |chosen| view.set(chosen)
            />
            <Show
                when=move || keys.with(|k| !k.is_empty())
                fallback=|| {
                    view! { <p><Badge tone=Tone::Good>{crate::t!("callsheet.who.everybody")}</Badge></p> }
                }
            >
                <ListCard label=crate::t!("callsheet.who.title")>
                    <For each=move || keys.get() key=|id| id.clone() let:id>
                        {
                            let row = Memo::new(move |_| {
                                rows.with(|rows| rows.iter().find(|r| r.person == id).cloned())
                            });
                            move || row.get().map(|row| view! { <Row row /> })
                        }
                    </For>
                </ListCard>
            </Show>
        </section>
    }
}

/// Who had the last sheet of the day and not this one: they would act on the old one.
#[component]
fn Missed() -> impl IntoView {
    let store = use_store();
    let room = use_sheet();
    let names = Memo::new(move |_| {
        let cover = room.cover.get()?;
        store.with(&[Kind::Receipt, Kind::Issue], |book| {
            let missed = missed_revision(book, &cover);
            let names: Vec<String> = missed
                .iter()
                .map(|id| book.text(&Kind::Person, id, "name").to_owned())
                .collect();
            (!names.is_empty()).then_some(names)
        })
    });
    move || {
        names.get().map(|names| {
            let title = crate::t!("callsheet.who.missed", n = names.len());
            view! {
                <Note tone=Tone::Warn title>
                    <span>{names.join(", ")}</span>
                </Note>
            }
        })
    }
}

#[component]
fn Row(row: ReceiptRow) -> impl IntoView {
    let store = use_store();
    let room = use_sheet();
    let may_write = Memo::new(move |_| store.may_write(&Audience::Floor));
    let when = row.at_ms.map(when_text).unwrap_or_default();
    let (tone, shape, text) = match (row.got, row.has_device) {
        (Got::Acknowledged, _) => (
            Tone::Good,
            "✓",
            crate::t!("callsheet.who.acknowledged", when = when),
        ),
        (Got::Told, _) => {
            let by = row
                .told_by
                .as_ref()
                .map(|id| store.peek(|book| book.text(&Kind::Person, id, "name").to_owned()))
                .filter(|name| !name.is_empty());
            let text = match by {
                Some(who) => crate::t!("callsheet.who.told_by", when = when, who = who),
                None => crate::t!("callsheet.who.told", when = when),
            };
            (Tone::Good, "✆", text)
        }
        (Got::Opened, _) => (
            Tone::None,
            "◐",
            crate::t!("callsheet.who.opened", when = when),
        ),
        (Got::Received, _) => (
            Tone::None,
            "○",
            crate::t!("callsheet.who.received", when = when),
        ),
        (Got::Nothing, true) => (
            Tone::Warn,
            "▲",
            crate::t!("callsheet.who.nothing").to_owned(),
        ),
        (Got::Nothing, false) => (
            Tone::Bad,
            "■",
            crate::t!("callsheet.who.no_device").to_owned(),
        ),
    };
    let person = StoredValue::new(row.person.clone());
    let name = StoredValue::new(row.name.clone());
    let is_told = row.got == Got::Told;
    let may_tell = row.got < Got::Told;
    let mark = move |told: bool| {
        let me = store
            .sync
            .with_untracked(|s| s.as_ref().and_then(|s| s.me.clone()));
        let label = if told {
            crate::t!("callsheet.did_tell", who = name.get_value())
        } else {
            crate::t!("callsheet.did_untell", who = name.get_value())
        };
        let at = told.then(time::now_ms);
        store.act(tell(
            &room.issue.get_untracked(),
            &person.get_value(),
            me.as_ref(),
            at,
            label,
        ));
    };
    view! {
        <li class="row receipt">
            <span class="grow">
                <b>{row.name.clone()}</b>
                <small>{row.position}</small>
            </span>
            <Badge tone mark=shape>{text}</Badge>
            {if row.phone.is_empty() {
                view! { <small class="no-phone-number">{crate::t!("callsheet.who.no_phone")}</small> }.into_any()
            } else {
                view! { <Ring number=row.phone who=row.name /> }.into_any()
            }}
            <Show when=move || may_tell && may_write.get()>
                <Button
                    name=crate::t!("callsheet.who.tell_who", who = name.get_value())
                    on_click=move || mark(true)
                >
                    {crate::t!("callsheet.who.tell")}
                </Button>
            </Show>
            <Show when=move || is_told && may_write.get()>
                <Button
                    kind=ButtonKind::Quiet
                    name=crate::t!("callsheet.who.untell_who", who = name.get_value())
                    on_click=move || mark(false)
                >
                    {crate::t!("callsheet.who.untell")}
                </Button>
            </Show>
        </li>
    }
}
