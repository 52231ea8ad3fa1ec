//! One person's card: every stamp, what belongs to the time report, and their own word.

use leptos::prelude::*;
use shared::callsheet::sheet::Part;
use shared::clock;
use shared::floor::{self, Detail, Member, Problem, Said, Stamp, TimeRow, member_of};
use shared::id::Id;
use shared::kind::Kind;
use shared::record::Value;

use super::state::{Times, use_times};
use crate::floor::words::{minute_text, stamp_word};
use crate::store::use_store;
use crate::t;
use crate::ui::*;

/// The stamps that most people have; the others stand behind them.
const USUAL: [Stamp; 10] = [
    Stamp::In,
    Stamp::Makeup,
    Stamp::Set,
    Stamp::Meal1Out,
    Stamp::Meal1In,
    Stamp::Meal2Out,
    Stamp::Meal2In,
    Stamp::SetOff,
    Stamp::MakeupOff,
    Stamp::Out,
];

/// The pane of whoever is open.
#[component]
pub fn PersonTimes() -> impl IntoView {
    let times = use_times();
    let member = Memo::new(move |_| {
        let open = times.open.get()?;
        let known = times.squads.with(|squads| {
            let mut all = squads.iter().flat_map(|squad| &squad.members);
            all.find(|member| member.person == open).cloned()
        });
        known.or_else(|| {
            times.store.with(&[Kind::Person, Kind::Character], |book| {
                member_of(book, &open)
            })
        })
    });
    move || {
        member.get().map(|member| {
            let name = member.name.clone();
            view! {
                <Pane title=name on_close=move || times.open.set(None)>
                    <Stamps member />
                </Pane>
            }
        })
    }
}

