use std::sync::Arc;

use super::*;
use crate::access::{Access, Audience, Role, Standing};
use crate::board::testing::{film, id, plan, set};
use crate::board::{Layout, layout};

fn currency(code: &str) -> Currency {
    Currency::parse(code).unwrap()
}

#[test]
fn amounts_are_read_however_they_are_typed() {
    let check = |typed: &str, code: &str, expected: Result<i64, BadAmount>| {
        assert_eq!(
            parse_amount(typed, currency(code)),
            expected,
            "{typed} {code}"
        );
    };
    check("450", "EUR", Ok(45_000));
    check(" 1,250.50 ", "USD", Ok(125_050));
    check("1.250,50", "EUR", Ok(125_050));
    check("1 250,5", "EUR", Ok(125_050));
    check("1'250", "CHF", Ok(125_000));
    check("1,250", "GBP", Ok(125_000));
    check("1.250.000", "EUR", Ok(125_000_000));
    check("12.5", "EUR", Ok(1_250));
    check("0", "EUR", Ok(0));
    check("30000", "JPY", Ok(30_000));
    check("30,000", "JPY", Ok(30_000));
    check("30.5", "JPY", Err(BadAmount::TooFine));
    check("1.250", "KWD", Ok(1_250));
    check("1,250.125", "KWD", Ok(1_250_125));
    check("1.2505", "EUR", Err(BadAmount::TooFine));
    check("12,34,567", "EUR", Err(BadAmount::Unreadable));
    check("-5", "EUR", Err(BadAmount::Unreadable));
    check("450 EUR", "EUR", Err(BadAmount::Unreadable));
    check("", "EUR", Err(BadAmount::Unreadable));
    check(".50", "EUR", Err(BadAmount::Unreadable));
    check("99999999999999999999", "EUR", Err(BadAmount::TooLarge));
    check("10000000001", "EUR", Err(BadAmount::TooLarge));
}

#[test]
fn amounts_are_written_with_their_currency() {
    let check = |minor: i64, code: &str, expected: &str| {
        assert_eq!(amount_text(minor, currency(code)), expected);
        if minor >= 0 {
            let typed = expected.trim_end_matches(code);
            assert_eq!(parse_amount(typed, currency(code)), Ok(minor));
        }
    };
    check(0, "EUR", "0.00 EUR");
    check(125_050, "EUR", "1,250.50 EUR");
    check(30_000, "JPY", "30,000 JPY");
    check(1_250_125, "KWD", "1,250.125 KWD");
    check(-99, "USD", "-0.99 USD");
}

#[test]
fn a_currency_is_one_of_the_list() {
    let check = |text: &str, expected: Option<(&str, u32)>| {
        let found = Currency::parse(text);
        let found = found.as_ref().map(|c| (c.as_str(), c.digits()));
        assert_eq!(found, expected, "{text}");
    };
    check(" eur ", Some(("EUR", 2)));
    check("JPY", Some(("JPY", 0)));
    check("TND", Some(("TND", 3)));
    check("EURO", None);
    check("ABC", None);
    check("", None);
    assert!(Currency::codes().all(|code| Currency::parse(code).is_some()));
}

#[test]
fn only_the_office_holds_a_rate() {
    assert_eq!(Kind::Rate.audience(&id("p-ann")), Some(Audience::Office));
    for role in Role::ALL {
        let standing = Standing {
            role,
            person: Some(id("p-ann")),
            script: true,
        };
        let is_office = role == Role::Office;
        let expected = if is_office {
            Access::Write
        } else {
            Access::None
        };
        assert_eq!(standing.access(&Audience::Office), expected, "{role:?}");
    }
}

fn rated(book: &mut crate::book::Book, of: &str, day_minor: i64, code: &str) {
    let to = Rate {
        day_minor,
        currency: currency(code),
    };
    let command = set_rate(book, &id(of), Some(to), String::new());
    book.apply(&command);
}

