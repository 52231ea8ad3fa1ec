//! Calls of the relay's API: attaching, joining, naming this device, and what the page asks.

use app::platform::time;
use serde::Serialize;
use shared::engine::protocol::{Outcome, RefusedCode};
use shared::engine::{Event, TabNews};
use shared::id::Id;
use shared::wire::http;

use super::{Runner, refused};
use crate::calls::{self, Answer};
use crate::entry::Entry;
use crate::port;
use crate::tabs;

impl Runner {
    pub(super) async fn attach(&mut self, label: String, key: Option<String>) -> Outcome {
        let origin = port::origin();
        let Some(open) = &self.open else {
            return refused(RefusedCode::NothingOpen, "");
        };
        let person = self.open_entry().and_then(|e| e.me.clone());
        let body = http::NewProduction {
            production: open.production.clone(),
            title: open.engine.title(),
            person: person.clone(),
            device: http::NewDevice {
                tag: self.device,
                label: label.clone(),
            },
            key,
        };
        let joined = match post(&format!("{origin}/api/productions"), &body).await {
            Ok(joined) => joined,
            Err(outcome) => return outcome,
        };
        if let Some(entry) = self.open_entry_mut() {
            entry.relay = Some((origin.clone(), joined.token.clone()));
            entry.label.clone_from(&label);
            entry.role = joined.role;
        }
        self.save_entry().await;
        self.event(Event::Me { person, label }).await;
        self.event(Event::Attached {
            relay: origin,
            token: joined.token,
        })
        .await;
        self.turn_blobs();
        Outcome::Done {
            act: 0,
            label: String::new(),
        }
    }

    pub(super) async fn join(&mut self, production: Id, code: String, label: String) -> Outcome {
        let origin = port::origin();
        let body = http::Join {
            production,
            code,
            device: http::NewDevice {
                tag: self.device,
                label: label.clone(),
            },
        };
        let joined = match post(&format!("{origin}/api/join"), &body).await {
            Ok(joined) => joined,
            Err(outcome) => return outcome,
        };
        let now_ms = time::now_ms();
        let _ = self.read_entries().await;
        let known = self.entries.get(&joined.production).cloned();
        let mut entry = known
            .unwrap_or_else(|| Entry::new(joined.production.clone(), joined.title.clone(), now_ms));
        entry.me = joined.person.or(entry.me);
        entry.label = label;
        entry.role = joined.role;
        entry.relay = Some((origin.clone(), joined.token.clone()));
        entry.access.clear();
        if self.is_open(&joined.production) {
            // Joined again, as after a revoked device: start over with the new token.
            self.close();
        }
        if let Err(why) = self.keep_entry(entry).await {
            return refused(RefusedCode::Storage, why.why);
        }
        // A tab that has it open, and may lead it with a token that was revoked.
        tabs::tell_those_in(
            &joined.production,
            &TabNews::Attached {
                relay: origin,
                token: joined.token,
            },
        );
        Outcome::Arrived {
            production: joined.production,
            title: joined.title,
            changes: 0,
        }
    }

    pub(super) async fn call(&self, method: &str, path: &str, body: Option<String>) -> Answer {
        let none = Answer {
            status: 0,
            body: String::new(),
        };
        let Some((open, entry)) = self.open.as_ref().zip(self.open_entry()) else {
            return none;
        };
        let Some((origin, token)) = &entry.relay else {
            return none;
        };
        let url = format!("{origin}/api/productions/{}/{path}", open.production);
        calls::call(&url, method, Some(token), body)
            .await
            .unwrap_or(none)
    }

    /// Gives this device another name at the relay, and in the production's own records.
    pub(super) async fn name(&mut self, label: String) -> Outcome {
        let change = http::ChangeDevice {
            label: Some(label.clone()),
            ..http::ChangeDevice::default()
        };
        let body = serde_json::to_string(&change).ok();
        let answer = self.call("PATCH", "devices/self", body).await;
        if answer.status == 0 {
            return refused(RefusedCode::NoSignal, "");
        }
        if !answer.is_good() {
            return refused(RefusedCode::Relay, answer.sentence());
        }
        let person = self.open_entry().and_then(|e| e.me.clone());
        if let Some(entry) = self.open_entry_mut() {
            entry.label.clone_from(&label);
        }
        self.save_entry().await;
        self.event(Event::Me { person, label }).await;
        Outcome::Done {
            act: 0,
            label: String::new(),
        }
    }
}

async fn post<T: Serialize>(url: &str, body: &T) -> Result<http::Joined, Outcome> {
    let body = serde_json::to_string(body).unwrap_or_default();
    let Some(answer) = calls::call(url, "POST", None, Some(body)).await else {
        return Err(refused(RefusedCode::NoSignal, ""));
    };
    if !answer.is_good() {
        return Err(refused(RefusedCode::Relay, answer.sentence()));
    }
    serde_json::from_str(&answer.body).map_err(|why| refused(RefusedCode::Relay, why.to_string()))
}
