//! Attaching productions, invitations, and joining with them.

use serde_json::json;
use shared::access::{Access, Role};
use shared::id::Id;
use shared::wire::{Closing, FromRelay};

use crate::harness::{Device, Halfway, Line, TestRelay, call, doc, halfway};

#[tokio::test]
async fn a_production_is_attached_once() {
    let relay = TestRelay::start(&[]);
    let device = Device::attach(&relay, "p", 1).await;
    let (status, answer) = Device::try_attach(&relay, "p", 2).await;
    assert_eq!(
        (status, &answer["code"]),
        (409, &"production_is_there".into())
    );
    // Once the first device was heard of, not even itself.
    device.online().await;
    let (status, _) = Device::try_attach(&relay, "p", 1).await;
    assert_eq!(status, 409);
}

#[tokio::test]
async fn a_device_whose_answer_was_lost_attaches_again() {
    let relay = TestRelay::start(&[]);
    let lost = Device::attach(&relay, "p", 1).await;
    let again = Device::attach(&relay, "p", 1).await;
    assert_eq!(lost.joined.device, again.joined.device);
    again.online().await;
    let mut line = Line::connect(relay.port).await;
    line.send(&Line::hello_of(&lost, vec![])).await;
    assert_eq!(
        line.closing().await,
        Closing::Revoked,
        "the lost token is void"
    );
}

#[tokio::test]
async fn a_relay_with_a_key_asks_for_it() {
    let relay = TestRelay::start(&["--create-key", "open sesame"]);
    let (status, answer) = Device::try_attach(&relay, "p", 1).await;
    assert_eq!((status, &answer["code"]), (403, &"key_needed".into()));
    let body = |key: &str| {
        json!({"production": "p", "title": "T", "person": null, "key": key,
            "device": {"tag": vec![1u8; 8], "label": ""}})
    };
    let (status, _) = call(
        relay.port,
        "POST",
        "/api/productions",
        None,
        Some(body("x")),
    )
    .await;
    assert_eq!(status, 403);
    let right = Some(body("open sesame"));
    let (status, _) = call(relay.port, "POST", "/api/productions", None, right).await;
    assert_eq!(status, 201);
}

#[tokio::test]
async fn an_invitation_is_used_once() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach(&relay, "p", 1).await;
    let code = office.invites(Role::Crew, Some("sam"), true).await;
    assert!(code.len() >= 22, "at least 128 bits");
    let (status, joined) = Device::try_join(&relay, &office.production, &code, 2).await;
    assert_eq!(status, 200);
    assert_eq!(
        (&joined["role"], &joined["person"]),
        (&"crew".into(), &"sam".into())
    );
    assert_eq!(joined["script"], json!(true));
    let (status, answer) = Device::try_join(&relay, &office.production, &code, 3).await;
    assert_eq!((status, &answer["code"]), (410, &"used".into()));
    let (_, list) = office.calls("GET", "invitations", None).await;
    assert!(list[0]["used_ms"].is_i64());
    assert!(list[0]["code"].is_null(), "the code is said once");
}

#[tokio::test]
async fn of_many_at_once_one_takes_the_invitation() {
    let relay = TestRelay::start(&["--joins-per-minute", "100"]);
    let office = Device::attach(&relay, "p", 1).await;
    let code = office.invites(Role::Crew, None, false).await;
    let tries = (10..40).map(|tag| Device::try_join(&relay, &office.production, &code, tag));
    let answers = futures_util::future::join_all(tries).await;
    let joined = answers.iter().filter(|(status, _)| *status == 200).count();
    assert_eq!(joined, 1);
    assert!(
        answers
            .iter()
            .all(|(status, _)| matches!(status, 200 | 410))
    );
}

#[tokio::test]
async fn an_expired_or_deleted_or_unknown_invitation_is_refused() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach(&relay, "p", 1).await;
    let expired = office.invites(Role::Crew, None, false).await;
    let body = json!({"role": "crew", "person": null, "hours": 1});
    let (_, deleted) = office.calls("POST", "invitations", Some(body)).await;
    let (id, deleted) = (
        deleted["id"].as_str().unwrap(),
        deleted["code"].as_str().unwrap(),
    );
    let (status, _) = office
        .calls("DELETE", &format!("invitations/{id}"), None)
        .await;
    assert_eq!(status, 204);
    let (status, _) = office
        .calls("DELETE", &format!("invitations/{id}"), None)
        .await;
    assert_eq!(status, 404);

    // Time passes in the file, not in the test.
    crate::epochs::sql(&relay, "UPDATE invitations SET expires_ms = 1").await;
    let check = async |code: &str, want: u16| {
        let (status, answer) = Device::try_join(&relay, &office.production, code, 9).await;
        assert_eq!(status, want, "{answer}");
        assert!(answer["message"].as_str().unwrap().ends_with('.'));
    };
    check(&expired, 410).await;
    check(deleted, 404).await;
    check("nonsense", 404).await;
}

