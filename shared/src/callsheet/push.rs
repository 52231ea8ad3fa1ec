//! "Push all calls 30 minutes": one act that moves the general call and all that follows from it.

use super::origin::pinned;
use super::sheet::{CallSheet, Minutes};
use crate::book::Book;
use crate::clock;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;

/// What a push does to the times that somebody typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Pinned {
    #[default]
    Stay,
    Move,
}

/// Reads by how much calls are pushed: a length, with a sign for earlier or later. No sign is
/// later; nothing typed, and a push by nothing, are none.
///
/// # Errors
/// Says what is no length, and what to type instead.
pub fn parse_push(typed: &str) -> Result<Option<Minutes>, clock::ClockError> {
    let typed = typed.trim();
    let (length, sign) = match typed.strip_prefix(['-', '−', '–']) {
        Some(length) => (length, -1),
        None => (typed.strip_prefix('+').unwrap_or(typed), 1),
    };
    let length = clock::parse_length(length)?;
    Ok(length.filter(|by| *by != 0).map(|by| sign * by))
}

/// Returns a time after a push, unless it would leave the shoot day: from the day before to the
/// end of the day after.
pub fn pushed(at: Minutes, by_min: Minutes) -> Option<Minutes> {
    at.checked_add(by_min)
        .filter(|to| (-1440..=clock::LATEST_MIN).contains(to))
}

