use super::people::engaged;
use super::*;
use crate::callsheet::sheet::{CastLine, CrewLine};
use crate::command::Command;
use crate::record::Value;

/// Two shoot days; 12A and 14 on the first, 31 on the second.
pub(crate) fn book() -> Book {
    let mut book = Book::default();
    let id = Id::new;
    let mut command = Command::new("")
        .put(Kind::Production, &id("p"), "title", "Night Ferry")
        .put(Kind::Production, &id("p"), "active_board", "b")
        .put(Kind::Production, &id("p"), "start", "2026-03-12")
        .put(Kind::Board, &id("b"), "name", "Board A")
        .put(Kind::Location, &id("pier"), "name", "Pier 4")
        .put(Kind::Location, &id("pier"), "basecamp", "Quay Road")
        .put(Kind::Department, &id("sound"), "name", "Sound")
        .put(Kind::Day, &id("d1"), "general_call", 390i64);
    for (row, place) in [("d1", "a"), ("d2", "d")] {
        for (field, value) in [("board", "b"), ("what", "day"), ("place", place)] {
            command.add(Kind::Row, &id(row), field, value);
        }
    }
    for (scene, number, place, eighths, cast) in [
        ("s12", "12A", "b", 8i64, &["mara"][..]),
        ("s14", "14", "c", 12, &["mara", "pilot", "clerk"]),
        ("s31", "31", "e", 6, &["mara"]),
    ] {
        command.add(Kind::Scene, &id(scene), "number", number);
        command.add(Kind::Scene, &id(scene), "order", place);
        command.add(Kind::Scene, &id(scene), "eighths", eighths);
        command.add(Kind::Scene, &id(scene), "location", "pier");
        command.add(
            Kind::Strip,
            &Id::joined(&id("b"), &id(scene)),
            "place",
            place,
        );
        for character in cast {
            command.add(Kind::Scene, &id(scene), &format!("cast/{character}"), true);
        }
    }
    for (character, number, person) in [
        ("mara", "1", "ines"),
        ("pilot", "2", "tom"),
        ("clerk", "9", ""),
    ] {
        command.add(Kind::Character, &id(character), "name", character);
        command.add(Kind::Character, &id(character), "number", number);
        command.add(Kind::Character, &id(character), "person", person);
    }
    for (person, group, position) in [
        ("ines", "cast", ""),
        ("tom", "cast", ""),
        ("bo", "crew", "Sound mixer"),
        ("dana", "crew", "2nd AD"),
    ] {
        command.add(Kind::Person, &id(person), "name", person);
        command.add(Kind::Person, &id(person), "group", group);
        command.add(Kind::Person, &id(person), "position", position);
    }
    command.add(Kind::Person, &id("bo"), "department", "sound");
    command.add(Kind::Person, &id("bo"), "call_offset_min", -30i64);
    command.add(Kind::Person, &id("ines"), "makeup_min", 45i64);
    command.add(Kind::Person, &id("ines"), "wardrobe_min", 15i64);
    book.apply(&command);
    book
}

fn d1() -> Id {
    Id::new("d1")
}

fn cast_line(sheet: &CallSheet, name: &str) -> CastLine {
    sheet.cast.iter().find(|l| l.name == name).cloned().unwrap()
}

fn crew_line(sheet: &CallSheet, name: &str) -> CrewLine {
    sheet
        .crew
        .iter()
        .flat_map(|g| &g.people)
        .find(|l| l.name == name)
        .cloned()
        .unwrap()
}

fn said(book: &mut Book, person: &str, field: &str, value: impl Into<Value>) {
    let id = Id::joined(&d1(), &Id::new(person));
    book.apply(&Command::new("").put(Kind::Call, &id, field, value));
}

#[test]
fn a_day_is_drafted_from_the_plan() {
    let sheet = draft(&book(), &d1());
    assert_eq!((sheet.day_number, sheet.days, sheet.eighths), (1, 2, 20));
    assert_eq!((sheet.number, sheet.colour.as_str()), (0, "White"));
    let numbers: Vec<_> = sheet.scenes.iter().map(|s| s.number.as_str()).collect();
    assert_eq!(numbers, ["12A", "14"]);
    assert_eq!(sheet.scenes[1].cast, ["1", "2", "9"]);
    // General call 06:30, shot an hour later, lunch six hours after the call.
    assert_eq!(
        (sheet.shooting_call, sheet.lunch, sheet.lunch_min),
        (Some(450), Some(750), Some(60))
    );
    // 12A takes 8 x 15 min; 14 takes 12 x 15 min and crosses lunch at 12:30.
    assert_eq!(
        (sheet.scenes[0].start, sheet.scenes[1].start),
        (Some(450), Some(570))
    );
    assert_eq!(sheet.wrap, Some(570 + 180 + 60));
    assert_eq!(sheet.basecamp, "Quay Road");
    assert_eq!(sheet.contacts[0].name, "dana");
    assert_eq!(sheet.advance.len(), 1);
    assert_eq!(sheet.advance[0].location, "Pier 4");
}

