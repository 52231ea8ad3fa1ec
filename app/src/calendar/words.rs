//! What dates are, in a word and in a shape: a colour never says it alone.

use shared::calendar::{DateKind, Phase, What};

/// Returns what a date is, in a word.
pub fn kind_word(kind: DateKind) -> &'static str {
    match kind {
        DateKind::Working => crate::t!("calendar.working"),
        DateKind::Weekly => crate::t!("calendar.weekly"),
        DateKind::Off => crate::t!("calendar.off"),
        DateKind::Holiday => crate::t!("calendar.holiday"),
        DateKind::Travel => crate::t!("calendar.travel"),
        DateKind::Move => crate::t!("calendar.move"),
    }
}

/// Returns what somebody said of a date.
pub fn what_word(what: What) -> &'static str {
    match what {
        What::Off => crate::t!("calendar.off"),
        What::Holiday => crate::t!("calendar.holiday"),
        What::Travel => crate::t!("calendar.travel"),
        What::Move => crate::t!("calendar.move"),
        What::Shoot => crate::t!("calendar.works"),
    }
}

/// "Prep 3"
pub fn phase_short(phase: Phase) -> String {
    match phase {
        Phase::Prep { n, .. } => crate::t!("calendar.prep_n", n = n),
        Phase::Shoot { n, .. } => crate::t!("calendar.day", n = n),
        Phase::Wrap { n, .. } => crate::t!("calendar.wrap_n", n = n),
    }
}

/// "Prep 3 of 10"
pub fn phase_words(phase: Phase) -> String {
    match phase {
        Phase::Prep { n, of } => crate::t!("calendar.prep_of", n = n, of = of),
        Phase::Shoot { n, of } => crate::t!("calendar.day_of", n = n, of = of),
        Phase::Wrap { n, of } => crate::t!("calendar.wrap_of", n = n, of = of),
    }
}

/// How a date is drawn: its class, and the shape beside its word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Look {
    pub class: &'static str,
    pub shape: &'static str,
}

pub const PREP: Look = look("prep", "◇");
pub const SHOOT: Look = look("shoot", "■");
pub const WRAP: Look = look("wrap", "○");
pub const HOLIDAY: Look = look("holiday", "✕");
pub const TRAVEL: Look = look("travel", "→");
pub const MOVE: Look = look("travel", "⇒");
pub const OFF: Look = look("off", "");
pub const WORKING: Look = look("working", "");

const fn look(class: &'static str, shape: &'static str) -> Look {
    Look { class, shape }
}

/// Returns how a date is drawn: by what it is for, else by what it is.
pub fn look_of(kind: DateKind, phase: Option<Phase>) -> Look {
    match (phase, kind) {
        (Some(Phase::Prep { .. }), _) => PREP,
        (Some(Phase::Shoot { .. }), _) => SHOOT,
        (Some(Phase::Wrap { .. }), _) => WRAP,
        (None, DateKind::Holiday) => HOLIDAY,
        (None, DateKind::Travel) => TRAVEL,
        (None, DateKind::Move) => MOVE,
        (None, DateKind::Weekly | DateKind::Off) => OFF,
        (None, DateKind::Working) => WORKING,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_says_what_it_is_for_in_words_and_shape() {
        let check = |phase: Phase, short: &str, long: &str| {
            assert_eq!(
                (phase_short(phase), phase_words(phase)),
                (short.into(), long.into())
            );
        };
        check(Phase::Prep { n: 3, of: 10 }, "Prep 3", "Prep 3 of 10");
        check(Phase::Shoot { n: 1, of: 2 }, "Day 1", "Day 1 of 2");
        check(Phase::Wrap { n: 2, of: 5 }, "Wrap 2", "Wrap 2 of 5");
        let looks = [PREP, SHOOT, WRAP, HOLIDAY, TRAVEL];
        for (n, one) in looks.iter().enumerate() {
            assert!(looks[n + 1..].iter().all(|other| other.shape != one.shape));
        }
    }
}
