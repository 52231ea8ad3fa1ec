mod length;
mod meals;
mod minors;
mod next;
mod plan;
mod presets;
mod properties;
mod rest;

use jiff::civil::Date;

use super::*;
use crate::book::Book;
use crate::id::Id;
use crate::people::Group;

pub fn id(text: impl std::fmt::Display) -> Id {
    Id::new(text.to_string())
}

/// A production's book with its own copies of some presets, `s1 s2 ...`.
pub fn book_with(keys: &[&str]) -> Book {
    let mut book = Book::default();
    let mut n = 0;
    let mut new_id = || {
        n += 1;
        id(format!("s{n}"))
    };
    for key in keys {
        let preset = preset(key).expect(key);
        let (_, command) = add_preset(&book, preset, &mut new_id, String::new());
        book.apply(&command);
    }
    book
}

pub fn rulebook(keys: &[&str]) -> Rulebook {
    Rulebook::of(&book_with(keys))
}

/// Somebody who works under the agreement of a preset.
pub fn under(key: &str) -> Worker {
    let preset = preset(key).expect(key);
    Worker {
        agreement: preset.agreement.to_owned(),
        minor: preset.applies_to == AppliesTo::Minors,
        ..Worker::new(id("ines"), Group::Cast)
    }
}

pub fn paid(key: &str, hourly: Option<i64>, daily: Option<i64>) -> Worker {
    Worker {
        rate: Some(Rate {
            hourly,
            daily,
            currency: "USD".into(),
        }),
        ..under(key)
    }
}

/// The minutes of "13:30".
pub fn at(text: &str) -> i64 {
    crate::clock::parse(text).expect(text).expect(text)
}

/// The n-th day of March 2026 from the 2nd, a Monday, on; with a call and a wrap.
pub fn day(n: i64, call: &str, wrap: &str) -> PersonDay {
    let monday: Date = "2026-03-02".parse().expect("a date");
    let date = monday
        .checked_add(jiff::Span::new().days(n - 1))
        .expect("a date");
    let mut day = PersonDay::new(id(format!("d{n}")), date, Timing::Actual);
    day.call = Some(at(call));
    day.wrap = Some(at(wrap));
    day
}

/// The same with meals, each `12:00-13:00`.
pub fn fed(n: i64, call: &str, wrap: &str, meals: &[&str]) -> PersonDay {
    let mut day = day(n, call, wrap);
    day.meals = meals.iter().map(|text| meal(text)).collect();
    day
}

pub fn meal(text: &str) -> Meal {
    let (from, to) = text.split_once('-').expect(text);
    Meal {
        from: at(from),
        to: Some(at(to)),
    }
}

/// Writes findings as `day rule minutes [cost]`, of some kinds of rules.
pub fn told(findings: &[Finding], kinds: &[What]) -> Vec<String> {
    findings
        .iter()
        .filter(|f| kinds.contains(&f.what))
        .map(|f| {
            let rule = f.rule.parts().map_or(f.rule.clone(), |(_, key)| key);
            let mut text = format!("{} {rule} {}", f.day, f.shortfall_min);
            if let Some(cost) = &f.cost {
                text += &format!(" {}.{:02}", cost.minor / 100, cost.minor % 100);
            }
            text
        })
        .collect()
}

/// What a preset finds in somebody's days, of some kinds of rules.
pub fn found(key: &str, worker: &Worker, days: &[PersonDay], kinds: &[What]) -> Vec<String> {
    let findings = rulebook(&[key]).findings(worker, days, &Zone::default());
    told(&findings, kinds)
}

pub fn put(book: &mut Book, rule: &str, param: Param, n: i64) {
    let command = set_param(book, &id(rule), param, Some(n), String::new());
    assert!(!command.is_empty(), "{rule} {param:?}");
    book.apply(&command);
}