#[test]
fn a_performer_is_called_early_enough_for_the_first_scene() {
    let sheet = draft(&book(), &d1());
    let ines = cast_line(&sheet, "ines");
    // Set 07:30 less 45 makeup, 15 wardrobe, 15 blocking.
    assert_eq!(
        (ines.call, ines.makeup, ines.wardrobe, ines.set),
        (Some(375), Some(375), Some(420), Some(450))
    );
    assert_eq!(ines.status, "SW");
    let tom = cast_line(&sheet, "tom");
    assert_eq!(
        (tom.call, tom.makeup, tom.set),
        (Some(555), None, Some(570))
    );
    assert_eq!(tom.status, "SWF");
    assert!(
        sheet
            .cast
            .iter()
            .any(|l| l.person.is_none() && l.character == "clerk")
    );
}

#[test]
fn what_was_typed_stays_and_the_rest_follows() {
    let mut book = book();
    said(&mut book, "ines", "set", 540i64);
    assert_eq!(cast_line(&draft(&book, &d1()), "ines").call, Some(465));
    said(&mut book, "ines", "call", 400i64);
    let ines = cast_line(&draft(&book, &d1()), "ines");
    assert_eq!(
        (ines.call, ines.makeup, ines.wardrobe, ines.set),
        (Some(400), Some(400), Some(445), Some(540))
    );
    book.apply(&Command::new("").put(Kind::Day, &d1(), "general_call", 1380i64));
    let sheet = draft(&book, &d1());
    assert_eq!(crew_line(&sheet, "bo").call, Some(1350));
    // A night shoot runs beyond midnight.
    assert_eq!(sheet.shooting_call, Some(1440));
    assert_eq!(cast_line(&sheet, "tom").set, Some(1560));
    assert_eq!(cast_line(&sheet, "ines").call, Some(400));
}

#[test]
fn crew_follow_the_general_call_by_person_then_department() {
    let mut book = book();
    assert_eq!(crew_line(&draft(&book, &d1()), "bo").call, Some(360));
    assert_eq!(crew_line(&draft(&book, &d1()), "dana").call, Some(390));
    book.apply(
        &Command::new("")
            .put(
                Kind::Department,
                &Id::new("sound"),
                "call_offset_min",
                -45i64,
            )
            .put(
                Kind::Person,
                &Id::new("bo"),
                "call_offset_min",
                Value::Nothing,
            ),
    );
    assert_eq!(crew_line(&draft(&book, &d1()), "bo").call, Some(345));
    said(&mut book, "bo", "on_call", true);
    let bo = crew_line(&draft(&book, &d1()), "bo");
    assert_eq!((bo.call, bo.on_call), (None, true));
}

#[test]
fn whoever_is_on_call_by_their_card_is_so_on_each_day_that_does_not_call_them() {
    let mut book = book();
    for person in ["bo", "tom"] {
        book.apply(&Command::new("").put(Kind::Person, &Id::new(person), "on_call", true));
    }
    let sheet = draft(&book, &d1());
    let bo = crew_line(&sheet, "bo");
    assert_eq!((bo.call, bo.on_call), (None, true));
    assert!(cast_line(&sheet, "tom").on_call);
    said(&mut book, "bo", "on_call", false);
    said(&mut book, "tom", "on_call", false);
    let sheet = draft(&book, &d1());
    assert_eq!(crew_line(&sheet, "bo").call, Some(360));
    assert!(!cast_line(&sheet, "tom").on_call);
}

#[test]
fn somebody_can_be_forced_on_and_off_a_day() {
    let mut book = book();
    said(&mut book, "tom", "on", false);
    said(&mut book, "bo", "on", false);
    let sheet = draft(&book, &d1());
    assert!(sheet.cast.iter().all(|l| l.name != "tom"));
    assert!(sheet.people().iter().all(|p| p.name != "bo"));
    book.apply(&Command::new("").put(Kind::Call, &Id::new("d2.tom"), "on", true));
    let second = draft(&book, &Id::new("d2"));
    assert_eq!(cast_line(&second, "tom").character, "pilot");
}

