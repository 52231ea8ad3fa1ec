//! Conflicts in words: the rule, the reason with its values, and what would mend it.

use jiff::civil::Date;
use leptos::prelude::WithUntracked;
use shared::board::{self, Layout, Limits};
use shared::book::Book;
use shared::clock;
use shared::conflict::{Conflict, Fix, Hour, RestRule, Rule, Severity, Who, Why};
use shared::eighths::Eighths;
use shared::id::Id;
use shared::kind::Kind;

use crate::calendar::dates;
use crate::rules::age;
use crate::ui::Tone;

use super::ask::day_words;
use super::shown::board_name;
use super::state::Board;
use super::which::unit_name;

/// Names a rule.
pub fn title(rule: Rule) -> &'static str {
    match rule {
        Rule::Unavailable => crate::t!("conflict.unavailable"),
        Rule::NotEngaged => crate::t!("conflict.not_engaged"),
        Rule::TwoUnits => crate::t!("conflict.two_units"),
        Rule::OverPages => crate::t!("conflict.over_pages"),
        Rule::OverTime => crate::t!("conflict.over_time"),
        Rule::ShortRest => crate::t!("conflict.short_rest"),
        Rule::NightThenDay => crate::t!("conflict.night_then_day"),
        Rule::MinorLate => crate::t!("conflict.minor_late"),
        Rule::MinorHours => crate::t!("conflict.minor_hours"),
        Rule::MinorAge => crate::t!("conflict.minor_age"),
        Rule::MinorNoRow => crate::t!("conflict.minor_no_row"),
        Rule::MinorNoRules => crate::t!("conflict.minor_no_rules"),
        Rule::MissingLink => crate::t!("conflict.missing_link"),
        Rule::NumberTwice => crate::t!("conflict.number_twice"),
        Rule::SceneTwice => crate::t!("conflict.scene_twice"),
        Rule::Nowhere => crate::t!("conflict.nowhere"),
    }
}

/// Names a rule on a strip.
pub fn short(rule: Rule) -> &'static str {
    match rule {
        Rule::Unavailable => crate::t!("conflict.short.unavailable"),
        Rule::NotEngaged => crate::t!("conflict.short.not_engaged"),
        Rule::TwoUnits => crate::t!("conflict.short.two_units"),
        Rule::OverPages => crate::t!("conflict.short.over_pages"),
        Rule::OverTime => crate::t!("conflict.short.over_time"),
        Rule::ShortRest => crate::t!("conflict.short.short_rest"),
        Rule::NightThenDay => crate::t!("conflict.short.night_then_day"),
        Rule::MinorLate
        | Rule::MinorHours
        | Rule::MinorAge
        | Rule::MinorNoRow
        | Rule::MinorNoRules => crate::t!("conflict.short.minor"),
        Rule::MissingLink => crate::t!("conflict.short.missing_link"),
        Rule::NumberTwice => crate::t!("conflict.short.number_twice"),
        Rule::SceneTwice => crate::t!("conflict.short.scene_twice"),
        Rule::Nowhere => crate::t!("conflict.short.nowhere"),
    }
}

/// Says what can be done where no single act takes a conflict away.
pub fn hint(rule: Rule) -> &'static str {
    match rule {
        Rule::OverPages | Rule::OverTime => crate::t!("conflict.hint.limit"),
        Rule::ShortRest | Rule::NightThenDay => crate::t!("conflict.hint.rest"),
        Rule::MinorLate | Rule::MinorHours => crate::t!("conflict.hint.minor"),
        Rule::MinorAge => crate::t!("conflict.hint.age"),
        Rule::MinorNoRow => crate::t!("conflict.hint.no_row"),
        Rule::MinorNoRules => crate::t!("conflict.hint.no_rules"),
        Rule::NumberTwice => crate::t!("conflict.hint.number"),
        _ => crate::t!("conflict.hint.move"),
    }
}

/// Returns how a severity is drawn, always beside its word.
pub fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Block => Tone::Bad,
        Severity::Warn => Tone::Warn,
        Severity::Info => Tone::None,
    }
}

/// Says how grave a conflict is.
pub fn gravity(severity: Severity) -> &'static str {
    match severity {
        Severity::Block => crate::t!("conflict.block"),
        Severity::Warn => crate::t!("conflict.warn"),
        Severity::Info => crate::t!("conflict.info"),
    }
}

fn name_of(book: &Book, who: &Who) -> String {
    let name = book.text(&who.kind(), who.id(), "name");
    if name.is_empty() {
        crate::t!("conflict.somebody").to_owned()
    } else {
        name.to_owned()
    }
}

fn day(date: Date) -> String {
    dates::medium(date)
}

// The page of the handbook is for those who write the rules.
fn source(text: &str) -> &str {
    text.split(" (").next().unwrap_or(text)
}

