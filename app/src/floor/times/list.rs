//! Everybody on the floor by department, each with a tap, and a tap for all.

use leptos::prelude::*;
use shared::clock;
use shared::floor::{Member, Place, Problem, Said, Section, Squad, member_of};
use shared::id::Id;
use shared::kind::Kind;
use shared::people::fold;

use super::state::{Filter, use_times};
use crate::floor::words::stamp_word;
use crate::t;
use crate::ui::*;

/// How many people a search offers who are not called.
const STRANGERS: usize = 8;

/// Names a section in the room's words.
pub fn squad_name(squad: &Squad) -> String {
    match &squad.section {
        Section::Cast => t!("times.cast").to_owned(),
        Section::Background => t!("times.background").to_owned(),
        Section::Others => t!("times.others").to_owned(),
        Section::Department(_) if squad.name.is_empty() => t!("times.no_department").to_owned(),
        Section::Department(_) => squad.name.clone(),
    }
}

/// The sections that the search and the filter leave.
#[component]
pub fn People() -> impl IntoView {
    let times = use_times();
    let words = Memo::new(move |_| {
        fold(&times.search.get())
            .split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    });
    let shown = Memo::new(move |_| {
        let words = words.get();
        times.squads.with(|squads| {
            squads
                .iter()
                .filter_map(|squad| {
                    let mut one = squad.clone();
                    one.members.retain(|member| times.is_listed(member, &words));
                    (!one.members.is_empty()).then_some(one)
                })
                .collect::<Vec<_>>()
        })
    });
    let keys = move || shown.with(|all| all.iter().map(|s| s.section.clone()).collect::<Vec<_>>());
    let of = move |section: Section| {
        Memo::new(move |_| {
            shown.with(|all| all.iter().find(|squad| squad.section == section).cloned())
        })
    };
    let nothing = move || match (times.filter.get(), words.with(Vec::is_empty)) {
        (Filter::Missing, true) => t!("times.none.missing"),
        (_, true) => t!("times.none"),
        (_, false) => t!("times.none.found"),
    };
    view! {
        <div class="squads">
            <For each=keys key=Clone::clone let:section>
                <SquadList squad=of(section) />
            </For>
            <Show when=move || shown.with(Vec::is_empty)>
                <p class="muted">{nothing}</p>
            </Show>
            <Strangers words />
        </div>
    }
}

#[component]
fn SquadList(squad: Memo<Option<Squad>>) -> impl IntoView {
    let times = use_times();
    let name =
        Signal::derive(move || squad.with(|s| s.as_ref().map(squad_name).unwrap_or_default()));
    let members = move || squad.with(|s| s.as_ref().map(|s| s.members.clone()).unwrap_or_default());
    let mine = Memo::new(move |_| {
        members()
            .into_iter()
            .filter(|member| times.may(&member.person))
            .collect::<Vec<_>>()
    });
    let counts = move || {
        let stamp = times.stamp.get();
        let all = members();
        let done = times.stand.with(|stand| {
            let has = |m: &&Member| {
                stand
                    .rows
                    .get(&m.person)
                    .is_some_and(|r| r.at(stamp).is_some())
            };
            all.iter().filter(has).count()
        });
        t!(
            "times.count",
            n = done,
            all = all.len(),
            what = stamp_word(stamp)
        )
    };
    let is_in = Memo::new(move |_| times.stamp.get() == shared::floor::Stamp::In);
    view! {
        <section class="squad">
            <div class="squad-head">
                <h2>{name}</h2>
                <span class="muted">{counts}</span>
                <Show when=move || { mine.with(Vec::len) > 0 }>
                    <div class="squad-acts">
                        <Show when=move || is_in.get()>
                            <Button
                                name=Signal::derive(move || t!("times.as_called.of", squad = name.get()))
                                on_click=move || times.as_called(&mine.get_untracked(), &name.get_untracked())
                            >
                                {t!("times.as_called")}
                            </Button>
                        </Show>
                        <Button
                            name=Signal::derive(move || {
                                t!("times.all.of", squad = name.get(), what = stamp_word(times.stamp.get()))
                            })
                            on_click=move || times.tap(&mine.get_untracked(), &name.get_untracked())
                        >
                            {move || t!("times.all", what = stamp_word(times.stamp.get()))}
                        </Button>
                    </div>
                </Show>
            </div>
            <ul class="list" aria-label=name>
                <For each=members key=|member| member.person.clone() let:member>
                    <Row member />
                </For>
            </ul>
        </section>
    }
}