#[test]
fn crew_are_on_the_sheet_while_they_are_engaged() {
    let person = |start: &str, finish: &str| {
        let mut record = Record::new(Kind::Person, Id::new("x"));
        record.fields.insert("start".into(), start.into());
        record.fields.insert("finish".into(), finish.into());
        record
    };
    let check = |start, finish, date, want| assert_eq!(engaged(&person(start, finish), date), want);
    check("", "", "2026-03-12", true);
    check("2026-03-12", "2026-03-12", "2026-03-12", true);
    check("2026-03-13", "", "2026-03-12", false);
    check("", "2026-03-11", "2026-03-12", false);
    check("2026-03-13", "", "", true);
}

#[test]
fn a_held_performer_stands_on_the_sheet_without_a_call() {
    let mut book = book();
    let id = Id::new;
    // A third day with 31, and nothing for Ines on the second.
    let mut command = Command::new("").put(Kind::Strip, &id("b.s31"), "place", "g");
    for (field, value) in [("board", "b"), ("what", "day"), ("place", "f")] {
        command.add(Kind::Row, &id("d3"), field, value);
    }
    book.apply(&command);
    let sheet = draft(&book, &id("d2"));
    let ines = cast_line(&sheet, "ines");
    assert_eq!((ines.status.as_str(), ines.call), ("H", None));
    assert!(sheet.scenes.is_empty());

    // The sheet says of her what the day out of days says.
    let mut travels = Command::new("");
    for (field, value) in [
        ("what", "travel"),
        ("of", "ines"),
        ("of_kind", "person"),
        ("from", "2026-03-13"),
    ] {
        travels.add(Kind::Event, &id("e"), field, value);
    }
    let mut with_travel = book.clone();
    with_travel.apply(&travels);
    let sheet = draft(&with_travel, &id("d2"));
    assert_eq!(cast_line(&sheet, "ines").status, "TR");
    let mut unheld = book.clone();
    unheld.apply(&Command::new("").put(Kind::Character, &id("mara"), "hold", false));
    assert!(draft(&unheld, &id("d2")).cast.is_empty());
    let far = Command::new("")
        .put(Kind::Character, &id("mara"), "drop", true)
        .put(Kind::Character, &id("mara"), "drop_days", 1i64);
    book.apply(&far);
    assert!(draft(&book, &id("d2")).cast.is_empty());
    let last = draft(&book, &id("d1"));
    assert_eq!(cast_line(&last, "ines").status, "SWD");
    let pickup = draft(&book, &id("d3"));
    assert_eq!(cast_line(&pickup, "ines").status, "PWF");
}

#[test]
fn whoever_stands_behind_a_stunt_or_an_extra_of_a_scene_is_called_for_it() {
    let mut book = book();
    let id = Id::new;
    let mut command = Command::new("");
    for (element, name, number, person) in [
        ("double", "Mara's double", "1X", "joe"),
        ("walker", "Dog walker", "", "pia"),
        ("lamp", "Lamp", "", "bo"),
    ] {
        command.add(Kind::Element, &id(element), "name", name);
        command.add(Kind::Element, &id(element), "number", number);
        command.add(Kind::Element, &id(element), "person", person);
        command.add(Kind::Scene, &id("s12"), &format!("element/{element}"), true);
    }
    for (person, group) in [("joe", "cast"), ("pia", "background")] {
        command.add(Kind::Person, &id(person), "name", person);
        command.add(Kind::Person, &id(person), "group", group);
    }
    book.apply(&command);
    let sheet = draft(&book, &d1());
    let joe = cast_line(&sheet, "joe");
    assert_eq!(
        (
            joe.number.as_str(),
            joe.character.as_str(),
            joe.status.as_str()
        ),
        ("1X", "Mara's double", "SWF")
    );
    assert_eq!((joe.set, &joe.scenes[..]), (Some(450), &[id("s12")][..]));
    assert_eq!(joe.characters, []);
    let extras: Vec<_> = sheet
        .background
        .iter()
        .map(|l| (&*l.name, &*l.character, l.set))
        .collect();
    assert_eq!(extras, [("pia", "Dog walker", Some(450))]);
    // Who lends a lamp is not called by it as a performer.
    assert!(sheet.cast.iter().all(|line| line.name != "bo"));
}

#[test]
fn a_day_that_nobody_planned_gives_an_empty_sheet() {
    let sheet = draft(&Book::default(), &Id::new("nowhere"));
    assert_eq!(
        (sheet.day_number, sheet.scenes.len(), sheet.cast.len()),
        (0, 0, 0)
    );
    assert_eq!(CallSheet::parse(&sheet.body()), Ok(sheet));
}

#[test]
fn a_group_of_background_is_called_by_count() {
    let mut book = book();
    let command = super::super::edit::add_background(
        &d1(),
        "Passengers",
        20,
        &Id::new("bg"),
        "V",
        String::new(),
    );
    book.apply(&command);
    let sheet = draft(&book, &d1());
    assert_eq!(
        (sheet.background[0].name.as_str(), sheet.background[0].count),
        ("Passengers", 20)
    );
    assert!(sheet.cast.iter().all(|l| l.name != "Passengers"));
}

