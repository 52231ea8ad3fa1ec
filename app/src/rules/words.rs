//! Rules and findings in words.

use shared::book::Book;
use shared::clock;
use shared::kind::Kind;
use shared::production::days;
use shared::rules::{
    AppliesTo, Finding, Param, Place, Preset, RuleSet, Severity, Unit, What, Why, amount_text,
};

use crate::ui::Tone;
use crate::words::find;

/// Names what a rule is about: "Daily rest".
pub fn what_word(what: What) -> &'static str {
    find(&format!("rules.what.{}", what.as_str())).unwrap_or(what.as_str())
}

/// Names a number of a rule: "At least".
pub fn param_word(param: Param) -> &'static str {
    find(&format!("rules.param.{}", param.as_str())).unwrap_or(param.as_str())
}

pub fn applies_word(to: AppliesTo) -> &'static str {
    match to {
        AppliesTo::Everyone => crate::t!("rules.to.everyone"),
        AppliesTo::Cast => crate::t!("rules.to.cast"),
        AppliesTo::Crew => crate::t!("rules.to.crew"),
        AppliesTo::Background => crate::t!("rules.to.background"),
        AppliesTo::Minors => crate::t!("rules.to.minors"),
        AppliesTo::Agreement => crate::t!("rules.to.agreement"),
    }
}

pub fn place_word(place: Place) -> &'static str {
    match place {
        Place::Anywhere => crate::t!("rules.place.anywhere"),
        Place::OutsideZoneExterior => crate::t!("rules.place.outside_zone_exterior"),
        Place::Overnight => crate::t!("rules.place.overnight"),
    }
}

pub fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Block => crate::t!("rules.severity.block"),
        Severity::Warn => crate::t!("rules.severity.warn"),
        Severity::Info => crate::t!("rules.severity.info"),
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

/// Writes a factor of pay: "1.5x" for 150 percent.
fn factor(percent: i64) -> String {
    let (whole, part) = (percent / 100, percent % 100);
    match (part, part % 10) {
        (0, _) => format!("{whole}x"),
        (_, 0) => format!("{whole}.{}x", part / 10),
        _ => format!("{whole}.{part:02}x"),
    }
}

/// Writes an age in months as people say it.
pub fn age(months: i64) -> String {
    match months {
        ..24 => crate::t!("rules.age.months", n = months),
        months => crate::t!("rules.age.years", n = months / 12),
    }
}

/// Writes a number of a rule in its unit.
pub fn value_text(unit: Unit, n: i64, currency: &str) -> String {
    match unit {
        Unit::Minutes => clock::length(n),
        Unit::Clock => clock::wall_text(n),
        Unit::Money => format!("{currency} {}", amount_text(n, currency)),
        Unit::Percent => crate::t!("rules.percent", n = n),
        Unit::Days => crate::t!("rules.days", n = n),
        Unit::Weeks => crate::t!("rules.weeks", n = n),
        Unit::Times => crate::t!("rules.times", n = n),
        Unit::Months => age(n),
        Unit::YesNo if n == 1 => crate::t!("rules.yes").to_owned(),
        Unit::YesNo => crate::t!("rules.no").to_owned(),
    }
}

/// Says whom a set is for: "Crew", "Those under IATSE-type, 8 h".
pub fn set_for(set: &RuleSet) -> String {
    for_whom(set.applies_to, &set.agreement)
}

pub fn preset_for(preset: &Preset) -> String {
    for_whom(preset.applies_to, preset.agreement)
}

fn for_whom(to: AppliesTo, agreement: &str) -> String {
    match to {
        AppliesTo::Agreement => crate::t!("rules.under", agreement = agreement),
        to => applies_word(to).to_owned(),
    }
}

fn day_name(book: &Book, day: &shared::id::Id) -> String {
    match days::number_of(book, day) {
        Some(n) => crate::t!("callsheet.day_n", n = n),
        None => crate::t!("rules.day_before").to_owned(),
    }
}