/// Asks for an invitation to the office; the body is still to come.
async fn begins_to_invite(device: &Device) -> Halfway {
    let token = format!("Bearer {}", device.joined.token);
    let headers = [
        ("authorization", token.as_str()),
        ("content-type", "application/json"),
    ];
    let body = json!({"role": "office", "hours": 24});
    let path = "/api/productions/p/invitations";
    halfway(device.port, "POST", path, &headers, body.to_string().into()).await
}

#[tokio::test]
async fn a_device_that_is_put_out_while_it_invites_gets_no_invitation() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach(&relay, "p", 1).await;
    let dana = office.brings(&relay, Role::Office, None, 2).await;
    let half = begins_to_invite(&dana).await;
    let path = format!("devices/{}", dana.joined.device);
    office.calls("DELETE", &path, None).await;
    let answer = half.finish().await;
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (401, "not_signed_in")
    );
    // Nor does one that is of the office no longer.
    let kim = office.brings(&relay, Role::Office, None, 3).await;
    let half = begins_to_invite(&kim).await;
    let path = format!("devices/{}", kim.joined.device);
    let crew = Some(json!({"role": "crew"}));
    office.calls("PATCH", &path, crew).await;
    let answer = half.finish().await;
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (403, "office_only")
    );
}

#[tokio::test]
async fn hours_labels_ids_and_bodies_are_checked() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach(&relay, "p", 1).await;
    for hours in [0, 2161] {
        let body = json!({"role": "crew", "person": null, "hours": hours});
        let (status, answer) = office.calls("POST", "invitations", Some(body)).await;
        assert_eq!((status, &answer["code"]), (422, &"bad_hours".into()));
    }
    let body = json!({"role": "crew", "person": "a b/c", "hours": 1});
    let (status, _) = office.calls("POST", "invitations", Some(body)).await;
    assert_eq!(status, 422);
    let (status, answer) = Device::try_attach(&relay, "p/../q", 1).await;
    assert_eq!((status, &answer["code"]), (422, &"bad_id".into()));
    let body = json!({"role": "director"});
    let (status, answer) = office.calls("POST", "invitations", Some(body)).await;
    assert_eq!((status, &answer["code"]), (400, &"bad_body".into()));
    let body = json!({"role": "x".repeat(100_000)});
    let (status, answer) = office.calls("POST", "invitations", Some(body)).await;
    assert_eq!((status, &answer["code"]), (413, &"too_large".into()));
}

#[tokio::test]
async fn a_tag_belongs_to_one_device_at_a_time() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach(&relay, "p", 1).await;
    let code = office.invites(Role::Crew, None, false).await;
    let (status, answer) = Device::try_join(&relay, &office.production, &code, 1).await;
    assert_eq!((status, &answer["code"]), (409, &"device_is_there".into()));
    let (status, _) = Device::try_join(&relay, &office.production, &code, 2).await;
    assert_eq!(status, 200, "the invitation was not used up");
    let (status, _) = Device::try_join(&relay, &office.production, &code, 0).await;
    assert_eq!(status, 422, "the tag of the genesis");
}

#[tokio::test]
async fn whoever_joins_as_a_person_has_a_document_of_their_own() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach(&relay, "p", 1).await;
    let mut office_line = office.online().await;
    let sam = office.brings(&relay, Role::Crew, Some("sam"), 2).await;
    let own = doc(&sam.production, "personal:sam");
    let told = office_line.settle().await;
    assert!(told.contains(&FromRelay::Access {
        document: own.clone(),
        access: Access::Write
    }));
    let (_, opening) = sam.online_with(vec![]).await;
    assert_eq!(opening.documents.get(&own), Some(&Access::Write));
}

#[tokio::test]
async fn a_stranger_is_told_so() {
    let relay = TestRelay::start(&[]);
    let mut device = Device::attach(&relay, "p", 1).await;
    device.joined.token = "nonsense".into();
    let mut line = Line::connect(relay.port).await;
    line.send(&Line::hello_of(&device, vec![])).await;
    assert_eq!(line.closing().await, Closing::Revoked);
    device.production = Id::new("nowhere");
    let mut line = Line::connect(relay.port).await;
    line.send(&Line::hello_of(&device, vec![])).await;
    assert_eq!(line.closing().await, Closing::UnknownProduction);
}

#[tokio::test]
async fn the_token_of_one_production_opens_no_other() {
    let relay = TestRelay::start(&[]);
    Device::attach(&relay, "p", 1).await;
    let mut other = Device::attach(&relay, "q", 2).await;
    other.production = Id::new("p");
    let mut line = Line::connect(relay.port).await;
    line.send(&Line::hello_of(&other, vec![])).await;
    assert_eq!(line.closing().await, Closing::Revoked);
}
