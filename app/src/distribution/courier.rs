//! Takes mail to the relay and brings back what became of it. Any of the office's devices may: the
//! mail's name makes it go out once.

use std::cell::RefCell;
use std::collections::HashSet;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::callsheet::issue::{body_of, issued};
use shared::command::Command;
use shared::distribution::{self, HOLD_MS, Sending, handed, heard, reach, sendings, unhanded};
use shared::engine::protocol::Link;
use shared::id::Id;
use shared::kind::Kind;
use shared::wire::http::{Letter, MailState, NewMail};

use super::letter::{letter, subject};
use crate::invite::{Failed, call};
use crate::platform::time;
use crate::platform::typesetter::typeset;
use crate::shell::path;
use crate::store::Store;

thread_local! {
    /// Mail that is on its way to the relay, and mail that the relay refused in this run.
    static UNDERWAY: RefCell<HashSet<Id>> = RefCell::default();
}

/// Seconds that the relay waits longer than the countdown shows.
const LATE_S: u32 = 3;

/// How often the relay is asked about mail of which it has more to say.
const ASK_EVERY: std::time::Duration = std::time::Duration::from_secs(4);

fn is_connected(store: Store) -> bool {
    store.sync.with(|sync| {
        sync.as_ref()
            .is_some_and(|s| matches!(s.link, Link::Connected | Link::CatchingUp))
    })
}

/// Hands over what waits for the relay, whatever room is open: drawn by nobody.
#[component]
pub fn Courier() -> impl IntoView {
    let store = crate::store::use_store();
    let waiting = Memo::new(move |_| {
        let kinds = [Kind::Sending, Kind::Delivery, Kind::Issue];
        if is_connected(store) {
            store.with(&kinds, unhanded)
        } else {
            Vec::new()
        }
    });
    Effect::new(move |_| {
        for sending in waiting.get() {
            if UNDERWAY.with_borrow_mut(|all| all.insert(sending.id.clone())) {
                spawn_local(hand_over(store, sending));
            }
        }
    });
}

/// Asks after one sheet's mail, as long as the owner lives.
pub fn ask_on(store: Store, issue: Memo<Id>) {
    let awaited = Memo::new(move |_| {
        let issue = issue.get();
        store.with(&[Kind::Sending, Kind::Delivery], |book| {
            distribution::awaited(book, &issue)
        })
    });
    let ask = move || {
        if is_connected(store) {
            for sending in awaited.get_untracked() {
                ask_after(store, sending);
            }
        }
    };
    Effect::new(move |_| {
        if !awaited.with(Vec::is_empty) {
            ask();
        }
    });
    if let Ok(every) = set_interval_with_handle(ask, ASK_EVERY) {
        on_cleanup(move || every.clear());
    }
}

async fn hand_over(store: Store, sending: Sending) {
    let file = pdf(store, &sending).await;
    let now = time::now_ms();
    // It may have been taken back while the PDF was made.
    let is_wanted = store.peek(|book| unhanded(book).iter().any(|s| s.id == sending.id));
    let mail = is_wanted
        .then(|| written(store, &sending, file, now))
        .flatten();
    let Some(mail) = mail else {
        UNDERWAY.with_borrow_mut(|all| all.remove(&sending.id));
        return;
    };
    let id = sending.id.clone();
    call(
        store,
        "POST",
        "mail",
        Some(&mail),
        move |answer: Result<MailState, Failed>| {
            match answer {
                Ok(state) => {
                    write_down(store, &id, &state, handed(&id, time::now_ms()));
                    UNDERWAY.with_borrow_mut(|all| all.remove(&id));
                }
                Err(Failed::NoSignal | Failed::Slow) => {
                    // Handed over again when the signal is back, or the room is opened.
                    UNDERWAY.with_borrow_mut(|all| all.remove(&id));
                }
                Err(Failed::Said(why)) => {
                    store.warn(crate::t!("distribution.not_handed", why = why));
                }
            }
        },
    );
}

/// Makes the PDF, or nothing: a mail without it still says the call and leads to the sheet.
async fn pdf(store: Store, sending: &Sending) -> Option<(String, Vec<u8>)> {
    let relay = relay(store);
    let (job, name) = store.peek(|book| {
        let cover = issued(book, &sending.issue)?;
        let sheet = body_of(book, &sending.issue)?.ok()?;
        let name = crate::pdf::file_name(&[&sheet.title, "call sheet", &sheet.date, &sheet.colour]);
        let job = shared::pdf::issued_sheet(book, &cover, relay.as_deref()).ok()?;
        Some((job, name))
    })?;
    match typeset(job, |_| ()).await {
        Ok(made) => Some((name, made.bytes)),
        Err(_) => {
            store.warn(crate::t!("distribution.no_pdf"));
            None
        }
    }
}

fn relay(store: Store) -> Option<String> {
    store
        .sync
        .with_untracked(|s| s.as_ref().and_then(|s| s.relay.clone()))
}

