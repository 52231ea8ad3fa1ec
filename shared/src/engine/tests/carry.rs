//! Files that bring a production, or a part of it.

use super::*;
use crate::engine::bundle;

fn file(desk: &mut Desk) -> Vec<u8> {
    desk.does(Event::Ask {
        request: 3,
        ask: Ask::Export,
    });
    let bundle = desk.told.iter().find_map(|told| match told {
        FromEngine::Bundle { bytes, .. } => Some(bytes.to_vec()),
        _ => None,
    });
    bundle.unwrap()
}

fn opens(desk: &mut Desk, bytes: Vec<u8>) -> u32 {
    desk.writes.clear();
    desk.does(Event::Import { request: 4, bytes });
    match desk.outcome() {
        Outcome::Arrived { changes, .. } => changes,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_long_production_is_written_to_the_disk_as_one_snapshot() {
    let bytes = file(&mut Desk::with_scenes(1, 700));
    let mut desk = Desk::new(50);
    assert_eq!(opens(&mut desk, bytes.clone()), 701);
    let plan_writes: Vec<_> = desk
        .writes
        .iter()
        .filter(|w| w.document == plan())
        .collect();
    assert!(plan_writes.iter().all(|w| w.chunks.is_empty()));
    assert_eq!(
        plan_writes.iter().filter(|w| w.snapshot.is_some()).count(),
        1
    );
    assert!(plan_writes.iter().any(|w| w.is_news));
    assert_eq!(desk.scenes(), 700);
    let mut desk = desk.opened_again();
    assert_eq!(desk.scenes(), 700);
    assert_eq!(
        opens(&mut desk, bytes),
        0,
        "a second time it brings nothing"
    );
}

#[test]
fn a_file_merges_into_what_was_written_here_meanwhile() {
    let mut theirs = Desk::with_scenes(1, 20);
    let mut ours = Desk::new(50);
    assert_eq!(opens(&mut ours, file(&mut theirs)), 21);
    assert!(
        ours.writes.iter().all(|w| w.snapshot.is_none()),
        "a few go to the log"
    );
    for n in 1000..1005 {
        ours.writes_scene(n);
    }
    for n in 20..750 {
        theirs.writes_scene(n);
    }
    theirs.told.clear();
    assert_eq!(opens(&mut ours, file(&mut theirs)), 730);
    assert_eq!(ours.opened_again().scenes(), 755);
}

#[test]
fn what_a_file_brought_is_not_pushed_before_the_disk_has_it() {
    let bytes = file(&mut Desk::with_scenes(1, 700));
    let mut desk = Desk::with_scenes(30, 0);
    desk.attaches();
    let mut relay = Relay::default();
    relay.serves(&mut desk);
    desk.is_slow = true;
    opens(&mut desk, bytes);
    assert_eq!(desk.engine.waiting(), 702 - 1);
    assert!(desk.sent.is_empty());
    desk.is_slow = false;
    let tickets: Vec<u64> = desk.writes.iter().map(|w| w.ticket).collect();
    for ticket in tickets {
        desk.does(Event::Stored { ticket });
    }
    relay.serves(&mut desk);
    assert_eq!(desk.engine.waiting(), 0);
    let (manifest, _) = bundle::read(&file(&mut desk)).unwrap();
    assert_eq!(manifest.documents.len(), 4);
}

#[test]
fn a_sample_becomes_a_production_of_ones_own() {
    let bytes = file(&mut Desk::with_scenes(1, 3));
    let (id, copy) = bundle::own_copy(&bytes, DeviceTag([5; 8])).unwrap();
    let setup = Setup {
        production: id.clone(),
        ..setup(60, false)
    };
    let mut engine = Engine::start(setup, Vec::new(), 1_000_000);
    let mut opens = |bytes: &[u8]| {
        let effects = engine.import_copy(4, bytes, 1_000_000);
        let arrived = effects.into_iter().find_map(|effect| match effect {
            Effect::Tell(FromEngine::Done {
                outcome:
                    Outcome::Arrived {
                        production,
                        changes,
                        ..
                    },
                ..
            }) => Some((production, changes)),
            _ => None,
        });
        let own = engine
            .book()
            .production()
            .map(|p| (p.id.clone(), p.text("title").to_owned()));
        (arrived, own)
    };
    let own = Some((id.clone(), "Ferry".to_owned()));
    assert_eq!(opens(&copy), (Some((id.clone(), 4)), own.clone()));
    // Opened again, it is there already, and stays as it is.
    assert_eq!(opens(&copy), (Some((id, 0)), own));
    assert_eq!(engine.book().all(&Kind::Scene).count(), 3);
}
