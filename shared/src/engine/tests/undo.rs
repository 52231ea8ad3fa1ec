//! What Ctrl-Z takes back, and what it leaves alone.

use super::*;
use crate::engine::protocol::RefusedCode;

fn undoes(desk: &mut Desk) -> Outcome {
    desk.does(Event::Undo {
        request: 2,
        act: None,
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
    desk.does(Event::Redo { request: 2 });
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
