//! Call sheets by mail: held back, sent, refused, tried again, taken back, and never twice.

use std::time::Duration;

use serde_json::{Value, json};
use shared::access::Role;

use crate::epochs::{number, sql};
use crate::harness::{Device, Halfway, SmtpServer, TestRelay, ask_with, call, halfway};

/// An office whose relay sends mail.
struct Desk {
    smtp: SmtpServer,
    relay: TestRelay,
    office: Device,
}

impl Desk {
    async fn open() -> Self {
        Self::with(SmtpServer::start().await, &[]).await
    }

    async fn with(smtp: SmtpServer, more: &[&str]) -> Self {
        let mut flags = smtp.flags();
        flags.extend(more.iter().map(|flag| (*flag).to_owned()));
        let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
        let relay = TestRelay::start(&flags);
        let office = Device::attach(&relay, "p", 1).await;
        Self {
            smtp,
            relay,
            office,
        }
    }

    /// The same desk after the relay came up again.
    fn start_again(self) -> Self {
        let relay = self.relay.start_again();
        Self {
            office: self.office.at(&relay),
            relay,
            ..self
        }
    }

    /// Hands a mail over.
    async fn sends(&self, mail: Value) -> (u16, Value) {
        self.office.calls("POST", "mail", Some(mail)).await
    }

    async fn takes_back(&self, id: &str) -> (u16, Value) {
        let path = format!("mail/{id}");
        self.office.calls("DELETE", &path, None).await
    }

    /// Ends the holding back.
    async fn lets_go(&self, id: &str) {
        let path = format!("mail/{id}/now");
        assert_eq!(self.office.calls("POST", &path, None).await.0, 200);
    }

