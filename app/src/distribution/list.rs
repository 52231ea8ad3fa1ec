//! Who has the sheet, for the office: who has not comes first, with a number to ring and a message
//! to send. It reads only what this device holds, so it works with no signal.

use leptos::prelude::*;
use shared::access::Audience;
use shared::book::Book;
use shared::callsheet::receipts::{Got, missed_revision, tally, tell};
use shared::distribution::{Recipient, Shown, Who, lacking, revised, sms, who};
use shared::id::Id;
use shared::kind::Kind;

use super::panel::Mailing;
use crate::callsheet::{Ring, tel, time_text, use_sheet};
use crate::platform::time;
use crate::store::use_store;
use crate::ui::*;

#[component]
pub fn WhoHasIt(mailing: Mailing) -> impl IntoView {
    let store = use_store();
    let room = use_sheet();
    let rows = Memo::new(move |_| {
        let kinds = [
            Kind::Receipt,
            Kind::Device,
            Kind::Person,
            Kind::Issue,
            Kind::Delivery,
        ];
        store.with(&kinds, |book| who(book, &room.issue.get()))
    });
    let counts = Memo::new(move |_| {
        rows.with(|rows| {
            let receipts: Vec<_> = rows.iter().map(|w| w.row.clone()).collect();
            tally(&receipts)
        })
    });
    let lacks = Memo::new(move |_| {
        rows.with(|rows| rows.iter().filter(|w| w.shown < Shown::Delivered).count())
    });
    let view = RwSignal::new("open".to_owned());
    let keys = Memo::new(move |_| {
        let view = view.get();
        rows.with(|rows| {
            rows.iter()
                .filter(|w| match view.as_str() {
                    "all" => true,
                    "lacks" => w.shown < Shown::Delivered,
                    _ => w.row.got < Got::Told,
                })
                .map(|w| w.row.person.clone())
                .collect::<Vec<_>>()
        })
    });
    let options = Signal::derive(move || {
        let tally = counts.get();
        vec![
            (
                "open".to_owned(),
                crate::t!(
                    "callsheet.who.open",
                    n = tally.people.saturating_sub(tally.acknowledged)
                ),
            ),
            (
                "lacks".to_owned(),
                crate::t!("distribution.lacks", n = lacks.get()),
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
            <Again rows mailing />
            <Segments
                label=crate::t!("callsheet.who.show")
                options
                value=view
                on_change=move |chosen| view.set(chosen)
            />
            <Show
                when=move || keys.with(|k| !k.is_empty())
                fallback=move || {
                    let text = match view.get().as_str() {
                        "lacks" => crate::t!("distribution.nobody_lacks"),
                        _ => crate::t!("callsheet.who.everybody"),
                    };
                    view! { <p><Badge tone=Tone::Good>{text}</Badge></p> }
                }
            >
                <ListCard label=crate::t!("callsheet.who.title")>
                    <For each=move || keys.get() key=|id| id.clone() let:id>
                        {
                            let row = Memo::new(move |_| {
                                rows.with(|rows| rows.iter().find(|w| w.row.person == id).cloned())
                            });
                            move || row.get().map(|who| view! { <Row who /> })
                        }
                    </For>
                </ListCard>
            </Show>
        </section>
    }
}

/// Mail again, to just those whom it helps.
#[component]
fn Again(rows: Memo<Vec<Who>>, mailing: Mailing) -> impl IntoView {
    let room = use_sheet();
    let of = move |which: fn(&Book, &Id, &[Who]) -> Vec<Recipient>| {
        Memo::new(move |_| {
            let issue = room.issue.get();
            let kinds = [Kind::Sending, Kind::Recipients];
            rows.with(|rows| mailing.store.with(&kinds, |book| which(book, &issue, rows)))
        })
    };
    let (lacking, revised) = (of(lacking), of(revised));
    let was_sent = mailing.was_sent;
    let send = move |to: Memo<Vec<Recipient>>| {
        mailing.send(&room.issue.get_untracked(), &to.get_untracked(), &[]);
    };
    view! {
        <Show when=move || mailing.can.get()>
            <div class="line">
                <Show when=move || was_sent.get() && !lacking.with(Vec::is_empty)>
                    <Button on_click=move || send(lacking)>
                        {move || crate::t!("distribution.again", n = lacking.with(Vec::len))}
                    </Button>
                </Show>
                <Show when=move || !revised.with(Vec::is_empty)>
                    <Button on_click=move || send(revised)>
                        {move || crate::t!("distribution.revised", n = revised.with(Vec::len))}
                    </Button>
                </Show>
            </div>
        </Show>
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

/// Says how far it came: a tone, a shape and a word.
fn standing(who: &Who, told_by: Option<String>) -> (Tone, &'static str, String) {
    let row = &who.row;
    let when = row.at_ms.map(when_text).unwrap_or_default();
    let mailed = who.mail_ms.map(when_text).unwrap_or_default();
    match who.shown {
        Shown::Acknowledged => (
            Tone::Good,
            "✓",
            crate::t!("callsheet.who.acknowledged", when = when),
        ),
        Shown::Told => {
            let text = match told_by {
                Some(who) => crate::t!("callsheet.who.told_by", when = when, who = who),
                None => crate::t!("callsheet.who.told", when = when),
            };
            (Tone::Good, "✆", text)
        }
        Shown::Opened => (
            Tone::None,
            "◐",
            crate::t!("callsheet.who.opened", when = when),
        ),
        Shown::Delivered => (
            Tone::None,
            "○",
            crate::t!("callsheet.who.received", when = when),
        ),
        Shown::Sent => (
            Tone::None,
            "○",
            crate::t!("distribution.sent", when = mailed),
        ),
        Shown::Waiting => (
            Tone::None,
            "…",
            crate::t!("distribution.waiting").to_owned(),
        ),
        Shown::Bounced => (Tone::Bad, "■", crate::t!("distribution.bounced").to_owned()),
        Shown::Blocked => (Tone::Bad, "■", crate::t!("distribution.blocked").to_owned()),
        Shown::Failed => (Tone::Bad, "■", crate::t!("distribution.failed").to_owned()),
        Shown::Unsent if row.has_device => (
            Tone::Warn,
            "▲",
            crate::t!("callsheet.who.nothing").to_owned(),
        ),
        Shown::Unsent => (
            Tone::Bad,
            "■",
            crate::t!("callsheet.who.no_device").to_owned(),
        ),
    }
}

#[component]
fn Row(who: Who) -> impl IntoView {
    let store = use_store();
    let room = use_sheet();
    let may_write = Memo::new(move |_| store.may_write(&Audience::Floor));
    let told_by = who
        .row
        .told_by
        .as_ref()
        .map(|id| store.peek(|book| book.text(&Kind::Person, id, "name").to_owned()))
        .filter(|name| !name.is_empty());
    let (tone, shape, text) = standing(&who, told_by);
    let is_refused = matches!(who.shown, Shown::Bounced | Shown::Blocked);
    let fix = crate::shell::path(
        &room.production.get_untracked(),
        &format!("people?person={}", who.row.person),
    );
    let said = who.said;
    let row = who.row;
    let message = tel(&row.phone).and_then(|tel| {
        let call = room.sheet.with_untracked(|sheet| {
            let sheet = sheet.as_ref()?;
            let call = sheet.for_person(&row.person)?.call?;
            Some((sheet.day_number, time_text(call)))
        });
        let body = match call {
            Some((n, time)) => crate::t!("distribution.message_call", n = n, time = time),
            None => crate::t!("distribution.message").to_owned(),
        };
        sms(&tel, &body)
    });
    let message_name = crate::t!("distribution.message_who", who = row.name);
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
                {(!said.is_empty()).then(|| view! { <small class="mail-said">{said}</small> })}
                {is_refused
                    .then(|| view! { <a href=fix>{crate::t!("distribution.fix_address")}</a> })}
            </span>
            <Badge tone mark=shape>{text}</Badge>
            {if row.phone.is_empty() {
                view! { <small class="no-phone-number">{crate::t!("callsheet.who.no_phone")}</small> }.into_any()
            } else {
                view! { <Ring number=row.phone who=row.name /> }.into_any()
            }}
            {message
                .map(|href| {
                    view! { <a class="ring" href=href aria-label=message_name>{crate::t!("distribution.message_short")}</a> }
                })}
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
