use std::fmt::Write as _;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::board::{self, RowView, layout};
use crate::book::Book;
use crate::breakdown::{self, category::id_of};
use crate::command::Command;
use crate::dood::{Cell, Letters};
use crate::id::Id;
use crate::kind::Kind;

const SAMPLE: &[u8] = include_bytes!("../../../tests/fixtures/schedules/schedule.uss");

/// An office that takes files in and gives them out.
#[derive(Default)]
struct Office {
    book: Book,
    boards: Vec<Id>,
    next: u32,
}

impl Office {
    /// Returns how many fields were written.
    fn takes(&mut self, uss: &Uss) -> usize {
        let next = &mut self.next;
        let imported = import(&self.book, uss, &ImportOptions::default(), &mut || {
            *next += 1;
            Id::new(format!("n{next:04}"))
        });
        self.book.apply(&imported.command);
        self.boards = imported.boards;
        imported.command.edits.len()
    }

    fn gives(&self) -> Uss {
        let options = ExportOptions {
            created: "2027-01-01T00:00:00.000Z".to_owned(),
            ..ExportOptions::default()
        };
        from_book(&self.book, &self.boards, &options)
    }

    /// Writes a board on one line: `loose | 1: 3 ~Lunch | 2: 4 // boneyard`.
    fn board(&self, n: usize) -> String {
        let layout = layout(&self.book, &self.boards[n]);
        let rows = |rows: &[RowView]| {
            let rows: Vec<String> = rows
                .iter()
                .map(|row| match row {
                    RowView::Strip(strip) => strip.scene.number.to_string(),
                    RowView::Banner(banner) => format!("~{}", banner.text),
                })
                .collect();
            rows.join(" ")
        };
        let mut out = rows(&layout.loose);
        for day in &layout.days {
            let _ = write!(out, " | {}: {}", day.n, rows(&day.rows));
        }
        let boneyard: Vec<&str> = layout.boneyard.iter().map(|s| &*s.number).collect();
        format!("{out} // {}", boneyard.join(" ")).trim().to_owned()
    }
}

/// Puts what has no order into one.
fn sorted(mut uss: Uss) -> Uss {
    uss.breakdowns.sort_by(|a, b| a.id.cmp(&b.id));
    uss.elements.sort_by(|a, b| a.id.cmp(&b.id));
    uss.categories.sort_by(|a, b| a.id.cmp(&b.id));
    uss.breakdowns.iter_mut().for_each(|b| b.elements.sort());
    uss.categories.iter_mut().for_each(|c| c.elements.sort());
    let events = uss.elements.iter_mut().map(|e| &mut e.events);
    for events in events.chain(uss.calendars.iter_mut().map(|c| &mut c.events)) {
        events.sort_by(|a, b| (&a.id, &a.date).cmp(&(&b.id, &b.date)));
    }
    for board in uss.stripboards.iter_mut().flat_map(|s| &mut s.boards) {
        if board.is_boneyard() {
            board.breakdown_ids.sort();
        }
    }
    uss
}

fn sample() -> Uss {
    let read = read(SAMPLE).unwrap();
    assert_eq!(read.problems, []);
    read.uss
}

/// Gives every object of a file a key of its own.
fn with_own_keys(value: &mut Value, count: &mut u32) {
    match value {
        Value::Object(map) => {
            map.values_mut()
                .for_each(|value| with_own_keys(value, count));
            *count += 1;
            map.insert("_own".to_owned(), json!({ "n": *count, "list": [1, null] }));
        }
        Value::Array(list) => list
            .iter_mut()
            .for_each(|value| with_own_keys(value, count)),
        _ => {}
    }
}

fn of_json(value: &Value) -> Read {
    read(value.to_string().as_bytes()).unwrap()
}

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

