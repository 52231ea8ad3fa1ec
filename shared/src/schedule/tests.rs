use super::*;
use crate::board::testing::{film, id, plan};
use crate::book::Book;
use crate::breakdown;
use crate::callsheet::issue::{Seal, seal};
use crate::command::Command;
use crate::id::Id;

fn book() -> Book {
    let mut book = film(
        "1 INT DAY pier 12 mara,finn
         2 EXT NIGHT quay 3 mara
         3 INT DAY pier 8 finn
         4 EXT DAY moor 2 -",
    );
    plan(&mut book, "main", "1 3 | 2");
    let mut n = 0;
    let mut ids = || {
        n += 1;
        Id::new(format!("e{n}"))
    };
    let uci = breakdown::category::id_of;
    for (scene, category, name) in [
        ("s1", 104, "Lantern"),
        ("s3", 104, "Lantern"),
        ("s2", 101, "Deckhands"),
    ] {
        let command = breakdown::add(
            &book,
            &id(scene),
            &uci(category),
            name,
            String::new(),
            &mut ids,
        );
        book.apply(&command);
    }
    book.apply(&Command::new("").put(Kind::Scene, &id("s2"), "count/e2", 12i64));
    book
}

fn made(what: What) -> Schedule {
    let names = |c: &breakdown::CategoryView| c.name.to_string();
    draft(&book(), &id("main"), what, None, Basis::Planned, &names)
}

/// Draws a schedule as short lines.
fn drawn(schedule: &Schedule) -> Vec<String> {
    let mut out = Vec::new();
    for part in &schedule.parts {
        out.push(format!(
            "day {} {} {}/8",
            part.number, part.date, part.eighths
        ));
        for line in &part.lines {
            let needs: Vec<String> = line
                .needs
                .iter()
                .map(|n| format!("{}: {}", n.name, n.items.join(", ")))
                .collect();
            out.push(format!(
                "{} {} day {} bg {} [{}]",
                line.number,
                line.set,
                line.day_number,
                line.background,
                needs.join("; ")
            ));
        }
    }
    out
}

#[test]
fn a_one_liner_is_the_board_in_shooting_order() {
    let schedule = made(What::OneLiner);
    assert_eq!(
        (schedule.days, schedule.scenes, schedule.eighths),
        (2, 3, 23)
    );
    assert_eq!(
        drawn(&schedule),
        [
            "day 1 2027-03-01 20/8",
            "1  day 0 bg 0 []",
            "3  day 0 bg 0 []",
            "day 2 2027-03-02 3/8",
            "2  day 0 bg 12 []",
        ]
    );
}

#[test]
fn a_shooting_schedule_has_what_each_scene_needs() {
    let schedule = made(What::Shooting);
    let needs: Vec<&str> = schedule.parts[0].lines[0]
        .needs
        .iter()
        .map(|n| n.name.as_str())
        .collect();
    assert_eq!(needs, ["Cast Members", "Props"]);
    assert_eq!(
        schedule.parts[1].lines[0].needs[1].items,
        ["Deckhands (12)"]
    );
}

#[test]
fn the_chronological_list_has_every_scene_with_its_day() {
    let days: Vec<u32> = made(What::Chronological).parts[0]
        .lines
        .iter()
        .map(|l| l.day_number)
        .collect();
    assert_eq!(days, [1, 2, 1, 0]);
}

#[test]
fn a_list_of_elements_says_where_and_when() {
    let schedule = made(What::ElementList);
    let props = schedule.groups.iter().find(|g| g.letter == "P").unwrap();
    assert_eq!(props.entries.len(), 1);
    assert_eq!(props.entries[0].scenes, ["1", "3"]);
    assert_eq!(props.entries[0].days, [1]);
}

#[test]
fn the_day_out_of_days_is_that_of_the_cast() {
    let schedule = made(What::DayOutOfDays);
    let rows: Vec<(&str, String)> = schedule
        .rows
        .iter()
        .map(|r| (r.name.as_str(), r.cells.join(" ")))
        .collect();
    assert_eq!(
        rows,
        [("finn", "SWF ".to_owned()), ("mara", "SW WF".to_owned())]
    );
    assert_eq!(schedule.of, Some(Id::new("uci100")));
}

