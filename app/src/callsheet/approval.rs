//! Preview to the keys first, then approval, then issue: where the next sheet stands, what changed
//! since it was approved, and who approves.

use leptos::prelude::*;
use shared::callsheet::checks::{Checked, checked};
use shared::callsheet::preview::{self, KINDS, Preview, Stage, Standing, Task};
use shared::id::Id;
use shared::kind::Kind;
use shared::people::fold;
use shared::report::Answer;

use super::changes::ChangeList;
use super::state::{DraftRoom, use_draft};
use super::words::revision;
use crate::platform::time;
use crate::shell::path;
use crate::ui::*;

/// Where the draft stands, in the review.
#[component]
pub fn Approval(standing: Memo<Standing>) -> impl IntoView {
    let room = use_draft();
    let send = move || {
        let by = room
            .store
            .sync
            .with_untracked(|s| s.as_ref().and_then(|s| s.me.clone()));
        let day = room.day.get_untracked();
        let name = room.sheet.with_untracked(|s| revision(s.number, &s.colour));
        let label = crate::t!(
            "callsheet.approval.did_send",
            name = name,
            day = room.day_name()
        );
        let command = room.sheet.with_untracked(|sheet| {
            room.store
                .peek(|book| preview::send(book, &day, sheet, by.as_ref(), time::now_ms(), label))
        });
        room.store.act(command);
    };
    // Sent as it stands, to those who approve now: there is nothing to send.
    let is_sent = Memo::new(move |_| {
        let day = room.day.get();
        room.sheet.with(|sheet| {
            room.store.with(KINDS, |book| {
                preview::send(book, &day, sheet, None, 0, String::new()).is_empty()
            })
        })
    });
    let word = move || match standing.with(|s| s.preview.is_some()) {
        true => crate::t!("callsheet.approval.send_again"),
        false => crate::t!("callsheet.approval.send"),
    };
    view! {
        <section class="approval" aria-labelledby="review-approval">
            <h3 id="review-approval">{crate::t!("callsheet.approval.title")}</h3>
            {move || standing.with(|standing| stands(room, standing))}
            <Show when=move || room.may_write.get() && !is_sent.get()>
                <Button on_click=send>{word}</Button>
                <p class="muted small">{crate::t!("callsheet.approval.send_text")}</p>
            </Show>
            <Show when=move || room.may_write.get()>
                <details>
                    <summary>{crate::t!("callsheet.approval.who")}</summary>
                    <div class="stack">
                        <Named task=Task::Approve />
                        <Named task=Task::Read />
                    </div>
                </details>
            </Show>
        </section>
    }
}

fn stands(room: DraftRoom, standing: &Standing) -> AnyView {
    let Some(preview) = &standing.preview else {
        return view! { <p class="muted">{crate::t!("callsheet.approval.draft")}</p> }.into_any();
    };
    let (tone, word) = match (standing.stage, standing.changed.is_empty()) {
        (Stage::Approved, true) => (Tone::Good, crate::t!("callsheet.approval.approved")),
        (Stage::Approved, false) => (Tone::Warn, crate::t!("callsheet.approval.changed_badge")),
        (Stage::Refused, _) => (Tone::Bad, crate::t!("callsheet.approval.refused")),
        _ => (Tone::None, crate::t!("callsheet.approval.sent")),
    };
    let href = path(
        &room.production.get(),
        &format!("sheet/{}", preview.cover.id),
    );
    let sent = sent_text(room, preview);
    let n = standing.changed.len();
    let title = match standing.stage {
        Stage::Approved => crate::t!("callsheet.approval.changed", n = n),
        _ => crate::t!("callsheet.approval.changed_sent", n = n),
    };
    let changes = standing.changed.clone();
    view! {
        <p class="line"><Badge tone=Signal::stored(tone)>{word}</Badge> <a href=href>{crate::t!("callsheet.approval.open")}</a></p>
        <p class="muted small">{sent}</p>
        <Answers preview=preview.clone() />
        {(n > 0)
            .then(|| {
                view! {
                    <Note tone=Tone::Warn title>
                        <ChangeList changes />
                    </Note>
                }
            })}
    }
    .into_any()
}

fn sent_text(room: DraftRoom, preview: &Preview) -> String {
    let when = when_text(preview.cover.issued_ms);
    let name = |id: &Id| {
        room.store
            .peek(|book| book.text(&Kind::Person, id, "name").to_owned())
    };
    match preview
        .cover
        .by
        .as_ref()
        .map(name)
        .filter(|name| !name.is_empty())
    {
        Some(who) => crate::t!("callsheet.approval.sent_by", who = who, when = when),
        None => crate::t!("callsheet.approval.sent_at", when = when),
    }
}

