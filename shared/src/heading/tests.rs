use super::*;
use IntExt::{Ext, Int, Mixed, Unknown as NoIntExt};
use TimeOfDay::{Dawn, Day, Dusk, Inherit, MagicHour, Night, Unknown};

fn check(text: &str, int_ext: IntExt, set: &str, time: &str, time_of_day: TimeOfDay) {
    check_note(text, int_ext, set, time, time_of_day, "");
}

fn check_note(
    text: &str,
    int_ext: IntExt,
    set: &str,
    time: &str,
    time_of_day: TimeOfDay,
    note: &str,
) {
    let expected = Heading {
        int_ext,
        set: set.to_owned(),
        time: time.to_owned(),
        time_of_day,
        note: note.to_owned(),
    };
    assert_eq!(parse_heading(text), expected, "{text:?}");
}

#[test]
fn a_heading_is_taken_apart() {
    check("INT. HOUSE - DAY", Int, "HOUSE", "DAY", Day);
    check("int. house - day", Int, "HOUSE", "DAY", Day);
    check("INT HOUSE - NIGHT", Int, "HOUSE", "NIGHT", Night);
    check("INT.HOUSE - DAY", Int, "HOUSE", "DAY", Day);
    check("INT - HOUSE - DAY", Int, "HOUSE", "DAY", Day);
    check("EST. HOUSE - DAY", NoIntExt, "HOUSE", "DAY", Day);
    check("EXT. BEACH", Ext, "BEACH", "", Unknown);
    check("KITCHEN", NoIntExt, "KITCHEN", "", Unknown);
    check("INT HOUSE DAY", Int, "HOUSE DAY", "", Unknown);
    check("\u{a0}EXT.\tYARD\u{a0}–\u{a0}DAY ", Ext, "YARD", "DAY", Day);
    check("", NoIntExt, "", "", Unknown);
    check("INT.", NoIntExt, "INT.", "", Unknown);
}

#[test]
fn every_mixed_prefix_is_i_e() {
    for prefix in [
        "INT./EXT.",
        "INT/EXT.",
        "INT/EXT",
        "EXT./INT.",
        "EXT/INT",
        "I/E",
        "I/E.",
        "I./E.",
        "E/I",
        "INT. / EXT.",
        "INNEN/AUSSEN",
        "int./ext.",
    ] {
        check(&format!("{prefix} CAR - DAY"), Mixed, "CAR", "DAY", Day);
    }
    check("I. AM HERE", NoIntExt, "I. AM HERE", "", Unknown);
    check(
        "INTERVIEW ROOM - DAY",
        NoIntExt,
        "INTERVIEW ROOM",
        "DAY",
        Day,
    );
    check("EXTRA ROOM", NoIntExt, "EXTRA ROOM", "", Unknown);
}

#[test]
fn a_set_keeps_its_parts_and_brackets() {
    check(
        "INT. JOHN'S APARTMENT - BEDROOM - DAY",
        Int,
        "JOHN'S APARTMENT - BEDROOM",
        "DAY",
        Day,
    );
    check(
        "INT. CAR (MOVING) - NIGHT",
        Int,
        "CAR (MOVING)",
        "NIGHT",
        Night,
    );
    check("INT. CAR (MOVING)", Int, "CAR (MOVING)", "", Unknown);
    check("EXT. X-RAY LAB - DAY", Ext, "X-RAY LAB", "DAY", Day);
    check("EXT. D-DAY", Ext, "D-DAY", "", Unknown);
    check(
        "INT. DAY CARE - OFFICE",
        Int,
        "DAY CARE - OFFICE",
        "",
        Unknown,
    );
    check("INT. NIGHT CLUB - NIGHT", Int, "NIGHT CLUB", "NIGHT", Night);
}

#[test]
fn dashes_of_every_kind_split() {
    check("INT. FALGE'S HOUSE--DAY", Int, "FALGE'S HOUSE", "DAY", Day);
    check("INT. HOUSE – DAY", Int, "HOUSE", "DAY", Day);
    check("INT. HOUSE — DAY", Int, "HOUSE", "DAY", Day);
    check("INT. HOUSE—DAY", Int, "HOUSE", "DAY", Day);
    check("INT. HOUSE -- DAY", Int, "HOUSE", "DAY", Day);
    check("INT. HOUSE- DAY", Int, "HOUSE", "DAY", Day);
    check("INT. HOUSE -DAY", Int, "HOUSE", "DAY", Day);
    check("INT. HOUSE-DAY", Int, "HOUSE", "DAY", Day);
    check(
        "INT. SMITH HOUSE - DEN - NIGHT",
        Int,
        "SMITH HOUSE - DEN",
        "NIGHT",
        Night,
    );
    check(
        "INT. HQ - NOC - DAY - LATER",
        Int,
        "HQ - NOC",
        "DAY - LATER",
        Day,
    );
    check("INT. BYT - DEN", Int, "BYT", "DEN", Day);
    check("INT. HALL, NIGHT", Int, "HALL", "NIGHT", Night);
    check("INT. HALL. NIGHT", Int, "HALL", "NIGHT", Night);
    check("INT. HALL (NIGHT)", Int, "HALL", "NIGHT", Night);
    check(
        "INT. BAXTER'S APARTMENT, SAME",
        Int,
        "BAXTER'S APARTMENT",
        "SAME",
        Inherit,
    );
    check(
        "INT. HALLWAY, SCOTT'S BUILDING, A MOMENT LATER",
        Int,
        "HALLWAY, SCOTT'S BUILDING",
        "A MOMENT LATER",
        Inherit,
    );
}

