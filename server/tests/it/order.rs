//! Many writers at once: everyone sees one order, without gaps.

use shared::access::Role;
use shared::wire::{Closing, FromRelay, ToRelay};

use crate::harness::{Device, TestRelay, doc};

/// Several devices push at the same time while others listen: each listener gets every
/// chunk once, in the order of its sequence; Accepted and Deliver never cross.
#[tokio::test(flavor = "multi_thread")]
async fn everyone_sees_the_same_order() {
    const WRITERS: u8 = 6;
    const PUSHES: usize = 40;
    let relay = TestRelay::start(&[]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let floor = doc(&office.production, "floor");
    let mut lines = Vec::new();
    for n in 0..WRITERS {
        let device = office.brings(&relay, Role::Crew, None, 20 + n).await;
        lines.push((device.online().await, device));
    }
    let mut tasks = Vec::new();
    for (mut line, device) in lines {
        let floor = floor.clone();
        tasks.push(tokio::spawn(async move {
            let mut author = device.author(1);
            let mut own = Vec::new();
            let mut seen: Vec<u64> = Vec::new();
            let total = 1 + WRITERS as usize * PUSHES;
            for _ in 0..PUSHES {
                let chunk = author.writes("x");
                own.push(line.send_push(&floor, vec![chunk]).await);
            }
            while seen.len() + 1 < total {
                match line.next().await {
                    FromRelay::Accepted {
                        batch, sequences, ..
                    } => {
                        assert_eq!(
                            batch,
                            own.remove(0),
                            "answers come in the order of the pushes"
                        );
                        seen.extend(sequences);
                    }
                    FromRelay::Deliver { chunks, .. } => {
                        seen.extend(chunks.iter().map(|chunk| chunk.sequence));
                    }
                    other => panic!("{other:?}"),
                }
            }
            seen
        }));
    }
    for task in tasks {
        let seen = task.await.unwrap();
        let want: Vec<u64> = (2..2 + seen.len() as u64).collect();
        assert_eq!(seen, want);
    }
}

/// Whoever connects in the middle of it gets a tail and then deliveries, without a gap.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_connects_in_the_middle_misses_nothing() {
    let relay = TestRelay::start(&["--max-sockets-per-device", "20"]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let floor = doc(&office.production, "floor");
    let writer = {
        let (office, floor) = (office.clone(), floor.clone());
        tokio::spawn(async move {
            let mut line = office.online().await;
            let mut author = office.author(1);
            for _ in 0..300 {
                line.pushes(&floor, vec![author.writes("x")]).await.unwrap();
            }
        })
    };
    let sam = office.brings(&relay, Role::Crew, None, 2).await;
    let mut lines = Vec::new();
    for _ in 0..20 {
        let (line, mut opening) = sam.online_with(vec![]).await;
        let tail = opening.tails.remove(&floor).unwrap();
        let sequences: Vec<u64> = tail.chunks.iter().map(|chunk| chunk.sequence).collect();
        assert_eq!(sequences, (1..=tail.last()).collect::<Vec<_>>());
        lines.push((line, tail.last()));
    }
    writer.await.unwrap();
    for (mut line, mut last) in lines {
        for frame in line.settle().await {
            if let FromRelay::Deliver { chunks, .. } = frame {
                for chunk in chunks {
                    assert_eq!(chunk.sequence, last + 1);
                    last = chunk.sequence;
                }
            }
        }
        assert_eq!(last, 301);
    }
}

#[tokio::test]
async fn a_cursor_gets_only_what_came_after_it() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let plan = doc(&office.production, "plan");
    let mut line = office.online().await;
    let mut author = office.author(1);
    line.pushes(&plan, author.writes_many(5)).await.unwrap();
    let cursor = line.pulls(&plan, None).await.cursor();
    line.pushes(&plan, author.writes_many(3)).await.unwrap();
    let (_, opening) = office.online_with(vec![(plan.clone(), cursor)]).await;
    let tail = &opening.tails[&plan];
    let sequences: Vec<u64> = tail.chunks.iter().map(|chunk| chunk.sequence).collect();
    assert_eq!(sequences, [7, 8, 9]);
    assert_eq!(tail.heads, author.heads());
    assert!(!tail.restart);
}

#[tokio::test]
async fn a_long_tail_comes_in_pieces() {
    let relay = TestRelay::start(&["--compact-bytes", "100000000", "--compact-chunks", "100000"]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let plan = doc(&office.production, "plan");
    let mut line = office.online().await;
    let mut author = office.author(1);
    for _ in 0..10 {
        let chunk = author.writes(&"x".repeat(400_000));
        line.pushes(&plan, vec![chunk]).await.unwrap();
    }
    let tail = line.pulls(&plan, None).await;
    assert_eq!((tail.last(), tail.frames), (11, 4));
    assert_eq!(tail.heads, author.heads());
}

#[tokio::test]
async fn those_who_are_there_are_counted() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach(&relay, "p", 1).await;
    let mut line = office.online().await;
    let sam = office.brings(&relay, Role::Crew, None, 2).await;
    let first = sam.online().await;
    let second = sam.online().await;
    let told = loop {
        if let Some(FromRelay::Present { count }) = line.read().await {
            break count;
        }
    };
    assert_eq!(told, 1, "two sockets of one device are one device");
    drop((first, second));
    let told = loop {
        if let Some(FromRelay::Present { count }) = line.read().await {
            break count;
        }
    };
    assert_eq!(told, 0);
}

#[tokio::test]
async fn frames_out_of_turn_close_the_session() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach(&relay, "p", 1).await;
    let plan = doc(&office.production, "plan");
    let early: [ToRelay; 2] = [
        ToRelay::Ping,
        ToRelay::Pull {
            document: plan,
            cursor: None,
        },
    ];
    for frame in early {
        let mut line = crate::harness::Line::connect(relay.port).await;
        line.send(&frame).await;
        assert_eq!(line.closing().await, Closing::Malformed);
    }
    let mut line = office.online().await;
    line.send(&crate::harness::Line::hello_of(&office, vec![]))
        .await;
    assert_eq!(line.closing().await, Closing::Malformed);
    for (protocol, want) in [(0, Closing::ProtocolTooOld), (99, Closing::ProtocolTooNew)] {
        let mut line = crate::harness::Line::connect(relay.port).await;
        let mut hello = crate::harness::Line::hello_of(&office, vec![]);
        if let ToRelay::Hello { protocol: said, .. } = &mut hello {
            *said = protocol;
        }
        line.send(&hello).await;
        assert_eq!(line.closing().await, want);
    }
}