    /// Asks until the letter is in that state; the relay says how it went.
    async fn becomes(&self, batch: &str, person: &str, want: &str) -> Value {
        let mut last = Value::Null;
        for _ in 0..400 {
            let path = format!("mail/{batch}");
            let (status, answer) = self.office.calls("GET", &path, None).await;
            assert_eq!(status, 200, "{answer}");
            let letters = answer["letters"].as_array().unwrap();
            let letter = letters.iter().find(|letter| letter["person"] == person);
            last = letter.unwrap().clone();
            if last["state"] == want {
                return last;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("{person} never became {want}: {last}");
    }

    /// Puts a device out, or lowers what it may do.
    async fn lowers(&self, device: &Device, role: Option<&str>) {
        let path = format!("devices/{}", device.joined.device);
        let (status, answer) = match role {
            Some(role) => {
                let change = Some(json!({"role": role}));
                self.office.calls("PATCH", &path, change).await
            }
            None => self.office.calls("DELETE", &path, None).await,
        };
        assert!(matches!(status, 200 | 204), "{answer}");
    }
}

/// A mail to people at `<person>@x.example`, held back for some seconds.
fn mail(id: &str, hold_s: u32, people: &[&str]) -> Value {
    let letters: Vec<Value> = people
        .iter()
        .map(|person| {
            json!({"person": person, "name": "Zoë", "address": format!("{person}@x.example"),
                   "text": format!("Your call: 06:30\n{person}")})
        })
        .collect();
    json!({
        "id": id, "subject": "Call sheet, day 3 – Blue", "hold_s": hold_s,
        "reply_to": "Dana <dana@nightbus.example>",
        "file_name": "day-3.pdf", "file": "JVBERi0xLjcK", "letters": letters,
    })
}

fn code((status, answer): (u16, Value)) -> (u16, String) {
    let code = answer["code"].as_str().unwrap_or_default();
    (status, code.to_owned())
}

/// Sends the head of a mail; the relay has let the device in and waits for the letters.
async fn begins(device: &Device, mail: &Value) -> Halfway {
    let token = format!("Bearer {}", device.joined.token);
    let headers = [
        ("authorization", token.as_str()),
        ("content-type", "application/json"),
    ];
    let body = mail.to_string().into_bytes();
    halfway(
        device.port,
        "POST",
        "/api/productions/p/mail",
        &headers,
        body,
    )
    .await
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
    let desk = Desk::with(smtp, &[]).await;
    let (status, setup) = desk.office.calls("GET", "mail", None).await;
    assert_eq!(status, 200);
    let from = setup["from"].as_str().unwrap();
    assert!(from.contains("office@nightbus.example"));
    let mut letters = mail("m", 0, &["bo", "gone", "strict", "busy", "slip"]);
    letters["letters"][4]["address"] = json!("no address");
    let (status, answer) = desk.sends(letters).await;
    assert_eq!(status, 201, "{answer}");
    desk.becomes("m", "bo", "sent").await;
    let bounced = desk.becomes("m", "gone", "bounced").await;
    assert_eq!(bounced["said"], "550 5.1.1 no such user here");
    desk.becomes("m", "strict", "blocked").await;
    desk.becomes("m", "slip", "bounced").await;
    desk.becomes("m", "busy", "sent").await;
    let asked = desk.smtp.asked("busy@x.example");
    assert_eq!(asked, 2, "refused once, then taken");
    let all = desk.smtp.taken();
    assert_eq!(all.len(), 2);
    for (person, mail) in ["bo", "busy"].into_iter().zip(&all) {
        assert_eq!(mail.to, format!("{person}@x.example"));
        assert_eq!(mail.from, "office@nightbus.example");
        for part in [
            "Your call: 06:30",
            "%PDF-1.7",
            "day-3.pdf",
            "Reply-To: Dana <dana@nightbus.example>",
            &format!("Message-ID: <p.m.{person}@nightbus.example>"),
            "Content-Type: application/pdf",
        ] {
            assert!(mail.data.contains(part), "{part} in\n{}", mail.data);
        }
    }
}

#[tokio::test]
async fn what_is_taken_back_in_time_reaches_nobody() {
    let desk = Desk::open().await;
    desk.sends(mail("held", 60, &["bo"])).await;
    desk.sends(mail("now", 0, &["cy"])).await;
    desk.becomes("now", "cy", "sent").await;
    let (status, answer) = desk.takes_back("held").await;
    assert_eq!(status, 200);
    assert_eq!(answer["letters"][0]["state"], "taken_back");
    // What left cannot be called back, and says so.
    let (_, answer) = desk.takes_back("now").await;
    assert_eq!(answer["letters"][0]["state"], "sent");
    // Handing it over again, from a device that did not hear, does not send it after all.
    let (_, answer) = desk.sends(mail("held", 0, &["bo"])).await;
    assert_eq!(answer["letters"][0]["state"], "taken_back");
    // Nor does a mail that was taken back before the relay had it.
    assert_eq!(desk.takes_back("late").await.0, 200);
    let (_, answer) = desk.sends(mail("late", 0, &["bo"])).await;
    assert_eq!(answer["letters"], json!([]));
    assert_eq!(desk.smtp.asked("bo@x.example"), 0);
    // "Send now" ends the minute.
    desk.sends(mail("soon", 60, &["di"])).await;
    desk.lets_go("soon").await;
    desk.becomes("soon", "di", "sent").await;
    assert_eq!(desk.smtp.asked("bo@x.example"), 0);
}

#[tokio::test]
async fn a_letter_that_was_on_its_way_is_not_tried_again_after_the_undo() {
    let smtp = SmtpServer::start().await;
    for person in ["bo", "cy"] {
        let answers = ["451 4.3.0 try again later", "250 2.1.5 ok"];
        smtp.answers(&format!("{person}@x.example"), &answers);
    }
    let mut desk = Desk::with(smtp, &[]).await;
    let mut hold = desk.smtp.holds("bo@x.example");
    desk.sends(mail("m", 0, &["bo"])).await;
    hold.reached().await;
    desk.takes_back("m").await;
    desk.becomes("m", "bo", "queued").await;
    hold.let_go();
    desk.becomes("m", "bo", "taken_back").await;
    // Nor where the relay went down in between.
    let mut hold = desk.smtp.holds("cy@x.example");
    desk.sends(mail("n", 0, &["cy"])).await;
    hold.reached().await;
    desk.takes_back("n").await;
    desk.relay.kill();
    hold.let_go();
    let desk = desk.start_again();
    desk.becomes("n", "cy", "taken_back").await;
    assert_eq!(desk.smtp.asked("bo@x.example"), 1);
    assert_eq!(desk.smtp.taken().len(), 0);
}

#[tokio::test]
async fn a_restart_neither_loses_nor_doubles_mail() {
    let mut desk = Desk::open().await;
    desk.sends(mail("sent", 0, &["bo"])).await;
    desk.becomes("sent", "bo", "sent").await;
    desk.sends(mail("held", 2, &["cy"])).await;
    desk.relay.kill();
    assert_eq!(desk.smtp.taken_by("cy@x.example"), 0);
    let mut desk = desk.start_again();
    desk.becomes("held", "cy", "sent").await;
    assert_eq!(desk.smtp.taken_by("cy@x.example"), 1);
    assert!(desk.relay.terminate().success());
    let desk = desk.start_again();
    desk.becomes("held", "cy", "sent").await;
    let taken = desk.smtp.taken_by("bo@x.example");
    assert_eq!(taken, 1, "sent before, and not again");
    assert_eq!(desk.smtp.taken_by("cy@x.example"), 1);
    // Nor does the same mail, handed over twice.
    desk.sends(mail("sent", 0, &["bo"])).await;
    desk.sends(mail("next", 0, &["di"])).await;
    desk.becomes("next", "di", "sent").await;
    assert_eq!(desk.smtp.taken_by("bo@x.example"), 1);
}

#[tokio::test]
async fn mail_waits_for_a_server_that_is_down() {
    let mut smtp = SmtpServer::start().await;
    // Nothing listens there any more once the listener is dropped.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    smtp.port = free.local_addr().unwrap().port();
    drop(free);
    let mut desk = Desk::with(smtp, &[]).await;
    desk.sends(mail("m", 0, &["bo"])).await;
    for _ in 0..400 {
        let letter = desk.becomes("m", "bo", "queued").await;
        if letter["said"] != "" {
            assert!(desk.relay.is_alive());
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("the relay never tried");
}

#[tokio::test]
async fn only_the_office_sends_mail() {
    let desk = Desk::open().await;
    let other = Device::attach(&desk.relay, "q", 2).await;
    desk.sends(mail("m", 60, &["bo"])).await;
    let calls = [
        ("GET", "mail", None),
        ("POST", "mail", Some(mail("n", 0, &["cy"]))),
        ("GET", "mail/m", None),
        ("DELETE", "mail/m", None),
        ("POST", "mail/m/now", None),
    ];
    for (tag, role) in (10..).zip([Role::Lead, Role::Crew, Role::Guest]) {
        let device = desk.office.brings(&desk.relay, role, None, tag).await;
        for (method, path, body) in calls.clone() {
            let answer = device.calls(method, path, body.clone()).await;
            let want = (403, "office_only".to_owned());
            assert_eq!(code(answer), want, "{role:?} {method} {path}");
            let path = format!("/api/productions/p/{path}");
            for token in [Some(other.joined.token.as_str()), None] {
                let (status, _) = call(desk.relay.port, method, &path, token, body.clone()).await;
                assert_eq!(status, 401, "{method} {path}");
            }
        }
    }
    // The office of another production does not find this one's mail under its own name either.
    assert_eq!(other.calls("GET", "mail/m", None).await.0, 404);
    let state = desk.becomes("m", "bo", "queued").await;
    assert_eq!(state["said"], "");
    assert_eq!(desk.smtp.taken().len(), 0);
}

#[tokio::test]
async fn mail_of_a_device_that_may_no_longer_send_does_not_leave() {
    let desk = Desk::open().await;
    for (tag, role) in (10..).zip([None, Some("crew"), Some("lead")]) {
        let dana = desk
            .office
            .brings(&desk.relay, Role::Office, None, tag)
            .await;
        let id = format!("held{tag}");
        let body = mail(&id, 60, &["bo", "cy"]);
        assert_eq!(dana.calls("POST", "mail", Some(body)).await.0, 201);
        desk.lowers(&dana, role).await;
        desk.lets_go(&id).await;
        for person in ["bo", "cy"] {
            let letter = desk.becomes(&id, person, "failed").await;
            let said = letter["said"].as_str().unwrap();
            assert!(said.contains("may no longer send"), "{role:?} {said}");
        }
        // Somebody else's mail is not held up by it.
        let id = format!("own{tag}");
        desk.sends(mail(&id, 0, &["di"])).await;
        desk.becomes(&id, "di", "sent").await;
    }
    assert_eq!(desk.smtp.asked("bo@x.example"), 0);
    assert_eq!(desk.smtp.asked("cy@x.example"), 0);
    assert_eq!(desk.smtp.taken_by("di@x.example"), 3);
}

#[tokio::test]
async fn a_device_that_is_put_out_between_two_letters_sends_no_other() {
    let desk = Desk::open().await;
    let dana = desk.office.brings(&desk.relay, Role::Office, None, 2).await;
    let mut hold = desk.smtp.holds("bo@x.example");
    let body = Some(mail("m", 0, &["bo", "cy"]));
    assert_eq!(dana.calls("POST", "mail", body).await.0, 201);
    hold.reached().await;
    desk.lowers(&dana, None).await;
    hold.let_go();
    desk.becomes("m", "bo", "sent").await;
    desk.becomes("m", "cy", "failed").await;
    assert_eq!(desk.smtp.asked("cy@x.example"), 0);
}

#[tokio::test]
async fn a_device_that_is_put_out_while_it_hands_mail_over_sends_none() {
    let desk = Desk::open().await;
    let checks = [
        (None, (401, "not_signed_in")),
        (Some("crew"), (403, "office_only")),
    ];
    for (tag, (role, want)) in (10..).zip(checks) {
        let dana = desk
            .office
            .brings(&desk.relay, Role::Office, None, tag)
            .await;
        let half = begins(&dana, &mail("m", 0, &["bo"])).await;
        desk.lowers(&dana, role).await;
        let answer = half.finish().await;
        assert_eq!((answer.status, answer.code().as_str()), want);
    }
    assert_eq!(desk.office.calls("GET", "mail/m", None).await.0, 404);
    desk.sends(mail("own", 0, &["di"])).await;
    desk.becomes("own", "di", "sent").await;
    assert_eq!(desk.smtp.taken().len(), 1);
}

#[tokio::test]
async fn mail_is_bounded() {
    let flags = ["--mail-per-hour", "3", "--mail-file-mib", "1"];
    let desk = Desk::with(SmtpServer::start().await, &flags).await;
    let send = async |body: Value| code(desk.sends(body).await);
    let with = |field: &str, value: Value| {
        let mut body = mail("odd", 0, &["bo"]);
        body[field] = value;
        body
    };
    let bad = (422, "bad_mail".to_owned());
    assert_eq!(send(mail("none", 0, &[])).await, bad);
    assert_eq!(send(mail("twice", 0, &["bo", "bo"])).await, bad);
    assert_eq!(send(with("hold_s", json!(601))).await, bad);
    let two_lines = json!("a\r\nBcc: all@x.example");
    assert_eq!(send(with("subject", two_lines)).await, bad);
    assert_eq!(send(with("file", json!("not base 64"))).await.0, 400);
    let large = "A".repeat(4 * 1024 * 1024 / 2);
    let too_large = (413, "large_file".to_owned());
    assert_eq!(send(with("file", json!(large))).await, too_large);
    assert_eq!(send(mail("three", 60, &["bo", "cy", "di"])).await.0, 201);
    let too_many = (429, "too_many".to_owned());
    assert_eq!(send(mail("more", 0, &["bo"])).await, too_many);
    // Undo is no mail: it goes when the hour is full.
    let (status, answer) = desk.takes_back("three").await;
    assert_eq!(
        (status, &answer["letters"][0]["state"]),
        (200, &"taken_back".into())
    );
    assert_eq!(desk.takes_back("more").await.0, 200);
}

#[tokio::test]
async fn names_that_were_taken_back_unsent_do_not_pile_up() {
    let desk = Desk::open().await;
    desk.sends(mail("m", 60, &["bo"])).await;
    // What somebody leaves behind who takes back all night.
    sql(
        &desk.relay,
        "INSERT INTO mail_batches (production, name, device, subject, file_name, made_ms, release_ms)
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
         SELECT 'p', 'left' || i, 'd', '', '', strftime('%s') * 1000, 0 FROM n",
    )
    .await;
    assert_eq!(desk.takes_back("late").await.0, 200);
    let names = "SELECT count(*) FROM mail_batches WHERE name <> 'm'";
    assert_eq!(number(&desk.relay, names).await, 1000);
    let (_, answer) = desk.sends(mail("late", 0, &["bo"])).await;
    assert_eq!(answer["letters"], json!([]), "the latest are remembered");
    desk.becomes("m", "bo", "queued").await;
}

#[tokio::test]
async fn a_relay_that_reads_enough_mail_asks_for_patience() {
    let smtp = SmtpServer::start().await;
    let desk = Desk::with(smtp, &["--mail-bodies", "1"]).await;
    let first = begins(&desk.office, &mail("first", 0, &["bo"])).await;
    let token = format!("Bearer {}", desk.office.joined.token);
    let headers = [
        ("authorization", token.as_str()),
        ("content-type", "application/json"),
    ];
    let second = mail("second", 0, &["cy"]).to_string();
    let send = async || {
        let path = "/api/productions/p/mail";
        ask_with(desk.relay.port, "POST", path, &headers, second.as_bytes()).await
    };
    let busy = send().await;
    assert_eq!((busy.status, busy.code().as_str()), (503, "busy"));
    assert_eq!(busy.header("retry-after"), Some("10"));
    assert!(busy.text().contains("in 10 seconds"), "{}", busy.text());
    // Everything else about mail goes on meanwhile.
    assert_eq!(desk.takes_back("other").await.0, 200);
    assert_eq!(first.finish().await.status, 201);
    assert_eq!(send().await.status, 201);
    desk.becomes("first", "bo", "sent").await;
    desk.becomes("second", "cy", "sent").await;
}

#[tokio::test]
async fn what_mail_said_is_not_kept_once_it_is_done() {
    let smtp = SmtpServer::start().await;
    smtp.answers("gone@x.example", &["550 5.1.1 no such user here"]);
    let desk = Desk::with(smtp, &[]).await;
    let words = "SELECT count(*) FROM mail_letters WHERE text <> '' OR address <> '' OR name <> ''";
    let files = "SELECT count(*) FROM mail_batches
                 WHERE file IS NOT NULL OR subject <> '' OR file_name <> '' OR reply_to IS NOT NULL";
    let mut hold = desk.smtp.holds("cy@x.example");
    desk.sends(mail("m", 0, &["bo", "gone", "cy"])).await;
    hold.reached().await;
    assert_eq!(
        number(&desk.relay, files).await,
        1,
        "one letter needs it yet"
    );
    assert_eq!(number(&desk.relay, words).await, 1);
    hold.let_go();
    desk.becomes("m", "cy", "sent").await;
    desk.sends(mail("back", 60, &["bo"])).await;
    desk.takes_back("back").await;
    assert_eq!(number(&desk.relay, files).await, 0);
    assert_eq!(number(&desk.relay, words).await, 0);
    let attached = desk.smtp.taken();
    assert!(attached.iter().all(|mail| mail.data.contains("%PDF-1.7")));
    // What became of it is told for a month, whoever hands it over again.
    for (person, state) in [("bo", "sent"), ("gone", "bounced"), ("cy", "sent")] {
        desk.becomes("m", person, state).await;
    }
    let (_, answer) = desk.sends(mail("m", 0, &["bo", "gone", "cy"])).await;
    assert_eq!(answer["letters"].as_array().unwrap().len(), 3);
    sql(
        &desk.relay,
        "UPDATE mail_batches SET made_ms = made_ms - 31 * 86400000 WHERE name = 'm'",
    )
    .await;
    let desk = desk.start_again();
    desk.sends(mail("next", 0, &["di"])).await;
    desk.becomes("next", "di", "sent").await;
    assert_eq!(desk.office.calls("GET", "mail/m", None).await.0, 404);
    assert_eq!(desk.smtp.taken_by("bo@x.example"), 1);
}

#[tokio::test]
async fn a_relay_without_a_mail_server_says_so() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach(&relay, "p", 1).await;
    let (status, setup) = office.calls("GET", "mail", None).await;
    assert_eq!((status, &setup["from"]), (200, &Value::Null));
    let body = Some(mail("m", 0, &["bo"]));
    let answer = office.calls("POST", "mail", body).await;
    assert_eq!(code(answer), (409, "no_mail".to_owned()));
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
    let host = ["--mail-host", "mail.example"];
    let with = |more: &[&'static str]| [&host[..], more].concat();
    check(&host, "--mail-from");
    check(&with(&["--mail-from", "nobody"]), "not an address");
    let password = [
        "--mail-from",
        "a@b.example",
        "--mail-user",
        "a",
        "--mail-password-file",
        "/nowhere/at/all",
    ];
    check(&with(&password), "cannot be read");
}
