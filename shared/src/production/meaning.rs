//! What fields mean, so that a change of any record can be told in words.

use super::days;
use super::words::Nouns;
use crate::book::Book;
use crate::breakdown;
use crate::clock;
use crate::eighths::Eighths;
use crate::id::Id;
use crate::kind::Kind;
use crate::rate::{Currency, amount_text};
use crate::record::Value;
use crate::schedule::What;

/// How a field's value is read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Meaning {
    Plain,
    /// Minutes of the shoot day.
    Clock,
    /// A length in minutes.
    Length,
    Eighths,
    /// The id of another record.
    Link(Kind),
    /// Milliseconds since 1970: the page writes them, since it knows the zone.
    Moment,
    /// Minor units of the record's currency.
    Money,
    /// An order key on a board: said as the day it lies in.
    Place,
    /// Long or inner, nothing for people: order keys, bodies, hashes.
    Inner,
}

/// Returns how a field is read.
pub fn meaning(kind: &Kind, field: &str) -> Meaning {
    use Meaning::{Clock, Eighths, Inner, Length, Link, Moment, Money, Place, Plain};
    match field {
        "order" | "hash" | "body" | "previous" | "eighths_source" | "elements" | "title_page"
        | "revision_sets" | "tags" | "preamble" | "page_locks" | "sha" | "removed" | "knew"
        | "made" | "before" | "imported" | "active_revision" | "heading_revision"
        | "heading_before" | "heading_draft" => return Inner,
        "aliases" | "uss" => return Inner,
        _ if field.starts_with("apart/") || field.starts_with("sheet_order/") => return Inner,
        _ if field.starts_with("sheet_template/") => return Inner,
        _ if field.starts_with("approver/") || field.starts_with("key/") => {
            return Link(Kind::Person);
        }
        _ if field.starts_with("cast/") => return Link(Kind::Character),
        _ if field.starts_with("element/") || field.starts_with("link/") => {
            return Link(Kind::Element);
        }
        _ if field.ends_with("_ms") => return Moment,
        _ => {}
    }
    match (kind, field) {
        (Kind::Strip | Kind::Row, "place") => Place,
        (Kind::Row, "board" | "what") => Inner,
        (
            Kind::Day,
            "general_call" | "shooting_call" | "breakfast" | "lunch" | "wrap" | "sunrise"
            | "sunset",
        )
        | (Kind::Call, "call" | "pickup" | "makeup" | "wardrobe" | "set" | "wrap_est") => Clock,
        (Kind::Times, "count" | "code" | "stunt" | "outfits" | "remarks") => Plain,
        (Kind::Times | Kind::DayLog, "tutoring_min" | "minutes") => Length,
        (Kind::Times, _) | (Kind::DayLog, "at") => Clock,
        (Kind::Actual, "weather" | "breakfasts" | "lunches" | "seconds") => Plain,
        (Kind::Actual, _) => Clock,
        (Kind::Sending | Kind::Delivery, "issue") => Inner,
        (Kind::Delivery, "asked_ms" | "changed_ms") => Moment,
        (Kind::TimesWord, "times") | (Kind::DayLog, "severity") => Inner,
        (Kind::Photo, "of" | "width" | "height" | "size_bytes") => Inner,
        (Kind::Day, "weather_fetched") => Inner,
        (Kind::Row, "minutes") => Length,
        (Kind::Rate, "day_minor" | "hour_minor") => Money,
        (Kind::Rule, number) if number.ends_with("_min") => Length,
        (Kind::Rule, number) if number.ends_with("_at") => Clock,
        (Kind::Rule, "set") => Link(Kind::RuleSet),
        (Kind::Override, "day") => Link(Kind::Day),
        (Kind::Override, "person") => Link(Kind::Person),
        (Kind::Issue, "signers" | "keys" | "preview" | "approved_by") => Inner,
        (Kind::Checked, "lines") => Inner,
        (Kind::Override, "rule") | (Kind::RuleSet, "preset" | "preset_version") => Inner,
        (Kind::Board | Kind::Row, "day_min") => Length,
        (
            _,
            "lunch_min" | "est_min" | "call_offset_min" | "makeup_min" | "wardrobe_min"
            | "travel_min",
        ) => Length,
        (Kind::Scene | Kind::Progress, "eighths") | (Kind::Board | Kind::Row, "day_eighths") => {
            Eighths
        }
        (Kind::Day | Kind::Scene, "location") => Link(Kind::Location),
        (Kind::Day, "first_ad" | "second_ad" | "producer" | "director" | "upm") => {
            Link(Kind::Person)
        }
        (Kind::Character | Kind::Element | Kind::Device, "person") | (_, "by") => {
            Link(Kind::Person)
        }
        (_, "department") => Link(Kind::Department),
        (Kind::Element, "category") => Link(Kind::Category),
        (Kind::Element | Kind::Character, "location") => Link(Kind::Location),
        (Kind::Element | Kind::Category, "colour")
        | (Kind::Event, "of" | "of_kind")
        | (Kind::Scene, "merged") => Inner,
        (Kind::Scene | Kind::Board, "unit") => Link(Kind::Unit),
        (Kind::Production | Kind::Unit, "active_board") => Link(Kind::Board),
        (Kind::Progress | Kind::Note | Kind::DayLog, "scene") | (Kind::Scene, "into") => {
            Link(Kind::Scene)
        }
        (Kind::Progress | Kind::Note | Kind::DayLog | Kind::Issue | Kind::Sides, "day") => {
            Link(Kind::Day)
        }
        (Kind::SceneText, "draft") => Link(Kind::Draft),
        (Kind::Location, "lat" | "lon") => Inner,
        _ => Plain,
    }
}

