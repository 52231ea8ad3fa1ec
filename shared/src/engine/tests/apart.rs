//! What two people wrote apart, and what two tabs of one device tell each other.

use super::*;
use crate::engine::replica::{Key, Replica};
use crate::record::{Value, Version};
use crate::wire::Refusal;

/// Another device over a copy of this desk's documents.
fn other_device(desk: &Desk) -> Desk {
    let mut other = Desk::new(40);
    let setup = Setup {
        device: DeviceTag([7; 8]),
        ..setup(40, false)
    };
    other.disk = desk.disk.clone();
    other.engine = Engine::start(setup, other.stored(), 1_000_000);
    other.does(Event::Lead { stored: Vec::new() });
    other
}

/// Another tab of the same device over the same disk, which does not lead.
fn other_tab(desk: &Desk) -> Desk {
    let mut other = Desk::new(50);
    other.disk = desk.disk.clone();
    other.is_attached = desk.is_attached;
    other.engine = engine(50, desk.is_attached, other.stored());
    other
}

/// Each hears what the other told since the last time.
fn tell_each_other(one: &mut Desk, two: &mut Desk) {
    while !(one.shared.is_empty() && two.shared.is_empty()) {
        for news in std::mem::take(&mut one.shared) {
            two.does(Event::Tab(news));
        }
        for news in std::mem::take(&mut two.shared) {
            one.does(Event::Tab(news));
        }
    }
}

fn calls(label: &str, minutes: i64) -> Command {
    Command::new(label).put(Kind::Day, &Id::new("d1"), "call", minutes)
}

fn values(desk: &Desk, field: &str) -> Vec<Value> {
    let day = desk.engine.book().get(&Kind::Day, &Id::new("d1"));
    let versions = day.and_then(|day| day.disagreement(field).map(<[Version]>::to_vec));
    let mut values: Vec<Value> = versions
        .unwrap_or_default()
        .into_iter()
        .map(|v| v.value)
        .collect();
    values.sort_by_key(|value| format!("{value:?}"));
    values
}

#[test]
fn undo_does_not_erase_what_somebody_else_wrote_apart() {
    let mut one = Desk::with_scenes(1, 1);
    one.acts(calls("six", 360));
    let mut two = other_device(&one);
    one.acts(calls("seven", 420));
    two.acts(calls("eight", 480));
    tell_each_other(&mut one, &mut two);
    assert_eq!(values(&one, "call"), [Value::Int(420), Value::Int(480)]);
    let shown = one.engine.book().get(&Kind::Day, &Id::new("d1")).cloned();
    // Whoever's value is the one that is shown takes back.
    let of_one = shown.and_then(|day| day.int("call")) == Some(420);
    let desk = if of_one { &mut one } else { &mut two };
    desk.does(Event::Ask {
        request: 2,
        ask: Ask::Undo(None),
    });
    assert!(matches!(desk.outcome(), Outcome::Partly { kept, .. } if kept.len() == 1));
    assert_eq!(values(desk, "call"), [Value::Int(420), Value::Int(480)]);
}

#[test]
fn the_first_sentences_of_two_who_wrote_apart_are_both_there_until_one_is_chosen() {
    let key = Key {
        kind: Kind::Day,
        id: Id::new("d1"),
        field: "safety".into(),
    };
    let mut one = Desk::with_scenes(1, 1);
    let mut two = other_device(&one);
    let writes = |text: &str| Command::new(text).write(Kind::Day, &Id::new("d1"), "safety", text);
    one.acts(writes("Hard hats."));
    two.acts(writes("Life vests."));
    tell_each_other(&mut one, &mut two);
    let both = [Value::text("Hard hats."), Value::text("Life vests.")];
    assert_eq!(values(&one, "safety"), both);
    assert_eq!(values(&two, "safety"), both);

    // Who writes on changes the one that is shown, and the other stays beside it.
    let shown = one
        .engine
        .book()
        .text(&Kind::Day, &Id::new("d1"), "safety")
        .to_owned();
    one.acts(writes(&format!("{shown} Boots.")));
    tell_each_other(&mut one, &mut two);
    assert_eq!(values(&two, "safety").len(), 2);

    // One is chosen, and stays a text that two write together.
    one.acts(Command::new("chosen").put(
        Kind::Day,
        &Id::new("d1"),
        "safety",
        Value::text("Life vests."),
    ));
    tell_each_other(&mut one, &mut two);
    assert_eq!(values(&two, "safety"), []);
    one.acts(writes("Life vests. Rope."));
    two.acts(writes("Warm Life vests."));
    tell_each_other(&mut one, &mut two);
    for desk in [&one, &two] {
        let text = desk
            .engine
            .book()
            .text(&Kind::Day, &Id::new("d1"), "safety");
        assert_eq!(text, "Warm Life vests. Rope.");
    }
    let replica = Replica::load(&saved(&two), [3; 16]).unwrap();
    assert!(replica.held(&key).versions.is_empty());
}

