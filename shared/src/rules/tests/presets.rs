//! Presets as data, and a production's own copies of them.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::*;
use crate::kind::Kind;
use crate::people::set;

#[test]
fn every_preset_names_its_sources_and_says_something() {
    let mut keys = BTreeSet::new();
    for preset in presets() {
        assert!(keys.insert(preset.key), "{} twice", preset.key);
        assert!(!preset.source.is_empty() && !preset.name.is_empty());
        let names_agreement = !preset.agreement.is_empty();
        assert!(names_agreement || preset.applies_to != AppliesTo::Agreement);
        let mut rules = BTreeSet::new();
        for rule in preset.all() {
            let name = format!("{} {}", preset.key, rule.key);
            assert!(rules.insert(rule.key), "{name} twice");
            assert!(rule.citation.len() > 10, "{name}");
            for required in rule.what.required() {
                assert!(rule.get(*required).is_some(), "{name} {required:?}");
            }
            for (param, n) in rule.params {
                assert!(param.allows(*n), "{name} {param:?}");
                assert!(rule.what.params().any(|p| p == *param), "{name} {param:?}");
            }
        }
    }
}

#[test]
fn a_copy_says_what_the_preset_says() {
    for preset in presets() {
        let book = rulebook(&[preset.key]);
        let set = &book.sets[0];
        assert_eq!(set.name, preset.name);
        assert_eq!(set.applies_to, preset.applies_to);
        assert_eq!(set.preset, preset.key);
        assert_eq!(set.preset_version, VERSION);
        assert_eq!(set.source, preset.source);
        let copied: Vec<&Rule> = set.rules.iter().collect();
        assert_eq!(copied.len(), preset.all().count());
        for (copy, rule) in copied.into_iter().zip(preset.all()) {
            assert_eq!((copy.what, copy.place), (rule.what, rule.place));
            assert_eq!(copy.severity, rule.severity);
            assert_eq!(&*copy.citation, rule.citation);
            assert!(copy.missing().is_empty());
            for param in Param::ALL {
                assert_eq!(copy.get(*param), rule.get(*param), "{param:?}");
            }
        }
    }
}