#[test]
fn what_follows_the_time_is_a_note() {
    check_note("INT. HOUSE - DAY (1979)", Int, "HOUSE", "DAY", Day, "1979");
    check_note(
        "INT. HOUSE - DAY - FLASHBACK (1944)",
        Int,
        "HOUSE",
        "DAY",
        Day,
        "FLASHBACK (1944)",
    );
    check_note(
        "INT. HOUSE - NIGHT (FLASHBACK)",
        Int,
        "HOUSE",
        "NIGHT",
        Night,
        "FLASHBACK",
    );
    check(
        "INT. HOUSE - DAY - CONTINUOUS",
        Int,
        "HOUSE",
        "DAY - CONTINUOUS",
        Day,
    );
}

#[test]
fn times_of_day_are_known() {
    for (time, expected) in [
        ("MORNING", Day),
        ("AFTERNOON", Day),
        ("EARLY MORNING", Day),
        ("THE NEXT DAY", Day),
        ("THE NEXT MORNING", Day),
        ("LATER THAT NIGHT", Night),
        ("MID-AFTERNOON", Day),
        ("EVENING", Night),
        ("DAWN", Dawn),
        ("PRE-DAWN", Dawn),
        ("SUNRISE", Dawn),
        ("DUSK", Dusk),
        ("SUNSET", Dusk),
        ("MAGIC HOUR", MagicHour),
        ("CONTINUOUS", Inherit),
        ("LATER", Inherit),
        ("MOMENTS LATER", Inherit),
        ("TEN MINUTES LATER", Inherit),
        ("SAME TIME", Inherit),
        ("TWO DAYS LATER", Unknown),
        ("DAY/NIGHT", Unknown),
        ("DAY 2", Day),
        ("3:15 AM", Unknown),
        ("NACHT", Night),
        ("夜", Night),
    ] {
        check(&format!("INT. SET - {time}"), Int, "SET", time, expected);
    }
    check("INT. SET - TUESDAY", Int, "SET - TUESDAY", "", Unknown);
    check("INT. SET - 1944", Int, "SET - 1944", "", Unknown);
}

#[test]
fn other_languages_are_read_and_can_be_added() {
    check("INNEN. KÜCHE - TAG", Int, "KÜCHE", "TAG", Day);
    check("AUSSEN - STRASSE - NACHT", Ext, "STRASSE", "NACHT", Night);
    check("WNĘTRZE. DOM - NOC", Int, "DOM", "NOC", Night);
    check(
        "ИНТ. КВАРТИРА МАШИ – СТОЛОВАЯ – ДЕНЬ",
        Int,
        "КВАРТИРА МАШИ – СТОЛОВАЯ",
        "ДЕНЬ",
        Day,
    );
    let rules = HeadingRules {
        prefixes: vec![("BELSŐ.".to_owned(), Int)],
        times: vec![("NAPPAL".to_owned(), Day)],
    };
    let heading = rules.parse("Belső. konyha - nappal");
    assert_eq!(
        (heading.int_ext, heading.set.as_str(), heading.time_of_day),
        (Int, "KONYHA", Day)
    );
}

#[test]
fn a_scene_number_is_split_off() {
    for (text, number, rest) in [
        ("INT. HOUSE - DAY #1A#", Some("1A"), "INT. HOUSE - DAY"),
        (
            "INT. HOUSE - DAY #I-1-A#",
            Some("I-1-A"),
            "INT. HOUSE - DAY",
        ),
        ("INT. HOUSE - DAY #1.#", Some("1."), "INT. HOUSE - DAY"),
        ("12A INT. HOUSE - DAY", Some("12A"), "INT. HOUSE - DAY"),
        (
            "12A. INT. HOUSE - DAY  12A.",
            Some("12A"),
            "INT. HOUSE - DAY",
        ),
        ("12 OMITTED", Some("12"), "OMITTED"),
        ("12 MONKEYS", None, "12 MONKEYS"),
        ("INT. ROOM #5", None, "INT. ROOM #5"),
        ("INT. ROOM ##", None, "INT. ROOM ##"),
        ("#", None, "#"),
    ] {
        assert_eq!(split_scene_number(text), (number, rest), "{text:?}");
    }
}

#[test]
fn a_light_that_is_inherited_is_only_a_suggestion() {
    let headings: Vec<Heading> = [
        "INT. A - LATER",
        "INT. A - NIGHT",
        "INT. B - CONTINUOUS",
        "INT. C",
        "INT. D - SAME",
    ]
    .map(parse_heading)
    .into();
    let lights: Vec<_> = suggest_lights(&headings)
        .iter()
        .map(|s| (s.light, s.inherited))
        .collect();
    let night = Some(Light::Night);
    assert_eq!(
        lights,
        [
            (None, true),
            (night, false),
            (night, true),
            (None, false),
            (None, true)
        ]
    );
}
