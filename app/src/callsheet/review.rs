//! Before a sheet is issued: what differs from the last one, what it lacks, who gets it.

use leptos::prelude::*;
use shared::callsheet::overview::KINDS;
use shared::callsheet::preview::{self, Standing};
use shared::callsheet::{Change, current, diff, issue};
use shared::engine::protocol::Outcome;
use shared::id::Id;
use shared::kind::Kind;
use std::collections::HashSet;

use super::approval::{Approval, beside};
use super::changes::ChangeList;
use super::lacks::Lacks;
use super::state::{DraftRoom, use_draft};
use super::words::{day_text, paint, revision};
use crate::platform::{random, time};
use crate::rules::DayFindings;
use crate::shell::path;
use crate::ui::*;

#[component]
pub fn Review() -> impl IntoView {
    let room = use_draft();
    let compared = Memo::new(move |_| -> Option<(String, Vec<Change>)> {
        let day = room.day.get();
        room.sheet.with(|draft| {
            room.store.with(KINDS, |book| {
                let last = current(book, &day)?;
                let body = issue::body_of(book, &last.id)?.ok()?;
                Some((revision(last.number, &last.colour), diff(&body, draft)))
            })
        })
    });
    let numbers = Memo::new(move |_| {
        room.sheet.with(|sheet| {
            let people = sheet.people();
            let with_device: HashSet<Id> = room.store.with(&[Kind::Device], |book| {
                book.all(&Kind::Device)
                    .filter_map(|d| d.link("person"))
                    .collect()
            });
            let reached = people
                .iter()
                .filter(|p| with_device.contains(&p.person))
                .count();
            (people.len(), reached)
        })
    });
    let same = Memo::new(move |_| {
        compared.with(|c| c.as_ref().is_some_and(|(_, changes)| changes.is_empty()))
    });
    let next = Memo::new(move |_| room.sheet.with(|s| (s.number, s.colour.clone())));
    let standing = Memo::new(move |_| {
        let day = room.day.get();
        room.sheet.with(|draft| {
            room.store
                .with(preview::KINDS, |book| preview::standing(book, &day, draft))
        })
    });
    // Approval is asked for where the production names who approves, or a preview went out.
    let asks = Memo::new(move |_| {
        let day = room.day.get();
        let needs = room
            .store
            .with(preview::KINDS, |book| preview::needs_approval(book, &day));
        needs && !standing.with(Standing::is_approved)
    });
    let issue_it = issuer(room, standing);
    let disabled = Signal::derive(move || same.get() || !room.may_write.get());
    let word = move || {
        let (number, colour) = next.get();
        crate::t!("callsheet.review.issue", name = revision(number, &colour))
    };
    view! {
        <div class="review-next">
            {move || {
                let (number, colour) = next.get();
                view! { <span class=format!("rev big {}", paint(number))>{revision(number, &colour)}</span> }
            }}
            <p class="muted">{move || room.sheet.with(|s| day_text(s.day_number, s.days, &s.date))}</p>
        </div>
        <p>
            {move || {
                let (people, reached) = numbers.get();
                crate::t!("callsheet.review.people", n = people, reached = reached, ring = people - reached)
            }}
        </p>
        <Lacks />
        <DayFindings day=room.day.get_untracked() sheet=room.sheet may_write=room.may_write />
        <Approval standing />
        {move || {
            compared
                .get()
                .map(|(name, changes)| {
                    let title = match changes.len() {
                        0 => crate::t!("callsheet.review.same", name = name),
                        n => crate::t!("callsheet.review.changes", n = n, name = name),
                    };
                    view! {
                        <section>
                            <h3>{title}</h3>
                            <ChangeList changes />
                        </section>
                    }
                })
        }}
        <div class="review-act">
            <Show
                when=move || asks.get()
                fallback=move || {
                    view! {
                        <Button kind=ButtonKind::Main disabled on_click=move || issue_it.run(String::new())>
                            {word}
                        </Button>
                    }
                }
            >
                <WithoutApproval issue_it disabled />
            </Show>
            <p class="muted">{crate::t!("callsheet.review.frozen")}</p>
        </div>
    }
}

/// Returns what issues the draft and then opens the sheet.
fn issuer(room: DraftRoom, standing: Memo<Standing>) -> Callback<String> {
    let navigate = StoredValue::new_local(leptos_router::hooks::use_navigate());
    let is_busy = RwSignal::new(false);
    Callback::new(move |without: String| {
        // A second tap while the first is on its way must not make a second sheet.
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let id = random::id();
        let day = room.day.get_untracked();
        let by = room
            .store
            .sync
            .with_untracked(|s| s.as_ref().and_then(|s| s.me.clone()));
        let draft = room.sheet.get_untracked();
        let name = revision(draft.number, &draft.colour);
        let label = crate::t!("callsheet.did_issue", name = name, day = room.day_name());
        let command = room
            .store
            .peek(|book| issue::issue(book, &day, draft, by.as_ref(), &id, time::now_ms(), label));
        let beside = standing.with_untracked(|now| beside(room, &id, now, without));
        let command = command
            .and(beside)
            .and(shared::distribution::hold(&id, time::now_ms()));
        let href = path(&room.production.get_untracked(), &format!("sheet/{id}"));
        room.store.act_then(command, move |outcome| {
            is_busy.try_set(false);
            match outcome {
                // Issued is issued: nothing to undo.
                Outcome::Done { label, .. } => {
                    room.store.say(label);
                    navigate
                        .try_with_value(|go| go(&href, leptos_router::NavigateOptions::default()));
                }
                other => room.store.tell(other),
            }
        });
    })
}

/// Issues a sheet that was not approved as it stands, once somebody says why.
#[component]
fn WithoutApproval(issue_it: Callback<String>, disabled: Signal<bool>) -> impl IntoView {
    view! {
        <WithReason
            summary=crate::t!("callsheet.approval.without")
            label=crate::t!("rules.reason")
            help=crate::t!("rules.reason_help")
            button=crate::t!("callsheet.approval.without_now")
            missing=crate::t!("callsheet.approval.say_why")
            disabled
            on_say=issue_it
        >
            <p>{crate::t!("callsheet.approval.without_text")}</p>
        </WithReason>
    }
}
