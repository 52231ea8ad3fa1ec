//! The plug is pulled in the middle of pushes: nothing that was accepted is missing.

use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

use automerge::Automerge;
use shared::access::Role;
use shared::chunk::verify;
use shared::wire::{Bytes, Closing, FromRelay};

use crate::harness::{Device, Line, TestRelay, doc};

/// Pushes until the line breaks; returns what was written and what was accepted.
async fn push_until_cut(device: Device) -> (Vec<Bytes>, BTreeMap<u64, usize>) {
    let floor = doc(&device.production, "floor");
    let mut author = device.author(1);
    let mut line = device.online().await;
    let (mut written, mut accepted) = (Vec::new(), BTreeMap::new());
    let mut waiting: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    loop {
        let from = written.len();
        written.extend(author.writes_many(1 + from % 5));
        let batch = line.send_push(&floor, written[from..].to_vec()).await;
        waiting.insert(batch, (from..written.len()).collect());
        while waiting.len() > 3 {
            match line.read().await {
                Some(FromRelay::Accepted {
                    batch, sequences, ..
                }) => {
                    let places = waiting.remove(&batch).unwrap();
                    accepted.extend(sequences.into_iter().zip(places));
                }
                Some(FromRelay::Refused { code, .. }) => panic!("{code:?}"),
                Some(_) => {}
                None => return (written, accepted),
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_accepted_is_missing_after_a_kill() {
    // Short enough that compactions are cut as well.
    let flags = ["--push-burst", "100000", "--compact-chunks", "500"];
    let mut relay = TestRelay::start(&[&flags[..], &["--pushes-per-second", "100000"]].concat());
    let mut office = Device::attach_and_begin(&relay, "p", 1).await;
    let floor = doc(&office.production, "floor");
    for round in 0..4u8 {
        let mut pushing = Vec::new();
        for n in 0..3u8 {
            let device = office
                .brings(&relay, Role::Crew, None, 10 + 3 * round + n)
                .await;
            pushing.push(tokio::spawn(push_until_cut(device)));
        }
        // Not a wait for anything: only so that the kill falls at different moments.
        tokio::time::sleep(Duration::from_millis(150 + 70 * u64::from(round))).await;
        relay.kill();
        relay = relay.start_again();
        office = office.at(&relay);
        let tail = office.online().await.pulls(&floor, None).await;
        // What was compacted has lost its sequence, not its hash.
        let (compacted, mut kept) = tail.snapshot.map_or((0, HashSet::new()), |(upto, bytes)| {
            let document = Automerge::load(&bytes).unwrap();
            let changes = document.get_changes(&[]);
            (upto, changes.iter().map(|change| change.hash().0).collect())
        });
        assert!(kept.len() as u64 >= compacted, "of {compacted} compacted");
        for (at, logged) in (compacted + 1..).zip(tail.chunks) {
            assert_eq!(logged.sequence, at);
            kept.insert(verify(&logged.bytes).unwrap().hash.0);
        }
        let mut accepted_all = 0;
        for pushing in pushing {
            let (written, accepted) = pushing.await.unwrap();
            accepted_all += accepted.len();
            for (sequence, place) in accepted {
                let hash = verify(&written[place]).unwrap().hash.0;
                assert!(kept.contains(&hash), "sequence {sequence}");
            }
        }
        assert!(accepted_all > 0, "the kill fell into real work");
    }
}

#[tokio::test]
async fn stopping_says_goodbye_and_keeps_everything() {
    let mut relay = TestRelay::start(&[]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let plan = doc(&office.production, "plan");
    let mut line = office.online().await;
    let mut author = office.author(1);
    line.pushes(&plan, author.writes_many(10)).await.unwrap();
    let closing = tokio::spawn(async move { line.closing().await });
    let (relay, status) = tokio::task::spawn_blocking(move || {
        let status = relay.terminate();
        (relay, status)
    })
    .await
    .unwrap();
    assert!(status.success());
    assert_eq!(closing.await.unwrap(), Closing::Stopping);
    let mut wal = relay.file().into_os_string();
    wal.push("-wal");
    assert!(
        !std::path::Path::new(&wal).exists(),
        "one file is the whole backup"
    );
    let relay = relay.start_again();
    let tail = office.at(&relay).online().await.pulls(&plan, None).await;
    assert_eq!(tail.heads, author.heads());
}

#[tokio::test]
async fn a_device_that_knows_nothing_of_the_crash_goes_on() {
    let mut relay = TestRelay::start(&[]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let plan = doc(&office.production, "plan");
    let mut author = office.author(1);
    let mut line = office.online().await;
    let first = author.writes_many(2);
    line.pushes(&plan, first.clone()).await.unwrap();
    relay.kill();
    let relay = relay.start_again();
    let office = office.at(&relay);
    let mut line = Line::connect(office.port).await;
    line.hello(&office, vec![]).await;
    let mut again = first;
    again.push(author.writes("after"));
    assert_eq!(line.pushes(&plan, again).await, Ok(vec![2, 3, 4]));
}
