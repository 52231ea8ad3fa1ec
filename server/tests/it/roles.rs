//! Every role against every audience, reading and writing.

use shared::access::{Access, Role};
use shared::wire::{FromRelay, Refusal, ToRelay};

use crate::harness::{Device, TestRelay, doc, genesis};

const AUDIENCES: [&str; 6] = [
    "plan",
    "floor",
    "script",
    "office",
    "personal:me",
    "personal:you",
];

/// DESIGN 3, written out once more, so that a slip in the one matrix is noticed here.
fn wanted(role: Role, granted: bool, audience: &str) -> Access {
    use Access::{None, Read, Write};
    match (role, audience) {
        (Role::Office, _) => Write,
        (_, "plan") => Read,
        (Role::Lead | Role::Crew, "floor" | "personal:me") => Write,
        (Role::Lead, "script") => Read,
        (Role::Crew | Role::Guest, "script") if granted => Read,
        _ => None,
    }
}

async fn check(role: Role, granted: bool) {
    let relay = TestRelay::start(&[]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let mut office_line = office.online().await;
    for person in ["me", "you"] {
        let document = doc(&office.production, &format!("personal:{person}"));
        office_line
            .pushes(&document, vec![genesis()])
            .await
            .unwrap();
    }
    let device = office
        .brings_with(&relay, role, Some("me"), granted, 2)
        .await;
    let (mut line, opening) = device.online_with(vec![]).await;

    for audience in AUDIENCES {
        let document = doc(&office.production, audience);
        let want = wanted(role, granted, audience);
        let what = format!("{role:?} granted={granted} {audience}");

        // The welcome lists exactly what may be read, and the tails are of nothing else.
        let listed = opening
            .documents
            .get(&document)
            .copied()
            .unwrap_or(Access::None);
        assert_eq!(listed, want, "{what}");
        assert_eq!(
            opening.tails.contains_key(&document),
            want.may_read(),
            "{what}"
        );

        // A push of the role is stored exactly if it may write.
        let mut author = device.author(1);
        let chunk = author.writes("mine");
        let pushed = line.pushes(&document, vec![chunk.clone()]).await;
        let stored = office_line.pulls(&document, None).await;
        let holds = stored.chunks.iter().any(|logged| logged.bytes == chunk);
        if want.may_write() {
            assert_eq!(pushed, Ok(vec![2]), "{what}");
            assert!(holds, "{what}");
        } else {
            assert_eq!(pushed, Err((Refusal::NotAllowed, None)), "{what}");
            assert!(!holds, "{what}: refused, but stored");
            assert_eq!(stored.last(), 1, "{what}");
        }
        office_line.settle().await;

        // What the office writes arrives exactly if it may be read.
        let mut office_author = office.author(audience.len() as u8);
        let chunk = office_author.writes("from the office");
        office_line
            .pushes(&document, vec![chunk.clone()])
            .await
            .unwrap();
        let delivered = line.settle().await.iter().any(|frame| {
            matches!(frame, FromRelay::Deliver { document: of, chunks, .. }
                if *of == document && chunks[0].bytes == chunk)
        });
        assert_eq!(delivered, want.may_read(), "{what}");

        // And asking for it by name gives the log, or says that there is nothing.
        line.send(&ToRelay::Pull {
            document: document.clone(),
            cursor: None,
        })
        .await;
        match line.next().await {
            FromRelay::Tail { chunks, .. } => {
                assert!(want.may_read(), "{what}");
                assert_eq!(chunks.len(), if want.may_write() { 3 } else { 2 }, "{what}");
            }
            FromRelay::Access { access, .. } => {
                assert!(!want.may_read(), "{what}");
                assert_eq!(access, Access::None);
            }
            other => panic!("{what}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn the_office_reads_and_writes_everything() {
    check(Role::Office, false).await;
}

#[tokio::test]
async fn a_head_of_department_writes_the_floor_and_their_own_papers() {
    check(Role::Lead, false).await;
}

#[tokio::test]
async fn crew_see_no_script_and_no_office() {
    check(Role::Crew, false).await;
}

#[tokio::test]
async fn crew_with_the_script_granted_read_it() {
    check(Role::Crew, true).await;
}

#[tokio::test]
async fn a_guest_reads_the_plan_alone() {
    check(Role::Guest, false).await;
}

#[tokio::test]
async fn a_guest_with_the_script_granted_reads_it() {
    check(Role::Guest, true).await;
}

#[tokio::test]
async fn only_the_office_invites_lists_and_changes() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach(&relay, "p", 1).await;
    let other = Device::attach(&relay, "q", 2).await;
    let invitation = serde_json::json!({"role": "office", "person": null, "hours": 1});
    let change = serde_json::json!({"role": "office"});
    for (tag, role) in (10..).zip([Role::Lead, Role::Crew, Role::Guest]) {
        let device = office.brings(&relay, role, None, tag).await;
        let own = format!("devices/{}", device.joined.device);
        let offices = format!("devices/{}", office.joined.device);
        let calls = [
            ("POST", "invitations", Some(invitation.clone())),
            ("GET", "invitations", None),
            ("DELETE", "invitations/x", None),
            ("GET", "devices", None),
            ("PATCH", own.as_str(), Some(change.clone())),
            ("DELETE", offices.as_str(), None),
        ];
        for (method, path, body) in calls {
            let (status, answer) = device.calls(method, path, body.clone()).await;
            assert_eq!(
                (status, &answer["code"]),
                (403, &"office_only".into()),
                "{role:?} {method} {path}"
            );
            // The office of another production is nobody here, and neither is a stranger.
            let path = format!("/api/productions/p/{path}");
            for token in [Some(other.joined.token.as_str()), Some("nonsense"), None] {
                let (status, _) =
                    crate::harness::call(relay.port, method, &path, token, body.clone()).await;
                assert_eq!(status, 401, "{method} {path}");
            }
        }
    }
}