/// Says after a reason which set of rules it goes by, where that holds and who says so.
fn by_rule(book: &Book, text: String, rule: &Id) -> String {
    let Some(rule) = book.get(&Kind::Rule, rule) else {
        return text;
    };
    let set = rule.link("set").unwrap_or_else(|| Id::new(""));
    let of_set = |field: &str| book.text(&Kind::RuleSet, &set, field).trim().to_owned();
    let name = of_set("name");
    let mut said = match of_set("jurisdiction") {
        place if place.is_empty() || name.contains(&place) => name,
        place => crate::t!("conflict.rule_place", name = name, place = place),
    };
    let source = match rule.text("citation").trim() {
        "" => of_set("source"),
        citation => citation.to_owned(),
    };
    let source = source.trim_end_matches('.');
    if !source.is_empty() {
        said = crate::t!("conflict.rule_source", name = said, source = source);
    }
    crate::t!("conflict.by_rule", text = text, rule = said)
}

fn school_word(is_school_day: bool) -> &'static str {
    if is_school_day {
        crate::t!("rules.school_day")
    } else {
        crate::t!("rules.free_day")
    }
}

fn rest(rule: RestRule) -> (String, String) {
    (clock::length(rule.rest_min), source(rule.source).to_owned())
}

/// Says why something is a conflict, in a sentence or two.
pub fn why(board: Board, conflict: &Conflict) -> String {
    board.store.peek(|book| reason(book, conflict))
}

fn reason(book: &Book, conflict: &Conflict) -> String {
    let who = conflict.who.as_ref().map(|who| name_of(book, who));
    let who = who.unwrap_or_else(|| crate::t!("conflict.somebody").to_owned());
    match &conflict.why {
        Why::Unavailable { from, to, .. } if from == to => {
            crate::t!("conflict.why.away_day", who = who, date = day(*from))
        }
        Why::Unavailable { from, to, .. } => {
            crate::t!(
                "conflict.why.away",
                who = who,
                from = day(*from),
                to = day(*to)
            )
        }
        Why::NotEngaged {
            date,
            start: Some(start),
            ..
        } if date < start => crate::t!("conflict.why.starts", who = who, date = day(*start)),
        Why::NotEngaged { date, finish, .. } => {
            let finish = finish.unwrap_or(*date);
            crate::t!("conflict.why.finishes", who = who, date = day(finish))
        }
        Why::TwoUnits { date, board, .. } => {
            let unit = unit_name(book, board::unit_of(book, board).as_ref());
            crate::t!(
                "conflict.why.units",
                who = who,
                unit = unit,
                date = day(*date)
            )
        }
        Why::OverPages { eighths, limit } => {
            let over = eighths.checked_sub(*limit).unwrap_or(Eighths::ZERO);
            crate::t!(
                "conflict.why.pages",
                n = eighths,
                over = over,
                limit = limit
            )
        }
        Why::OverTime { est_min, limit_min } => crate::t!(
            "conflict.why.time",
            time = clock::length(*est_min),
            limit = clock::length(*limit_min)
        ),
        Why::ShortRest {
            wrap_min,
            call_min,
            rest_min,
            rule,
        } => {
            let (need, source) = rest(*rule);
            crate::t!(
                "conflict.why.rest",
                wrap = clock::wall_text(*wrap_min),
                call = clock::wall_text(*call_min),
                rest = clock::length(*rest_min),
                need = need,
                source = source
            )
        }
        Why::NightThenDay {
            wrap,
            call,
            rest_min,
            rule,
        } => {
            let (need, source) = rest(*rule);
            let rest = clock::length((*rest_min).max(0));
            let hours = match (*wrap, *call) {
                (Hour::Planned(wrap), Hour::Taken(call)) => crate::t!(
                    "conflict.why.night_wrap",
                    wrap = clock::wall_text(wrap),
                    call = clock::wall_text(call),
                    rest = rest
                ),
                (Hour::Taken(wrap), Hour::Planned(call)) => crate::t!(
                    "conflict.why.night_call",
                    wrap = clock::wall_text(wrap),
                    call = clock::wall_text(call),
                    rest = rest
                ),
                (
                    Hour::Taken(wrap) | Hour::Planned(wrap),
                    Hour::Taken(call) | Hour::Planned(call),
                ) => {
                    crate::t!(
                        "conflict.why.night_neither",
                        wrap = clock::wall_text(wrap),
                        call = clock::wall_text(call),
                        rest = rest
                    )
                }
            };
            crate::t!(
                "conflict.why.night",
                hours = hours,
                need = need,
                source = source
            )
        }
        Why::MinorLate {
            wrap_min,
            latest_min,
            school_tomorrow,
            rule,
        } => {
            let latest = clock::wall_text(*latest_min);
            let day = school_word(*school_tomorrow);
            let text = match wrap_min {
                Some(wrap) => crate::t!(
                    "conflict.why.late",
                    who = who,
                    wrap = clock::wall_text(*wrap),
                    latest = latest,
                    day = day
                ),
                None => crate::t!(
                    "conflict.why.night_minor",
                    who = who,
                    latest = latest,
                    day = day
                ),
            };
            by_rule(book, text, rule)
        }
        Why::MinorHours {
            est_min,
            limit_min,
            age_known,
            school_day,
            rule,
        } => {
            let (time, limit) = (clock::length(*est_min), clock::length(*limit_min));
            let day = school_word(*school_day);
            let text = if *age_known {
                crate::t!(
                    "conflict.why.hours",
                    who = who,
                    time = time,
                    limit = limit,
                    day = day
                )
            } else {
                crate::t!(
                    "conflict.why.hours_any",
                    who = who,
                    time = time,
                    limit = limit,
                    day = day
                )
            };
            by_rule(book, text, rule)
        }
        Why::MinorAge {
            est_min,
            from_months,
            rule,
        } => {
            let age = match from_months {
                0 => crate::t!("conflict.any_age").to_owned(),
                months => age(*months),
            };
            let time = clock::length(*est_min);
            let text = crate::t!("conflict.why.age", who = who, time = time, age = age);
            by_rule(book, text, rule)
        }
        Why::MinorNoRow { rule } => {
            by_rule(book, crate::t!("conflict.why.no_row", who = who), rule)
        }
        Why::MinorNoRules { minors } => crate::t!("conflict.why.no_rules", n = minors),
        Why::MissingLink { needs } => {
            crate::t!("conflict.why.link", who = who, needs = name_of(book, needs))
        }
        Why::NumberTwice { number } => {
            let n = conflict.scenes.len();
            crate::t!("conflict.why.number", n = n, number = number)
        }
        Why::SceneTwice { board, .. } => {
            crate::t!("conflict.why.twice", board = board_name(book, board))
        }
        Why::Nowhere => crate::t!("conflict.why.nowhere").to_owned(),
    }
}