impl Uss {
    fn with_version(mut self) -> Self {
        self.header.version = Some("0.1.0".to_owned());
        self
    }
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

fn category(id: &str, number: i64, name: &str, elements: &[&str]) -> Value {
    json!({ "id": id, "catId": number, "name": name, "elements": elements })
}

#[test]
fn a_category_is_known_by_its_name_first() {
    let check = |categories: Vec<Value>, expected: &[&str]| {
        let elements: Vec<Value> = ["a", "b", "c"]
            .iter()
            .map(|id| json!({ "id": id, "name": id }))
            .collect();
        let mut office = Office::default();
        office.takes(&of_json(&json!({ "categories": categories, "elements": elements })).uss);
        let lines: Vec<String> = breakdown::elements(&office.book)
            .iter()
            .map(|e| {
                let category = breakdown::category(&office.book, &e.category);
                let number = category.standard.map_or(0, |s| s.uci);
                format!("{number} {} {}", category.name, e.name)
            })
            .collect();
        assert_eq!(lines, expected);
        let again = office.gives();
        assert_eq!(
            of_json(&serde_json::from_str(&write(&again)).unwrap()).problems,
            []
        );
    };
    check(
        vec![
            category("1", 104, "Props", &["a"]),
            category("2", 101, "Extras", &["b"]),
            category("3", 600, "Drones", &["c"]),
        ],
        &["101 Extras b", "104 Props a", "0 Drones c"],
    );
    // The numbers are shifted: Grip is no music.
    check(
        vec![
            category("1", 111, "Grip", &["a"]),
            category("2", 113, "Music", &["b"]),
            category("3", 100, "Cast Members", &["c"]),
        ],
        &["100 Cast Members c", "111 Music b", "0 Grip a"],
    );
    // The numbers are right, so another name is the production's own.
    check(
        vec![
            category("1", 104, "Requisiten", &["a"]),
            category("2", 999, "", &["b"]),
        ],
        &["104 Requisiten a", "124 Other b", "124 Other c"],
    );
}

#[test]
fn a_file_finds_the_scenes_and_people_that_are_there() {
    let mut office = Office::default();
    let script = "INT. HALL - DAY #1#\n\nMARA\nHello.\n\nEXT. PIER - NIGHT #2#\n\nRain.\n";
    let script = crate::formats::read_script(script.as_bytes(), Some("a.fountain")).unwrap();
    let mut n = 0;
    let options = crate::scene::Options {
        board_name: "Main".into(),
        ..Default::default()
    };
    let command = crate::scene::import(&office.book, &script, &options, &mut || {
        n += 1;
        Id::new(format!("s{n}"))
    });
    office.book.apply(&command);
    let length = crate::scene::in_order(&office.book)[0].eighths;
    let file = json!({
        "breakdowns": [
            { "id": "x", "scene": "1", "pages": 2.5, "description": "She arrives.", "elements": ["m", "h"], "time": 3_600_000 },
            { "id": "y", "scene": "7", "pages": 0.3, "elements": ["set", "ext"] },
            { "id": "d", "type": "day" },
        ],
        "categories": [
            category("c", 100, "Cast Members", &["m"]), category("p", 104, "Props", &["h"]),
            category("s", 0, "Set", &["set"]), category("i", 1, "INT/EXT", &["ext"]),
        ],
        "elements": [
            { "id": "m", "name": "Mara", "elementId": "9" }, { "id": "h", "name": "Hat" },
            { "id": "set", "name": "ROOF" }, { "id": "ext", "name": "EXT" },
        ],
        "stripboards": [{ "id": "b", "name": "First", "boards": [{ "id": "bb", "breakdownIds": ["x", "d", "y"] }] }],
    });
    office.takes(&of_json(&file).uss);
    let scenes = crate::scene::in_order(&office.book);
    let numbers: Vec<&str> = scenes.iter().map(|s| &*s.number).collect();
    assert_eq!(numbers, ["1", "2", "7"]);
    assert_eq!(
        (scenes[0].eighths, &*scenes[0].synopsis),
        (length, "She arrives.")
    );
    assert_eq!((scenes[0].est_min, scenes[0].cast.len()), (Some(60), 1));
    // Numbers that somebody gave stay.
    assert_eq!(&*scenes[0].cast[0].number, "1");
    assert_eq!(
        (scenes[2].eighths.0, scenes[2].heading()),
        (2, "EXT. ROOF".to_owned())
    );
    assert_eq!(office.board(0), "| 1: 1 | 2: 7 // 2");
    // The board that was there was empty: it is the one.
    assert_eq!(board::boards(&office.book).len(), 1);
    assert_eq!(office.takes(&of_json(&file).uss), 0);
    // A day of one's own is not taken away by the file's next version.
    office.book.apply(
        &Command::new("")
            .put(Kind::Row, &"mine".into(), "board", &office.boards[0])
            .put(Kind::Row, &"mine".into(), "what", "day")
            .put(Kind::Row, &"mine".into(), "place", "zz"),
    );
    office.takes(&of_json(&file).uss);
    assert_eq!(board::boards(&office.book).len(), 2);
}

#[test]
fn day_breaks_end_their_days() {
    let check = |board: &[&str], expected: &str| {
        let kinds = |id: &str| match id.chars().next() {
            Some('d') => "day",
            Some('b') => "banner",
            _ => "scene",
        };
        let breakdowns: Vec<Value> = ["1", "2", "3", "d1", "d2", "d3", "b1"]
            .iter()
            .map(|id| json!({ "id": id, "scene": id, "description": id, "type": kinds(id) }))
            .collect();
        let file = json!({ "breakdowns": breakdowns,
            "stripboards": [{ "id": "s", "boards": [{ "id": "t", "breakdownIds": board }] }] });
        let mut office = Office::default();
        office.takes(&of_json(&file).uss);
        assert_eq!(office.board(0), expected, "{board:?}");
    };
    check(&["1", "d1", "2", "d2"], "| 1: 1 | 2: 2 // 3");
    check(&["1", "d1", "2"], "| 1: 1 | 2: 2 // 3");
    check(&["1", "2"], "| 1: 1 2 // 3");
    check(&["1", "d1", "d2", "2"], "| 1: 1 | 2:  | 3: 2 // 3");
    // A break before the first day is none.
    check(&["d1", "1", "d2", "2", "d3"], "| 1: 1 | 2: 2 // 3");
    check(&["d1", "1", "d2", "2"], "| 1: 1 | 2: 2 // 3");
    check(&["b1", "1", "d1"], "| 1: ~b1 1 // 2 3");
    check(&["1", "1", "nobody", "d1"], "| 1: 1 // 2 3");
    check(&[], "// 1 2 3");
}

#[test]
fn a_production_of_ones_own_is_written_and_read_again() {
    let mut book = Book::default();
    let mut command = Command::new("")
        .put(Kind::Production, &"p".into(), "title", "Night Ferry")
        .put(Kind::Production, &"p".into(), "start", "2027-03-12")
        .put(Kind::Production, &"p".into(), "days_off", "67")
        .put(Kind::Date, &"2027-03-13".into(), "what", "shoot")
        .put(Kind::Date, &"2027-03-15".into(), "what", "travel")
        .put(Kind::Board, &"main".into(), "name", "Main")
        .put(Kind::Character, &"mara".into(), "name", "MARA")
        .put(Kind::Element, &"dog".into(), "name", "Dog")
        .put(Kind::Element, &"dog".into(), "category", "uci108")
        .put(Kind::Character, &"mara".into(), "link/dog", true)
        .put(Kind::Event, &"e".into(), "of", "mara")
        .put(Kind::Event, &"e".into(), "what", "rehearsal")
        .put(Kind::Event, &"e".into(), "from", "2027-03-08")
        .put(Kind::Event, &"e".into(), "to", "2027-03-09");
    let keys = crate::order::several(None, None, 6);
    for (n, key) in keys.iter().take(3).enumerate() {
        let id = Id::new(format!("s{n}"));
        command.add(Kind::Scene, &id, "order", key.as_str());
        command.add(Kind::Scene, &id, "number", (n + 1).to_string());
        command.add(Kind::Scene, &id, "int_ext", "I/E");
        command.add(Kind::Scene, &id, "set", "DECK");
        command.add(Kind::Scene, &id, "eighths", 11_i64);
        command.add(Kind::Scene, &id, "cast/mara", true);
        command.add(Kind::Scene, &id, "element/dog", n == 1);
    }
    for (n, id) in ["d0", "d1"].iter().enumerate() {
        command.add(Kind::Row, &(*id).into(), "board", "main");
        command.add(Kind::Row, &(*id).into(), "what", "day");
        command.add(Kind::Row, &(*id).into(), "place", keys[2 * n + 1].as_str());
    }
    command.add(Kind::Strip, &"main.s0".into(), "place", keys[0].as_str());
    command.add(Kind::Strip, &"main.s1".into(), "place", keys[4].as_str());
    book.apply(&command);
    let own = Office {
        book,
        boards: vec!["main".into()],
        next: 0,
    };
    let written = write(&own.gives());
    let read = read(written.as_bytes()).unwrap();
    assert_eq!(read.problems, []);
    assert_eq!(read.uss, own.gives().with_version());

    let mut other = Office::default();
    other.takes(&read.uss);
    assert_eq!(own.board(0), "1 | 1:  | 2: 2 // 3");
    assert_eq!(other.board(0), own.board(0));
    let lines = |office: &Office| {
        let all = breakdown::elements(&office.book);
        let lines: Vec<String> = all
            .iter()
            .map(|e| format!("{} {}", e.name, e.scenes.len()))
            .collect();
        (lines, crate::scene::in_order(&office.book)[1].heading())
    };
    assert_eq!(lines(&other), lines(&own));
    assert!(breakdown::missing(&other.book).len() == 2);
    assert_eq!(other.book.all(&Kind::Event).count(), 3);
}

/// A file with scenes, banners and days on one or two boards.
fn any_file() -> impl Strategy<Value = Value> {
    let strips = proptest::collection::vec(0usize..12, 0..14);
    (strips.clone(), strips, proptest::collection::vec((0usize..6, 0usize..5), 0..12)).prop_map(
        |(first, second, parts)| {
            let name = |n: usize| match n {
                0..=5 => format!("s{n}"),
                6..=8 => format!("d{n}"),
                _ => format!("b{n}"),
            };
            let board = |id: &str, strips: Vec<usize>| {
                let mut ids: Vec<String> = Vec::new();
                for id in strips.into_iter().map(name) {
                    // A break needs something above it.
                    let is_phantom = ids.is_empty() && id.starts_with('d');
                    if !is_phantom && !ids.contains(&id) {
                        ids.push(id);
                    }
                }
                let rest: Vec<String> = (0..12).map(name).filter(|id| !ids.contains(id)).collect();
                json!({ "id": id, "name": id, "calendar": "k", "boards": [
                    { "id": format!("{id}1"), "name": "stripboard", "breakdownIds": ids },
                    { "id": format!("{id}2"), "name": "boneyard", "breakdownIds": rest }] })
            };
            let breakdowns: Vec<Value> = (0..12)
                .map(|n| {
                    let id = name(n);
                    let elements: Vec<String> = parts
                        .iter()
                        .filter(|(scene, _)| *scene == n)
                        .map(|(_, element)| format!("e{element}"))
                        .collect();
                    match n {
                        0..=5 => json!({ "id": id, "type": "scene", "scene": n.to_string(), "elements": elements,
                            "pages": (n as f64) / 10.0, "time": n * 90_000, "_n": n }),
                        6..=8 => json!({ "id": id, "type": "day", "_n": n }),
                        _ => json!({ "id": id, "type": "banner", "description": format!("Banner {n}"), "time": n * 70_000 }),
                    }
                })
                .collect();
            let elements: Vec<Value> = (0..5)
                .map(|n| json!({ "id": format!("e{n}"), "name": format!("N{}", n % 4), "elementId": n.to_string(),
                    "doodInclude": n % 2 == 0, "doodHoldAllow": n % 3 == 0, "linkedElements": ["e1"] }))
                .collect();
            json!({ "breakdowns": breakdowns, "elements": elements, "calendars": [{ "id": "k" }],
                "categories": [category("c", 100, "Cast Members", &["e0", "e1"]), category("p", 104, "Props", &["e2", "e3"]),
                    category("s", 0, "Set", &["e4"])],
                "stripboards": [board("first", first), board("second", second)] })
        },
    )
}

proptest! {
    #[test]
    fn a_file_goes_through_the_book_unchanged(file in any_file()) {
        let uss = of_json(&file).uss;
        let again = read(write(&uss).as_bytes()).unwrap();
        prop_assert_eq!(&again.uss, &uss.clone().with_version());
        let mut office = Office::default();
        office.takes(&uss);
        let (back, uss) = (sorted(office.gives()), sorted(uss));
        prop_assert_eq!(&back.stripboards, &uss.stripboards);
        let strip = |b: &Breakdown| {
            let mut elements = b.elements.clone();
            elements.dedup();
            // Whole numbers of nothing are not kept apart from nothing.
            (b.id.clone(), b.kind, b.scene.clone(), elements, b.pages, b.time.filter(|t| *t > 0), b.extra.clone())
        };
        let strips = |uss: &Uss| uss.breakdowns.iter().map(strip).collect::<Vec<_>>();
        prop_assert_eq!(strips(&back), strips(&uss));
        let names = |uss: &Uss| {
            uss.elements.iter().map(|e| (e.id.clone(), e.name.clone(), e.element_id.clone(), e.dood_include)).collect::<Vec<_>>()
        };
        prop_assert_eq!(names(&back), names(&uss));
        // Taken in twice it changes nothing.
        prop_assert_eq!(office.takes(&of_json(&file).uss), 0);
    }

    #[test]
    fn no_damage_makes_the_reader_fail(cuts in proptest::collection::vec((0usize..8000, any::<u8>()), 1..6)) {
        let mut bytes = SAMPLE.to_vec();
        for (at, byte) in cuts {
            if let Some(there) = bytes.get_mut(at) {
                *there = byte;
            }
        }
        if let Ok(read) = read(&bytes) {
            let written = write(&read.uss);
            prop_assert!(self::read(written.as_bytes()).is_ok());
            let mut office = Office::default();
            office.takes(&read.uss);
            let _ = office.gives();
        }
    }

    #[test]
    fn odd_values_anywhere_are_understood_or_said(
        picks in proptest::collection::vec((any::<u16>(), 0usize..9), 1..12)
    ) {
        let mut value: Value = serde_json::from_slice(SAMPLE).unwrap();
        for (at, odd) in picks {
            let odd = [json!(null), json!(-7), json!("x"), json!([]), json!({}), json!(true), json!(1e300), json!([[1], {"id": "e"}]), json!("2020-02-30")][odd].clone();
            let mut left = u32::from(at) % 400;
            replace(&mut value["universalScheduleStandard"], &mut left, &odd);
        }
        if let Ok(read) = read(value.to_string().as_bytes()) {
            let again = self::read(write(&read.uss).as_bytes()).unwrap();
            let mut office = Office::default();
            office.takes(&again.uss);
            let _ = office.gives();
            let opened = open(value.to_string().as_bytes()).unwrap();
            let board = opened.board(None).unwrap();
            prop_assert!(schedule_report(&opened, &board, &Default::default()).is_object());
        }
    }
}

/// Puts an odd value in the place of the one that is reached after so many steps.
fn replace(value: &mut Value, left: &mut u32, odd: &Value) {
    if *left == 0 {
        *value = odd.clone();
    }
    *left = left.wrapping_sub(1);
    match value {
        Value::Object(map) => map.values_mut().for_each(|v| replace(v, left, odd)),
        Value::Array(list) => list.iter_mut().for_each(|v| replace(v, left, odd)),
        _ => {}
    }
}
