//! Calls of the relay's API through the engine, which holds the token.

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::engine::protocol::{FromEngine, Outcome, RefusedCode, ToEngine};
use shared::wire::http::Problem;

use crate::store::Store;

/// Why a call had no result.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Failed {
    NoSignal,
    /// Too many calls at once; the same one works a little later.
    Slow,
    /// The relay's own sentence.
    Said(String),
}

impl Failed {
    pub fn text(&self) -> String {
        match self {
            Self::NoSignal => crate::t!("invite.no_signal").to_owned(),
            Self::Slow => crate::t!("invite.slow").to_owned(),
            Self::Said(text) => text.clone(),
        }
    }
}

/// Calls the relay and reads its answer as JSON.
pub fn call<T: DeserializeOwned + 'static>(
    store: Store,
    method: &str,
    path: &str,
    body: Option<&impl Serialize>,
    then: impl FnOnce(Result<T, Failed>) + 'static,
) {
    ask(store, method, path, body, move |answer| {
        then(answer.and_then(|body| {
            serde_json::from_str(&body)
                .map_err(|_| Failed::Said(crate::t!("invite.odd_answer").to_owned()))
        }));
    });
}

/// Calls the relay where only success counts.
pub fn tell(
    store: Store,
    method: &str,
    path: &str,
    body: Option<&impl Serialize>,
    then: impl FnOnce(Result<(), Failed>) + 'static,
) {
    ask(store, method, path, body, move |answer| {
        then(answer.map(|_| ()))
    });
}

fn ask(
    store: Store,
    method: &str,
    path: &str,
    body: Option<&impl Serialize>,
    then: impl FnOnce(Result<String, Failed>) + 'static,
) {
    let (method, path) = (method.to_owned(), path.to_owned());
    let body = body.and_then(|body| serde_json::to_string(body).ok());
    store.ask(
        move |request| ToEngine::Call {
            request,
            method,
            path,
            body,
        },
        move |answer| then(read(answer)),
    );
}

fn read(answer: FromEngine) -> Result<String, Failed> {
    match answer {
        FromEngine::Answer {
            status: 200..=299,
            body,
            ..
        } => Ok(body),
        FromEngine::Answer { status: 0, .. } => Err(Failed::NoSignal),
        FromEngine::Answer {
            status: 429 | 503, ..
        } => Err(Failed::Slow),
        FromEngine::Answer { status, body, .. } => Err(Failed::Said(
            serde_json::from_str::<Problem>(&body).map_or_else(
                |_| crate::t!("invite.status", status = status),
                |p| p.message,
            ),
        )),
        FromEngine::Done {
            outcome: Outcome::Refused { code, detail },
            ..
        } => Err(match code {
            RefusedCode::NoSignal => Failed::NoSignal,
            code => Failed::Said(crate::words::refused(code, &detail)),
        }),
        _ => Err(Failed::Said(crate::t!("invite.odd_answer").to_owned())),
    }
}

/// Says why something failed, where a room can show it.
#[component]
pub fn FailedNote(failed: RwSignal<Option<Failed>>) -> impl IntoView {
    use crate::ui::*;
    move || {
        failed.get().map(|failed| {
            let (tone, title) = match &failed {
                Failed::NoSignal | Failed::Slow => (Tone::Warn, crate::t!("invite.not_now")),
                Failed::Said(_) => (Tone::Bad, crate::t!("invite.failed")),
            };
            view! {
                <div role="status">
                    <Note tone title><span>{failed.text()}</span></Note>
                </div>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_relays_sentence_reaches_the_reader() {
        let answer = |status, body: &str| {
            read(FromEngine::Answer {
                request: 1,
                status,
                body: body.into(),
            })
        };
        assert_eq!(answer(200, "[]"), Ok("[]".into()));
        assert_eq!(answer(204, ""), Ok(String::new()));
        assert_eq!(answer(0, ""), Err(Failed::NoSignal));
        assert_eq!(
            answer(
                409,
                r#"{"code":"last_office","message":"This is the last device."}"#
            ),
            Err(Failed::Said("This is the last device.".into()))
        );
        assert!(matches!(answer(500, "<html>"), Err(Failed::Said(_))));
    }
}