fn written(
    store: Store,
    sending: &Sending,
    file: Option<(String, Vec<u8>)>,
    now: i64,
) -> Option<NewMail> {
    let origin = relay(store)?;
    let production = store.production.get_untracked()?;
    let link = format!(
        "{}{}",
        origin.trim_end_matches('/'),
        path(&production, &format!("sheet/{}", sending.issue))
    );
    store.peek(|book| {
        let cover = issued(book, &sending.issue)?;
        let sheet = body_of(book, &sending.issue)?.ok()?;
        let before = cover
            .previous
            .as_ref()
            .and_then(|id| body_of(book, id)?.ok());
        let letters: Vec<Letter> = book
            .joined_to(&Kind::Delivery, &sending.id)
            .filter(|r| r.text("state") == "queued")
            .filter_map(|r| {
                let person = r.id.parts()?.1;
                Some(Letter {
                    name: book.text(&Kind::Person, &person, "name").to_owned(),
                    address: r.text("address").to_owned(),
                    text: letter(&sheet, before.as_ref(), &person, &link),
                    person,
                })
            })
            .collect();
        let left = reach(book, sending)
            .1
            .saturating_sub(now)
            .clamp(0, 2 * HOLD_MS);
        let (file_name, file) = file.unwrap_or_default();
        let reply_to = sending
            .by
            .as_ref()
            .map(|by| book.text(&Kind::Person, by, "email").to_owned());
        Some(NewMail {
            id: sending.id.clone(),
            subject: subject(&sheet, &cover),
            reply_to: reply_to.filter(|address| !address.is_empty()),
            // An undo at the last moment takes its time to the relay.
            hold_s: u32::try_from(left.saturating_add(999) / 1000)
                .unwrap_or(60)
                .saturating_add(LATE_S),
            file_name,
            file,
            letters,
        })
    })
}

fn write_down(store: Store, sending: &Id, state: &MailState, also: Command) {
    let command = store.peek(|book| heard(book, sending, state)).and(also);
    store.act_quietly(command);
}

fn ask_after(store: Store, sending: Id) {
    let address = format!("mail/{sending}");
    call(
        store,
        "GET",
        &address,
        None::<&()>,
        move |answer: Result<MailState, Failed>| {
            if let Ok(state) = answer {
                write_down(store, &sending, &state, Command::default());
            }
        },
    );
}

/// Takes one mail back.
pub fn withdraw(store: Store, sending: Id) {
    let label = crate::t!("distribution.did_withdraw").to_owned();
    let now = time::now_ms();
    let command = store.peek(|book| distribution::withdraw(book, &sending, now, label));
    store.act(command);
    forbid(store, sending);
}

/// Takes back all mail of a sheet that was taken back.
pub fn withdraw_all(store: Store, issue: &Id) {
    let all: Vec<Id> = store.peek(|book| {
        let all = sendings(book, issue).into_iter();
        all.filter(|s| s.is_mail).map(|s| s.id).collect()
    });
    for sending in all {
        let now = time::now_ms();
        let command = store.peek(|book| distribution::withdraw(book, &sending, now, String::new()));
        store.act_quietly(command);
        forbid(store, sending);
    }
}

/// Tells the relay not to send a mail, and writes down what it says: what has left has left.
fn forbid(store: Store, sending: Id) {
    let has_relay_it = store.peek(|book| {
        book.get(&Kind::Sending, &sending)
            .is_some_and(|r| r.int("handed_ms").is_some())
    });
    let address = format!("mail/{sending}");
    call(
        store,
        "DELETE",
        &address,
        None::<&()>,
        move |answer: Result<MailState, Failed>| match answer {
            Ok(state) => {
                let has_left = state.letters.iter().any(|l| l.state != "taken_back");
                write_down(store, &sending, &state, Command::default());
                if has_left {
                    store.warn(crate::t!("distribution.has_left"));
                }
            }
            Err(_) if has_relay_it => store.warn(crate::t!("distribution.relay_not_told")),
            Err(_) => {}
        },
    );
}

/// Lets a mail go before its minute is over.
pub fn release(store: Store, sending: Id) {
    let address = format!("mail/{sending}/now");
    call(
        store,
        "POST",
        &address,
        None::<&()>,
        move |answer: Result<MailState, Failed>| match answer {
            Ok(state) => write_down(store, &sending, &state, Command::default()),
            // It goes when its minute is over.
            Err(failed) => store.warn(failed.text()),
        },
    );
}

/// Lets go all mail of a sheet that goes out at once, as far as the relay has it.
pub fn release_all(store: Store, issue: &Id) {
    let handed = store.peek(|book| {
        let all = sendings(book, issue).into_iter();
        all.filter(|s| s.is_mail && s.is_handed)
            .map(|s| s.id)
            .collect::<Vec<_>>()
    });
    for sending in handed {
        release(store, sending);
    }
}