#[component]
fn Row(member: Member) -> impl IntoView {
    let times = use_times();
    let person = StoredValue::new(member.person.clone());
    let member = StoredValue::new(member);
    let row = Memo::new(move |_| person.with_value(|id| times.row(id)));
    let may = Memo::new(move |_| person.with_value(|id| times.may(id)));
    let is_open = Memo::new(move |_| person.with_value(|id| times.open.get().as_ref() == Some(id)));
    let open = move |_| times.open.set(Some(person.get_value()));
    let about = move || {
        member.with_value(|m| {
            let mut parts = Vec::new();
            if !m.number.is_empty() {
                parts.push(m.number.clone());
            }
            if !m.does.is_empty() {
                parts.push(m.does.clone());
            }
            match (m.call, m.on_call) {
                (_, true) => parts.push(t!("times.on_call").to_owned()),
                (Some(call), _) => parts.push(t!("times.call", time = clock::wall_text(call))),
                _ => {}
            }
            parts.join(" · ")
        })
    };
    let marks = move || {
        let row = row.get();
        let word = person.with_value(|id| times.word(id));
        let problems = row.problems();
        let two = problems.iter().any(|p| matches!(p, Problem::Disputed(_)));
        let odd = problems.iter().any(|p| !matches!(p, Problem::Disputed(_)));
        let said = word
            .filter(|word| !word.is_stale)
            .map(|word| match word.said {
                Said::Confirmed => (Tone::Good, t!("times.said.yes")),
                Said::Disputed => (Tone::Bad, t!("times.said.no")),
            });
        view! {
            <span class="time-marks">
                {place_word(row.place()).map(|word| view! { <small>{word}</small> })}
                {two.then(|| view! { <Badge tone=Tone::Warn>{t!("times.two")}</Badge> })}
                {odd.then(|| view! { <Badge tone=Tone::Warn>{t!("times.odd")}</Badge> })}
                {said.map(|(tone, word)| view! { <Badge tone=Signal::stored(tone)>{word}</Badge> })}
            </span>
        }
    };
    let at = move || row.with(|row| row.at(times.stamp.get()));
    let name = move || member.with_value(|m| m.name.clone());
    let tap_name = move || match at() {
        Some(at) => t!(
            "times.tap.done",
            who = name(),
            what = stamp_word(times.stamp.get()),
            time = clock::wall_text(at)
        ),
        None => t!(
            "times.tap",
            who = name(),
            what = stamp_word(times.stamp.get())
        ),
    };
    view! {
        <li class="time-row" aria-current=move || is_open.get().then_some("true")>
            <button type="button" class="time-who" on:click=open aria-label=move || t!("times.open", who = name())>
                <b>{name}</b>
                <small>{about}</small>
                {marks}
            </button>
            <Show
                when=move || may.get()
                fallback=move || view! { <span class="time-at">{move || at().map(clock::wall_text)}</span> }
            >
                <button
                    type="button"
                    class="tap"
                    class:done=move || at().is_some()
                    aria-label=tap_name
                    on:click=move |_| match at() {
                        // A time that stands is put right in the card, not by a second tap.
                        Some(_) => times.open.set(Some(person.get_value())),
                        None => member.with_value(|m| times.tap(std::slice::from_ref(m), "")),
                    }
                >
                    {move || match at() {
                        Some(at) => clock::wall_text(at),
                        None => stamp_word(times.stamp.get()),
                    }}
                </button>
            </Show>
        </li>
    }
}

fn place_word(place: Place) -> Option<&'static str> {
    Some(match place {
        Place::NotIn => return None,
        Place::Travelling => t!("times.place.travelling"),
        Place::In => t!("times.place.in"),
        Place::Makeup => t!("times.place.makeup"),
        Place::OnSet => t!("times.place.set"),
        Place::Meal => t!("times.place.meal"),
        Place::Out => t!("times.place.out"),
    })
}

/// People of the production whom the sheet does not call: found by a search, they are stamped all
/// the same.
#[component]
fn Strangers(words: Memo<Vec<String>>) -> impl IntoView {
    let times = use_times();
    let found = Memo::new(move |_| {
        let words = words.get();
        if words.is_empty() {
            return Vec::new();
        }
        let known: Vec<Id> = times.squads.with(|squads| {
            squads
                .iter()
                .flat_map(|squad| &squad.members)
                .map(|member| member.person.clone())
                .collect()
        });
        times.store.with(&[Kind::Person, Kind::Character], |book| {
            let all = book.all(&Kind::Person).filter(|record| {
                let text = fold(&format!(
                    "{} {}",
                    record.text("name"),
                    record.text("position")
                ));
                !known.contains(&record.id) && words.iter().all(|word| text.contains(word.as_str()))
            });
            all.take(STRANGERS)
                .filter_map(|record| member_of(book, &record.id))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || !found.with(Vec::is_empty)>
            <section class="squad">
                <div class="squad-head">
                    <h2>{t!("times.strangers")}</h2>
                </div>
                <ul class="list" aria-label=t!("times.strangers")>
                    <For each=move || found.get() key=|member| member.person.clone() let:member>
                        <Row member />
                    </For>
                </ul>
            </section>
        </Show>
    }
}