/// Writes a value as people read it; nothing if it says nothing to people or the page must say it.
pub fn say(
    book: &Book,
    nouns: &Nouns,
    kind: &Kind,
    id: &Id,
    field: &str,
    value: &Value,
) -> Option<String> {
    let number = value.as_int();
    Some(match meaning(kind, field) {
        Meaning::Inner | Meaning::Moment => return None,
        Meaning::Clock => number.map(clock::text).unwrap_or_default(),
        Meaning::Length => number.map(clock::length).unwrap_or_default(),
        Meaning::Eighths => number
            .and_then(|n| u32::try_from(n).ok())
            .map(|n| Eighths(n).to_string())
            .unwrap_or_default(),
        Meaning::Money => {
            let currency = Currency::parse(book.text(kind, id, "currency"));
            number.zip(currency).map_or_else(
                || number.map(|n| n.to_string()).unwrap_or_default(),
                |(minor, currency)| amount_text(minor, currency),
            )
        }
        Meaning::Link(kind) => match (value, member(field)) {
            (Value::Flag(true), Some(member)) => {
                let kind = breakdown::kind_of(book, &member).unwrap_or(kind);
                name_of(book, nouns, &kind, &member)
            }
            (_, Some(_)) => String::new(),
            (Value::Text(id), None) if !id.is_empty() => {
                name_of(book, nouns, &kind, &Id::new(id.clone()))
            }
            _ => String::new(),
        },
        Meaning::Place => match (kind, value.as_text()) {
            (Kind::Strip, Some(place)) if !place.is_empty() => {
                let board = id.parts().map(|(board, _)| board)?;
                days::number_at(book, &board, place).map_or_else(
                    || nouns.boneyard.one.to_owned(),
                    |n| format!("{} {n}", nouns.day.one),
                )
            }
            (Kind::Strip, _) => nouns.boneyard.one.to_owned(),
            _ => return None,
        },
        Meaning::Plain => match value {
            Value::Nothing => String::new(),
            Value::Flag(true) => "yes".to_owned(),
            Value::Flag(false) => "no".to_owned(),
            Value::Int(n) => n.to_string(),
            Value::Text(text) => text.to_string(),
        },
    })
}

/// Returns whom a field of a set is about: `cast/<character>`, `element/<element>`.
fn member(field: &str) -> Option<Id> {
    let (set, member) = field.split_once('/')?;
    matches!(set, "cast" | "element" | "link" | "approver" | "key").then(|| Id::new(member))
}