fn scene(book: &Book, id: &Id) -> String {
    crate::t!("board.scene", n = book.text(&Kind::Scene, id, "number"))
}

/// Says which limit rises, and to what.
fn raised(to: Limits, now: Limits) -> String {
    match (to.day_eighths, to.day_min) {
        (Some(pages), _) if Some(pages) != now.day_eighths => {
            crate::t!("conflict.pages", n = pages)
        }
        (_, Some(min)) => clock::length(min),
        (pages, None) => crate::t!("conflict.pages", n = pages.unwrap_or(Eighths::ZERO)),
    }
}

// A day within a sentence.
fn day_of(layout: &Layout, id: &Id) -> String {
    let words = layout.day(id).map(day_words).unwrap_or_default();
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters.clone()).collect()
}

/// What a fix is called before it is done and after.
pub struct FixWords {
    pub offer: String,
    pub done: String,
}

/// Says what a fix does.
pub fn fix_words(board: Board, fix: &Fix) -> FixWords {
    let store = board.store;
    board
        .layout
        .with_untracked(|layout| store.peek(|book| fix_in_words(book, layout, fix)))
}

fn fix_in_words(book: &Book, layout: &Layout, fix: &Fix) -> FixWords {
    let words = |offer, done| FixWords { offer, done };
    match fix {
        Fix::MoveScene { scene: id, day } => {
            let (what, day) = (scene(book, id), day_of(layout, day));
            words(
                crate::t!("conflict.fix.move", what = what, day = day),
                crate::t!("conflict.did.move", what = what, day = day),
            )
        }
        Fix::RaiseDay { day, limits } => {
            let now = layout.day(day).map(|day| day.limits);
            let to = raised(*limits, now.unwrap_or_default());
            let day = day_of(layout, day);
            words(
                crate::t!("conflict.fix.day_limit", day = day, to = to),
                crate::t!("conflict.did.day_limit", day = day, to = to),
            )
        }
        Fix::RaiseLimit(limits) => {
            let to = raised(*limits, Limits::of(book, &layout.board));
            words(
                crate::t!("conflict.fix.limit", to = to),
                crate::t!("conflict.did.limit", to = to),
            )
        }
        Fix::SplitDay { scene: id } => {
            let what = scene(book, id);
            words(
                crate::t!("conflict.fix.split", what = what),
                crate::t!("conflict.did.split", what = what),
            )
        }
        Fix::LaterCall { day, call_min } => {
            let (day, call) = (day_of(layout, day), clock::wall_text(*call_min));
            words(
                crate::t!("conflict.fix.call", day = day, call = call),
                crate::t!("conflict.did.call", day = day, call = call),
            )
        }
        Fix::AddToScene { scene: id, who } => {
            let (what, who) = (scene(book, id), name_of(book, who));
            words(
                crate::t!("conflict.fix.add", what = what, who = who),
                crate::t!("conflict.did.add", what = what, who = who),
            )
        }
        Fix::Renumber { scene: id, number } => {
            let set = book.text(&Kind::Scene, id, "set");
            words(
                crate::t!("conflict.fix.number", set = set, number = number),
                crate::t!("conflict.did.number", set = set, number = number),
            )
        }
        Fix::Unschedule { board, scene: id } => {
            let (what, from) = (scene(book, id), board_name(book, board));
            words(
                crate::t!("conflict.fix.off", what = what, board = from),
                crate::t!("conflict.did.off", what = what, board = from),
            )
        }
        Fix::Omit { scene: id } => {
            let what = scene(book, id);
            words(
                crate::t!("conflict.fix.omit", what = what),
                crate::t!("conflict.did.omit", what = what),
            )
        }
    }
}