#[test]
fn what_was_issued_is_numbered_coloured_and_stays() {
    let mut book = book();
    let names = |c: &breakdown::CategoryView| c.name.to_string();
    for (n, what) in [What::OneLiner, What::OneLiner, What::DayOutOfDays]
        .into_iter()
        .enumerate()
    {
        let draft = draft(&book, &id("main"), what, None, Basis::Planned, &names);
        let command = issue(
            &book,
            draft,
            None,
            &Id::new(format!("i{n}")),
            "2027-02-20",
            n as i64,
            String::new(),
        );
        book.apply(&command);
    }
    book.apply(&Command::new("").put(Kind::Scene, &id("s1"), "set", "Elsewhere"));
    let covers: Vec<(What, u32, String)> = editions(&book)
        .into_iter()
        .map(|e| (e.what, e.cover.number, e.cover.colour))
        .collect();
    assert_eq!(
        covers,
        [
            (What::DayOutOfDays, 0, "White".to_owned()),
            (What::OneLiner, 1, "Blue".to_owned()),
            (What::OneLiner, 0, "White".to_owned()),
        ]
    );
    let (edition, body) = read(&book, &id("i1")).unwrap();
    assert_eq!(edition.cover.previous, Some(Id::new("i0")));
    assert_eq!(body.unwrap().parts[0].lines[0].set, "");
    assert_eq!(
        seal(book.get(&Kind::Issue, &id("i1")).unwrap()),
        Seal::Whole
    );
    // A call sheet's list is not disturbed by them.
    assert_eq!(crate::callsheet::issue::issues(&book, &Id::new("")), []);
}

#[test]
fn each_document_is_a_table_without_holes() {
    for what in What::ALL {
        let text = csv(&made(what), &|key| key.to_owned());
        let mut reader = ::csv::ReaderBuilder::new()
            .flexible(false)
            .from_reader(text.as_bytes());
        let rows = reader.records().collect::<Result<Vec<_>, _>>().unwrap();
        assert!(!rows.is_empty(), "{what:?}");
    }
}

#[test]
fn a_day_out_of_days_says_what_was_planned_and_what_was_shot() {
    let mut book = book();
    for (n, (scene, state)) in [("s1", "not_shot"), ("s2", "complete"), ("s3", "not_shot")]
        .into_iter()
        .enumerate()
    {
        let mark = Id::new(format!("mark{n}"));
        book.apply(
            &Command::new("")
                .put(Kind::Progress, &mark, "scene", scene)
                .put(Kind::Progress, &mark, "day", "main-1")
                .put(Kind::Progress, &mark, "state", state)
                .put(Kind::Progress, &mark, "at_ms", n as i64),
        );
    }
    book.apply(&Command::new("").put(Kind::Production, &id("p"), "dood_display", "fill"));
    let names = |c: &breakdown::CategoryView| c.name.to_string();
    let of = |basis| draft(&book, &id("main"), What::DayOutOfDays, None, basis, &names);
    let both = of(Basis::Both);
    insta::assert_snapshot!(csv(&both, &|key| key.to_owned()), @r"
    number,name,basis,2027-03-01,2027-03-02,travel,work,rehearsal,fitting,hold,holiday,start,finish,total
    ,finn,planned,SWF,,0,1,0,0,0,0,2027-03-01,2027-03-01,1
    ,finn,actual,,,0,0,0,0,0,0,,,0
    ,mara,planned,SW,WF,0,2,0,0,0,0,2027-03-01,2027-03-02,2
    ,mara,actual,SWF,,0,1,0,0,0,0,2027-03-01,2027-03-01,1
    ");
    let body: serde_json::Value = serde_json::from_str(&both.body()).unwrap();
    insta::assert_snapshot!(
        body["columns"].to_string(),
        @r#"[{"date":"2027-03-01","day_number":1,"reported":true},{"date":"2027-03-02","day_number":2}]"#
    );
    assert!(both.codes.fill && both.basis == "both");
    // What is planned alone says nothing of it, and reads as it always did.
    let planned = of(Basis::Planned);
    assert!(planned.basis.is_empty() && planned.rows.iter().all(|row| !row.actual));
    assert_eq!(of(Basis::Actual).rows.len(), 1);
    assert_eq!(Schedule::parse(&both.body()), Ok(both));
}