#[test]
fn the_presets_are_these() {
    let mut out = String::new();
    for preset in presets() {
        let to = preset.applies_to.as_str();
        let _ = writeln!(out, "{} | {} | {to}", preset.key, preset.name);
        for rule in preset.all() {
            let params: Vec<String> = rule
                .params
                .iter()
                .map(|(param, n)| format!("{}={n}", param.as_str()))
                .collect();
            let _ = writeln!(out, "  {}: {}", rule.what.as_str(), params.join(" "));
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn an_edited_copy_is_what_counts() {
    let mut book = book_with(&["iatse_10"]);
    let worker = under("iatse_10");
    let days = [day(1, "9:00", "22:30"), day(2, "9:00", "10:00")];
    let rest = |book: &Book| {
        let findings = Rulebook::of(book).findings(&worker, &days, &Zone::default());
        told(&findings, &[What::DailyRest])
    };
    assert!(rest(&book).is_empty());
    put(&mut book, "s1.daily_rest", Param::NeedMin, 660);
    assert_eq!(rest(&book), ["d2 daily_rest 30"]);
    let none = set_param(
        &book,
        &id("s1.daily_rest"),
        Param::NeedMin,
        None,
        String::new(),
    );
    book.apply(&none);
    assert!(rest(&book).is_empty());
    let rules = Rulebook::of(&book);
    let (_, rule) = rules.rule(&id("s1.daily_rest")).unwrap();
    assert_eq!(rule.missing(), [Param::NeedMin]);
    // What cannot be is no edit.
    let bad = set_param(
        &book,
        &id("s1.daily_rest"),
        Param::NeedMin,
        Some(-1),
        String::new(),
    );
    assert!(bad.is_empty());
}

#[test]
fn a_set_or_a_rule_that_is_taken_away_is_silent_until_an_undo() {
    let mut book = book_with(&["wtr_7"]);
    let worker = under("wtr_7");
    let days = [day(1, "9:00", "23:30"), day(2, "9:00", "10:00")];
    let count = |book: &Book| {
        let found = Rulebook::of(book).findings(&worker, &days, &Zone::default());
        found.iter().filter(|f| f.what == What::DailyRest).count()
    };
    assert_eq!(count(&book), 1);
    book.apply(&remove_rule(&id("s1.daily_rest"), String::new()));
    assert_eq!(count(&book), 0);
    let undo = crate::command::Command::new("").put(
        Kind::Rule,
        &id("s1.daily_rest"),
        crate::record::REMOVED,
        false,
    );
    book.apply(&undo);
    assert_eq!(count(&book), 1);
    book.apply(&remove_set(&id("s1"), String::new()));
    assert_eq!(count(&book), 0);
}

#[test]
fn a_set_applies_by_the_agreement_on_the_card() {
    let set = |key: &str| rulebook(&[key]).sets.remove(0);
    let worker = |group: Group, agreement: &str, minor: bool| Worker {
        agreement: agreement.to_owned(),
        minor,
        ..Worker::new(id("x"), group)
    };
    let check = |key: &str, who: Worker, want: bool| {
        assert_eq!(set(key).applies(&who), want, "{key} {who:?}");
    };
    use Group::{Background, Cast, Crew};
    check("wtr_7", worker(Crew, "", false), true);
    check("wtr_7", worker(Crew, "Teamsters", false), true);
    check("teamsters", worker(Crew, "", false), false);
    check("teamsters", worker(Crew, " TEAMSTERS ", false), true);
    check("sag_background", worker(Background, "", false), true);
    check(
        "sag_background",
        worker(Background, "Non-union", false),
        false,
    );
    check(
        "sag_background",
        worker(Cast, "SAG-AFTRA background", false),
        true,
    );
    check("sag_background", worker(Cast, "", false), false);
    check("minors_california", worker(Cast, "", true), true);
    check("minors_california", worker(Cast, "", false), false);
}

#[test]
fn a_newer_agreement_takes_over_on_its_date() {
    let mut book = book_with(&["iatse_10", "iatse_10"]);
    put(&mut book, "s2.daily_rest", Param::NeedMin, 600 + 60);
    let from = set(
        &book,
        &Kind::RuleSet,
        &id("s2"),
        "valid_from",
        "2026-03-04",
        String::new(),
    );
    book.apply(&from);
    let days: Vec<PersonDay> = (1..=4).map(|n| day(n, "9:00", "22:30")).collect();
    let rest = |book: &Book| {
        let worker = under("iatse_10");
        let findings = Rulebook::of(book).findings(&worker, &days, &Zone::default());
        told(&findings, &[What::DailyRest])
    };
    assert_eq!(rest(&book), ["d3 daily_rest 30", "d4 daily_rest 30"]);
    // Two readings from one date both hold.
    let same = set(
        &book,
        &Kind::RuleSet,
        &id("s2"),
        "valid_from",
        "",
        String::new(),
    );
    book.apply(&same);
    assert_eq!(rest(&book).len(), 3);
}

#[test]
fn an_override_marks_a_finding_and_hides_nothing() {
    let mut book = book_with(&["wtr_7"]);
    let days = [day(1, "9:00", "23:00"), day(2, "9:00", "10:00")];
    let evaluate = |book: &Book| {
        let rules = Rulebook::of(book);
        let mut all = rules.findings(&under("wtr_7"), &days, &Zone::default());
        mark(book, &mut all);
        all
    };
    let before = evaluate(&book);
    let rest = before.iter().find(|f| f.what == What::DailyRest).unwrap();
    let by = id("dana");
    let no = override_finding(&book, rest, "  ", Some(&by), 5, String::new());
    assert!(no.is_none(), "without a reason");
    let yes = override_finding(
        &book,
        rest,
        "Rest made up on Friday",
        Some(&by),
        5,
        String::new(),
    );
    book.apply(&yes.unwrap());
    let after = evaluate(&book);
    assert_eq!(after.len(), before.len());
    let marked = after.iter().find(|f| f.what == What::DailyRest).unwrap();
    let said = marked.overridden.as_ref().unwrap();
    assert_eq!(said.reason, "Rest made up on Friday");
    assert_eq!((said.by.as_ref(), said.at_ms), (Some(&by), Some(5)));
    let others = after.iter().filter(|f| f.what != What::DailyRest);
    assert!(others.clone().all(|f| f.overridden.is_none()));
    book.apply(&take_back(marked, String::new()));
    assert!(evaluate(&book).iter().all(|f| f.overridden.is_none()));
    // A second time the same record comes back.
    let again = override_finding(&book, rest, "As agreed", None, 6, String::new());
    book.apply(&again.unwrap());
    assert!(evaluate(&book).iter().any(|f| f.overridden.is_some()));
}

#[test]
fn the_age_of_a_minor_stays_among_their_own_matters() {
    let book = Book::default();
    let command = set_age(&book, &id("kit"), Some(84), String::new());
    assert_eq!(command.edits.len(), 1);
    let edit = &command.edits[0];
    let audience = edit.kind.audience(&edit.id);
    assert_eq!(audience, Some(crate::access::Audience::Personal(id("kit"))));
    assert!(set_age(&book, &id("kit"), Some(-1), String::new()).is_empty());
}
