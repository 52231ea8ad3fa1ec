//! What happens to open sockets when somebody's standing changes.

use serde_json::json;
use shared::access::{Access, Role};
use shared::wire::{Closing, FromRelay, Refusal};

use crate::harness::{Device, Line, TestRelay, doc};

#[tokio::test]
async fn a_revoked_device_loses_its_open_socket_at_once() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let sam = office.brings(&relay, Role::Crew, Some("sam"), 2).await;
    let mut line = sam.online().await;
    let path = format!("devices/{}", sam.joined.device);
    let (status, _) = office.calls("DELETE", &path, None).await;
    assert_eq!(status, 204);
    assert_eq!(line.closing().await, Closing::Revoked);
    assert_eq!(line.read().await, None, "nothing comes after it");

    let mut line = Line::connect(relay.port).await;
    line.send(&Line::hello_of(&sam, vec![])).await;
    assert_eq!(line.closing().await, Closing::Revoked);
    let (status, _) = sam.calls("DELETE", &path, None).await;
    assert_eq!(status, 401);
    let (_, list) = office.calls("GET", "devices", None).await;
    assert!(list[1]["revoked_ms"].is_i64());
}

#[tokio::test]
async fn a_device_may_leave_by_itself() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach(&relay, "p", 1).await;
    let sam = office.brings(&relay, Role::Guest, None, 2).await;
    let path = format!("devices/{}", sam.joined.device);
    assert_eq!(sam.calls("DELETE", &path, None).await.0, 204);
    // Its tag is free again, for the day somebody invites it anew.
    office.brings(&relay, Role::Guest, None, 2).await;
}

#[tokio::test]
async fn a_device_may_name_itself_and_nothing_more() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach(&relay, "p", 1).await;
    let sam = office.brings(&relay, Role::Guest, Some("sam"), 2).await;
    let name = Some(json!({"label": "Sam's phone"}));
    let (status, device) = sam.calls("PATCH", "devices/self", name.clone()).await;
    assert_eq!((status, &device["label"]), (200, &"Sam's phone".into()));
    let (_, list) = office.calls("GET", "devices", None).await;
    assert_eq!(list[1]["label"], "Sam's phone");
    assert_eq!(list[1]["person"], "sam");

    let more = Some(json!({"label": "Sam's phone", "role": "office"}));
    assert_eq!(sam.calls("PATCH", "devices/self", more).await.0, 403);
    let path = format!("devices/{}", office.joined.device);
    assert_eq!(sam.calls("PATCH", &path, name).await.0, 403);
    let long = Some(json!({"label": "x".repeat(101)}));
    assert_eq!(sam.calls("PATCH", "devices/self", long).await.0, 422);
}

#[tokio::test]
async fn the_last_office_cannot_go() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach(&relay, "p", 1).await;
    let path = format!("devices/{}", office.joined.device);
    let (status, answer) = office.calls("DELETE", &path, None).await;
    assert_eq!((status, &answer["code"]), (409, &"last_office".into()));
    let lower = Some(json!({"role": "crew"}));
    assert_eq!(office.calls("PATCH", &path, lower.clone()).await.0, 409);
    office.brings(&relay, Role::Office, None, 2).await;
    assert_eq!(office.calls("PATCH", &path, lower).await.0, 200);
    // From then on it is crew, and its token says so.
    assert_eq!(office.calls("GET", "devices", None).await.0, 403);
}

#[tokio::test]
async fn a_lowered_role_acts_on_an_open_socket() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let dana = office.brings(&relay, Role::Office, Some("dana"), 2).await;
    let mut line = dana.online().await;
    let mut author = dana.author(1);
    let money = doc(&office.production, "office");
    line.pushes(&money, vec![author.writes("1200")])
        .await
        .unwrap();

    let path = format!("devices/{}", dana.joined.device);
    let (status, device) = office
        .calls("PATCH", &path, Some(json!({"role": "crew"})))
        .await;
    assert_eq!(
        (status, &device["role"], &device["connected"]),
        (200, &"crew".into(), &true.into())
    );

    let mut lost: Vec<(String, Access)> = Vec::new();
    for frame in line.settle().await {
        match frame {
            FromRelay::Access { document, access } => {
                lost.push((document.audience.to_string(), access));
            }
            other => panic!("{other:?}"),
        }
    }
    lost.sort();
    let want = [
        ("office", Access::None),
        ("plan", Access::Read),
        ("script", Access::None),
    ];
    assert_eq!(
        lost,
        want.map(|(audience, access)| (audience.to_owned(), access))
    );

    let refused = line.pushes(&money, vec![author.writes("1300")]).await;
    assert_eq!(refused, Err((Refusal::NotAllowed, None)));
    let mut office_line = office.online().await;
    let mut other = office.author(1);
    office_line
        .pushes(&money, vec![other.writes("secret")])
        .await
        .unwrap();
    assert_eq!(
        line.settle().await,
        [],
        "nothing of it is delivered any more"
    );

    // Raised again, it may pull what it missed.
    office
        .calls("PATCH", &path, Some(json!({"role": "office"})))
        .await;
    line.settle().await;
    assert_eq!(line.pulls(&money, None).await.last(), 3);
}

#[tokio::test]
async fn granting_the_script_is_told_at_once() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let sam = office.brings(&relay, Role::Crew, None, 2).await;
    let mut line = sam.online().await;
    let script = doc(&office.production, "script");
    let path = format!("devices/{}", sam.joined.device);
    for (granted, access) in [(true, Access::Read), (false, Access::None)] {
        office
            .calls("PATCH", &path, Some(json!({"script": granted})))
            .await;
        let want = FromRelay::Access {
            document: script.clone(),
            access,
        };
        assert_eq!(line.settle().await, [want]);
    }
}

/// Pushes and a revocation race; whatever was accepted is stored, and nothing else.
#[tokio::test]
async fn what_was_pushed_while_being_revoked_is_stored_or_not_accepted() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let floor = doc(&office.production, "floor");
    for round in 0..10u8 {
        let sam = office.brings(&relay, Role::Crew, None, 10 + round).await;
        let mut line = sam.online().await;
        let mut author = sam.author(1);
        for _ in 0..20 {
            line.send_push(&floor, vec![author.writes("x")]).await;
        }
        let path = format!("devices/{}", sam.joined.device);
        office.calls("DELETE", &path, None).await;
        let mut accepted = Vec::new();
        loop {
            match line.read().await {
                Some(FromRelay::Accepted { sequences, .. }) => accepted.extend(sequences),
                Some(FromRelay::Closed { code }) => break assert_eq!(code, Closing::Revoked),
                Some(_) => {}
                None => break,
            }
        }
        let tail = office.online().await.pulls(&floor, None).await;
        let actor = sam.tag.actor([1; 8]);
        let stored: Vec<u64> = tail
            .chunks
            .iter()
            .filter(|logged| shared::chunk::verify(&logged.bytes).unwrap().actor == actor)
            .map(|logged| logged.sequence)
            .collect();
        assert!(stored.starts_with(&accepted), "{accepted:?} {stored:?}");
    }
}