#[test]
fn a_rate_is_written_once_and_taken_back() {
    let mut book = crate::book::Book::default();
    rated(&mut book, "p-ann", 45_000, "EUR");
    rated(&mut book, "p-bob", 500, "JPY");
    rated(&mut book, "p-cy", 500, "EUR");
    let known = rate(&book, &id("p-ann"));
    assert_eq!(known.map(|r| r.day_minor), Some(45_000));
    assert_eq!(usual_currency(&book), Some(currency("EUR")));
    assert!(set_rate(&book, &id("p-ann"), known, String::new()).is_empty());
    let more = known.map(|r| Rate {
        day_minor: 50_000,
        ..r
    });
    assert_eq!(
        set_rate(&book, &id("p-ann"), more, String::new())
            .edits
            .len(),
        1
    );
    let none = set_rate(&book, &id("p-ann"), None, String::new());
    book.apply(&none);
    assert_eq!(rate(&book, &id("p-ann")), None);
    assert!(set_rate(&book, &id("p-dan"), None, String::new()).is_empty());
}

/// Ann works on the first and fourth day of the left board, on two days in a row on the right one.
fn boards() -> (crate::book::Book, Arc<Layout>, Arc<Layout>) {
    let mut book = film(
        "1 INT DAY pier 8 ann,bob
         2 INT DAY quay 8 bob
         3 INT DAY quay 8 cy
         4 INT DAY moor 8 ann",
    );
    plan(&mut book, "main", "1 | 2 | 3 | 4");
    set(&mut book, Kind::Board, "other", "name", "Other");
    plan(&mut book, "other", "1 | 4 | 2 | 3");
    let (left, right) = (layout(&book, &id("main")), layout(&book, &id("other")));
    (book, left, right)
}

fn drawn(sum: &Sum) -> String {
    let mut out: Vec<String> = sum
        .money
        .iter()
        .map(|(c, (worked, held))| {
            format!("{} + {}", amount_text(*worked, *c), amount_text(*held, *c))
        })
        .collect();
    out.push(format!("{} without", sum.unpriced_days));
    out.join(", ")
}

#[test]
fn a_board_costs_its_days_worked_and_held() {
    let (mut book, left, right) = boards();
    rated(&mut book, "p-ann", 10_000, "EUR");
    rated(&mut book, "bob", 5_000, "GBP");
    let check = |book: &crate::book::Book, expected: [&str; 2], people: (usize, usize, usize)| {
        let cost = cost(book, &left, &right);
        assert_eq!([drawn(&cost.left), drawn(&cost.right)], expected);
        assert_eq!((cost.rated, cost.people, cost.things), people);
    };
    // Ann is held on two days between; Bob has the rate of his part; nobody knows what Cy costs.
    check(
        &book,
        [
            "200.00 EUR + 200.00 EUR, 100.00 GBP + 0.00 GBP, 1 without",
            "200.00 EUR + 0.00 EUR, 100.00 GBP + 50.00 GBP, 1 without",
        ],
        (2, 3, 0),
    );
    // A dropped gap is not paid.
    set(&mut book, Kind::Character, "ann", "drop", true);
    set(&mut book, Kind::Character, "ann", "drop_days", 2_i64);
    let dropped = cost(&book, &left, &right);
    assert_eq!(dropped.left.money[&currency("EUR")], (20_000, 0));
    // One person with two parts is paid once a day.
    set(&mut book, Kind::Character, "ann", "drop", false);
    set(&mut book, Kind::Character, "cy", "person", "p-ann");
    check(
        &book,
        [
            "300.00 EUR + 100.00 EUR, 100.00 GBP + 0.00 GBP, 0 without",
            "300.00 EUR + 100.00 EUR, 100.00 GBP + 50.00 GBP, 0 without",
        ],
        (2, 2, 0),
    );
    // A thing counts once it has a rate.
    set(&mut book, Kind::Element, "boat", "name", "Boat");
    set(&mut book, Kind::Element, "boat", "category", "uci103");
    set(&mut book, Kind::Scene, "s2", "element/boat", true);
    rated(&mut book, "boat", 100, "GBP");
    let both = cost(&book, &left, &right);
    assert_eq!(
        (both.things, both.left.money[&currency("GBP")]),
        (1, (10_100, 0))
    );
}

#[test]
fn a_rate_that_makes_no_sense_is_none() {
    let mut book = crate::book::Book::default();
    for (n, minor, code) in [(0, -1_i64, "EUR"), (1, i64::MAX, "EUR"), (2, 5, "ZZZ")] {
        let of = format!("p{n}");
        set(&mut book, Kind::Rate, &of, "day_minor", minor);
        set(&mut book, Kind::Rate, &of, "currency", code);
        assert_eq!(rate(&book, &id(&of)), None, "{minor} {code}");
    }
}