fn saved(desk: &Desk) -> Vec<u8> {
    let mut replica = Replica::empty([4; 16]).unwrap();
    for stored in desk.stored() {
        if stored.document == plan() {
            if let Some(snapshot) = &stored.snapshot {
                replica.absorb(snapshot).unwrap();
            }
            let mut chunks: Vec<_> = stored
                .chunks
                .iter()
                .map(|bytes| (verify(bytes).unwrap().start_op, bytes))
                .collect();
            chunks.sort();
            for (_, bytes) in chunks {
                replica.apply(bytes).unwrap();
            }
        }
    }
    replica.save()
}

/// The relay refuses the last push of a document for good.
fn refuses(desk: &mut Desk, code: Refusal) {
    let pushed = desk.sent.iter().rev().find_map(|frame| match frame {
        ToRelay::Push {
            document, batch, ..
        } => Some((document.clone(), *batch)),
        _ => None,
    });
    let (document, batch) = pushed.unwrap();
    desk.sent.clear();
    desk.hears(&FromRelay::Refused {
        document,
        batch,
        code,
        chunk: None,
    });
}

#[test]
fn edits_that_were_given_up_in_one_tab_are_gone_in_the_other() {
    let mut one = Desk::with_scenes(1, 2);
    one.attaches();
    let mut relay = Relay::default();
    relay.serves(&mut one);
    let mut two = other_tab(&one);
    one.shared.clear();
    one.acts(Command::new("bad").put(Kind::Scene, &Id::new("s1"), "number", 99i64));
    refuses(&mut one, Refusal::TooLarge);
    one.acts(Command::new("after").put(Kind::Scene, &Id::new("s0"), "number", 98i64));
    tell_each_other(&mut one, &mut two);
    let number = |desk: &Desk, scene: &str| {
        let scene = desk.engine.book().get(&Kind::Scene, &Id::new(scene));
        scene.and_then(|s| s.int("number"))
    };
    assert_eq!(number(&two, "s1"), Some(99));

    one.does(Event::Ask {
        request: 5,
        ask: Ask::Drop(plan()),
    });
    tell_each_other(&mut one, &mut two);
    for desk in [&one, &two] {
        assert_eq!((number(desk, "s0"), number(desk, "s1")), (Some(0), Some(1)));
    }

    // What the other tab writes next reaches the relay.
    two.writes_scene(7);
    tell_each_other(&mut one, &mut two);
    assert_eq!(number(&one, "s7"), Some(7));
    // After a refusal the relay is left alone for a while.
    one.now_ms += 10_000;
    one.does(Event::Tick);
    relay.serves(&mut one);
    assert_eq!(one.engine.waiting(), 0);
}

#[test]
fn edits_that_were_given_up_with_their_document_are_not_written_back_by_the_other_tab() {
    let mut one = Desk::with_scenes(1, 2);
    one.attaches();
    let mut relay = Relay::default();
    relay.serves(&mut one);
    let mut two = other_tab(&one);
    one.acts(Command::new("mine").put(Kind::Scene, &Id::new("s1"), "number", 99i64));
    one.hears(&FromRelay::Access {
        document: plan(),
        access: Access::None,
    });
    tell_each_other(&mut one, &mut two);
    one.does(Event::Ask {
        request: 5,
        ask: Ask::Drop(plan()),
    });
    assert_eq!(one.scenes(), 0);
    two.writes.clear();
    tell_each_other(&mut one, &mut two);
    assert_eq!(two.scenes(), 0);
    assert!(two.writes.iter().all(|store| store.snapshot.is_none()));
}

#[test]
fn an_edit_behind_a_slow_write_is_written_when_the_production_is_left() {
    let mut desk = Desk::with_scenes(1, 1);
    desk.is_slow = true;
    desk.writes_scene(1);
    desk.writes_scene(2);
    let ticket = desk.writes.last().map(|store| store.ticket).unwrap();
    desk.does(Event::NotStored {
        ticket,
        why: "full".into(),
        full: true,
    });
    for kept in desk.disk.values_mut() {
        // The disk did not take what was under way.
        kept.1.retain(|hash, _| {
            let failed = desk.writes.iter().rfind(|store| store.ticket == ticket);
            failed.is_none_or(|store| store.chunks.iter().all(|(h, _)| h != hash))
        });
    }
    for store in desk.engine.last_writes() {
        let kept = desk.disk.entry(store.document.clone()).or_default();
        kept.1.extend(store.chunks.iter().cloned());
        kept.0 = store.meta.clone();
        let carried: Vec<u64> = store.acts.kept.iter().map(|(act, _)| *act).collect();
        assert_eq!(carried.len(), 2);
    }
    let desk = desk.opened_again();
    assert_eq!(desk.scenes(), 3);
}
