//! What part of the production today is: prep with its countdown, or wrap. On a shoot day the room
//! says it itself.

use jiff::civil::Date;
use leptos::prelude::*;
use shared::board;
use shared::calendar::{self, Calendar, Phase, Phases};

use crate::calendar::phase_words;
use crate::platform::when;
use crate::store::use_store;
use crate::t;

/// "Prep 3 of 10 · 8 days to the first shoot day"
#[component]
pub fn Standing() -> impl IntoView {
    let store = use_store();
    let words = Memo::new(move |_| {
        let today = calendar::parse_date(&when::today())?;
        let main = store.with(board::KINDS, board::active);
        let phases = store.with(board::KINDS, |book| {
            let calendar = Calendar::of_board(book, &main);
            Phases::of(&calendar, &board::layout(book, &main))
        });
        standing(&phases, today)
    });
    move || {
        words
            .get()
            .map(|words| view! { <p class="today-phase">{words}</p> })
    }
}

fn standing(phases: &Phases, today: Date) -> Option<String> {
    let on = phases.on(today);
    let left = |n: i64| match n {
        1 => t!("today.shoot_tomorrow").to_owned(),
        n => t!("today.days_to_shoot", n = n),
    };
    // Between prep and the shoot, or on a day off in prep, the countdown stands alone.
    let is_in_prep = phases.prep.first().is_some_and(|first| *first <= today);
    let ahead = phases.days_to_shoot(today).filter(|_| is_in_prep).map(left);
    let parts = match on {
        Some(Phase::Shoot { .. }) => return None,
        Some(phase) => [Some(phase_words(phase)), ahead],
        None => [ahead, None],
    };
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn prep_counts_down_and_wrap_counts_up() {
        let day = |n: i8| date(2027, 3, n);
        let phases = Phases {
            prep: vec![day(8), day(9), day(11)],
            shoot: vec![day(12), day(15)],
            wrap: vec![day(16), day(17)],
            first: Some(day(12)),
        };
        let check = |n: i8, want: Option<&str>| {
            assert_eq!(standing(&phases, day(n)).as_deref(), want, "{n}");
        };
        check(7, None);
        check(8, Some("Prep 1 of 3 · 4 days to the first shoot day"));
        check(10, Some("2 days to the first shoot day"));
        check(11, Some("Prep 3 of 3 · the first shoot day is tomorrow"));
        check(12, None);
        check(13, None);
        check(17, Some("Wrap 2 of 2"));
        check(18, None);
    }
}