#[component]
fn Stamps(member: Member) -> impl IntoView {
    let times = use_times();
    let person = member.person.clone();
    let row = Memo::new({
        let person = person.clone();
        move |_| times.row(&person)
    });
    let may = Memo::new({
        let person = person.clone();
        move |_| times.may(&person)
    });
    let about = [member.number.clone(), member.does.clone()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    let call = member
        .call
        .map(|call| t!("times.call", time = clock::wall_text(call)));
    let field = {
        let member = member.clone();
        move |stamp: Stamp| view! { <OneStamp stamp member=member.clone() row may /> }
    };
    let more: Vec<Stamp> = Stamp::ALL
        .into_iter()
        .filter(|stamp| !USUAL.contains(stamp))
        .collect();
    let has_more = {
        let more = more.clone();
        row.with_untracked(|row| more.iter().any(|stamp| row.at(*stamp).is_some()))
    };
    view! {
        <p class="muted">
            {about}
            {call.map(|call| view! { <span>" · " {call}</span> })}
        </p>
        <Words person=person.clone() />
        <Problems row />
        <div class="fields stamps">{USUAL.map(field.clone()).collect_view()}</div>
        <details open=has_more>
            <summary>{t!("times.more_stamps")}</summary>
            <div class="fields stamps">{more.into_iter().map(field).collect_view()}</div>
        </details>
        {move || {
            row.with(|row| row.worked_min())
                .map(|min| view! { <p><b>{t!("times.worked_n", n = clock::length(min))}</b></p> })
        }}
        <Details member row may />
    }
}

#[component]
fn OneStamp(stamp: Stamp, member: Member, row: Memo<TimeRow>, may: Memo<bool>) -> impl IntoView {
    let times = use_times();
    let value = Signal::derive(move || row.with(|row| row.at(stamp)));
    let id = record_of(times, member.person.clone());
    let show =
        Callback::new(|value: Value| value.as_int().map(clock::wall_text).unwrap_or_default());
    view! {
        <div>
            <TimeField
                label=stamp_word(stamp)
                value
                disabled=Signal::derive(move || !may.get())
                on_commit=move |at| times.set(&member, stamp, at)
            />
            <TwoVersions kind=Kind::Times id field=stamp.as_str() name=stamp_word(stamp) show />
        </div>
    }
}

fn record_of(times: Times, person: Id) -> Signal<Id> {
    Signal::derive(move || {
        let day = times.day.chosen.get().unwrap_or_else(|| Id::new(""));
        Id::joined(&day, &person)
    })
}

/// What the person says of these times.
#[component]
fn Words(person: Id) -> impl IntoView {
    let times = use_times();
    let store = use_store();
    move || {
        times.word(&person).map(|word| {
            let when = minute_text(store, word.at_ms);
            let (tone, said) = match (word.said, word.is_stale) {
                (_, true) => (Tone::None, t!("times.word.stale", when = when)),
                (Said::Confirmed, _) => (Tone::Good, t!("times.word.yes", when = when)),
                (Said::Disputed, _) => (Tone::Bad, t!("times.word.no", when = when)),
            };
            view! {
                <Note tone title=said>
                    <span>{word.text}</span>
                </Note>
            }
        })
    }
}

#[component]
fn Problems(row: Memo<TimeRow>) -> impl IntoView {
    move || {
        let lines: Vec<String> = row
            .with(|row| row.problems())
            .into_iter()
            .filter_map(|problem| match problem {
                Problem::Order(first, second) => Some(t!(
                    "times.problem.order",
                    first = stamp_word(first),
                    second = stamp_word(second)
                )),
                Problem::Lacks(stamp) => Some(t!("times.problem.lacks", what = stamp_word(stamp))),
                // Its two versions stand below the field itself.
                Problem::Disputed(_) => None,
            })
            .collect();
        (!lines.is_empty()).then(|| {
            view! {
                <Note tone=Tone::Warn title=t!("times.problem")>
                    <ul>{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                </Note>
            }
        })
    }
}

/// What the time report asks for beside the stamps.
#[component]
fn Details(member: Member, row: Memo<TimeRow>, may: Memo<bool>) -> impl IntoView {
    let is = |part: Part| member.part == part;
    let is_cast = is(Part::Cast);
    let is_background = is(Part::Background);
    let person = StoredValue::new(member.person.clone());
    let name = StoredValue::new(member.name.clone());
    let text = move |detail: Detail, label: &'static str, read: fn(&TimeRow) -> String| {
        view! { <DetailText detail label person name row may read /> }
    };
    view! {
        <div class="fields">
            {is_cast
                .then(|| {
                    view! {
                        {text(Detail::Code, t!("times.code"), |row| row.code.clone())}
                        {text(Detail::Stunt, t!("times.stunt"), |row| row.stunt.clone())}
                        {text(Detail::Outfits, t!("times.outfits"), |row| row.outfits.clone())}
                        <DetailLength person name row may />
                    }
                })}
            {is_background.then(|| view! { <DetailCount person name row may /> })}
            {text(Detail::Remarks, t!("times.remarks"), |row| row.remarks.clone())}
        </div>
    }
}

#[component]
fn DetailText(
    detail: Detail,
    label: &'static str,
    person: StoredValue<Id>,
    name: StoredValue<String>,
    row: Memo<TimeRow>,
    may: Memo<bool>,
    read: fn(&TimeRow) -> String,
) -> impl IntoView {
    let times = use_times();
    let set = move |text: String| {
        let Some(day) = times.day.chosen.get_untracked() else {
            return;
        };
        let did = t!("times.did_detail", who = name.get_value(), what = label);
        let command = person.with_value(|id| floor::set_text(&day, id, detail, &text, did));
        times.store.act(command);
    };
    view! {
        <TextField
            label
            value=Signal::derive(move || row.with(read))
            disabled=Signal::derive(move || !may.get())
            on_commit=set
        />
    }
}

fn set_number(
    times: Times,
    person: StoredValue<Id>,
    name: StoredValue<String>,
    detail: Detail,
    label: &'static str,
    number: Option<i64>,
) {
    let Some(day) = times.day.chosen.get_untracked() else {
        return;
    };
    let did = t!("times.did_detail", who = name.get_value(), what = label);
    let command = person.with_value(|id| floor::set_number(&day, id, detail, number, did));
    times.store.act(command);
}

#[component]
fn DetailLength(
    person: StoredValue<Id>,
    name: StoredValue<String>,
    row: Memo<TimeRow>,
    may: Memo<bool>,
) -> impl IntoView {
    let times = use_times();
    let label = t!("times.tutoring");
    view! {
        <LengthField
            label
            value=Signal::derive(move || row.with(|row| row.tutoring_min))
            disabled=Signal::derive(move || !may.get())
            on_commit=move |minutes| set_number(times, person, name, Detail::TutoringMin, label, minutes)
        />
    }
}

#[component]
fn DetailCount(
    person: StoredValue<Id>,
    name: StoredValue<String>,
    row: Memo<TimeRow>,
    may: Memo<bool>,
) -> impl IntoView {
    let times = use_times();
    let label = t!("times.came");
    let error = RwSignal::new(None::<String>);
    let value = Signal::derive(move || {
        row.with(|row| row.count.map(|n| n.to_string()).unwrap_or_default())
    });
    let set = move |typed: String| {
        let typed = typed.trim();
        let count = typed.parse::<u32>().ok();
        if count.is_none() && !typed.is_empty() {
            error.set(Some(t!("floor.count.bad").to_owned()));
            return;
        }
        error.set(None);
        set_number(
            times,
            person,
            name,
            Detail::Count,
            label,
            count.map(i64::from),
        );
    };
    view! {
        <TextField
            label
            kind=FieldKind::Number
            value
            error
            disabled=Signal::derive(move || !may.get())
            on_commit=set
        />
    }
}
