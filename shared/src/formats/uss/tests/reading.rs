//! What files say, well-formed or not.

use super::*;

#[test]
fn the_sample_of_the_standard_is_read_whole() {
    let uss = sample();
    assert_eq!(uss.header.project.as_deref(), Some("It's A Wonderful Life"));
    assert_eq!(
        (
            uss.breakdowns.len(),
            uss.elements.len(),
            uss.categories.len()
        ),
        (3, 6, 5)
    );
    assert_eq!(uss.breakdowns[1].pages, Some(0.25));
    assert_eq!(uss.elements[3].events[1].kind.as_deref(), Some("travel"));
    assert_eq!(uss.calendars[0].days_off, [0, 6]);
    let written = write(&uss);
    assert_eq!(
        read(written.as_bytes()).unwrap(),
        Read {
            uss,
            problems: Vec::new()
        }
    );
}

#[test]
fn what_is_written_has_every_key() {
    let written: Value = serde_json::from_str(&write(&Uss {
        breakdowns: vec![Breakdown::default()],
        elements: vec![Element {
            events: vec![Event::default()],
            ..Element::default()
        }],
        categories: vec![Category::default()],
        calendars: vec![Calendar::default()],
        stripboards: vec![Stripboard {
            boards: vec![Board::default()],
            ..Stripboard::default()
        }],
        ..Uss::default()
    }))
    .unwrap();
    let root = &written["universalScheduleStandard"];
    let check = |value: &Value, expected: &str| {
        let keys: Vec<&str> = value
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(keys.join(" "), expected);
    };
    check(
        root,
        "author breakdowns calendars categories created description elements id name project \
         schedColor schedDate scriptColor scriptDate source stripboards version",
    );
    check(
        &root["breakdowns"][0],
        "comments created description elements id pages scene scriptPage time type",
    );
    check(&root["categories"][0], "catId created elements id name");
    check(
        &root["elements"][0],
        "created doodDropAllow doodDropDays doodHoldAllow doodInclude elementId elementIdLock \
         events id linkedElements name",
    );
    check(
        &root["elements"][0]["events"][0],
        "date effect id name type",
    );
    check(&root["stripboards"][0], "boards calendar id name");
    check(&root["stripboards"][0]["boards"][0], "breakdownIds id name");
    check(&root["calendars"][0], "daysOff events id name");
}

#[test]
fn the_sample_becomes_a_production_and_comes_back() {
    let mut office = Office::default();
    office.takes(&sample());
    assert_eq!(office.board(0), "| 1: 89PT1 //");
    assert_eq!(office.board(1), "| 1: ~A Text Banner 89PT1 //");
    let view = layout(&office.book, &office.boards[1]);
    // The start is a Saturday, and weekends are off.
    assert_eq!(view.days[0].date.unwrap().to_string(), "2020-06-22");
    let scene = view.days[0].strips().next().unwrap();
    assert_eq!(scene.heading(), "EXT. BEDFORD FALLS BRIDGE - NIGHT");
    assert_eq!(
        (scene.eighths.0, scene.est_min, &*scene.page),
        (2, Some(95), "112")
    );
    let cast: Vec<String> = scene
        .cast
        .iter()
        .map(|c| format!("{}.{}", c.number, c.name))
        .collect();
    assert_eq!(cast, ["1.GEORGE", "2.CLARENCE"]);
    let sheet = breakdown::sheet(&office.book, &scene.id).unwrap();
    assert_eq!(sheet.groups.len(), 2);
    assert_eq!(&*sheet.groups[1].elements[0].element.name, "Zuzu's Petals");

    let grid = crate::dood::grid(&office.book, &view, &id_of(100), &Default::default());
    let george = &grid.rows[0];
    let codes: Vec<String> = george
        .row
        .cells
        .iter()
        .map(|c| c.code(&Letters::default()))
        .collect();
    // Travel on the 13th, rehearsal and fitting on the 14th, both dates of a weekend.
    assert_eq!(codes[..3], ["TR", "R", "M"]);
    assert_eq!((george.row.totals.fitting, george.row.totals.work), (1, 1));
    // He cannot come on 10 July, which is after the shoot: no column stands for that.
    assert!(!george.row.cells.contains(&Cell::Unavailable));

    assert_eq!(sorted(office.gives()), sorted(sample()));
    assert_eq!(office.takes(&sample()), 0);
}

#[test]
fn own_keys_survive_the_book() {
    let mut value: Value = serde_json::from_slice(SAMPLE).unwrap();
    with_own_keys(&mut value["universalScheduleStandard"], &mut 0);
    let read = of_json(&value);
    assert_eq!(read.problems, []);
    assert_eq!(
        self::read(write(&read.uss).as_bytes()).unwrap().uss,
        read.uss
    );
    let mut office = Office::default();
    office.takes(&read.uss);
    assert_eq!(sorted(office.gives()), sorted(read.uss));
}

