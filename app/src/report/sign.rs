//! Who signs, and one's own yes or no.

use leptos::prelude::*;
use shared::access::Audience;
use shared::report::{self, Answer, Revision, Signing, Standing};

use super::state::{Daily, use_daily};
use super::words::role;
use crate::callsheet::revision;
use crate::floor::{me_now, minute_text};
use crate::platform::time;
use crate::store::use_store;
use crate::t;
use crate::ui::*;

/// The named signers of the report that is shown; of the live one, those that it would have.
#[component]
pub fn Signers() -> impl IntoView {
    let daily = use_daily();
    let is_any = Memo::new(move |_| {
        daily
            .shown
            .with(|r| r.as_ref().is_some_and(|r| !r.signings.is_empty()))
    });
    view! {
        <Show when=move || is_any.get()>
            <section class="card" aria-labelledby="signers">
                <h2 id="signers">{t!("report.signers")}</h2>
                <ul class="signers">
                    {move || {
                        daily
                            .shown
                            .get()
                            .map(|one| one.signings.into_iter().map(|s| line(daily, s)).collect_view())
                    }}
                </ul>
                <Mine />
            </section>
        </Show>
    }
}

fn line(daily: Daily, signing: Signing) -> AnyView {
    let named = daily.body.with(|body| {
        let signers = body
            .as_ref()
            .map(|b| b.signers.as_slice())
            .unwrap_or_default();
        signers
            .iter()
            .find(|s| s.person.as_ref() == Some(&signing.person))
            .cloned()
    });
    let named = named.unwrap_or_default();
    let store = use_store();
    let (tone, said, text) = match signing.answer {
        Answer::Open => (
            Tone::None,
            t!("report.answer.open").to_owned(),
            String::new(),
        ),
        Answer::Signed { at_ms } => (
            Tone::Good,
            t!("report.answer.signed", when = minute_text(store, at_ms)),
            String::new(),
        ),
        Answer::Rejected { at_ms, text } => (
            Tone::Bad,
            t!("report.answer.rejected", when = minute_text(store, at_ms)),
            text,
        ),
    };
    view! {
        <li>
            <span class="grow">
                <b>{named.name}</b>
                <small>{role(&named.role)}</small>
            </span>
            <Badge tone=Signal::stored(tone)>{said}</Badge>
            {(!text.is_empty()).then(|| view! { <p class="signer-text">{text}</p> })}
        </li>
    }
    .into_any()
}

/// The two answers of whoever sits here and is a named signer of the report that counts.
#[component]
fn Mine() -> impl IntoView {
    let daily = use_daily();
    let store = daily.store;
    let open = Memo::new(move |_| {
        let (one, newest, me) = (daily.shown.get()?, daily.newest()?, store.me()?);
        let may = one.cover.id == newest.cover.id
            && one.standing() != Standing::Signed
            && store.may_write(&Audience::Floor);
        let answer = one.answer_of(&me).cloned().filter(|_| may)?;
        Some((one, answer))
    });
    let is_rejecting = RwSignal::new(false);
    let text = RwSignal::new(String::new());
    let mine = move || {
        open.get_untracked()
            .zip(me_now(store))
            .map(|((one, _), me)| (one, me))
    };
    let name = |one: &Revision| revision(one.cover.number, &one.cover.colour);
    let sign = move || {
        let Some((one, me)) = mine() else { return };
        let label = t!("report.did_sign", rev = name(&one));
        let command =
            store.peek(|book| report::sign(book, &one.cover.id, &me, time::now_ms(), label));
        store.act(command);
    };
    let reject = move || {
        let Some((one, me)) = mine() else { return };
        let label = t!("report.did_reject", rev = name(&one));
        let why = text.get_untracked();
        let command = store
            .peek(|book| report::reject(book, &one.cover.id, &me, &why, time::now_ms(), label));
        is_rejecting.set(false);
        text.set(String::new());
        store.act(command);
    };
    let may_sign = Memo::new(move |_| {
        open.with(|open| {
            open.as_ref()
                .is_some_and(|(_, a)| !matches!(a, Answer::Signed { .. }))
        })
    });
    view! {
        <Show when=move || open.with(Option::is_some)>
            <Show
                when=move || is_rejecting.get()
                fallback=move || {
                    view! {
                        <div class="line">
                            <Show when=move || may_sign.get()>
                                <Button kind=ButtonKind::Main on_click=sign>{t!("report.sign")}</Button>
                            </Show>
                            <Button on_click=move || is_rejecting.set(true)>{t!("report.reject")}</Button>
                        </div>
                    }
                }
            >
                <Form class="form" on_submit=move |()| reject()>
                    <LongField
                        label=t!("report.reject.why")
                        help=t!("report.reject.help")
                        rows=2
                        value=text
                        on_input=move |typed| text.set(typed)
                    />
                    <div class="line">
                        <Button
                            kind=ButtonKind::Main
                            submit=true
                            disabled=Signal::derive(move || text.get().trim().is_empty())
                        >
                            {t!("report.reject.send")}
                        </Button>
                        <Button on_click=move || is_rejecting.set(false)>{t!("times.own.cancel")}</Button>
                    </div>
                </Form>
            </Show>
        </Show>
    }
}
