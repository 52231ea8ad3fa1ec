//! What the office sees below an issued sheet: how it was sent, sending it, and who has it.

use leptos::prelude::*;
use shared::access::Audience;
use shared::distribution::{Recipient, mail, sendings};
use shared::id::Id;
use shared::kind::Kind;
use shared::wire::http::MailSetup;

use super::courier;
use super::dialog::MailDialog;
use super::list::WhoHasIt;
use super::sent::Sent;
use crate::callsheet::use_sheet;
use crate::invite::{Failed, call};
use crate::platform::{random, time};
use crate::store::{Store, use_store};
use crate::ui::*;

/// Whether mail can be sent, and sending it.
#[derive(Clone, Copy)]
pub struct Mailing {
    pub store: Store,
    /// The production has a relay, and this device may send.
    pub can: Memo<bool>,
    /// What the relay said of its mail; nothing while it was not heard.
    pub setup: RwSignal<Option<MailSetup>>,
    /// This sheet went out by mail before.
    pub was_sent: Memo<bool>,
}

impl Mailing {
    fn new(store: Store, issue: Memo<Id>) -> Self {
        let setup = RwSignal::new(None::<MailSetup>);
        let has_relay = Memo::new(move |_| {
            store
                .sync
                .with(|s| s.as_ref().is_some_and(|s| s.relay.is_some()))
        });
        let link = Memo::new(move |_| store.sync.with(|s| s.as_ref().map(|s| s.link)));
        Effect::new(move |_| {
            link.track();
            if !has_relay.get() || setup.with_untracked(Option::is_some) {
                return;
            }
            call(
                store,
                "GET",
                "mail",
                None::<&()>,
                move |answer: Result<MailSetup, Failed>| {
                    if let Ok(found) = answer {
                        setup.try_set(Some(found));
                    }
                },
            );
        });
        let can = Memo::new(move |_| {
            // With no signal nobody knows; what is sent then waits, and the relay says it if it cannot.
            has_relay.get()
                && store.may_write(&Audience::Office)
                && setup.with(|s| s.as_ref().is_none_or(|s| s.from.is_some()))
        });
        let was_sent = Memo::new(move |_| {
            let issue = issue.get();
            store.with(&[Kind::Sending], |book| {
                sendings(book, &issue).iter().any(|s| s.is_mail)
            })
        });
        Self {
            store,
            can,
            setup,
            was_sent,
        }
    }

    /// Sends a sheet to these people and not to those left out; the minute for undo begins.
    pub fn send(&self, issue: &Id, to: &[Recipient], out: &[Id]) {
        let count = to.iter().filter(|r| r.address.is_some()).count();
        let label = crate::t!("distribution.did_send", n = count);
        let me = self
            .store
            .sync
            .with_untracked(|s| s.as_ref().and_then(|s| s.me.clone()));
        let command = mail(
            issue,
            to,
            out,
            me.as_ref(),
            &random::id(),
            time::now_ms(),
            label,
        );
        self.store.act(command);
    }
}

#[component]
pub fn DistributionPanel() -> impl IntoView {
    let store = use_store();
    let room = use_sheet();
    let mailing = Mailing::new(store, room.issue);
    courier::ask_on(store, room.issue);
    let open = RwSignal::new(false);
    let no_mail = move || {
        mailing
            .setup
            .with(|s| s.as_ref().is_some_and(|s| s.from.is_none()))
    };
    view! {
        <section class="part distribution" aria-labelledby="distribution">
            <div class="part-head">
                <h2 id="distribution">{crate::t!("distribution.title")}</h2>
            </div>
            <Sent />
            <Show when=no_mail>
                <p class="muted">{crate::t!("distribution.no_mail")}</p>
            </Show>
            <Show when=move || mailing.can.get()>
                <div class="line">
                    <Button kind=ButtonKind::Main on_click=move || open.set(true)>
                        {crate::t!("distribution.open")}
                    </Button>
                </div>
            </Show>
            <Dialog open title=crate::t!("distribution.dialog") class="wide">
                <MailDialog mailing open />
            </Dialog>
        </section>
        <WhoHasIt mailing />
    }
}
