//! Bounds: every one of them is answered, and none of them takes the relay down.

use std::time::Duration;

use futures_util::SinkExt;
use shared::access::Role;
use shared::wire::{Closing, FromRelay, Refusal, ToRelay};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};

use crate::harness::{Device, Line, TestRelay, doc, get_with, of_many_operations};

#[tokio::test]
async fn a_slow_socket_is_told_to_pull_again() {
    let relay = TestRelay::start(&["--queue-frames", "8", "--compact-bytes", "100000000"]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let plan = doc(&office.production, "plan");
    let sam = office.brings(&relay, Role::Guest, None, 2).await;
    let mut slow = sam.online().await;
    let mut line = office.online().await;
    let mut author = office.author(1);
    // The network between holds some megabytes; then the queue fills.
    for _ in 0..40 {
        let chunk = author.writes(&"x".repeat(500_000));
        line.pushes(&plan, vec![chunk]).await.unwrap();
    }
    let mut last = 1;
    let mut cursor = None;
    loop {
        match slow.next().await {
            FromRelay::Deliver { chunks, epoch, .. } => {
                assert_eq!(chunks[0].sequence, last + 1);
                last += 1;
                let hash = shared::chunk::verify(&chunks[0].bytes).unwrap().hash;
                cursor = Some(shared::wire::Cursor {
                    epoch,
                    sequence: last,
                    hash: Some(hash),
                });
            }
            FromRelay::Resync { document } => break assert_eq!(document, plan),
            other => panic!("{other:?}"),
        }
    }
    assert!(last < 41, "something was dropped");
    let tail = slow.pulls(&plan, cursor).await;
    assert_eq!(
        tail.chunks.first().unwrap().sequence,
        last + 1,
        "and comes with the pull"
    );
    assert_eq!((tail.last(), tail.heads), (41, author.heads()));
    line.pushes(&plan, vec![author.writes("then")])
        .await
        .unwrap();
    let told = slow.settle().await;
    assert!(matches!(&told[..], [FromRelay::Deliver { chunks, .. }] if chunks[0].sequence == 42));
}

#[tokio::test]
async fn unreadable_frames_close_the_session() {
    let relay = TestRelay::start(&["--max-frame-bytes", "100000"]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let messages = [
        (Message::text("hello"), Closing::Malformed),
        (Message::binary(vec![]), Closing::Malformed),
        (Message::binary(vec![0xc1; 100]), Closing::Malformed),
        (
            Message::binary(b"\x81\xa1t\xa6nobody".to_vec()),
            Closing::Malformed,
        ),
        (Message::binary(vec![0; 100_001]), Closing::TooLarge),
    ];
    for (message, want) in messages {
        let mut line = office.online().await;
        let _ = line.wire.send(message.clone()).await;
        assert_eq!(line.closing().await, want);
        // Before it said who it is, too.
        let mut line = Line::connect(relay.port).await;
        let _ = line.wire.send(message).await;
        assert_eq!(line.closing().await, want);
    }
    // A frame that says that it holds four billion chunks.
    let mut bytes = shared::wire::encode(&ToRelay::Push {
        document: doc(&office.production, "plan"),
        batch: 1,
        chunks: vec![],
    });
    let at = bytes.len() - 1;
    assert_eq!(bytes[at], 0x90, "an empty list");
    bytes.splice(at.., [0xdd, 0xff, 0xff, 0xff, 0xff]);
    let mut line = office.online().await;
    line.send_bytes(bytes).await;
    assert_eq!(line.closing().await, Closing::Malformed);
}

#[tokio::test]
async fn a_stranger_cannot_send_much() {
    let relay = TestRelay::start(&["--max-hello-bytes", "10000"]);
    let mut line = Line::connect(relay.port).await;
    let _ = line.wire.send(Message::binary(vec![0; 1_000_000])).await;
    assert_eq!(line.closing().await, Closing::TooLarge);
    // Whoever said who it is may.
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let mut author = office.author(1);
    let large = author.writes(&"x".repeat(1_000_000));
    let pushed = office
        .online()
        .await
        .pushes(&doc(&office.production, "plan"), vec![large])
        .await;
    assert_eq!(pushed, Ok(vec![2]));
}

#[tokio::test]
async fn an_office_with_thousands_of_documents_can_connect() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach_and_begin(&relay, "abcdefghijklmnopqrst", 1).await;
    let cursor = shared::wire::Cursor {
        epoch: shared::id::Id::new("abcdefghijklmnopqrst"),
        sequence: u64::from(u32::MAX),
        hash: Some(shared::chunk::ChunkHash([0xff; 32])),
    };
    let cursors = (0..5000).map(|n| {
        let document = doc(&office.production, &format!("personal:{n:020}"));
        (document, cursor.clone())
    });
    let (_, opening) = office.online_with(cursors.collect()).await;
    assert!(!opening.tails.is_empty());
    // Who is bounded closer still is.
    let relay = TestRelay::start(&["--max-documents", "100", "--max-hello-bytes", "10000"]);
    let mut line = Line::connect(relay.port).await;
    let _ = line.wire.send(Message::binary(vec![0; 100_000])).await;
    assert_eq!(line.closing().await, Closing::TooLarge);
}

#[tokio::test]
async fn silence_closes_and_a_ping_keeps() {
    let relay = TestRelay::start(&["--hello-seconds", "1", "--silence-seconds", "2"]);
    let office = Device::attach(&relay, "p", 1).await;
    let mut quiet = Line::connect(relay.port).await;
    assert_eq!(quiet.closing().await, Closing::Silent);
    let mut line = office.online().await;
    for _ in 0..3 {
        tokio::time::sleep(Duration::from_secs(1)).await;
        line.settle().await;
    }
    assert_eq!(line.closing().await, Closing::Silent);
}

/// Sends the WebSocket's own pings until the relay closes; nothing if it does not.
async fn closing_while_it_pings(line: &mut Line) -> Option<Closing> {
    for _ in 0..16 {
        let _ = line.wire.send(Message::Ping(Vec::new().into())).await;
        let closing = tokio::time::timeout(Duration::from_millis(500), line.closing());
        if let Ok(code) = closing.await {
            return Some(code);
        }
    }
    None
}

#[tokio::test]
async fn a_sockets_own_pings_are_silence() {
    let relay = TestRelay::start(&["--hello-seconds", "1", "--silence-seconds", "2"]);
    let office = Device::attach(&relay, "p", 1).await;
    let mut stranger = Line::connect(relay.port).await;
    let closing = closing_while_it_pings(&mut stranger).await;
    assert_eq!(closing, Some(Closing::Silent), "before the hello");
    let mut line = office.online().await;
    let closing = closing_while_it_pings(&mut line).await;
    assert_eq!(closing, Some(Closing::Silent), "after it");
    // Between two fragments of a frame that never ends.
    let mut line = office.online().await;
    let part = Frame::message(vec![1u8], OpCode::Data(Data::Binary), false);
    line.wire.send(Message::Frame(part)).await.unwrap();
    let closing = closing_while_it_pings(&mut line).await;
    assert_eq!(closing, Some(Closing::Silent), "in the middle of a frame");
}

#[tokio::test]
async fn the_oldest_socket_of_a_device_makes_room_for_its_newest() {
    let relay = TestRelay::start(&["--max-sockets-per-device", "3"]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let sam = office.brings(&relay, Role::Guest, None, 2).await;
    let mut other = sam.online().await;
    let mut lines = Vec::new();
    for _ in 0..5 {
        lines.push(office.online().await);
    }
    for line in &mut lines[..2] {
        assert_eq!(line.closing().await, Closing::TooMany);
    }
    for line in &mut lines[2..] {
        line.settle().await;
    }
    other.settle().await;
}

#[tokio::test]
async fn a_socket_that_takes_nothing_makes_room_at_once() {
    let relay = TestRelay::start(&[
        "--max-sockets-per-device",
        "1",
        "--max-sockets-per-address",
        "2",
    ]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let plan = doc(&office.production, "plan");
    let mut line = office.online().await;
    let mut author = office.author(1);
    for _ in 0..40 {
        let chunk = author.writes(&"x".repeat(500_000));
        line.pushes(&plan, vec![chunk]).await.unwrap();
    }
    drop(line);
    // It is welcomed and reads no further: more comes than the network between holds, so that the
    // relay stands in the middle of a write. Two have no place for a third until one is gone.
    let comes = async || {
        for _ in 0..100 {
            let mut line = Line::connect(relay.port).await;
            line.send(&Line::hello_of(&office, vec![])).await;
            match line.read().await {
                Some(FromRelay::Welcome { .. }) => return line,
                _ => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
        panic!("no place became free");
    };
    let mut stuck = Vec::new();
    for _ in 0..4 {
        stuck.push(comes().await);
    }
}

#[tokio::test]
async fn too_many_sockets_are_told_so() {
    let relay = TestRelay::start(&["--max-sockets-per-address", "3"]);
    let office = Device::attach(&relay, "p", 1).await;
    let mut lines = Vec::new();
    for _ in 0..3 {
        lines.push(office.online().await);
    }
    let mut fourth = Line::connect(relay.port).await;
    assert_eq!(fourth.closing().await, Closing::TooMany);
    lines.pop();
    // The place is free once the relay noticed.
    for _ in 0..100 {
        let mut again = Line::connect(relay.port).await;
        again.send(&Line::hello_of(&office, vec![])).await;
        match again.read().await {
            Some(FromRelay::Welcome { .. }) => return,
            _ => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
    panic!("no place became free");
}

#[tokio::test]
async fn a_device_that_pushes_too_fast_is_slowed() {
    let relay = TestRelay::start(&["--push-burst", "5", "--pushes-per-second", "0"]);
    let office = Device::attach(&relay, "p", 1).await;
    let plan = doc(&office.production, "plan");
    let mut line = office.online().await;
    let mut author = office.author(1);
    line.pushes(&plan, vec![crate::harness::genesis()])
        .await
        .unwrap();
    let mut refused = 0;
    for _ in 0..10 {
        match line.pushes(&plan, vec![author.writes("x")]).await {
            Ok(_) => assert_eq!(
                refused, 0,
                "an accepted chunk never depends on a refused one"
            ),
            Err((Refusal::Slow, None)) => refused += 1,
            Err((Refusal::MissingDependency, _)) if refused > 0 => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(refused, 6, "five of eleven, the genesis among them");
}

#[tokio::test]
async fn operations_that_take_no_bytes_are_paced() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let sam = office.brings(&relay, Role::Crew, None, 2).await;
    let floor = doc(&office.production, "floor");
    let mut line = sam.online().await;
    let bomb = |run| vec![of_many_operations(sam.tag, run, 900_000)];
    assert_eq!(line.pushes(&floor, bomb(1)).await, Ok(vec![2]));
    let refused = line.pushes(&floor, bomb(2)).await;
    assert_eq!(refused, Err((Refusal::Slow, None)));
    // A script that somebody pastes is worth its bytes, and so is an edit.
    let mut author = sam.author(3);
    let pasted = author.pastes(&"INT. NIGHT BUS - DAWN. ".repeat(20_000));
    assert_eq!(line.pushes(&floor, vec![pasted]).await, Ok(vec![3]));
    let edit = author.writes("an edit");
    assert_eq!(line.pushes(&floor, vec![edit]).await, Ok(vec![4]));
    // Nobody else pays for it.
    let mut other = office.online().await;
    let bomb = vec![of_many_operations(office.tag, 1, 900_000)];
    assert_eq!(other.pushes(&floor, bomb).await, Ok(vec![5]));
}

#[tokio::test]
async fn guessing_invitations_is_slowed() {
    let relay = TestRelay::start(&["--joins-per-minute", "5"]);
    let office = Device::attach(&relay, "p", 1).await;
    for tag in 10..30 {
        office.brings(&relay, Role::Guest, None, tag).await;
    }
    for _ in 0..5 {
        let (status, _) = Device::try_join(&relay, &office.production, "guess", 2).await;
        assert_eq!(status, 404);
    }
    let code = office.invites(Role::Guest, None, false).await;
    let (status, answer) = Device::try_join(&relay, &office.production, &code, 2).await;
    assert_eq!((status, &answer["code"]), (429, &"too_many".into()));
}

#[tokio::test]
async fn attaching_productions_is_slowed() {
    let relay = TestRelay::start(&["--creates-per-minute", "3"]);
    for n in 0..3 {
        Device::attach(&relay, &format!("p{n}"), 1).await;
    }
    let (status, answer) = Device::try_attach(&relay, "p4", 1).await;
    assert_eq!((status, &answer["code"]), (429, &"too_many".into()));
}

#[tokio::test]
async fn a_foreign_page_cannot_connect() {
    let relay = TestRelay::start(&["--origin", "https://crew.example.com"]);
    let upgrade = |origin: &'static str| {
        let port = relay.port;
        async move {
            let headers = [
                ("upgrade", "websocket"),
                ("sec-websocket-version", "13"),
                ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
                ("origin", origin),
            ];
            get_with(port, "/api/join", &headers[3..]).await.status
        }
    };
    assert_eq!(upgrade("https://evil.example").await, 403);
    assert_eq!(upgrade("null").await, 403);
    assert_eq!(upgrade("http://localhost").await, 405, "its own page");
    assert_eq!(
        upgrade("https://crew.example.com").await,
        405,
        "an allowed one"
    );
    let headers = [("origin", "https://evil.example")];
    let answer = get_with(relay.port, "/sync", &headers).await;
    assert_eq!(answer.status, 403);
    assert!(answer.text().contains("foreign_origin"));
    assert_eq!(get_with(relay.port, "/sync", &[]).await.status, 426);
}

#[tokio::test]
async fn a_full_disk_refuses_and_forgets_nothing() {
    let mut relay = TestRelay::start(&[]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let plan = doc(&office.production, "plan");
    let mut line = office.online().await;
    let mut author = office.author(1);
    let first = author.writes("kept");
    line.pushes(&plan, vec![first.clone()]).await.unwrap();
    // The disk says no: as good as full, and works as root too.
    crate::epochs::sql(
        &relay,
        "CREATE TRIGGER full BEFORE INSERT ON chunks BEGIN SELECT RAISE(ABORT, 'full'); END",
    )
    .await;
    let second = author.writes("waits");
    let refused = line.pushes(&plan, vec![second.clone()]).await;
    assert_eq!(refused, Err((Refusal::Storage, None)));
    crate::epochs::sql(&relay, "DROP TRIGGER full").await;
    assert_eq!(
        line.pushes(&plan, vec![first, second]).await,
        Ok(vec![2, 3])
    );
    assert!(relay.is_alive());
}

#[tokio::test]
async fn a_full_log_refuses_and_another_production_goes_on() {
    let relay = TestRelay::start(&["--max-log-mib", "1"]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let plan = doc(&office.production, "plan");
    let mut author = office.author(1);
    let first = author.writes(&"x".repeat(600_000));
    let second = author.writes(&"x".repeat(600_000));
    let mut line = office.online().await;
    assert_eq!(line.pushes(&plan, vec![first.clone()]).await, Ok(vec![2]));
    let full = Err((Refusal::Storage, None));
    assert_eq!(line.pushes(&plan, vec![second.clone()]).await, full);
    let floor = doc(&office.production, "floor");
    let small = office.author(2).writes(&"x".repeat(600_000));
    assert_eq!(line.pushes(&floor, vec![small]).await, full, "all its logs");
    // What it has it still says.
    assert_eq!(line.pushes(&plan, vec![first]).await, Ok(vec![2]));
    let other = Device::attach_and_begin(&relay, "q", 1).await;
    let chunk = other.author(1).writes(&"x".repeat(600_000));
    let elsewhere = doc(&other.production, "plan");
    let mut others = other.online().await;
    assert_eq!(others.pushes(&elsewhere, vec![chunk]).await, Ok(vec![2]));
    let relay = relay.start_again();
    let mut line = office.at(&relay).online().await;
    assert_eq!(line.pushes(&plan, vec![second]).await, full);
}
