//! Later drafts of known truth: how often the matching is right. The bench has the same over more
//! seeds (`shared/examples/draft_bench`).

#[path = "../examples/draft_bench/drafts.rs"]
mod drafts;
#[path = "../examples/draft_bench/score.rs"]
mod score;

use std::time::{Duration, Instant};

use drafts::{Dice, Numbers, feature, later, sample};
use score::{Score, Scores, book_of, score};
use shared::scene::{CastNumbers, Choices, Comparison, plan};

fn scores(is_feature: bool, numbers: Numbers) -> Scores {
    let mut all = Scores::default();
    let seeds = if is_feature { 0..4 } else { 0..20 };
    for seed in seeds {
        let mut dice = Dice::of(seed);
        let (first, voice) = match is_feature {
            true => feature(&mut dice, 180),
            false => sample(),
        };
        let draft = later(&first, &voice, &mut dice, numbers);
        all.add(score(&book_of(&first), &draft));
    }
    all
}

#[test]
fn a_later_draft_finds_the_scenes_that_it_has() {
    let check = |is_feature, numbers, scenes: (f64, f64), parts: (f64, f64)| {
        let all = scores(is_feature, numbers);
        let above = |what: &str, score: Score, (precision, recall): (f64, f64)| {
            let found = (score.precision(), score.recall());
            assert!(
                found.0 >= precision && found.1 >= recall,
                "{what}, {is_feature} {numbers:?}: {found:?} {score:?}"
            );
        };
        above("scenes", all.scenes, scenes);
        above("splits", all.splits, parts);
        above("merges", all.merges, parts);
    };
    check(false, Numbers::Locked, (98.0, 98.0), (85.0, 80.0));
    check(false, Numbers::Counted, (98.0, 96.0), (85.0, 80.0));
    check(true, Numbers::Locked, (98.0, 98.0), (85.0, 80.0));
    check(true, Numbers::Counted, (98.0, 96.0), (85.0, 80.0));
}

#[test]
fn a_choice_in_a_long_draft_is_answered_at_once() {
    let mut dice = Dice::of(7);
    let (first, voice) = feature(&mut dice, 180);
    let draft = later(&first, &voice, &mut dice, Numbers::Counted);
    let book = book_of(&first);
    let comparison = Comparison::of(&book, &draft.script);
    let mut choices = Choices::default();
    let quickest = (0..9)
        .map(|at| {
            choices.set_accepted(at, false);
            let from = Instant::now();
            let cast = CastNumbers::default();
            let plan = plan(&book, &draft.script, &comparison, &choices, cast);
            assert!(!plan.scenes.is_empty());
            from.elapsed()
        })
        .min();
    // The budget of a phone; this is barely optimised, and a phone is some four times slower.
    assert!(quickest < Some(Duration::from_millis(50)), "{quickest:?}");
}
