//! What one cell of the day out of days and the head of its column show.

use leptos::prelude::*;
use shared::calendar::parse_date;
use shared::schedule::GridColumn;

use crate::calendar::dates;

/// Says whether a code is a day of work: only those have a W.
pub fn is_work(code: &str) -> bool {
    code.contains('W')
}

/// What draws a cell beside its letters.
pub fn shape(code: &str, is_off: bool) -> &'static str {
    match code {
        "" if is_off => "off",
        "" => "",
        "H" => "hold",
        "D" => "drop",
        code if is_work(code) => "work",
        _ => "event",
    }
}

/// The sign before an actual code that is not the planned one: worked beside the plan, or not
/// worked though planned.
pub fn difference(plan: &str, actual: &str) -> &'static str {
    match (is_work(plan), is_work(actual)) {
        (false, true) => "+",
        (true, false) => "×",
        _ => "",
    }
}

/// The head of a date's column.
pub fn day(column: &GridColumn) -> AnyView {
    let n = column.day_number;
    let (mut spoken, over, under) = match parse_date(&column.date) {
        Some(date) => {
            let over = dates::weekday_short(date.weekday())
                .chars()
                .take(2)
                .collect::<String>();
            let over = if date.day() == 1 {
                dates::short(date)
                    .split(' ')
                    .next_back()
                    .unwrap_or_default()
                    .to_owned()
            } else {
                over
            };
            let spoken = match n {
                0 => dates::long(date),
                n => crate::t!("schedule.day_on", n = n, date = dates::long(date)),
            };
            (spoken, over, date.day().to_string())
        }
        None => (
            crate::t!("schedule.day", n = n),
            String::new(),
            n.to_string(),
        ),
    };
    let is_numbered = n > 0 && !column.date.is_empty();
    let mut number = if is_numbered {
        n.to_string()
    } else {
        String::new()
    };
    if column.reported {
        spoken = crate::t!("schedule.reported", day = spoken);
        number.push('✓');
    }
    let said = spoken.clone();
    view! {
        <th role="columnheader" scope="col" class="date" class:off=column.off title=spoken>
            <span class="hidden">{said}</span>
            <span aria-hidden="true">
                <small>{over}</small>
                <b>{under}</b>
                <small class="nth">{number}</small>
            </span>
        </th>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_told_by_a_sign() {
        let check = |plan: &str, actual: &str, expected: &str| {
            assert_eq!(difference(plan, actual), expected, "{plan} {actual}");
        };
        check("", "W", "+");
        check("H", "WF", "+");
        check("WF", "", "×");
        check("SW", "H", "×");
        check("W", "WF", "");
        check("H", "", "");
    }

    #[test]
    fn letters_of_ones_own_are_no_work() {
        let check = |code: &str, expected: &str| assert_eq!(shape(code, false), expected, "{code}");
        check("T", "event");
        check("F", "event");
        check("PWF", "work");
        check("H", "hold");
        check("", "");
    }
}
