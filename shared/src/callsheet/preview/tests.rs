//! Sending, approving and issuing, by devices together and apart.

use proptest::prelude::*;

use super::*;
use crate::callsheet::sheet::Contact;
use crate::callsheet::testing::{carry_out, day};

fn id(text: &str) -> Id {
    Id::new(text)
}

fn draft() -> CallSheet {
    let runs = |role: &str, person: &str| Contact {
        role: role.into(),
        person: Some(id(person)),
        ..Contact::default()
    };
    CallSheet {
        date: "2026-03-12".into(),
        day: Some(day()),
        general_call: Some(390),
        contacts: vec![
            runs("second_ad", "sam"),
            runs("first_ad", "kit"),
            runs("upm", "una"),
        ],
        ..CallSheet::default()
    }
}

fn sent(book: &mut Book, draft: &CallSheet, now_ms: i64) -> Id {
    let command = send(book, &day(), draft, None, now_ms, String::new());
    carry_out(book, command);
    latest(book, &day()).unwrap().cover.id
}

fn says_yes(book: &mut Book, preview: &Id, who: &str, now_ms: i64) {
    let command = approve(book, preview, &id(who), now_ms, String::new());
    carry_out(book, command);
}

fn stage(book: &Book, draft: &CallSheet) -> Stage {
    standing(book, &day(), draft).stage
}

#[test]
fn a_sheet_is_sent_approved_by_all_and_issued() {
    let (mut book, draft) = (Book::default(), draft());
    assert_eq!(stage(&book, &draft), Stage::Draft);
    assert!(!needs_approval(&book, &day()));
    let preview = sent(&mut book, &draft, 5);
    assert_eq!(stage(&book, &draft), Stage::Sent);
    assert!(needs_approval(&book, &day()));
    assert_eq!(latest(&book, &day()).unwrap().keys, [id("sam")]);
    // A preview is no sheet of the day: nobody takes it for one.
    assert_eq!(issue::issues(&book, &day()), []);

    says_yes(&mut book, &preview, "kit", 6);
    assert_eq!(stage(&book, &draft), Stage::Sent);
    says_yes(&mut book, &preview, "una", 7);
    let now = standing(&book, &day(), &draft);
    assert!(now.is_approved());
    let command = issue::issue(
        &book,
        &day(),
        draft.clone(),
        None,
        &id("i"),
        8,
        String::new(),
    );
    carry_out(&mut book, command.and(approved(&id("i"), &now)));
    assert_eq!(approvers_of(&book, &id("i")), [id("kit"), id("una")]);
    // The preview is spent: the next revision begins as a draft.
    assert_eq!(stage(&book, &draft), Stage::Draft);
}

#[test]
fn what_changed_since_it_was_approved_is_said_line_by_line() {
    let (mut book, draft) = (Book::default(), draft());
    let preview = sent(&mut book, &draft, 5);
    says_yes(&mut book, &preview, "kit", 6);
    says_yes(&mut book, &preview, "una", 7);
    let later = CallSheet {
        general_call: Some(420),
        ..draft.clone()
    };
    let now = standing(&book, &day(), &later);
    assert_eq!((now.stage, now.changed.len()), (Stage::Approved, 1));
    assert_eq!(now.changed[0].field(), Some("general_call"));
    assert!(!now.is_approved());
    let command = approved(&id("i"), &now);
    carry_out(&mut book, command);
    assert_eq!(
        approvers_of(&book, &id("i")),
        Vec::<Id>::new(),
        "not as it went out"
    );

    // A section that the approver saw is hidden since.
    let hidden = CallSheet {
        sections: vec!["safety".into(), "places".into(), "scenes".into()],
        ..draft.clone()
    };
    assert!(!standing(&book, &day(), &hidden).is_approved());

    // Sent anew, it is to be approved anew; sent twice, it is sent once.
    let again = sent(&mut book, &later, 9);
    assert_ne!(again, preview);
    assert_eq!(stage(&book, &later), Stage::Sent);
    assert!(send(&book, &day(), &later, None, 10, String::new()).is_empty());
    // Back to what it was: the old approval was given to another preview.
    let back = sent(&mut book, &draft, 11);
    assert!(back != preview && stage(&book, &draft) == Stage::Sent);
}

#[test]
fn an_approver_says_no_with_a_reason_and_may_say_yes_later() {
    let (mut book, draft) = (Book::default(), draft());
    let preview = sent(&mut book, &draft, 5);
    assert!(refuse(&book, &preview, &id("kit"), " ", 6, String::new()).is_empty());
    assert!(
        approve(&book, &preview, &id("sam"), 6, String::new()).is_empty(),
        "no approver"
    );
    let no = refuse(
        &book,
        &preview,
        &id("kit"),
        "Lunch is late",
        6,
        String::new(),
    );
    carry_out(&mut book, no);
    says_yes(&mut book, &preview, "una", 7);
    assert_eq!(stage(&book, &draft), Stage::Refused);
    says_yes(&mut book, &preview, "kit", 8);
    assert_eq!(stage(&book, &draft), Stage::Approved);
}

