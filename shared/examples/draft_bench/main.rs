//! How well and how fast a later draft is matched:
//! `cargo run --release -p shared --example draft_bench`. Prints JSON.

mod drafts;
mod score;

use std::time::Instant;

use drafts::{Dice, Draft, Numbers, feature, later, sample};
use score::{Scores, book_of, score};
use serde_json::{Value, json};
use shared::scene::{CastNumbers, Choices, Comparison, plan};

const SEEDS: u64 = 40;

fn main() {
    let mut out = Vec::new();
    for (of, is_feature) in [("sample", false), ("feature", true)] {
        for (name, numbers) in [
            ("locked", Numbers::Locked),
            ("renumbered", Numbers::Counted),
        ] {
            let mut all = Scores::default();
            for seed in 0..SEEDS {
                let mut dice = Dice::of(seed);
                let (first, voice) = match is_feature {
                    true => feature(&mut dice, 180),
                    false => sample(),
                };
                let draft = later(&first, &voice, &mut dice, numbers);
                all.add(score(&book_of(&first), &draft));
            }
            out.push(json!({
                "of": of,
                "draft": name,
                "precision": all.scenes.precision(),
                "recall": all.scenes.recall(),
                "pairs": all.scenes.true_,
                "wrong_without_a_badge": all.silent,
                "split_precision": all.splits.precision(),
                "split_recall": all.splits.recall(),
                "splits": all.splits.true_,
                "merge_precision": all.merges.precision(),
                "merge_recall": all.merges.recall(),
                "merges": all.merges.true_,
            }));
        }
    }
    let times: Vec<Value> = [180, 500].map(times).into();
    println!("{}", json!({ "matching": out, "times": times }));
}

fn times(scenes: usize) -> Value {
    let mut dice = Dice::of(7);
    let (first, voice) = feature(&mut dice, scenes);
    let draft: Draft = later(&first, &voice, &mut dice, Numbers::Counted);
    let book = book_of(&first);
    let comparison = Comparison::of(&book, &draft.script);
    let choices = Choices::default();
    json!({
        "scenes": scenes,
        "compare_ms": median(|| {
            Comparison::of(&book, &draft.script);
        }),
        "plan_ms": median(|| {
            plan(&book, &draft.script, &comparison, &choices, CastNumbers::default());
        }),
    })
}

fn median(mut run: impl FnMut()) -> f64 {
    let mut each: Vec<f64> = (0..21)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    each.sort_by(f64::total_cmp);
    each[10]
}
