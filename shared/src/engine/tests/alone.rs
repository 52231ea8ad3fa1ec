//! A production that no relay knows, and what becomes of it when one does.

use super::*;
use crate::wire::PUSH_MAX_CHUNKS;

#[test]
fn alone_nothing_waits_for_anything() {
    let mut desk = Desk::with_scenes(1, 30).opened_again();
    assert_eq!((desk.scenes(), desk.engine.waiting()), (30, 0));
    assert_eq!(desk.waiting(), Vec::new());
}

#[test]
fn a_tab_that_opens_tells_the_others_of_the_log_and_not_of_the_whole_history() {
    let desk = Desk::with_scenes(1, 700).opened_again();
    let logged = desk.disk[&plan()].1.len();
    assert!(desk.disk[&plan()].2.is_some() && (1..400).contains(&logged));
    assert_eq!(desk.told_chunks(), logged);
}

#[test]
fn what_was_made_alone_is_pushed_in_bounded_batches_once_there_is_a_relay() {
    let count = 2 * PUSH_MAX_CHUNKS + 300;
    let mut desk = Desk::with_scenes(1, count).opened_again();
    desk.does(Event::Lead { stored: Vec::new() });
    desk.attaches();
    // The first record of the production waits as well.
    assert_eq!(desk.engine.waiting(), count + 1);
    assert_eq!(desk.waiting().len(), 1000, "the newest are named");
    let newest = &desk.waiting()[0];
    assert_eq!(newest.label, format!("scene {}", count - 1));
    let touched: Vec<_> = newest
        .touched
        .iter()
        .map(|t| (t.id.as_str(), &*t.field))
        .collect();
    assert_eq!(touched, [(format!("s{}", count - 1).as_str(), "number")]);

    let mut other = Desk::new(7);
    other.engine = engine(7, false, desk.stored());
    other.does(Event::Tab(TabNews::Attached {
        relay: "relay".into(),
        token: "token".into(),
    }));
    assert_eq!(other.engine.waiting(), count + 1);

    desk.shared.clear();
    let mut relay = Relay::default();
    relay.serves(&mut desk);
    let most = relay.pushes.iter().max().copied();
    assert!(relay.pushes.len() < 10 && most <= Some(PUSH_MAX_CHUNKS));
    assert_eq!(relay.logs[&plan()].len(), count + 2);
    assert_eq!((desk.engine.waiting(), desk.waiting().len()), (0, 0));

    // The tab that does not speak with the relay counts along.
    let mut left = Vec::new();
    for news in std::mem::take(&mut desk.shared) {
        other.does(Event::Tab(news));
        left.push(other.engine.waiting());
    }
    assert!(left.is_sorted_by(|a, b| a >= b) && left.contains(&(count + 1 - 999)));
    assert_eq!(left.last(), Some(&0));

    // And what is written now goes by itself.
    desk.writes_scene(99_999);
    assert_eq!(desk.engine.waiting(), 1);
    relay.serves(&mut desk);
    assert_eq!((relay.pushes.last(), desk.engine.waiting()), (Some(&1), 0));
}

#[test]
fn a_log_that_is_only_packed_brings_the_stored_records_nothing_new() {
    let mut desk = Desk::with_scenes(1, 0);
    desk.writes.clear();
    for n in 0..700 {
        desk.writes_scene(n);
    }
    let packed: Vec<_> = desk
        .writes
        .iter()
        .filter(|w| w.snapshot.is_some())
        .collect();
    assert_eq!(packed.len(), 1);
    for write in &desk.writes {
        assert_eq!(write.is_news, write.snapshot.is_none());
    }
}