#[test]
fn whom_the_production_names_approves_in_place_of_the_days_own() {
    let (mut book, draft) = (Book::default(), draft());
    let command = Command::new("")
        .put(Kind::Production, &id("prod"), "title", "Ferry")
        .put(Kind::Person, &id("pat"), "name", "Pat");
    carry_out(&mut book, command);
    assert_eq!(approvers(&book, &draft), [id("kit"), id("una")]);
    let command = name(&book, Task::Approve, &id("pat"), true, String::new());
    carry_out(&mut book, command);
    assert_eq!(approvers(&book, &draft), [id("pat")]);
    assert_eq!(keys(&book, &draft), [id("kit"), id("sam"), id("una")]);
    assert!(needs_approval(&book, &day()));
    let command = name(&book, Task::Approve, &id("pat"), false, String::new());
    carry_out(&mut book, command);
    assert_eq!(approvers(&book, &draft), [id("kit"), id("una")]);
}

#[test]
fn a_preview_waits_for_its_approvers_and_its_keys() {
    let (mut book, draft) = (Book::default(), draft());
    let preview = sent(&mut book, &draft, 5);
    let tasks = |book: &Book, who: &str| -> Vec<Task> {
        waiting_for(book, &id(who), "")
            .into_iter()
            .map(|w| w.1)
            .collect()
    };
    assert_eq!(tasks(&book, "kit"), [Task::Approve]);
    assert_eq!(tasks(&book, "sam"), [Task::Read]);
    assert_eq!(tasks(&book, "ines"), []);
    says_yes(&mut book, &preview, "kit", 6);
    assert_eq!(tasks(&book, "kit"), []);
}

#[test]
fn a_preview_of_the_next_sheet_hides_nothing_of_the_one_that_counts() {
    use crate::callsheet::receipts::mark_received;
    let (mut book, draft) = (Book::default(), draft());
    let command = issue::issue(
        &book,
        &day(),
        draft.clone(),
        None,
        &id("i"),
        5,
        String::new(),
    );
    carry_out(&mut book, command);
    sent(&mut book, &draft, 6);
    let got = mark_received(&book, &id("kit"), 7, String::new());
    let of: Vec<&str> = got.edits.iter().map(|edit| edit.id.as_str()).collect();
    assert_eq!(of, ["i.kit"]);
}

/// What a device does apart.
#[derive(Clone, Debug)]
enum Act {
    Send(i64),
    Yes,
    No,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![(0i64..3).prop_map(Act::Send), Just(Act::Yes), Just(Act::No),]
}

/// Does acts on a copy of a book, and returns what they wrote.
fn apart(book: &Book, device: usize, acts: &[Act]) -> Vec<Command> {
    let (mut book, mut out) = (book.clone(), Vec::new());
    for (n, act) in acts.iter().enumerate() {
        let now_ms = 100 + (n * 2 + device) as i64;
        // Each device is one approver's: nobody writes another's word.
        let who = [id("kit"), id("una")][device].clone();
        let of = latest(&book, &day()).map(|p| p.cover.id);
        let command = match (act, of) {
            (Act::Send(call), _) => {
                let sheet = CallSheet {
                    general_call: Some(390 + call),
                    ..draft()
                };
                send(&book, &day(), &sheet, None, now_ms, String::new())
            }
            (Act::Yes, Some(of)) => approve(&book, &of, &who, now_ms, String::new()),
            (Act::No, Some(of)) => refuse(&book, &of, &who, "No", now_ms, String::new()),
            _ => continue,
        };
        carry_out(&mut book, command.clone());
        out.push(command);
    }
    out
}

proptest! {
    /// Whatever two approvers do apart, and in whichever order the devices hear of it, both see one
    /// state. Fields of a preview that two made alike differ by time only: the larger stands, as
    /// one version stands in a document on every device.
    #[test]
    fn approvals_made_apart_merge_to_one_state(
        first in prop::collection::vec(act(), 0..5),
        second in prop::collection::vec(act(), 0..5),
    ) {
        let mut start = Book::default();
        sent(&mut start, &draft(), 1);
        let (here, there) = (apart(&start, 0, &first), apart(&start, 1, &second));
        let merged = |order: [&[Command]; 2]| {
            let mut book = start.clone();
            for command in order.into_iter().flatten() {
                let mut command = command.clone();
                command.edits.retain(|edit| {
                    let now = book.any(&edit.kind, &edit.id).and_then(|r| r.int(&edit.field));
                    match (&edit.write, now, edit.kind == Kind::Issue) {
                        (crate::command::Write::Put(Value::Int(new)), Some(now), true) => *new > now,
                        _ => true,
                    }
                });
                carry_out(&mut book, command);
            }
            standing(&book, &day(), &draft())
        };
        prop_assert_eq!(merged([&here, &there]), merged([&there, &here]));
    }

    /// Two approvers who say yes apart have approved it together.
    #[test]
    fn two_who_approve_apart_have_both_approved(kit_ms in 2i64..99, una_ms in 2i64..99, turned: bool) {
        let mut book = Book::default();
        let preview = sent(&mut book, &draft(), 1);
        let mut both = [
            approve(&book, &preview, &id("kit"), kit_ms, String::new()),
            approve(&book, &preview, &id("una"), una_ms, String::new()),
        ];
        if turned {
            both.reverse();
        }
        for command in both {
            carry_out(&mut book, command);
        }
        prop_assert!(standing(&book, &day(), &draft()).is_approved());
    }
}
