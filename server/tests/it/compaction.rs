//! Long logs become a snapshot and a tail, and nobody can tell the difference.

use std::time::Duration;

use automerge::{Automerge, Change};
use shared::access::Role;
use shared::chunk::ChunkHash;
use shared::id::DocId;
use shared::wire::{Bytes, Closing, FRAME_MAX_BYTES, ToRelay};

use crate::harness::{Device, Line, Tail, TestRelay, doc};

const FLAGS: [&str; 2] = ["--compact-chunks", "100"];

/// Pulls from nothing until a snapshot comes.
async fn compacted(relay: &TestRelay, line: &mut Line, document: &DocId) -> Tail {
    for _ in 0..200 {
        let tail = line.pulls(document, None).await;
        if tail.snapshot.is_some() {
            return tail;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("never compacted: {}", relay.said())
}

fn heads_of(tail: &Tail) -> Vec<ChunkHash> {
    let (_, bytes) = tail.snapshot.as_ref().unwrap();
    let mut document = Automerge::load(bytes).unwrap();
    let changes = tail
        .chunks
        .iter()
        .map(|c| Change::try_from(c.bytes.as_slice()).unwrap());
    document.apply_changes(changes.collect::<Vec<_>>()).unwrap();
    let mut heads: Vec<ChunkHash> = document
        .get_heads()
        .iter()
        .map(|h| ChunkHash(h.0))
        .collect();
    heads.sort();
    heads
}

#[tokio::test]
async fn a_fresh_device_gets_a_snapshot_and_the_tail_with_the_same_heads() {
    let relay = TestRelay::start(&FLAGS);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let plan = doc(&office.production, "plan");
    let mut line = office.online().await;
    // Two branches, so that the snapshot may be cut between them.
    let (mut left, mut right) = (office.author(1), office.author(2));
    let mut all: Vec<Bytes> = Vec::new();
    for _ in 0..60 {
        all.push(left.writes("left"));
        all.push(right.writes("right"));
    }
    let early = {
        line.pushes(&plan, all[..10].to_vec()).await.unwrap();
        line.pulls(&plan, None).await.cursor()
    };
    line.pushes(&plan, all[10..].to_vec()).await.unwrap();
    let tail = compacted(&relay, &mut line, &plan).await;
    let (sequence, _) = tail.snapshot.as_ref().unwrap();
    assert_eq!(
        (*sequence, tail.last()),
        (71, 121),
        "half of the bound stays as chunks"
    );
    assert_eq!(tail.chunks.first().unwrap().sequence, 72);
    let mut want: Vec<ChunkHash> = left.heads();
    want.extend(right.heads());
    want.sort();
    assert_eq!(tail.heads, want);
    assert_eq!(heads_of(&tail), want);

    // An old cursor gets the snapshot, one behind it only chunks.
    let old = line.pulls(&plan, Some(early)).await;
    assert_eq!(old.snapshot.as_ref().unwrap().0, 71);
    let mut cursor = tail.cursor();
    let at = |sequence: u64| tail.chunks.iter().find(|c| c.sequence == sequence).unwrap();
    cursor.sequence = 100;
    cursor.hash = Some(shared::chunk::verify(&at(100).bytes).unwrap().hash);
    let near = line.pulls(&plan, Some(cursor)).await;
    assert!(near.snapshot.is_none() && !near.restart);
    assert_eq!(near.chunks.len(), 21);
    // A cursor on the snapshot itself needs no snapshot.
    let on = shared::wire::Cursor {
        epoch: tail.epoch.clone().unwrap(),
        sequence: 71,
        hash: tail.snapshot_hash,
    };
    let on = line.pulls(&plan, Some(on)).await;
    assert!(on.snapshot.is_none() && !on.restart);

    // Chunks behind the snapshot keep their places: a retry is still free.
    let again = line.pushes(&plan, all[..3].to_vec()).await;
    assert_eq!(again, Ok(vec![2, 3, 4]));

    // And again, on top of the snapshot, after a restart.
    for _ in 0..60 {
        line.pushes(&plan, vec![left.writes("more")]).await.unwrap();
    }
    let relay = relay.start_again();
    let sam = office.at(&relay).brings(&relay, Role::Guest, None, 2).await;
    let mut line = sam.online().await;
    let tail = loop {
        let tail = compacted(&relay, &mut line, &plan).await;
        if tail.snapshot.as_ref().unwrap().0 > 71 {
            break tail;
        }
    };
    assert_eq!(heads_of(&tail), tail.heads);
    assert_eq!(tail.last(), 181);
}

/// Text that does not shrink when a document is saved.
fn noise(size_bytes: usize, seed: u64) -> String {
    let mut state = seed.wrapping_mul(2) | 1;
    let letter = |_| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        char::from(b' ' + (state >> 33) as u8 % 94)
    };
    (0..size_bytes).map(letter).collect()
}

#[tokio::test]
async fn a_snapshot_larger_than_any_frame_reaches_a_device_that_joins() {
    let relay = TestRelay::start(&FLAGS);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let plan = doc(&office.production, "plan");
    let mut line = office.online().await;
    let mut author = office.author(1);
    // The author's twenty keys are written over and over: the history is what is large.
    for n in 0..24 {
        let heavy = author.writes(&noise(1024 * 1024, n));
        line.pushes(&plan, vec![heavy]).await.unwrap();
    }
    line.pushes(&plan, author.writes_many(300)).await.unwrap();
    // It is folded step by step: the first snapshots hold a part of it.
    let size = |tail: &Tail| tail.snapshot.as_ref().unwrap().1.len();
    let mut tail = compacted(&relay, &mut line, &plan).await;
    for _ in 0..100 {
        if size(&tail) > FRAME_MAX_BYTES {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        tail = line.pulls(&plan, None).await;
    }
    assert!(size(&tail) > FRAME_MAX_BYTES, "{}", relay.said());
    assert!(tail.frames > 4, "{} frames", tail.frames);
    assert_eq!(heads_of(&tail), author.heads());

    let sam = office.brings(&relay, Role::Guest, None, 2).await;
    let (_, opening) = sam.online_with(Vec::new()).await;
    assert_eq!(heads_of(&opening.tails[&plan]), author.heads());

    // An app from before there were parts is told to update, and nothing it cannot read.
    let mut old = Line::connect(relay.port).await;
    let mut hello = Line::hello_of(&sam, vec![]);
    if let ToRelay::Hello { parts, .. } = &mut hello {
        *parts = false;
    }
    old.send(&hello).await;
    assert_eq!(old.closing().await, Closing::ProtocolTooOld);
}

#[tokio::test]
async fn a_log_that_cannot_be_merged_stays_as_it_is() {
    let mut relay = TestRelay::start(&FLAGS);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let plan = doc(&office.production, "plan");
    let mut line = office.online().await;
    let mut author = office.author(1);
    line.pushes(&plan, author.writes_many(90)).await.unwrap();
    // A bit of the disk rots.
    crate::epochs::sql(
        &relay,
        "UPDATE chunks SET bytes = x'00' WHERE sequence = 20",
    )
    .await;
    line.pushes(&plan, author.writes_many(90)).await.unwrap();
    for _ in 0..200 {
        if relay.said().contains("cannot be compacted") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    line.pushes(&plan, author.writes_many(90)).await.unwrap();
    assert!(relay.is_alive());
    assert_eq!(
        relay.said().matches("cannot be compacted").count(),
        1,
        "{}",
        relay.said()
    );
    let tail = line.pulls(&plan, None).await;
    assert_eq!((tail.snapshot.is_none(), tail.last()), (true, 271));
}
