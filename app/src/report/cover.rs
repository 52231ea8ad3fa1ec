//! Which report is shown, live or frozen, and the way from one to the other.

use leptos::prelude::*;
use shared::access::Audience;
use shared::callsheet::issue::{Seal, seal};
use shared::kind::Kind;
use shared::report::{self, Standing};

use super::state::{use_daily, use_show};
use crate::callsheet::{Asked, paint, revision};
use crate::floor::me_now;
use crate::platform::time;
use crate::t;
use crate::ui::*;

/// The choice of the revision, its code, and the button that freezes.
#[component]
pub fn Cover() -> impl IntoView {
    let daily = use_daily();
    let show = use_show();
    let store = daily.store;
    let may_plan = Memo::new(move |_| store.may_write(&Audience::Plan));
    let options = Signal::derive(move || {
        let live = ("live".to_owned(), t!("report.live").to_owned());
        daily.revisions.with(|all| {
            let frozen = all.iter().rev().map(|r| {
                let name = revision(r.cover.number, &r.cover.colour);
                (r.cover.id.to_string(), name)
            });
            std::iter::once(live).chain(frozen).collect::<Vec<_>>()
        })
    });
    let value = Signal::derive(move || {
        daily.shown.with(|r| {
            r.as_ref()
                .map_or_else(|| "live".to_owned(), |r| r.cover.id.to_string())
        })
    });
    let choose = move |id: String| {
        show.run((id != "live").then(|| shared::id::Id::new(id)));
    };
    let is_broken = Memo::new(move |_| {
        let id = daily.shown.with(|r| r.as_ref().map(|r| r.cover.id.clone()));
        let record = id.and_then(|id| store.record(&Kind::Issue, &id));
        record.is_some_and(|record| seal(&record) != Seal::Whole)
    });
    view! {
        <section class="card" aria-label=t!("report.which")>
            <Show when=move || !daily.revisions.with(Vec::is_empty)>
                <Segments label=t!("report.which") options value on_change=choose />
            </Show>
            {move || match daily.shown.get() {
                Some(one) => {
                    let cover = one.cover;
                    let when = when_text(cover.issued_ms);
                    let (tone, word) = match (daily.newest().as_ref().map(|n| &n.cover.id), &cover.id) {
                        (Some(newest), id) if newest != id => (Tone::None, t!("report.standing.replaced")),
                        _ => standing(daily.newest().map(|n| n.standing())),
                    };
                    view! {
                        <p class="cover">
                            <span class=format!("rev big {}", paint(cover.number))>
                                {revision(cover.number, &cover.colour)}
                            </span>
                            <span class="code n">{cover.code()}</span>
                            <Badge tone=Signal::stored(tone)>{word}</Badge>
                        </p>
                        <p class="muted">{t!("report.frozen", when = when)}</p>
                        {cover.collides.then(|| view! {
                            <Note tone=Tone::Bad title=t!("report.collides")>
                                <span>{t!("report.collides_text")}</span>
                            </Note>
                        })}
                    }
                        .into_any()
                }
                None => view! { <p class="muted">{t!("report.live_text")}</p> }.into_any(),
            }}
            <Asked hash=Signal::derive(move || daily.shown.with(|r| r.as_ref().map(|r| r.cover.hash.clone()))) />
            <Show when=move || is_broken.get()>
                <Note tone=Tone::Bad title=t!("callsheet.sheet.broken")>
                    <span>{t!("report.broken_text")}</span>
                </Note>
            </Show>
            <Show when=move || may_plan.get()>
                <Freeze />
            </Show>
        </section>
    }
}

fn standing(standing: Option<Standing>) -> (Tone, &'static str) {
    match standing {
        Some(Standing::Signed) => (Tone::Good, t!("report.standing.signed")),
        Some(Standing::Rejected) => (Tone::Bad, t!("report.standing.rejected")),
        _ => (Tone::Warn, t!("report.standing.waiting")),
    }
}

/// Freezes the live report, where it says something that the last frozen one does not.
#[component]
fn Freeze() -> impl IntoView {
    let daily = use_daily();
    let show = use_show();
    let store = daily.store;
    let before = Memo::new(move |_| daily.newest().map(|n| (n.cover.number, n.standing())));
    let is_new = Memo::new(move |_| match before.get() {
        None | Some((_, Standing::Rejected)) => true,
        Some(_) => !daily.late.with(Vec::is_empty),
    });
    let lacks_signers = Memo::new(move |_| {
        daily
            .live
            .with(|live| live.as_ref().is_some_and(|live| live.signers.is_empty()))
    });
    let text = move || match before.get() {
        None => t!("report.freeze"),
        Some((_, Standing::Signed)) => t!("report.amend"),
        Some(_) => t!("report.freeze_again"),
    };
    let freeze = move || {
        let Some((day, live)) = daily
            .day
            .chosen
            .get_untracked()
            .zip(daily.live.get_untracked())
        else {
            return;
        };
        let me = me_now(store);
        let mut command = store.peek(|book| {
            report::freeze(
                book,
                &day,
                &live,
                me.as_ref(),
                time::now_ms(),
                String::new(),
            )
        });
        let id = command.edits.first().map(|edit| edit.id.clone());
        let number = before
            .get_untracked()
            .map_or(0, |(n, _)| n.saturating_add(1));
        let colour = shared::revision::nth(number);
        command.label = t!(
            "report.did_freeze",
            n = live.day_number,
            rev = revision(number, &colour)
        );
        store.act(command);
        if id.is_some() {
            show.run(id);
        }
    };
    view! {
        <Show when=move || is_new.get()>
            <Show when=move || lacks_signers.get()>
                <Note tone=Tone::Warn title=t!("report.no_signers")>
                    <span>{t!("report.no_signers_text")}</span>
                </Note>
            </Show>
            <Button
                kind=ButtonKind::Main
                disabled=Signal::derive(move || lacks_signers.get())
                on_click=freeze
            >
                {text}
            </Button>
        </Show>
    }
}
