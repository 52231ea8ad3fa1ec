//! Files against a book that has something already.

use super::*;

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
        .put(Kind::Date, &"2027-03-16".into(), "what", "travel")
        .put(Kind::Date, &"2027-03-16".into(), "move", true)
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
    assert_eq!(other.book.all(&Kind::Event).count(), 4);
    let dates = |office: &Office| crate::calendar::Calendar::of(&office.book).exceptions;
    let said = |office: &Office| dates(office).values().map(|e| e.what.as_str()).collect();
    let lines: Vec<&str> = said(&other);
    assert_eq!(lines, said(&own));
    assert_eq!(lines, ["shoot", "travel", "move"]);
}