/// Moves the general call by some minutes; departments, people and the day's times follow, but
/// for the pinned ones ([`pinned`]), which stay or move along (DOMAIN 3.8: recompute on a push
/// with one action). Without a general call, or if a time would leave the shoot day, nothing
/// moves at all.
pub fn push_calls(
    book: &Book,
    day: &Id,
    sheet: &CallSheet,
    by_min: Minutes,
    what: Pinned,
    label: String,
) -> Command {
    let nothing = Command::new("");
    let general = sheet.general_call.and_then(|at| pushed(at, by_min));
    let (Some(general), true) = (general, by_min != 0) else {
        return nothing;
    };
    let mut command = Command::new(label).put(Kind::Day, day, "general_call", general);
    if what == Pinned::Stay {
        return command;
    }
    for pin in pinned(book, day, sheet) {
        let (kind, id) = match &pin.person {
            Some(person) => (Kind::Call, Id::joined(day, person)),
            None => (Kind::Day, day.clone()),
        };
        let at = book.get(&kind, &id).and_then(|r| r.int(&pin.field));
        let Some(to) = at.and_then(|at| pushed(at, by_min)) else {
            return nothing;
        };
        command.add(kind, &id, &pin.field, to);
    }
    command
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::callsheet::draft;
    use crate::callsheet::draft::tests::book;

    fn day() -> Id {
        Id::new("d1")
    }

    fn push(book: &mut Book, by_min: Minutes, what: Pinned) {
        let sheet = draft(book, &day());
        let command = push_calls(book, &day(), &sheet, by_min, what, String::new());
        book.apply(&command);
    }

    /// Pins Bo's call at 05:30 and lunch at 12:30.
    fn pin(book: &mut Book) {
        let bo = Id::joined(&day(), &Id::new("bo"));
        book.apply(&Command::new("").put(Kind::Call, &bo, "call", 330i64).put(
            Kind::Day,
            &day(),
            "lunch",
            750i64,
        ));
    }

    fn call_of(sheet: &CallSheet, name: &str) -> Option<Minutes> {
        let found = sheet.people().into_iter().find(|one| one.name == name);
        found.and_then(|one| one.call)
    }

    /// Every time of the sheet in a row.
    fn times(sheet: &CallSheet) -> Vec<Minutes> {
        let of_day = [
            sheet.general_call,
            sheet.shooting_call,
            sheet.lunch,
            sheet.wrap,
        ];
        let scenes = sheet.scenes.iter().map(|s| s.start);
        let cast = sheet
            .cast
            .iter()
            .flat_map(|l| [l.pickup, l.call, l.makeup, l.wardrobe, l.set]);
        let crew = sheet.crew.iter().flat_map(|g| &g.people);
        let crew = crew.flat_map(|l| [l.pickup, l.call]);
        of_day
            .into_iter()
            .chain(scenes)
            .chain(cast)
            .chain(crew)
            .flatten()
            .collect()
    }

    #[test]
    fn a_push_is_typed_with_or_without_a_sign() {
        let check = |typed: &str, want: Option<Minutes>| {
            assert_eq!(parse_push(typed).ok().flatten(), want, "{typed}");
        };
        check("30", Some(30));
        check("+30", Some(30));
        check("-30", Some(-30));
        check("− 45 min", Some(-45));
        check("-1:15", Some(-75));
        check("7", Some(7));
        check("0", None);
        check("", None);
        assert!(parse_push("soon").is_err());
        assert!(parse_push("--30").is_err());
    }

    #[test]
    fn a_push_moves_what_follows_and_leaves_what_is_pinned() {
        let mut book = book();
        pin(&mut book);
        push(&mut book, 30, Pinned::Stay);
        let sheet = draft(&book, &day());
        assert_eq!(sheet.general_call, Some(420));
        assert_eq!(sheet.shooting_call, Some(480));
        assert_eq!(call_of(&sheet, "dana"), Some(420));
        assert_eq!(call_of(&sheet, "ines"), Some(405));
        assert_eq!((sheet.lunch, call_of(&sheet, "bo")), (Some(750), Some(330)));
        assert_eq!(pinned(&book, &day(), &sheet).len(), 2);
    }

    #[test]
    fn a_push_that_takes_the_pinned_times_along_moves_them_too() {
        let mut book = book();
        pin(&mut book);
        push(&mut book, -30, Pinned::Move);
        let sheet = draft(&book, &day());
        assert_eq!(sheet.general_call, Some(360));
        assert_eq!((sheet.lunch, call_of(&sheet, "bo")), (Some(720), Some(300)));
    }

    #[test]
    fn a_push_out_of_the_shoot_day_moves_nothing() {
        let mut book = book();
        pin(&mut book);
        let sheet = draft(&book, &day());
        let check = |by_min: Minutes, what: Pinned, edits: usize| {
            let command = push_calls(&book, &day(), &sheet, by_min, what, String::new());
            assert_eq!(command.edits.len(), edits, "{by_min} {what:?}");
        };
        check(0, Pinned::Stay, 0);
        check(2880, Pinned::Stay, 0);
        check(-1800, Pinned::Stay, 1);
        // Bo's 05:30 would fall on the day before the one before.
        check(-1800, Pinned::Move, 0);
        check(i64::MIN, Pinned::Stay, 0);
        let none = CallSheet::default();
        assert!(push_calls(&book, &day(), &none, 30, Pinned::Stay, String::new()).is_empty());
    }

    proptest! {
        #[test]
        fn a_push_and_its_opposite_give_the_same_times(by_min in -600i64..600) {
            let before = book();
            let mut after = book();
            push(&mut after, by_min, Pinned::Stay);
            push(&mut after, -by_min, Pinned::Stay);
            prop_assert_eq!(draft(&after, &day()), draft(&before, &day()));
        }

        // Scenes are drafted in steps of five minutes.
        #[test]
        fn where_nothing_is_pinned_every_time_moves_alike(steps in -120i64..120) {
            let before = times(&draft(&book(), &day()));
            let mut book = book();
            push(&mut book, steps * 5, Pinned::Stay);
            let after = times(&draft(&book, &day()));
            let moved: Vec<_> = before.iter().map(|at| at + steps * 5).collect();
            prop_assert_eq!(after, moved);
        }

        #[test]
        fn pinned_times_come_back_when_they_moved_along(by_min in -300i64..300) {
            let mut before = book();
            pin(&mut before);
            let mut after = book();
            pin(&mut after);
            push(&mut after, by_min, Pinned::Move);
            push(&mut after, -by_min, Pinned::Move);
            prop_assert_eq!(draft(&after, &day()), draft(&before, &day()));
        }
    }
}
