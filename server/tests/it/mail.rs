//! Call sheets by mail: held back, sent, refused, tried again, taken back, and never twice.

use std::time::Duration;

use serde_json::{Value, json};
use shared::access::Role;

use crate::harness::{Device, SmtpServer, TestRelay};

fn start(smtp: &SmtpServer, more: &[&str]) -> TestRelay {
    let mut flags = smtp.flags();
    flags.extend(more.iter().map(|flag| (*flag).to_owned()));
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    TestRelay::start(&flags)
}

fn mail(id: &str, hold_s: u32, people: &[(&str, &str)]) -> Value {
    let letters: Vec<Value> = people
        .iter()
        .map(|(person, address)| {
            json!({"person": person, "name": "Zoë", "address": address,
                   "text": format!("Your call: 06:30\n{person}")})
        })
        .collect();
    json!({
        "id": id, "subject": "Call sheet, day 3 – Blue", "hold_s": hold_s,
        "reply_to": "Dana <dana@nightbus.example>",
        "file_name": "day-3.pdf", "file": "JVBERi0xLjcK", "letters": letters,
    })
}

/// Asks until the letter is in that state; the relay says how it went.
async fn becomes(device: &Device, batch: &str, person: &str, want: &str) -> Value {
    let mut last = Value::Null;
    for _ in 0..400 {
        let (status, answer) = device.calls("GET", &format!("mail/{batch}"), None).await;
        assert_eq!(status, 200, "{answer}");
        let letters = answer["letters"].as_array().unwrap();
        last = letters
            .iter()
            .find(|letter| letter["person"] == person)
            .unwrap()
            .clone();
        if last["state"] == want {
            return last;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("{person} never became {want}: {last}");
}

#[tokio::test]
async fn each_letter_has_its_own_fate() {
    let smtp = SmtpServer::start().await;
    smtp.answers("gone@x.example", &["550 5.1.1 no such user here"]);
    smtp.answers("strict@x.example", &["550 5.7.1 rejected by policy"]);
    smtp.answers(
        "busy@x.example",
        &["451 4.3.0 try again later", "250 2.1.5 ok"],
    );
    let relay = start(&smtp, &[]);
    let office = Device::attach(&relay, "p", 1).await;
    let (status, setup) = office.calls("GET", "mail", None).await;
    assert_eq!(status, 200);
    assert!(
        setup["from"]
            .as_str()
            .unwrap()
            .contains("office@nightbus.example")
    );
    let people = [
        ("bo", "bo@x.example"),
        ("gone", "gone@x.example"),
        ("strict", "strict@x.example"),
        ("busy", "busy@x.example"),
        ("slip", "no address"),
    ];
    let (status, answer) = office
        .calls("POST", "mail", Some(mail("m", 0, &people)))
        .await;
    assert_eq!(status, 201, "{answer}");
    becomes(&office, "m", "bo", "sent").await;
    let bounced = becomes(&office, "m", "gone", "bounced").await;
    assert_eq!(bounced["said"], "550 5.1.1 no such user here");
    becomes(&office, "m", "strict", "blocked").await;
    becomes(&office, "m", "slip", "bounced").await;
    becomes(&office, "m", "busy", "sent").await;
    assert_eq!(smtp.asked("busy@x.example"), 2, "refused once, then taken");
    let all = smtp.taken();
    assert_eq!(all.len(), 2);
    let bo = all.iter().find(|mail| mail.to == "bo@x.example").unwrap();
    assert_eq!(bo.from, "office@nightbus.example");
    for part in [
        "Your call: 06:30",
        "%PDF-1.7",
        "day-3.pdf",
        "Reply-To: Dana <dana@nightbus.example>",
        "Message-ID: <p.m.bo@nightbus.example>",
        "Content-Type: application/pdf",
    ] {
        assert!(bo.data.contains(part), "{part} in\n{}", bo.data);
    }
}

#[tokio::test]
async fn what_is_taken_back_in_time_reaches_nobody() {
    let smtp = SmtpServer::start().await;
    let relay = start(&smtp, &[]);
    let office = Device::attach(&relay, "p", 1).await;
    let people = [("bo", "bo@x.example")];
    office
        .calls("POST", "mail", Some(mail("held", 60, &people)))
        .await;
    office
        .calls(
            "POST",
            "mail",
            Some(mail("now", 0, &[("cy", "cy@x.example")])),
        )
        .await;
    becomes(&office, "now", "cy", "sent").await;
    let (status, answer) = office.calls("DELETE", "mail/held", None).await;
    assert_eq!(status, 200);
    assert_eq!(answer["letters"][0]["state"], "taken_back");
    // What left cannot be called back, and says so.
    let (_, answer) = office.calls("DELETE", "mail/now", None).await;
    assert_eq!(answer["letters"][0]["state"], "sent");
    // Handing it over again, from a device that did not hear, does not send it after all.
    let (_, answer) = office
        .calls("POST", "mail", Some(mail("held", 0, &people)))
        .await;
    assert_eq!(answer["letters"][0]["state"], "taken_back");
    // Nor does a mail that was taken back before the relay had it.
    let (status, _) = office.calls("DELETE", "mail/late", None).await;
    assert_eq!(status, 200);
    let (_, answer) = office
        .calls("POST", "mail", Some(mail("late", 0, &people)))
        .await;
    assert_eq!(answer["letters"], json!([]));
    assert_eq!(smtp.asked("bo@x.example"), 0);
    // "Send now" ends the minute.
    office
        .calls(
            "POST",
            "mail",
            Some(mail("soon", 60, &[("di", "di@x.example")])),
        )
        .await;
    office.calls("POST", "mail/soon/now", None).await;
    becomes(&office, "soon", "di", "sent").await;
    assert_eq!(smtp.asked("bo@x.example"), 0);
}

#[tokio::test]
async fn a_restart_neither_loses_nor_doubles_mail() {
    let smtp = SmtpServer::start().await;
    let mut relay = start(&smtp, &[]);
    let office = Device::attach(&relay, "p", 1).await;
    office
        .calls(
            "POST",
            "mail",
            Some(mail("sent", 0, &[("bo", "bo@x.example")])),
        )
        .await;
    becomes(&office, "sent", "bo", "sent").await;
    office
        .calls(
            "POST",
            "mail",
            Some(mail("held", 2, &[("cy", "cy@x.example")])),
        )
        .await;
    relay.kill();
    assert_eq!(smtp.taken_by("cy@x.example"), 0);
    let mut relay = relay.start_again();
    let office = office.at(&relay);
    becomes(&office, "held", "cy", "sent").await;
    assert_eq!(smtp.taken_by("cy@x.example"), 1);
    assert!(relay.terminate().success());
    let relay = relay.start_again();
    let office = office.at(&relay);
    becomes(&office, "held", "cy", "sent").await;
    assert_eq!(
        smtp.taken_by("bo@x.example"),
        1,
        "sent before, and not again"
    );
    assert_eq!(smtp.taken_by("cy@x.example"), 1);
    // Nor does the same mail, handed over twice.
    office
        .calls(
            "POST",
            "mail",
            Some(mail("sent", 0, &[("bo", "bo@x.example")])),
        )
        .await;
    office
        .calls(
            "POST",
            "mail",
            Some(mail("next", 0, &[("di", "di@x.example")])),
        )
        .await;
    becomes(&office, "next", "di", "sent").await;
    assert_eq!(smtp.taken_by("bo@x.example"), 1);
}

#[tokio::test]
async fn mail_waits_for_a_server_that_is_down() {
    let smtp = SmtpServer::start().await;
    // Nothing listens there any more once the listener is dropped.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port().to_string();
    drop(free);
    let mut flags = smtp.flags();
    flags[3] = port;
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    let mut relay = TestRelay::start(&flags);
    let office = Device::attach(&relay, "p", 1).await;
    office
        .calls(
            "POST",
            "mail",
            Some(mail("m", 0, &[("bo", "bo@x.example")])),
        )
        .await;
    for _ in 0..400 {
        let letter = becomes(&office, "m", "bo", "queued").await;
        if letter["said"] != "" {
            assert!(relay.is_alive());
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("the relay never tried");
}

#[tokio::test]
async fn only_the_office_sends_mail() {
    let smtp = SmtpServer::start().await;
    let relay = start(&smtp, &[]);
    let office = Device::attach(&relay, "p", 1).await;
    let other = Device::attach(&relay, "q", 2).await;
    office
        .calls(
            "POST",
            "mail",
            Some(mail("m", 60, &[("bo", "bo@x.example")])),
        )
        .await;
    let calls = [
        ("GET", "mail", None),
        (
            "POST",
            "mail",
            Some(mail("n", 0, &[("cy", "cy@x.example")])),
        ),
        ("GET", "mail/m", None),
        ("DELETE", "mail/m", None),
        ("POST", "mail/m/now", None),
    ];
    for (tag, role) in (10..).zip([Role::Lead, Role::Crew, Role::Guest]) {
        let device = office.brings(&relay, role, None, tag).await;
        for (method, path, body) in calls.clone() {
            let (status, answer) = device.calls(method, path, body.clone()).await;
            assert_eq!(
                (status, &answer["code"]),
                (403, &"office_only".into()),
                "{role:?} {method} {path}"
            );
            let path = format!("/api/productions/p/{path}");
            for token in [Some(other.joined.token.as_str()), None] {
                let (status, _) =
                    crate::harness::call(relay.port, method, &path, token, body.clone()).await;
                assert_eq!(status, 401, "{method} {path}");
            }
        }
    }
    // The office of another production does not find this one's mail under its own name either.
    let (status, _) = other.calls("GET", "mail/m", None).await;
    assert_eq!(status, 404);
    let state = becomes(&office, "m", "bo", "queued").await;
    assert_eq!(state["said"], "");
    assert_eq!(smtp.taken().len(), 0);
}

#[tokio::test]
async fn mail_is_bounded() {
    let smtp = SmtpServer::start().await;
    let relay = start(&smtp, &["--mail-per-hour", "3", "--mail-file-mib", "1"]);
    let office = Device::attach(&relay, "p", 1).await;
    let send = |body: Value| {
        let office = office.clone();
        async move {
            let (status, answer) = office.calls("POST", "mail", Some(body)).await;
            (
                status,
                answer["code"].as_str().unwrap_or_default().to_owned(),
            )
        }
    };
    let one = [("bo", "bo@x.example")];
    let with = |field: &str, value: Value| {
        let mut body = mail("odd", 0, &one);
        body[field] = value;
        body
    };
    let bad = (422, "bad_mail".to_owned());
    assert_eq!(send(mail("none", 0, &[])).await, bad);
    assert_eq!(send(mail("twice", 0, &[one[0], one[0]])).await, bad);
    assert_eq!(send(with("hold_s", json!(601))).await, bad);
    assert_eq!(
        send(with("subject", json!("a\r\nBcc: all@x.example"))).await,
        bad
    );
    assert_eq!(send(with("file", json!("not base 64"))).await.0, 400);
    let large = "A".repeat(4 * 1024 * 1024 / 2);
    assert_eq!(
        send(with("file", json!(large))).await,
        (413, "large_file".to_owned())
    );
    let three = [
        ("bo", "bo@x.example"),
        ("cy", "cy@x.example"),
        ("di", "di@x.example"),
    ];
    assert_eq!(send(mail("three", 0, &three)).await.0, 201);
    assert_eq!(
        send(mail("more", 0, &one)).await,
        (429, "too_many".to_owned())
    );
}

#[tokio::test]
async fn a_relay_without_a_mail_server_says_so() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach(&relay, "p", 1).await;
    let (status, setup) = office.calls("GET", "mail", None).await;
    assert_eq!((status, &setup["from"]), (200, &Value::Null));
    let (status, answer) = office
        .calls(
            "POST",
            "mail",
            Some(mail("m", 0, &[("bo", "bo@x.example")])),
        )
        .await;
    assert_eq!((status, &answer["code"]), (409, &"no_mail".into()));
}

#[test]
fn a_relay_that_cannot_send_as_told_does_not_start() {
    let check = |flags: &[&str], want: &str| {
        let data = tempfile::TempDir::new().unwrap();
        let done = crate::harness::binary()
            .args(["serve", "--port", "0", "--data"])
            .arg(data.path())
            .args(flags)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(!done.status.success() && said.contains(want), "{said}");
    };
    check(&["--mail-host", "mail.example"], "--mail-from");
    check(
        &["--mail-host", "mail.example", "--mail-from", "nobody"],
        "not an address",
    );
    check(
        &[
            "--mail-host",
            "mail.example",
            "--mail-from",
            "a@b.example",
            "--mail-user",
            "a",
            "--mail-password-file",
            "/nowhere/at/all",
        ],
        "cannot be read",
    );
}
