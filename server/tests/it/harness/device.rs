//! Devices: how they come to a production.

use serde_json::{Value, json};
use shared::access::Role;
use shared::id::DocId;
use shared::id::{DeviceTag, Id};
use shared::wire::Cursor;
use shared::wire::http::Joined;

use super::{Author, Line, Opening, TestRelay, call, doc, genesis};

#[derive(Clone, Debug)]
pub struct Device {
    pub port: u16,
    pub production: Id,
    pub tag: DeviceTag,
    pub joined: Joined,
}

impl Device {
    pub async fn attach(relay: &TestRelay, production: &str, tag: u8) -> Self {
        let (status, answer) = Self::try_attach(relay, production, tag).await;
        assert_eq!(status, 201, "{answer}");
        Self::from(relay, tag, answer)
    }

    /// Attaches and pushes the genesis to the shared documents.
    pub async fn attach_and_begin(relay: &TestRelay, production: &str, tag: u8) -> Self {
        let device = Self::attach(relay, production, tag).await;
        let mut line = device.online().await;
        for audience in ["plan", "floor", "script", "office"] {
            let document = doc(&device.production, audience);
            line.pushes(&document, vec![genesis()]).await.unwrap();
        }
        device
    }

    pub async fn try_attach(relay: &TestRelay, production: &str, tag: u8) -> (u16, Value) {
        let body = json!({
            "production": production, "title": "Night Bus", "person": null,
            "device": {"tag": vec![tag; 8], "label": "Dana's laptop"},
        });
        call(relay.port, "POST", "/api/productions", None, Some(body)).await
    }

    fn from(relay: &TestRelay, tag: u8, answer: Value) -> Self {
        let joined: Joined = serde_json::from_value(answer).unwrap();
        Self {
            port: relay.port,
            production: joined.production.clone(),
            tag: DeviceTag([tag; 8]),
            joined,
        }
    }

    pub async fn invites(&self, role: Role, person: Option<&str>, script: bool) -> String {
        let body = json!({"role": role, "person": person, "script": script, "hours": 24});
        let (status, answer) = self.calls("POST", "invitations", Some(body)).await;
        assert_eq!(status, 201, "{answer}");
        answer["code"].as_str().unwrap().to_owned()
    }

    pub async fn try_join(relay: &TestRelay, production: &Id, code: &str, tag: u8) -> (u16, Value) {
        let body = json!({
            "production": production, "code": code,
            "device": {"tag": vec![tag; 8], "label": "A phone"},
        });
        call(relay.port, "POST", "/api/join", None, Some(body)).await
    }

    /// Invites somebody who joins at once.
    pub async fn brings(
        &self,
        relay: &TestRelay,
        role: Role,
        person: Option<&str>,
        tag: u8,
    ) -> Self {
        self.brings_with(relay, role, person, false, tag).await
    }

    pub async fn brings_with(
        &self,
        relay: &TestRelay,
        role: Role,
        person: Option<&str>,
        script: bool,
        tag: u8,
    ) -> Self {
        let code = self.invites(role, person, script).await;
        let (status, answer) = Self::try_join(relay, &self.production, &code, tag).await;
        assert_eq!(status, 200, "{answer}");
        Self::from(relay, tag, answer)
    }

    pub async fn calls(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let path = format!("/api/productions/{}/{path}", self.production);
        call(self.port, method, &path, Some(&self.joined.token), body).await
    }

    pub fn author(&self, run: u8) -> Author {
        Author::of(self.tag, run)
    }

    /// Connects and reads every tail.
    pub async fn online(&self) -> Line {
        self.online_with(Vec::new()).await.0
    }

    pub async fn online_with(&self, cursors: Vec<(DocId, Cursor)>) -> (Line, Opening) {
        let mut line = Line::connect(self.port).await;
        let opening = line.hello(self, cursors).await;
        (line, opening)
    }

    /// The same device after the relay came up on another port.
    pub fn at(&self, relay: &TestRelay) -> Self {
        Self {
            port: relay.port,
            ..self.clone()
        }
    }
}
