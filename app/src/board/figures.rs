//! The figures of two boards and what lies between them, for a comparison and for a suggestion.

use std::sync::Arc;

use leptos::prelude::*;
use shared::board::{CastPair, Comparison, Figure, Pair};
use shared::eighths::Eighths;

use crate::ui::*;

/// What the two boards are called.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Words {
    pub left: String,
    pub right: String,
}

fn name(figure: Figure) -> &'static str {
    match figure {
        Figure::ShootDays => crate::t!("compare.shoot_days"),
        Figure::Eighths => crate::t!("compare.eighths"),
        Figure::MaxEighths => crate::t!("compare.max_eighths"),
        Figure::AverageEighths => crate::t!("compare.average_eighths"),
        Figure::CastWorked => crate::t!("compare.cast_worked"),
        Figure::CastHeld => crate::t!("compare.cast_held"),
        Figure::MovesWithin => crate::t!("compare.moves_within"),
        Figure::MovesBetween => crate::t!("compare.moves_between"),
        Figure::NightDays => crate::t!("compare.night_days"),
        Figure::OverLimit => crate::t!("compare.over_limit"),
        Figure::Turnarounds => crate::t!("compare.turnarounds"),
        Figure::Unscheduled => crate::t!("compare.unscheduled_scenes"),
    }
}

fn is_pages(figure: Figure) -> bool {
    matches!(
        figure,
        Figure::Eighths | Figure::MaxEighths | Figure::AverageEighths
    )
}

fn amount(figure: Figure, n: i64) -> String {
    if is_pages(figure) {
        Eighths(u32::try_from(n.unsigned_abs()).unwrap_or(u32::MAX)).to_string()
    } else {
        n.to_string()
    }
}

/// Says in words what a difference means. Of pages neither more nor fewer is better, and nothing
/// is where one board has scenes in its days that the other has not.
fn verdict(figure: Option<Figure>, difference: i64, judged: Judged) -> (Tone, String) {
    let n = figure.map_or_else(
        || difference.unsigned_abs().to_string(),
        |figure| amount(figure, difference.saturating_abs()),
    );
    let is_judged = match figure {
        Some(figure) if is_pages(figure) => false,
        Some(Figure::Unscheduled) => true,
        _ => judged == Judged::Yes,
    };
    match (difference, is_judged) {
        (0, _) => (Tone::None, crate::t!("compare.equal").to_owned()),
        (..0, false) if figure.is_some_and(is_pages) => {
            (Tone::None, crate::t!("compare.less", n = n))
        }
        (..0, false) => (Tone::None, crate::t!("compare.fewer", n = n)),
        (_, false) => (Tone::None, crate::t!("compare.more", n = n)),
        (..0, true) => (Tone::Good, crate::t!("compare.better", n = n)),
        (_, true) => (Tone::Bad, crate::t!("compare.worse", n = n)),
    }
}

/// Whether more of something may be called worse.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Judged {
    Yes,
    No,
}

impl Judged {
    fn of(both: &Comparison) -> Self {
        if both.is_of_same_scenes() {
            Self::Yes
        } else {
            Self::No
        }
    }
}

#[component]
fn Verdict(tone: Tone, text: String) -> impl IntoView {
    match tone {
        Tone::None => view! { <span class="muted">{text}</span> }.into_any(),
        tone => view! { <Badge tone=Signal::stored(tone)>{text}</Badge> }.into_any(),
    }
}

/// All figures of both boards.
#[component]
pub fn Figures(both: Arc<Comparison>, words: Words) -> impl IntoView {
    let judged = Judged::of(&both);
    let row = {
        let words = words.clone();
        move |pair: Pair| {
            let (tone, text) = verdict(Some(pair.what), pair.difference(), judged);
            view! {
                <tr>
                    <td class="lead">{name(pair.what)}</td>
                    <td class="n" data-label=words.left.clone()>{amount(pair.what, pair.left)}</td>
                    <td class="n" data-label=words.right.clone()>{amount(pair.what, pair.right)}</td>
                    <td><Verdict tone text /></td>
                </tr>
            }
        }
    };
    view! {
        <Table words title=crate::t!("compare.figures")>
            {both.figures().into_iter().map(row).collect_view()}
        </Table>
        {(judged == Judged::No).then(|| view! { <p class="muted">{crate::t!("compare.unlike")}</p> })}
    }
}

/// The cast whose days differ.
#[component]
pub fn CastFigures(both: Arc<Comparison>, words: Words) -> impl IntoView {
    let judged = Judged::of(&both);
    let cast: Vec<CastPair> = both
        .cast
        .iter()
        .filter(|pair| pair.left != pair.right)
        .cloned()
        .collect();
    view! {
        <h3>{crate::t!("compare.cast", n = cast.len())}</h3>
        {if cast.is_empty() {
            view! { <p class="muted">{crate::t!("compare.cast_same")}</p> }.into_any()
        } else {
            let rows = cast.into_iter().map(|pair| cast_row(pair, &words, judged)).collect_view();
            view! { <Table words title=crate::t!("compare.cast_title")>{rows}</Table> }.into_any()
        }}
    }
}

#[component]
fn Table(words: Words, title: &'static str, children: Children) -> impl IntoView {
    view! {
        <div class="table-box">
            <table class="table compare-table" aria-label=title>
                <thead>
                    <tr>
                        <th scope="col">{title}</th>
                        <th scope="col" class="n">{words.left}</th>
                        <th scope="col" class="n">{words.right}</th>
                        <th scope="col">{crate::t!("compare.difference")}</th>
                    </tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}

fn cast_row(pair: CastPair, words: &Words, judged: Judged) -> impl IntoView + use<> {
    let days =
        |(worked, held): (usize, usize)| crate::t!("compare.days", worked = worked, held = held);
    let all = |(worked, held): (usize, usize)| i64::try_from(worked + held).unwrap_or(i64::MAX);
    let (tone, text) = match all(pair.right) - all(pair.left) {
        0 => (Tone::None, crate::t!("compare.as_many").to_owned()),
        difference => verdict(None, difference, judged),
    };
    let name = match &*pair.cast.number {
        "" => pair.cast.name.to_string(),
        number => crate::t!("compare.cast_name", n = number, name = pair.cast.name),
    };
    view! {
        <tr>
            <td class="lead">{name}</td>
            <td class="n" data-label=words.left.clone()>{days(pair.left)}</td>
            <td class="n" data-label=words.right.clone()>{days(pair.right)}</td>
            <td><Verdict tone text /></td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_is_better_but_of_pages() {
        let check = |figure: Figure, difference: i64, tone: Tone| {
            let said = verdict(Some(figure), difference, Judged::Yes);
            assert_eq!(said.0, tone, "{figure:?}");
        };
        check(Figure::ShootDays, -2, Tone::Good);
        check(Figure::CastHeld, 1, Tone::Bad);
        check(Figure::CastHeld, 0, Tone::None);
        check(Figure::MaxEighths, 4, Tone::None);
        check(Figure::Unscheduled, 3, Tone::Bad);
    }

    #[test]
    fn more_days_for_more_scenes_are_not_worse() {
        let check = |figure: Figure, difference: i64, tone: Tone| {
            let said = verdict(Some(figure), difference, Judged::No);
            assert_eq!(said.0, tone, "{figure:?}");
        };
        check(Figure::ShootDays, 4, Tone::None);
        check(Figure::CastWorked, -4, Tone::None);
        check(Figure::Unscheduled, -18, Tone::Good);
    }
}