#[test]
fn what_is_not_as_it_should_be_is_understood_and_said() {
    let check = |value: Value, expected: Value, problems: &[&str]| {
        let read = of_json(&value);
        let places: Vec<&str> = read.problems.iter().map(|p| p.place.as_str()).collect();
        assert_eq!(places, problems, "{value}");
        let written: Value = serde_json::from_str(&write(&read.uss)).unwrap();
        for (pointer, expected) in expected.as_object().unwrap() {
            let found = written["universalScheduleStandard"].pointer(pointer);
            assert_eq!(
                found.unwrap_or(&Value::Null),
                expected,
                "{pointer} of {value}"
            );
        }
    };
    // Types.
    check(
        json!({ "breakdowns": [{ "id": 7, "scene": 12, "pages": "1 3/8", "time": "60000", "type": "strip" }] }),
        json!({ "/breakdowns/0/id": "7", "/breakdowns/0/scene": "12", "/breakdowns/0/pages": 1.375,
                "/breakdowns/0/time": 60000, "/breakdowns/0/type": "scene" }),
        &[],
    );
    check(
        json!({ "breakdowns": [{ "id": "a", "pages": "long", "scene": ["1"], "elements": "e", "created": "soon" }] }),
        json!({ "/breakdowns/0/pages": null, "/breakdowns/0/elements/0": "e" }),
        &[
            "breakdowns[0].scene",
            "breakdowns[0].created",
            "breakdowns[0].elements",
            "breakdowns[0].pages",
        ],
    );
    check(
        json!({ "breakdowns": ["a", { "scene": "1" }, { "id": "x" }, { "id": "x" }] }),
        json!({ "/breakdowns/0/scene": "1", "/breakdowns/2": null }),
        &["breakdowns[0]", "breakdowns[1].id", "breakdowns[2].id"],
    );
    // Names of the later version, and keys that are none.
    check(
        json!({ "universalScheduleStandard": { "ussVersion": "1.1", "company": "X", "breakdowns": [
            { "id": "b", "type": "banner", "bannerText": "Lunch", "description": "", "duration": 1 }],
            "elements": [{ "id": "e", "isDood": true, "isHold": "yes", "isDrop": 0, "dropDayCount": 10 }] } }),
        json!({ "/version": "0.1.0", "/_company": "X", "/breakdowns/0/description": "Lunch", "/breakdowns/0/time": 1,
                "/elements/0/doodInclude": true, "/elements/0/doodHoldAllow": true, "/elements/0/doodDropAllow": false }),
        &["company"],
    );
    // Events.
    check(
        json!({ "calendars": [{ "id": "c", "daysOff": ["0", 6, 6, 9], "events": [
            { "id": "1", "effect": "press", "type": "junket", "date": "2020-01-01" },
            { "id": "2", "type": "holiday", "date": 1_592_640_000_000_i64 }] }] }),
        json!({ "/calendars/0/daysOff": [0, 6], "/calendars/0/events/0/effect": "event",
                "/calendars/0/events/0/_effect": "press", "/calendars/0/events/0/_type": "junket",
                "/calendars/0/events/1/effect": "dayOff", "/calendars/0/events/1/date": "2020-06-20T08:00:00.000Z" }),
        &["calendars[0].events[1].effect", "calendars[0].daysOff"],
    );
    // Days as lists of lists.
    check(
        json!({ "breakdowns": [{ "id": "a" }, { "id": "b" }, { "id": "d", "type": "day" }],
            "stripboards": [{ "id": "s", "boards": [{ "id": "t", "name": "stripboard", "breakdownArrays": [["a", "d"], ["b"]] }] }] }),
        json!({ "/stripboards/0/boards/0/breakdownIds/1": "d", "/stripboards/0/boards/0/breakdownIds/2": "b",
                "/breakdowns/3/type": "day", "/stripboards/0/boards/1/name": "boneyard" }),
        &[],
    );
}

#[test]
fn an_unknown_effect_comes_back_as_it_was() {
    let file = json!({ "calendars": [{ "id": "c", "events": [
        { "id": "1", "effect": "press", "type": "junket", "date": "2020-01-01" },
        { "id": "2", "effect": "press", "date": "2020-01-01" },
        { "id": "3", "effect": "dayOff", "type": "strike", "date": "2020-01-02" }] }] });
    let read = of_json(&file);
    assert_eq!(
        read.uss.calendars[0].events[0].effect.as_deref(),
        Some("press")
    );
    assert_eq!(
        self::read(write(&read.uss).as_bytes()).unwrap().uss,
        read.uss.clone().with_version()
    );
    let mut office = Office::default();
    office.takes(&read.uss);
    let back = sorted(office.gives());
    let effects: Vec<Option<&str>> = back.calendars[0]
        .events
        .iter()
        .map(|e| e.effect.as_deref())
        .collect();
    assert_eq!(effects, [Some("press"), Some("press"), Some("dayOff")]);
}

#[test]
fn what_is_no_schedule_is_refused_with_a_sentence() {
    let check = |bytes: &[u8], expected: &str| {
        let said = read(bytes).unwrap_err().to_string();
        assert!(said.starts_with(expected) && said.ends_with('.'), "{said}");
    };
    check(b"", "This file is empty.");
    check(b"  \n", "This file is empty.");
    check(b"%PDF-1.7", "This is no schedule");
    check(
        b"{\"universalScheduleStandard\": {",
        "This file is cut off or damaged at line 1",
    );
    check(b"{\"a\": 1}", "This is data (JSON), but no schedule.");
    check(b"[]", "This is data (JSON), but no schedule.");
    check(
        "[".repeat(10_000).as_bytes(),
        "This file is cut off or damaged",
    );
    check(&[0, 1, 2, 255, 0, 7, 0], "This is no");
    assert!(read(b"\xef\xbb\xbf{\"universalScheduleStandard\": {}}").is_ok());
    assert!(read(b"{\"breakdowns\": null}").is_ok());
}
