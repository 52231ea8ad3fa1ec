//! Backups put back: the relay notices, and devices bring what it lost.

use shared::access::Role;
use shared::chunk::verify;
use shared::wire::{Bytes, Cursor, FromRelay};
use sqlx::ConnectOptions;

use crate::harness::{Device, TestRelay, doc};

/// Changes the relay's file from outside.
pub async fn sql(relay: &TestRelay, statement: &'static str) {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(relay.file());
    let mut conn = options.connect().await.unwrap();
    sqlx::query(statement).execute(&mut conn).await.unwrap();
}

/// Reads one number out of the relay's file.
pub async fn number(relay: &TestRelay, query: &'static str) -> i64 {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(relay.file());
    let mut conn = options.connect().await.unwrap();
    sqlx::query_scalar(query)
        .fetch_one(&mut conn)
        .await
        .unwrap()
}

fn restore(relay: &TestRelay, backup: &std::path::Path) {
    for end in ["-wal", "-shm"] {
        let mut side = relay.file().into_os_string();
        side.push(end);
        let _ = std::fs::remove_file(side);
    }
    std::fs::copy(backup, relay.file()).unwrap();
}

#[tokio::test]
async fn a_restored_backup_is_noticed_and_filled_up_again() {
    let mut relay = TestRelay::start(&[]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let sam = office.brings(&relay, Role::Crew, None, 2).await;
    let plan = doc(&office.production, "plan");
    let mut author = office.author(1);
    let kept = author.writes_many(3);
    let mut line = office.online().await;
    line.pushes(&plan, kept).await.unwrap();
    drop(line);
    assert!(relay.terminate().success());
    let backup = relay.data().join("backup");
    std::fs::copy(relay.file(), &backup).unwrap();

    let mut relay = relay.start_again();
    let (mut line, opening) = office.at(&relay).online_with(vec![]).await;
    let first_epoch = opening.epoch;
    let lost = author.writes_many(4);
    assert_eq!(line.pushes(&plan, lost.clone()).await, Ok(vec![5, 6, 7, 8]));
    let held: Vec<Bytes> = line
        .pulls(&plan, None)
        .await
        .chunks
        .into_iter()
        .map(|logged| logged.bytes)
        .collect();
    let cursor = line.pulls(&plan, None).await.cursor();
    relay.kill();
    restore(&relay, &backup);

    // Sam is back first and sees nothing odd: the log he read is all there.
    let relay = relay.start_again();
    let (mut sams, opening) = sam.at(&relay).online_with(vec![]).await;
    assert_eq!(opening.epoch, first_epoch);
    assert_eq!(opening.tails[&plan].last(), 4);

    // The office read further than this log goes.
    let cursors = vec![(plan.clone(), cursor)];
    let (mut line, opening) = office.at(&relay).online_with(cursors.clone()).await;
    assert_ne!(opening.epoch, first_epoch);
    let tail = &opening.tails[&plan];
    assert!(tail.restart);
    assert_eq!(tail.last(), 4);
    let told = sams.settle().await;
    assert_eq!(
        told,
        [FromRelay::Epoch {
            epoch: opening.epoch.clone()
        }]
    );

    // Pushing everything again is right: what is there keeps its place.
    assert_eq!(line.pushes(&plan, held).await, Ok((1..=8).collect()));
    let tail = sams.pulls(&plan, Some(cursors[0].1.clone())).await;
    assert!(tail.restart, "the cursor is of the epoch before");
    assert_eq!(tail.heads, author.heads());
    assert_eq!(tail.epoch, Some(opening.epoch.clone()));
    // And the new epoch stays: nothing is lost any more.
    let (_, again) = office
        .at(&relay)
        .online_with(vec![(plan.clone(), tail.cursor())])
        .await;
    assert_eq!(again.epoch, opening.epoch);
    assert!(!again.tails[&plan].restart);
}

#[tokio::test]
async fn another_chunk_at_the_same_place_is_noticed_in_a_pull() {
    let relay = TestRelay::start(&[]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let plan = doc(&office.production, "plan");
    let (mut line, opening) = office.online_with(vec![]).await;
    let mut author = office.author(1);
    let chunk = author.writes("x");
    line.pushes(&plan, vec![chunk]).await.unwrap();
    let other = verify(&office.author(9).writes("other")).unwrap().hash;
    let cursor = Cursor {
        epoch: opening.epoch.clone(),
        sequence: 2,
        hash: Some(other),
    };
    line.send(&shared::wire::ToRelay::Pull {
        document: plan.clone(),
        cursor: Some(cursor.clone()),
    })
    .await;
    let FromRelay::Epoch { epoch } = line.next().await else {
        panic!("an epoch first")
    };
    assert_ne!(epoch, opening.epoch);
    let tail = line.read_tail(&plan).await;
    assert!(tail.restart);
    assert_eq!((tail.last(), tail.epoch), (2, Some(epoch.clone())));

    // A device that says so again and again does not make everybody pull each time.
    let cursor = Cursor {
        epoch: epoch.clone(),
        ..cursor
    };
    let tail = line.pulls(&plan, Some(cursor)).await;
    assert!(tail.restart);
    assert_eq!(tail.epoch, Some(epoch));
}

#[tokio::test]
async fn one_productions_loss_is_not_the_others() {
    let relay = TestRelay::start(&[]);
    let here = Device::attach_and_begin(&relay, "p", 1).await;
    let there = Device::attach_and_begin(&relay, "q", 2).await;
    let (mut there_line, _) = there.online_with(vec![]).await;
    let (_, opening) = here.online_with(vec![]).await;
    let far = Cursor {
        epoch: opening.epoch.clone(),
        sequence: 99,
        hash: None,
    };
    let (_, again) = here
        .online_with(vec![(doc(&here.production, "plan"), far)])
        .await;
    assert_ne!(again.epoch, opening.epoch);
    assert_eq!(there_line.settle().await, []);
}

#[tokio::test]
async fn an_operator_begins_new_epochs_by_hand() {
    let mut relay = TestRelay::start(&[]);
    let office = Device::attach_and_begin(&relay, "p", 1).await;
    let plan = doc(&office.production, "plan");
    let (_, opening) = office.online_with(vec![]).await;
    let run = |relay: &TestRelay| {
        let mut command = crate::harness::binary();
        command
            .args(["new-epoch", "--data"])
            .arg(relay.data())
            .output()
            .unwrap()
    };
    let refused = run(&relay);
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("Stop it first"));
    relay.terminate();
    assert!(run(&relay).status.success());
    let relay = relay.start_again();
    let cursor = opening.tails[&plan].cursor();
    let (_, again) = office
        .at(&relay)
        .online_with(vec![(plan.clone(), cursor)])
        .await;
    assert_ne!(again.epoch, opening.epoch);
    assert!(again.tails[&plan].restart);
}