/// Says why something was found, in a sentence or two that begin with the people's names.
pub fn why(book: &Book, finding: &Finding, who: &str) -> String {
    let need = clock::length(finding.need_min);
    let have = clock::length(finding.have_min);
    let short = clock::length(finding.shortfall_min);
    match &finding.why {
        Why::ShortRest {
            before,
            release_at,
            call_at,
            earliest_at,
        } => crate::t!(
            "rules.why.rest",
            who = who,
            release = clock::wall_text(*release_at),
            before = day_name(book, before),
            call = clock::wall_text(*call_at),
            have = have,
            need = need,
            earliest = clock::wall_text(*earliest_at)
        ),
        Why::ExceptionUsed { full_min, .. } => crate::t!(
            "rules.why.exception",
            who = who,
            have = have,
            full = clock::length(*full_min)
        ),
        Why::ShortWeek { days, .. } => {
            crate::t!(
                "rules.why.week",
                who = who,
                need = need,
                days = days,
                have = have
            )
        }
        Why::LateMeal {
            due_at,
            meal_at,
            until_at,
            steps,
            ..
        } => {
            let due = clock::wall_text(*due_at);
            let said = match meal_at {
                Some(meal) => crate::t!(
                    "rules.why.meal_late",
                    who = who,
                    meal = clock::wall_text(*meal),
                    due = due,
                    late = short
                ),
                None => crate::t!(
                    "rules.why.meal_none",
                    who = who,
                    until = clock::wall_text(*until_at),
                    due = due,
                    late = short
                ),
            };
            match steps {
                0 => said,
                n => crate::t!("rules.why.penalties", said = said, n = n),
            }
        }
        Why::ShortMeal { from_at, to_at } => crate::t!(
            "rules.why.meal_short",
            who = who,
            from = clock::wall_text(*from_at),
            to = clock::wall_text(*to_at),
            have = have,
            need = need
        ),
        Why::NoBreak { after_min } => crate::t!(
            "rules.why.break",
            who = who,
            need = need,
            after = clock::length(*after_min)
        ),
        Why::Overtime {
            worked_min,
            after_min,
            percent,
            ..
        } => crate::t!(
            "rules.why.overtime",
            who = who,
            worked = clock::length(*worked_min),
            paid = short,
            after = clock::length(*after_min),
            factor = factor(*percent)
        ),
        Why::LongDay {
            call_at,
            release_at,
        } => crate::t!(
            "rules.why.day",
            who = who,
            call = clock::wall_text(*call_at),
            release = clock::wall_text(*release_at),
            have = have,
            need = need
        ),
        Why::LongWork { .. } => crate::t!("rules.why.work", who = who, have = have, need = need),
        Why::LongWeek { weeks, .. } => crate::t!(
            "rules.why.average",
            who = who,
            have = have,
            n = weeks,
            need = need
        ),
        Why::Night {
            night_min,
            worked_min,
        } if finding.need_min > 0 => crate::t!(
            "rules.why.night_long",
            who = who,
            worked = clock::length(*worked_min),
            night = clock::length(*night_min),
            need = need
        ),
        Why::Night { night_min, .. } => {
            crate::t!(
                "rules.why.night",
                who = who,
                night = clock::length(*night_min)
            )
        }
        Why::ShortCall { .. } => crate::t!("rules.why.call", who = who, have = have, need = need),
        Why::MinorPlace { age_known, .. } => match age_known {
            true => crate::t!("rules.why.minor_place", who = who, have = have, need = need),
            false => crate::t!(
                "rules.why.minor_place_any",
                who = who,
                have = have,
                need = need
            ),
        },
        Why::MinorWork {
            age_known,
            school_day,
        } => {
            let day = match school_day {
                true => crate::t!("rules.school_day"),
                false => crate::t!("rules.free_day"),
            };
            match age_known {
                true => crate::t!(
                    "rules.why.minor_work",
                    who = who,
                    have = have,
                    need = need,
                    day = day
                ),
                false => crate::t!(
                    "rules.why.minor_work_any",
                    who = who,
                    have = have,
                    need = need,
                    day = day
                ),
            }
        }
        Why::MinorSchool => {
            crate::t!(
                "rules.why.minor_school",
                who = who,
                have = have,
                need = need
            )
        }
        Why::MinorEarly {
            call_at,
            earliest_at,
        } => crate::t!(
            "rules.why.minor_early",
            who = who,
            call = clock::wall_text(*call_at),
            earliest = clock::wall_text(*earliest_at)
        ),
        Why::MinorLate {
            release_at,
            latest_at,
            school_tomorrow,
        } => {
            let day = match school_tomorrow {
                true => crate::t!("rules.school_day"),
                false => crate::t!("rules.free_day"),
            };
            crate::t!(
                "rules.why.minor_late",
                who = who,
                release = clock::wall_text(*release_at),
                latest = clock::wall_text(*latest_at),
                day = day
            )
        }
        Why::MinorWindow { open_at, close_at } => crate::t!(
            "rules.why.minor_window",
            who = who,
            open = clock::wall_text(*open_at),
            close = clock::wall_text(*close_at)
        ),
        Why::MinorAge { known: false } => crate::t!("rules.why.age_unknown", who = who),
        Why::MinorAge { known: true } => crate::t!("rules.why.age_none", who = who),
    }
}

/// Returns somebody's name, or a word for them.
pub fn name_of(book: &Book, person: &shared::id::Id) -> String {
    match book.text(&Kind::Person, person, "name") {
        "" => crate::t!("conflict.somebody").to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_and_every_number_has_a_word() {
        for what in What::ALL {
            assert!(
                find(&format!("rules.what.{}", what.as_str())).is_some(),
                "{what:?}"
            );
        }
        for param in Param::ALL {
            assert!(
                find(&format!("rules.param.{}", param.as_str())).is_some(),
                "{param:?}"
            );
        }
    }

    #[test]
    fn numbers_are_said_in_their_units() {
        let check = |unit: Unit, n: i64, want: &str| assert_eq!(value_text(unit, n, "USD"), want);
        check(Unit::Minutes, 720, "12 h");
        check(Unit::Clock, 1470, "00:30 +1");
        check(Unit::Money, 2_500, "USD 25.00");
        check(Unit::Months, 6, "6 months");
        check(Unit::Months, 108, "9 years");
        assert_eq!(factor(150), "1.5x");
        assert_eq!(factor(200), "2x");
        assert_eq!(factor(125), "1.25x");
    }
}
