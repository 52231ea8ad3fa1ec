//! What Ctrl-Z takes back, and what it leaves alone.

use super::*;
use crate::engine::protocol::{Ask, RefusedCode};

fn undoes(desk: &mut Desk) -> Outcome {
    desk.does(Event::Ask {
        request: 2,
        ask: Ask::Undo(None),
    });
    desk.outcome()
}

fn acknowledges(sheet: &str) -> Command {
    let receipt = Id::joined(&Id::new(sheet), &Id::new("dana"));
    Command::new("acknowledged").put(Kind::Receipt, &receipt, "acknowledged_ms", 5)
}

fn issues(sheet: &str) -> Command {
    Command::new("issued")
        .put(Kind::Issue, &Id::new(sheet), "number", 0)
        .put(Kind::Day, &Id::new("d1"), "notes", "as issued")
}

fn label(outcome: &Outcome) -> &str {
    match outcome {
        Outcome::Done { label, .. } => label,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_acknowledgement_is_no_act_to_take_back() {
    let mut desk = Desk::with_scenes(1, 1);
    let done = desk.acts(acknowledges("sheet"));
    assert!(matches!(done, Outcome::Done { act: 0, .. }));
    assert_eq!(label(&undoes(&mut desk)), "scene 0");
    let receipt = Id::joined(&Id::new("sheet"), &Id::new("dana"));
    let kept = desk.engine.book().get(&Kind::Receipt, &receipt);
    assert_eq!(kept.and_then(|r| r.int("acknowledged_ms")), Some(5));
    // Nor does one that the app writes by itself take away what can be done again.
    desk.acts(acknowledges("other"));
    desk.does(Event::Ask {
        request: 2,
        ask: Ask::Redo,
    });
    assert_eq!(label(&desk.outcome()), "scene 0");
}

#[test]
fn after_a_sheet_was_issued_the_act_before_it_is_taken_back() {
    let mut desk = Desk::with_scenes(1, 2);
    assert_eq!(label(&desk.acts(issues("sheet"))), "issued");
    assert_eq!(label(&undoes(&mut desk)), "scene 1");
    assert_eq!(label(&undoes(&mut desk)), "scene 0");
    assert_eq!(
        desk.engine.book().text(&Kind::Day, &Id::new("d1"), "notes"),
        "as issued"
    );
    let changed = Command::new("changed").put(Kind::Issue, &Id::new("sheet"), "number", 3);
    let refused = desk.acts(changed);
    assert!(matches!(
        refused,
        Outcome::Refused {
            code: RefusedCode::Issued,
            ..
        }
    ));
}

fn acts(desk: &mut Desk) -> Vec<(String, bool)> {
    desk.does(Event::Ask {
        request: 3,
        ask: Ask::Acts,
    });
    let listed = desk.told.iter().rev().find_map(|told| match told {
        FromEngine::Acts { acts, .. } => Some(acts.clone()),
        _ => None,
    });
    let said = |act: crate::engine::protocol::Act| (act.label, act.undone);
    listed.unwrap().into_iter().map(said).collect()
}

fn number(desk: &Desk, scene: &str) -> Option<i64> {
    let scene = desk.engine.book().get(&Kind::Scene, &Id::new(scene))?;
    scene.int("number")
}

#[test]
fn what_was_done_before_a_reload_can_be_taken_back_after_it() {
    let mut desk = Desk::with_scenes(1, 3);
    undoes(&mut desk);
    let mut desk = desk.opened_again();
    let standing = |label: &str, undone: bool| (label.to_owned(), undone);
    assert_eq!(
        acts(&mut desk)[..3],
        [
            standing("scene 2", true),
            standing("scene 1", false),
            standing("scene 0", false)
        ]
    );
    // What was taken back last is done again, an older act is taken back, by its number.
    desk.does(Event::Ask {
        request: 2,
        ask: Ask::Redo,
    });
    assert_eq!(label(&desk.outcome()), "scene 2");
    assert_eq!(number(&desk, "s2"), Some(2));
    assert_eq!(label(&undoes(&mut desk)), "scene 2");
    assert_eq!(label(&undoes(&mut desk)), "scene 1");
    assert_eq!((number(&desk, "s1"), number(&desk, "s0")), (None, Some(0)));
    // And so after another reload: nothing is taken back twice.
    let mut desk = desk.opened_again();
    assert_eq!(label(&undoes(&mut desk)), "scene 0");
    desk.writes_scene(7);
    assert_eq!(label(&undoes(&mut desk)), "scene 7");
}

#[test]
fn what_others_wrote_since_is_left_alone_after_a_reload() {
    let mut desk = Desk::with_scenes(1, 1);
    let scene = Id::new("s0");
    desk.acts(Command::new("by hand").put(Kind::Scene, &scene, "number", 9i64));
    let first = desk.acts.keys().next().copied();
    let mut desk = desk.opened_again();
    desk.does(Event::Ask {
        request: 2,
        ask: Ask::Undo(desk.acts.keys().nth(1).copied().or(first)),
    });
    assert!(matches!(desk.outcome(), Outcome::Partly { kept, .. } if kept.len() == 1));
    assert_eq!(number(&desk, "s0"), Some(9));
}

#[test]
fn the_disk_keeps_the_last_hundred_acts() {
    let mut desk = Desk::with_scenes(1, 130);
    assert_eq!(desk.acts.len(), 100);
    let huge = "x".repeat(600_000);
    desk.acts(Command::new("huge").put(Kind::Scene, &Id::new("s1"), "notes", huge.as_str()));
    assert!(desk.acts.values().all(|bytes| bytes.len() < 10_000));
    let mut desk = desk.opened_again();
    let first: Vec<String> = acts(&mut desk)
        .into_iter()
        .map(|(label, _)| label)
        .collect();
    assert_eq!((first.len(), first[0].as_str()), (99, "scene 129"));
    desk.writes_scene(130);
    desk.writes_scene(131);
    assert_eq!(desk.acts.len(), 100);
}

#[test]
fn acts_go_with_a_document_that_may_no_longer_be_held() {
    let mut desk = Desk::with_scenes(1, 1);
    desk.attaches();
    let note = Command::new("a note").put(Kind::Note, &Id::new("n1"), "text", "rain");
    desk.acts(note);
    let of_floor = |desk: &mut Desk| acts(desk).iter().any(|(label, _)| label == "a note");
    assert!(of_floor(&mut desk));
    let before = desk.acts.len();
    let floor = DocId::new(&production(), Audience::Floor);
    let mut relay = Relay::default();
    relay.serves(&mut desk);
    desk.hears(&FromRelay::Access {
        document: floor,
        access: Access::None,
    });
    assert!(!of_floor(&mut desk));
    assert_eq!(desk.acts.len(), before - 1, "nor does the disk keep it");
}

#[test]
fn issued_sides_are_neither_changed_nor_taken_back() {
    let mut desk = Desk::with_scenes(1, 1);
    let sides = Id::new("sides");
    let write =
        |label: &str, body: &str| Command::new(label).put(Kind::Sides, &sides, "body", body);
    let done = desk.acts(write("issued", "{}"));
    assert!(matches!(done, Outcome::Done { act: 0, .. }));
    let refused = desk.acts(write("changed", "{\"title\":\"x\"}"));
    assert!(matches!(
        refused,
        Outcome::Refused {
            code: RefusedCode::Issued,
            ..
        }
    ));
    assert_eq!(label(&undoes(&mut desk)), "scene 0");
    assert_eq!(desk.engine.book().text(&Kind::Sides, &sides, "body"), "{}");
}

#[test]
fn an_issued_sheet_can_be_taken_back_for_a_minute_and_never_after() {
    use crate::distribution::{HOLD_MS, hold, release, take_back};
    let sheet = Id::new("sheet");
    let held = |run: u8| {
        let mut desk = Desk::with_scenes(run, 1);
        let command = issues("sheet").and(hold(&sheet, desk.now_ms));
        assert_eq!(label(&desk.acts(command)), "issued");
        desk
    };
    let is_there = |desk: &Desk| desk.engine.book().get(&Kind::Issue, &sheet).is_some();
    let is_refused = |outcome: Outcome| {
        let code = RefusedCode::Issued;
        matches!(outcome, Outcome::Refused { code: found, .. } if found == code)
    };
    let back = |desk: &Desk| take_back(desk.engine.book(), &sheet, desk.now_ms, "back".into());

    let mut desk = held(1);
    let command = back(&desk);
    assert_eq!(label(&desk.acts(command.clone())), "back");
    assert!(!is_there(&desk));

    // The minute is over, also for a command that was made in time.
    let mut desk = held(2);
    desk.now_ms += HOLD_MS;
    assert!(is_refused(desk.acts(command.clone())) && is_there(&desk));

    // Let go at once, it cannot be called back.
    let mut desk = held(3);
    let now = release(desk.engine.book(), &sheet, desk.now_ms, "now".into());
    assert_eq!(label(&desk.acts(now)), "now");
    assert!(is_refused(desk.acts(command)) && is_there(&desk));

    // And nothing else of it changes meanwhile.
    let mut desk = held(4);
    let body = Command::new("").put(Kind::Issue, &sheet, "body", "forged");
    assert!(is_refused(desk.acts(body)));
}

#[test]
fn a_page_that_dies_behind_the_write_keeps_the_act_with_its_change() {
    let mut desk = Desk::with_scenes(1, 1);
    desk.is_slow = true;
    // Written, and nobody heard that it was.
    desk.writes_scene(1);
    let mut desk = desk.opened_again();
    assert_eq!(desk.scenes(), 2);
    assert_eq!(acts(&mut desk)[0], ("scene 1".to_owned(), false));
    assert_eq!(label(&undoes(&mut desk)), "scene 1");
    let mut desk = desk.opened_again();
    assert_eq!(desk.scenes(), 1);
    assert_eq!(acts(&mut desk)[0], ("scene 1".to_owned(), true));
}

#[test]
fn an_act_that_the_disk_did_not_take_goes_with_the_next_write() {
    let mut desk = Desk::with_scenes(1, 1);
    desk.is_slow = true;
    desk.writes_scene(1);
    let failed = desk.writes.last().map(|store| store.ticket).unwrap();
    let act = desk.acts.pop_last();
    desk.does(Event::NotStored {
        ticket: failed,
        why: "full".into(),
        full: true,
    });
    desk.now_ms += 60_000;
    desk.does(Event::Tick);
    assert!(
        desk.writes
            .last()
            .is_some_and(|store| store.ticket > failed)
    );
    assert_eq!(desk.acts.pop_last(), act);
}