#[test]
fn a_banner_of_the_board_takes_its_time() {
    let mut book = book();
    let mut banner = |id: &str, place: &str, text: &str, minutes: i64| {
        let id = Id::new(id);
        let mut command = Command::new("").put(Kind::Row, &id, "minutes", minutes);
        for (field, value) in [
            ("board", "b"),
            ("what", "banner"),
            ("place", place),
            ("text", text),
        ] {
            command.add(Kind::Row, &id, field, value);
        }
        book.apply(&command);
    };
    banner("move", "bM", "Company move to the ferry", 45);
    banner("meal", "cM", "LUNCH", 30);
    let sheet = draft(&book, &d1());
    let seen: Vec<_> = sheet
        .scenes
        .iter()
        .map(|s| (s.number.as_str(), s.set.as_str(), s.start))
        .collect();
    assert_eq!(
        seen,
        [
            ("12A", "", Some(450)),
            ("", "Company move to the ferry", Some(570)),
            ("14", "", Some(615)),
            ("", "LUNCH", Some(795))
        ]
    );
    // The board's own lunch is the lunch, as long as there; nothing is added a second time.
    let lunch = |sheet: &CallSheet| (sheet.lunch, sheet.lunch_min, sheet.wrap);
    assert_eq!(lunch(&sheet), (Some(795), Some(30), Some(825)));
    let mut put = |field: &str, value: Value| {
        book.apply(&Command::new("").put(Kind::Row, &Id::new("meal"), field, value));
        lunch(&draft(&book, &d1()))
    };
    // A banner without minutes takes an hour; a move after lunch is not the lunch.
    assert_eq!(
        put("minutes", Value::Nothing),
        (Some(795), Some(60), Some(855))
    );
    assert_eq!(
        put("text", "Company move after lunch".into()),
        (Some(750), Some(60), Some(855))
    );
    assert_eq!(
        put("text", "13:00 Crew Lunch".into()),
        (Some(795), Some(60), Some(855))
    );
    let typed = Command::new("").put(Kind::Day, &d1(), "lunch_min", 45i64);
    book.apply(&typed);
    assert_eq!(
        lunch(&draft(&book, &d1())),
        (Some(795), Some(45), Some(840))
    );
}

/// The pick-up of somebody on day 1.
fn pickup_of(book: &Book, name: &str) -> Option<Minutes> {
    let sheet = draft(book, &d1());
    let cast = sheet.cast.iter().find(|l| l.name == name);
    cast.map_or_else(|| crew_line(&sheet, name).pickup, |line| line.pickup)
}

#[test]
fn a_pick_up_is_the_call_less_the_way_there() {
    // DOMAIN 3.8, cast table: pickup before call. One's own way first, then the first place's,
    // which holds for the cast alone.
    let check = |of_person: Option<i64>, of_place: Option<i64>, ines, bo| {
        let mut book = book();
        let mut command = Command::new("");
        for person in ["ines", "bo"] {
            let way = of_person.map_or(Value::Nothing, Value::Int);
            command.add(Kind::Person, &Id::new(person), "travel_min", way);
        }
        let way = of_place.map_or(Value::Nothing, Value::Int);
        command.add(Kind::Location, &Id::new("pier"), "travel_min", way);
        book.apply(&command);
        let found = (pickup_of(&book, "ines"), pickup_of(&book, "bo"));
        assert_eq!(found, (ines, bo), "{of_person:?} {of_place:?}");
    };
    // Ines is called at 06:15, Bo at 06:00.
    check(None, None, None, None);
    check(None, Some(40), Some(335), None);
    check(Some(25), None, Some(350), Some(335));
    check(Some(25), Some(40), Some(350), Some(335));
    // 0 minutes: comes by herself.
    check(Some(0), Some(40), None, None);
    check(Some(400), None, Some(-25), Some(-40));
    check(
        Some(i64::MAX),
        None,
        Some(375 - i64::MAX),
        Some(360 - i64::MAX),
    );
}

#[test]
fn a_typed_pick_up_stays_and_nobody_at_hand_is_fetched() {
    let mut book = book();
    book.apply(&Command::new("").put(Kind::Location, &Id::new("pier"), "travel_min", 40i64));
    said(&mut book, "ines", "call", 400i64);
    assert_eq!(pickup_of(&book, "ines"), Some(360));
    said(&mut book, "ines", "pickup", 330i64);
    assert_eq!(pickup_of(&book, "ines"), Some(330));
    said(&mut book, "tom", "on_call", true);
    assert_eq!(pickup_of(&book, "tom"), None);
}
