//! What the days of two boards cost, as far as rates are known.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::access::Audience;
use shared::board;
use shared::dood;
use shared::id::Id;
use shared::kind::Kind;
use shared::rate::{self, Cost, Currency, Sum, amount_text, cost};

use crate::store::use_store;
use crate::ui::*;

/// The cost of two boards; nothing is drawn for those without the office.
#[component]
pub fn CostOfBoards(
    #[prop(into)] left: Signal<Option<Id>>,
    #[prop(into)] right: Signal<Id>,
    /// What the boards are called.
    #[prop(into)]
    names: Signal<(String, String)>,
) -> impl IntoView {
    let store = use_store();
    let kinds: Vec<Kind> = [board::KINDS, dood::KINDS, rate::KINDS].concat();
    let known = Memo::new(move |_| {
        if !store.may_read(&Audience::Office) {
            return None;
        }
        let (left, right) = (left.get()?, right.get());
        Some(store.with(&kinds, |book| {
            let (left, right) = (board::layout(book, &left), board::layout(book, &right));
            cost(book, &left, &right)
        }))
    });
    move || {
        let cost = known.get()?;
        Some(view! {
            <section class="cost stack" aria-label=crate::t!("rate.cost")>
                <h3>{crate::t!("rate.cost")}</h3>
                {if cost.rated + cost.things == 0 {
                    view! { <p class="muted">{crate::t!("rate.no_rates")}</p> }.into_any()
                } else {
                    view! { <Sums cost names=names.get() /> }.into_any()
                }}
            </section>
        })
    }
}

#[component]
fn Sums(cost: Cost, names: (String, String)) -> impl IntoView {
    let (left, right) = (cost.left.clone(), cost.right.clone());
    let currencies: BTreeSet<Currency> = left
        .money
        .keys()
        .chain(right.money.keys())
        .copied()
        .collect();
    let rows: Vec<AnyView> = currencies
        .into_iter()
        .flat_map(|currency| rows(currency, &left, &right, &names))
        .collect();
    let mut coverage = crate::t!("rate.coverage", n = cost.rated, all = cost.people);
    if cost.things > 0 {
        coverage.push(' ');
        coverage.push_str(&crate::t!("rate.things", n = cost.things));
    }
    let missing = (left.unpriced_days + right.unpriced_days > 0).then(|| {
        crate::t!(
            "rate.unpriced",
            left = left.unpriced_days,
            left_name = names.0,
            right = right.unpriced_days,
            right_name = names.1
        )
    });
    let is_short = left.is_short || right.is_short;
    let (left_name, right_name) = names;
    view! {
        <div class="table-box">
            <table class="table compare-table" aria-label=crate::t!("rate.cost")>
                <thead>
                    <tr>
                        <th scope="col">{crate::t!("rate.days")}</th>
                        <th scope="col" class="n">{left_name}</th>
                        <th scope="col" class="n">{right_name}</th>
                        <th scope="col">{crate::t!("compare.difference")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p>{coverage}</p>
        {missing.map(|text| view! { <p>{text}</p> })}
        {is_short.then(|| view! { <p>{crate::t!("rate.too_much")}</p> })}
        <p class="muted">{crate::t!("rate.cost_text")}</p>
    }
}

/// The rows of one currency: worked, held, both.
fn rows(
    currency: Currency,
    left: &Sum,
    right: &Sum,
    (left_name, right_name): &(String, String),
) -> Vec<AnyView> {
    let of = |sum: &Sum| sum.money.get(&currency).copied().unwrap_or_default();
    let ((left_worked, left_held), (right_worked, right_held)) = (of(left), of(right));
    [
        (crate::t!("rate.worked"), left_worked, right_worked),
        (crate::t!("rate.held"), left_held, right_held),
        (
            crate::t!("rate.both"),
            left_worked.saturating_add(left_held),
            right_worked.saturating_add(right_held),
        ),
    ]
    .into_iter()
    .map(|(name, left, right)| {
        let (tone, verdict) = verdict(left, right, currency);
        view! {
            <tr>
                <td class="lead">{name}</td>
                <td class="n" data-label=left_name.clone()>{amount_text(left, currency)}</td>
                <td class="n" data-label=right_name.clone()>{amount_text(right, currency)}</td>
                <td>
                    {match tone {
                        Tone::None => view! { <span class="muted">{verdict}</span> }.into_any(),
                        tone => view! { <Badge tone=Signal::stored(tone)>{verdict}</Badge> }.into_any(),
                    }}
                </td>
            </tr>
        }
        .into_any()
    })
    .collect()
}

fn verdict(left: i64, right: i64, currency: Currency) -> (Tone, String) {
    let difference = right.saturating_sub(left);
    let n = amount_text(difference.saturating_abs(), currency);
    match difference {
        0 => (Tone::None, crate::t!("compare.equal").to_owned()),
        ..0 => (Tone::Good, crate::t!("rate.less", n = n)),
        _ => (Tone::Bad, crate::t!("rate.more", n = n)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_is_better() {
        let eur = Currency::parse("EUR").unwrap();
        let check = |left: i64, right: i64, tone: Tone, text: &str| {
            assert_eq!(verdict(left, right, eur), (tone, text.to_owned()));
        };
        check(500, 500, Tone::None, "same");
        check(500, 400, Tone::Good, "1.00 EUR less");
        check(400, 500, Tone::Bad, "1.00 EUR more");
    }
}