/// Who approves a preview, and what each said.
#[component]
pub fn Answers(preview: Preview) -> impl IntoView {
    let store = crate::store::use_store();
    let line = move |signing: &shared::report::Signing| {
        let name = store.peek(|book| book.text(&Kind::Person, &signing.person, "name").to_owned());
        let (mark, said) = match &signing.answer {
            Answer::Open => ("○", crate::t!("callsheet.approval.open_answer").to_owned()),
            Answer::Signed { at_ms } => (
                "✓",
                crate::t!("callsheet.approval.yes", when = when_text(*at_ms)),
            ),
            Answer::Rejected { at_ms, text } => {
                let when = when_text(*at_ms);
                (
                    "✕",
                    crate::t!("callsheet.approval.no", when = when, text = text),
                )
            }
        };
        view! { <li><span aria-hidden="true">{mark}</span> " " <b>{name}</b> ", " {said}</li> }
    };
    match preview.signings.is_empty() {
        true => view! { <p class="muted">{crate::t!("callsheet.approval.nobody")}</p> }.into_any(),
        false => view! {
            <ul class="answers" aria-label=crate::t!("callsheet.approval.answers")>
                {preview.signings.iter().map(line).collect_view()}
            </ul>
        }
        .into_any(),
    }
}

/// Whom the production names for a task.
#[component]
fn Named(task: Task) -> impl IntoView {
    let room = use_draft();
    let kinds = [Kind::Production, Kind::Person];
    let (title, help) = match task {
        Task::Approve => (
            crate::t!("callsheet.approval.approvers"),
            crate::t!("callsheet.approval.approvers_help"),
        ),
        Task::Read => (
            crate::t!("callsheet.approval.keys"),
            crate::t!("callsheet.approval.keys_help"),
        ),
    };
    let named = Memo::new({
        let kinds = kinds.clone();
        move |_| room.store.with(&kinds, |book| preview::named(book, task))
    });
    let options = Memo::new(move |_| {
        let mut people: Vec<(String, String)> = room.store.with(&kinds, |book| {
            book.all(&Kind::Person)
                .filter(|p| !matches!(p.text("group"), "cast" | "background"))
                .filter(|p| named.with(|named| !named.contains(&p.id)))
                .map(|p| (p.id.to_string(), p.text("name").to_owned()))
                .collect()
        });
        people.sort_by_cached_key(|(_, name)| fold(name));
        people.insert(
            0,
            (
                String::new(),
                crate::t!("callsheet.approval.choose").to_owned(),
            ),
        );
        people
    });
    let put = move |person: &Id, on: bool| {
        let command = room.store.peek(|book| {
            let who = book.text(&Kind::Person, person, "name");
            let label = match (task, on) {
                (Task::Approve, true) => crate::t!("callsheet.approval.did_approver", who = who),
                (Task::Approve, false) => {
                    crate::t!("callsheet.approval.did_no_approver", who = who)
                }
                (Task::Read, true) => crate::t!("callsheet.approval.did_key", who = who),
                (Task::Read, false) => crate::t!("callsheet.approval.did_no_key", who = who),
            };
            preview::name(book, task, person, on, label)
        });
        room.store.act(command);
    };
    let chosen = RwSignal::new(String::new());
    let line = move |person: Id| {
        let who = room
            .store
            .peek(|book| book.text(&Kind::Person, &person, "name").to_owned());
        let name = crate::t!("callsheet.approval.remove_who", who = who);
        view! {
            <li class="line">
                <span class="grow">{who}</span>
                <Button kind=ButtonKind::Quiet name on_click=move || put(&person, false)>
                    {crate::t!("callsheet.approval.remove")}
                </Button>
            </li>
        }
    };
    view! {
        <div>
            <ul>{move || named.get().into_iter().map(line).collect_view()}</ul>
            <SelectField
                label=title
                value=chosen
                options
                help
                on_commit=move |id: String| {
                    if !id.is_empty() {
                        put(&Id::new(id), true);
                    }
                    chosen.set(String::new());
                }
            />
        </div>
    }
}

/// Writes what goes with an issue: which preview it was, who approved it, and what was found.
pub fn beside(
    room: DraftRoom,
    issue: &Id,
    standing: &Standing,
    without: String,
) -> shared::command::Command {
    let mut lines = super::lacks::lines(room);
    let day = room.day.get_untracked();
    room.sheet.with_untracked(|sheet| {
        lines.extend(crate::rules::lines_of_day(room.store, &day, sheet));
    });
    preview::approved(issue, standing).and(checked(issue, &Checked { lines, without }))
}