/// Names a record as people know it: "Scene 12A", "Ines Vardal", "Day 4: Ines Vardal".
pub fn name_of(book: &Book, nouns: &Nouns, kind: &Kind, id: &Id) -> String {
    let text = |field: &str| book.text(kind, id, field);
    let numbered = |noun: String, number: &str| match number {
        "" => noun,
        number => format!("{noun} {number}"),
    };
    let scene = |id: &Id| numbered(nouns.scene.title(), book.text(&Kind::Scene, id, "number"));
    let day = |id: &Id| match days::number_of(book, id) {
        Some(n) => format!("{} {n}", nouns.day.title()),
        None => nouns.day.title(),
    };
    let row = |id: &Id| match days::number_of_row(book, id) {
        Some(n) => format!("{} {n}", nouns.day.title()),
        None => nouns.day.title(),
    };
    let person = |id: &Id| book.text(&Kind::Person, id, "name").to_owned();
    let second = || id.parts().map(|(_, second)| second);
    match kind {
        Kind::Production => text("title").to_owned(),
        Kind::Scene | Kind::SceneText => scene(id),
        Kind::Strip => second().map(|id| scene(&id)).unwrap_or_default(),
        Kind::Day | Kind::Actual => day(id),
        Kind::Row if text("what") == "day" => row(id),
        Kind::Row => text("text").to_owned(),
        Kind::Call | Kind::Times | Kind::TimesWord => {
            let Some((at, who)) = id.parts() else {
                return String::new();
            };
            format!("{}: {}", day(&at), person(&who))
        }
        Kind::Issue if text("what") == crate::callsheet::preview::PREVIEW => {
            let at = Id::new(text("day"));
            format!("Preview, {}", day(&at).to_lowercase())
        }
        Kind::Checked => match book.get(&Kind::Issue, id) {
            Some(issue) => day(&Id::new(issue.text("day"))),
            None => String::new(),
        },
        Kind::Reason => {
            let over = |field| Id::new(book.text(&Kind::Override, id, field));
            let at = day(&over("day"));
            match person(&over("person")) {
                who if who.is_empty() => at,
                who => format!("{at}: {who}"),
            }
        }
        Kind::Certificate => {
            let who = id.parts().map(|(id, _)| person(&id)).unwrap_or_default();
            format!("{who}: {}", text("name"))
        }
        Kind::Receipt | Kind::Signature | Kind::Delivery => {
            second().map(|id| person(&id)).unwrap_or_default()
        }
        Kind::Sending => name_of(book, nouns, &Kind::Issue, &Id::new(text("issue"))),
        Kind::Recipients => nouns.call_sheet.title(),
        Kind::Issue if text("what") == crate::report::REPORT => {
            let at = Id::new(text("day"));
            format!("{}, {}", nouns.report.title(), day(&at).to_lowercase())
        }
        Kind::Override => {
            let at = day(&Id::new(text("day")));
            match person(&Id::new(text("person"))) {
                who if who.is_empty() => at,
                who => format!("{at}: {who}"),
            }
        }
        Kind::Rule => book
            .text(&Kind::RuleSet, &Id::new(text("set")), "name")
            .to_owned(),
        Kind::Issue if text("what") != crate::callsheet::issue::CALLSHEET => {
            What::parse(text("what")).map_or_else(String::new, |what| what.noun().to_owned())
        }
        Kind::Category if text("name").is_empty() => {
            crate::breakdown::category(book, id).name.to_string()
        }
        Kind::Event => {
            let of = Id::new(text("of"));
            name_of(book, nouns, &Kind::parse(text("of_kind")), &of)
        }
        Kind::Sides => format!("Sides, {}", day(&Id::new(text("day"))).to_lowercase()),
        Kind::Issue => {
            let at = Id::new(text("day"));
            format!("{}, {}", nouns.call_sheet.title(), day(&at).to_lowercase())
        }
        Kind::Progress | Kind::Note | Kind::DayLog if !text("scene").is_empty() => {
            scene(&Id::new(text("scene")))
        }
        Kind::Progress | Kind::Note | Kind::DayLog => day(&Id::new(text("day"))),
        Kind::Photo => {
            let line = Id::new(text("of"));
            day(&Id::new(book.text(&Kind::DayLog, &line, "day")))
        }
        Kind::Private => person(id),
        Kind::Rate => match breakdown::kind_of(book, id) {
            Some(kind) => book.text(&kind, id, "name").to_owned(),
            None => person(id),
        },
        Kind::Date => id.to_string(),
        Kind::Device => text("label").to_owned(),
        Kind::Draft => text("title").to_owned(),
        Kind::Category => breakdown::category(book, id).name.to_string(),
        _ => text("name").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::production::words::ProductionKind;
    use crate::record::Record;

    fn book() -> Book {
        let mut book = Book::default();
        let mut put = |kind: Kind, id: &str, fields: &[(&str, Value)]| {
            let mut record = Record::new(kind, Id::new(id));
            for (field, value) in fields {
                record.fields.insert((*field).into(), value.clone());
            }
            book.put(record);
        };
        put(
            Kind::Production,
            "p",
            &[
                ("title", "Night Ferry".into()),
                ("active_board", "b".into()),
            ],
        );
        put(Kind::Scene, "s", &[("number", "12A".into())]);
        put(Kind::Person, "ines", &[("name", "Ines Vardal".into())]);
        put(Kind::Location, "pier", &[("name", "Pier 4".into())]);
        put(
            Kind::Event,
            "e",
            &[("of_kind", "person".into()), ("of", "ines".into())],
        );
        put(Kind::Rate, "ines", &[("currency", "EUR".into())]);
        put(Kind::Issue, "o", &[("what", "one-liner".into())]);
        put(Kind::Sides, "sides", &[("day", "d2".into())]);
        put(Kind::Character, "mara", &[("name", "Mara".into())]);
        put(Kind::Element, "bell", &[("name", "Bell".into())]);
        for (id, place) in [("d1", "b"), ("d2", "f")] {
            put(
                Kind::Row,
                id,
                &[
                    ("board", "b".into()),
                    ("what", "day".into()),
                    ("place", place.into()),
                ],
            );
        }
        book
    }

    #[test]
    fn records_are_called_what_people_call_them() {
        let book = book();
        let nouns = ProductionKind::Film.nouns();
        let check = |kind: Kind, id: &str, want: &str| {
            assert_eq!(name_of(&book, nouns, &kind, &Id::new(id)), want);
        };
        check(Kind::Production, "p", "Night Ferry");
        check(Kind::Scene, "s", "Scene 12A");
        check(Kind::Strip, "b.s", "Scene 12A");
        check(Kind::Row, "d2", "Day 2");
        check(Kind::Day, "d2", "Day 2");
        check(Kind::Call, "d1.ines", "Day 1: Ines Vardal");
        check(Kind::Person, "nobody", "");
        check(Kind::Category, "uci104", "Props");
        check(Kind::Event, "e", "Ines Vardal");
        check(Kind::Issue, "o", "One-liner");
        check(Kind::Rate, "ines", "Ines Vardal");
        check(Kind::Rate, "bell", "Bell");
        check(Kind::Sides, "sides", "Sides, day 2");
    }

    #[test]
    fn values_are_said_as_people_read_them() {
        let book = book();
        let nouns = ProductionKind::Film.nouns();
        let check = |kind: Kind, id: &str, field: &str, value: Value, want: Option<&str>| {
            let said = say(&book, nouns, &kind, &Id::new(id), field, &value);
            assert_eq!(said.as_deref(), want, "{kind:?} {field}");
        };
        check(Kind::Day, "d1", "general_call", 390.into(), Some("06:30"));
        check(Kind::Day, "d1", "general_call", Value::Nothing, Some(""));
        check(Kind::Day, "d1", "location", "pier".into(), Some("Pier 4"));
        check(Kind::Scene, "s", "eighths", 12.into(), Some("1 4/8"));
        check(Kind::Scene, "s", "est_min", 80.into(), Some("1 h 20"));
        check(Kind::Scene, "s", "cast/mara", true.into(), Some("Mara"));
        check(Kind::Scene, "s", "cast/mara", Value::Nothing, Some(""));
        check(Kind::Scene, "s", "element/bell", true.into(), Some("Bell"));
        check(
            Kind::Element,
            "bell",
            "link/mara",
            true.into(),
            Some("Mara"),
        );
        check(
            Kind::Element,
            "bell",
            "category",
            "uci104".into(),
            Some("Props"),
        );
        check(Kind::Scene, "s", "order", "a".into(), None);
        check(Kind::Scene, "s", "set", "PIER".into(), Some("PIER"));
        check(Kind::Strip, "b.s", "place", "c".into(), Some("day 1"));
        check(Kind::Strip, "b.s", "place", "g".into(), Some("day 2"));
        check(Kind::Strip, "b.s", "place", "a".into(), Some("boneyard"));
        check(
            Kind::Strip,
            "b.s",
            "place",
            Value::Nothing,
            Some("boneyard"),
        );
        check(Kind::Issue, "i", "issued_ms", 5.into(), None);
        check(
            Kind::Rate,
            "ines",
            "day_minor",
            45_000.into(),
            Some("450.00 EUR"),
        );
    }
}
