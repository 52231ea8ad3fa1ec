use std::fmt::Write as _;

use super::*;
use crate::book::Book;
use crate::command::{Command, Write};
use crate::eighths::Eighths;
use crate::formats::Screenplay;
use crate::formats::screenplay::{EighthsSource, Element, ElementKind, ScriptScene};
use crate::heading::parse_heading;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::{Record, Value};

fn put(book: &mut Book, command: Command) {
    for edit in command.edits {
        let Write::Put(value) = edit.write else {
            continue;
        };
        let mut record = match book.any(&edit.kind, &edit.id) {
            Some(record) => Record::clone(record),
            None => Record::new(edit.kind, edit.id),
        };
        record.fields.insert(edit.field, value);
        book.put(record);
    }
}

/// Makes a script from lines such as `12|INT. PIER - DAY|8|MARA,CLERK|Words.`.
fn script(lines: &[&str]) -> Screenplay {
    let scenes = lines.iter().map(|line| {
        let mut parts = line.split('|');
        let mut part = || parts.next().unwrap_or_default();
        let (number, heading, eighths, names, words) = (part(), part(), part(), part(), part());
        ScriptScene {
            number: (!number.is_empty()).then(|| number.to_owned()),
            heading: heading.to_owned(),
            parsed: parse_heading(heading),
            elements: vec![Element::new(ElementKind::Action, words, 1)],
            eighths: Eighths(eighths.parse().unwrap_or(1)),
            eighths_source: EighthsSource::Computed,
            characters: names
                .split(',')
                .filter(|n| !n.is_empty())
                .map(str::to_owned)
                .collect(),
            ..ScriptScene::default()
        }
    });
    Screenplay {
        scenes: scenes.collect(),
        ..Screenplay::default()
    }
}

struct Office {
    book: Book,
    next: u32,
    choices: Choices,
}

fn planned(book: &Book, lines: &[&str]) -> Plan {
    planned_with(book, lines, &Choices::default())
}

fn planned_with(book: &Book, lines: &[&str], choices: &Choices) -> Plan {
    let script = script(lines);
    let comparison = Comparison::of(book, &script);
    plan(book, &script, &comparison, choices, CastNumbers::default())
}

fn fields(changes: &[Change]) -> Vec<&'static str> {
    changes.iter().map(|change| change.field).collect()
}

impl Office {
    fn new() -> Self {
        Self {
            book: Book::default(),
            next: 0,
            choices: Choices::default(),
        }
    }

    fn imports(&mut self, lines: &[&str]) -> Command {
        let options = Options {
            label: "Imported".into(),
            board_name: "Board".into(),
            choices: std::mem::take(&mut self.choices),
            ..Options::default()
        };
        let next = &mut self.next;
        let mut new_id = || {
            *next += 1;
            Id::new(format!("n{next:03}"))
        };
        let command = import(&self.book, &script(lines), &options, &mut new_id);
        put(&mut self.book, command.clone());
        command
    }

    fn scene(&self, number: &str) -> Id {
        in_order(&self.book)
            .into_iter()
            .find(|s| &*s.number == number)
            .unwrap()
            .id
            .clone()
    }

    fn does(&mut self, command: Command) {
        put(&mut self.book, command);
    }

    /// Each scene on a line: `12 INT PIER DAY 1 MARA(1)`.
    fn list(&self) -> String {
        let mut out = String::new();
        for s in in_order(&self.book) {
            let cast: Vec<String> = s
                .cast
                .iter()
                .map(|c| format!("{}({})", c.name, c.number))
                .collect();
            let omitted = if s.is_omitted { " OMITTED" } else { "" };
            let _ = writeln!(
                out,
                "{} {} {} {}{omitted}",
                s.number,
                s.heading(),
                s.eighths,
                cast.join(" ")
            );
        }
        out
    }
}

const FIRST: &[&str] = &[
    "1|EXT. PIER - DAY|8|MARA|She waits.",
    "2|INT. TICKET OFFICE - DAY|12|MARA,CLERK|The clerk looks up.",
    "3|EXT. PIER - NIGHT|3|CLERK|He locks the door.",
];

#[test]
fn a_script_becomes_scenes_characters_and_words() {
    let mut office = Office::new();
    office.imports(FIRST);
    assert_eq!(
        office.list(),
        "1 EXT. PIER - DAY 1 MARA(1)\n\
         2 INT. TICKET OFFICE - DAY 1 4/8 MARA(1) CLERK(2)\n\
         3 EXT. PIER - NIGHT 3/8 CLERK(2)\n"
    );
    let board = crate::board::active(&office.book);
    let layout = crate::board::layout(&office.book, &board);
    assert_eq!(
        (layout.boneyard.len(), layout.days.len(), layout.loose.len()),
        (3, 0, 0)
    );
    assert_eq!(
        words(&office.book, &office.scene("2"))[0].text,
        "The clerk looks up."
    );
    assert_eq!(drafts(&office.book)[0].scenes, 3);
}

#[test]
fn the_same_script_twice_changes_no_scene() {
    let mut office = Office::new();
    office.imports(FIRST);
    let before = office.list();
    let plan = planned(&office.book, FIRST);
    assert_eq!(
        (
            plan.count(Fate::Same),
            plan.new_characters.len(),
            plan.missing.len()
        ),
        (3, 0, 0)
    );
    let again = office.imports(FIRST);
    assert!(
        again.edits.iter().all(|e| e.kind == Kind::Draft),
        "{:?}",
        again.edits
    );
    assert_eq!(office.list(), before);
}

#[test]
fn what_was_typed_stays_when_the_script_comes_again() {
    let mut office = Office::new();
    office.imports(FIRST);
    let (one, two) = (office.scene("1"), office.scene("2"));
    let no = String::new;
    office.does(edit_eighths(&office.book, &one, Eighths(10), no()));
    office.does(edit(&office.book, &one, "set", "PIER 4", no()));
    office.does(edit(&office.book, &one, "synopsis", "Mara waits", no()));
    let mara = find(&office.book, "Mara").unwrap();
    office.does(set_cast(&office.book, &two, &mara, Part::Out, no()));
    office.does(cast_by_name(
        &office.book,
        &one,
        "Ferryman",
        no(),
        &mut || Id::new("f"),
    ));
    let second = [
        "1|EXT. QUAY - DUSK|9|MARA|She waits.",
        "2|INT. TICKET OFFICE - NIGHT|13|MARA,CLERK,COP|The clerk looks up.",
        "3|EXT. PIER - NIGHT|3||He locks the door.",
    ];
    let plan = planned(&office.book, &second);
    assert_eq!(fields(&plan.scenes[0].kept), ["set", "eighths"]);
    assert_eq!(fields(&plan.scenes[0].changes), ["time"]);
    assert_eq!(fields(&plan.scenes[1].changes), ["time", "eighths", "cast"]);
    assert_eq!(plan.new_characters, ["COP"]);
    office.imports(&second);
    assert_eq!(
        office.list(),
        "1 EXT. PIER 4 - DUSK 1 2/8 MARA(1) Ferryman(3)\n\
         2 INT. TICKET OFFICE - NIGHT 1 5/8 CLERK(2) COP(4)\n\
         3 EXT. PIER - NIGHT 3/8 \n"
    );
    assert_eq!(
        office.book.text(&Kind::Scene, &one, "synopsis"),
        "Mara waits"
    );
}

#[test]
fn an_inserted_scene_shifts_nobody_and_a_missing_one_stays() {
    let mut office = Office::new();
    office.imports(&[
        "|EXT. PIER - DAY|8",
        "|INT. HALL - DAY|8",
        "|EXT. ROOF - DAY|8",
    ]);
    let ids = ["1", "2", "3"].map(|n| office.scene(n));
    office.imports(&[
        "|EXT. PIER - DAY|8",
        "|INT. CAR - DAY|4",
        "|EXT. ROOF - DAY|8",
    ]);
    assert_eq!(
        office.list(),
        "1 EXT. PIER - DAY 1 \n1A INT. CAR - DAY 4/8 \n2 INT. HALL - DAY 1 \n3 EXT. ROOF - DAY 1 \n"
    );
    assert_eq!(["1", "2", "3"].map(|n| office.scene(n)), ids);
}

#[test]
fn scenes_that_moved_in_the_script_move_and_keep_their_ids() {
    let mut office = Office::new();
    office.imports(FIRST);
    let three = office.scene("3");
    let command = office.imports(&[FIRST[2], FIRST[0], "4|INT. BOAT - DAY|8", FIRST[1]]);
    assert!(office.list().starts_with("3 EXT. PIER - NIGHT"));
    let numbers: Vec<String> = in_order(&office.book)
        .iter()
        .map(|s| s.number.to_string())
        .collect();
    assert_eq!(numbers, ["3", "1", "4", "2"]);
    assert_eq!(office.scene("3"), three);
    let moved = command
        .edits
        .iter()
        .filter(|e| &*e.field == "order" && e.kind == Kind::Scene)
        .count();
    assert_eq!(moved, 2);
}

#[test]
fn a_scene_is_added_with_its_heading_read_and_a_free_number() {
    let mut office = Office::new();
    office.imports(FIRST);
    let one = office.scene("1");
    let new = NewScene {
        heading: "int. kiosk - night".into(),
        ..NewScene::default()
    };
    office.does(add(
        &office.book,
        &new,
        Some(&one),
        String::new(),
        &Id::new("k"),
    ));
    let new = NewScene {
        heading: "12A EXT. SEA - DAWN".into(),
        ..NewScene::default()
    };
    office.does(add(&office.book, &new, None, String::new(), &Id::new("s")));
    let list = office.list();
    assert!(list.contains("1A INT. KIOSK - NIGHT 0/8 \n2 "), "{list}");
    assert!(list.ends_with("12A EXT. SEA - DAWN 0/8 \n"), "{list}");
    office.does(remove(&office.book, &one, String::new()));
    assert!(office.list().starts_with("1A"));
}

#[test]
fn the_time_of_the_scene_before_is_only_a_suggestion() {
    let mut office = Office::new();
    office.imports(&[
        "1|EXT. PIER - NIGHT|8",
        "2|INT. HALL - CONTINUOUS|8",
        "3|INT. HALL|8",
    ]);
    let scenes = in_order(&office.book);
    let lights: Vec<_> = scenes
        .iter()
        .map(|s| (s.light(), s.is_time_inherited))
        .collect();
    use crate::heading::Light::Night;
    assert_eq!(
        lights,
        [(Some(Night), false), (Some(Night), true), (None, false)]
    );
}

#[test]
fn two_scenes_with_one_number_are_shown_as_such() {
    let mut office = Office::new();
    office.imports(FIRST);
    let three = office.scene("3");
    office.does(edit(&office.book, &three, "number", "2", String::new()));
    let taken: Vec<bool> = in_order(&office.book)
        .iter()
        .map(|s| s.is_number_taken)
        .collect();
    assert_eq!(taken, [false, true, true]);
}

#[test]
fn a_field_that_stays_the_same_is_no_command() {
    let mut office = Office::new();
    office.imports(FIRST);
    let one = office.scene("1");
    assert!(edit(&office.book, &one, "set", " PIER ", String::new()).is_empty());
    assert!(edit(&office.book, &one, "synopsis", "", String::new()).is_empty());
    let cleared = edit(&office.book, &one, "set", "  ", String::new());
    assert_eq!(cleared.edits[0].write, Write::Put(Value::Nothing));
}

#[test]
fn a_search_finds_every_word_in_any_place() {
    let mut office = Office::new();
    office.imports(FIRST);
    let found = |typed: &str| -> Vec<String> {
        in_order(&office.book)
            .iter()
            .filter(|s| matches(s, typed))
            .map(|s| s.number.to_string())
            .collect()
    };
    assert_eq!(found("pier"), ["1", "3"]);
    assert_eq!(found("pier clerk"), ["3"]);
    assert_eq!(found(" MARA int"), ["2"]);
    assert_eq!(found("2"), ["2"]);
    assert_eq!(found(""), ["1", "2", "3"]);
}

#[test]
fn a_change_that_is_not_accepted_waits_for_the_next_import() {
    let mut office = Office::new();
    office.imports(FIRST);
    let before = office.list();
    let second = [
        "1|EXT. QUAY - DAY|8|MARA,COP|She runs.",
        FIRST[1],
        FIRST[2],
        "4|INT. BOAT - DAY|8|PILOT|Water.",
    ];
    let refused = Choices {
        refused: [0, 3].into(),
        ..Choices::default()
    };
    let plan = planned_with(&office.book, &second, &refused);
    let tally = plan.tally();
    assert_eq!((tally.kept, tally.left_out, tally.same), (1, 1, 2));
    assert!(tally.is_nothing());
    assert!(plan.new_characters.is_empty());
    office.choices = refused;
    office.imports(&second);
    assert_eq!(office.list(), before);
    assert_eq!(
        words(&office.book, &office.scene("1"))[0].text,
        "She waits."
    );

    let plan = planned(&office.book, &second);
    assert_eq!(fields(&plan.scenes[0].changes), ["set", "cast", "words"]);
    assert_eq!(plan.count(Fate::New), 1);
    assert_eq!(plan.new_characters, ["COP", "PILOT"]);
}

#[test]
fn a_scene_that_the_draft_does_not_have_stays_or_is_omitted() {
    let check = |gone: Gone, expected: (bool, bool)| {
        let mut office = Office::new();
        office.imports(FIRST);
        let two = office.scene("2");
        let board = crate::board::active(&office.book);
        let strip = Id::joined(&board, &two);
        office.does(Command::new("").put(Kind::Strip, &strip, "place", "V"));
        office.choices.gone.insert(two.clone(), gone);
        office.imports(&[FIRST[0], FIRST[2]]);
        let record = office.book.get(&Kind::Scene, &two).unwrap();
        let place = office.book.text(&Kind::Strip, &strip, "place");
        assert_eq!(
            (record.flag("omitted"), !place.is_empty()),
            expected,
            "{gone:?}"
        );
        assert_eq!(record.text("set"), "TICKET OFFICE");
        // A later draft brings it back into the script.
        office.imports(FIRST);
        assert!(!office.book.get(&Kind::Scene, &two).unwrap().flag("omitted"));
    };
    check(Gone::Keep, (false, true));
    check(Gone::Omit, (true, true));
    check(Gone::OmitAndUnschedule, (true, false));
}

#[test]
fn a_scene_that_a_draft_has_as_omitted_keeps_its_heading_and_words() {
    let mut office = Office::new();
    office.imports(FIRST);
    let omitted = {
        let mut script = script(&[FIRST[0], "2|OMITTED|1", FIRST[2]]);
        script.scenes[1].omitted = true;
        script
    };
    let command = import(&office.book, &omitted, &Options::default(), &mut || {
        Id::new("x")
    });
    office.does(command);
    let two = office.scene("2");
    assert!(
        office
            .list()
            .contains("2 INT. TICKET OFFICE - DAY 1 4/8 MARA(1) CLERK(2) OMITTED")
    );
    assert_eq!(words(&office.book, &two)[0].text, "The clerk looks up.");
    office.imports(FIRST);
    assert!(!office.list().contains("OMITTED"));
}

#[test]
fn somebody_says_which_scene_it_is() {
    let mut office = Office::new();
    office.imports(FIRST);
    let (one, two) = (office.scene("1"), office.scene("2"));
    let second = [
        "1|INT. CAVE - NIGHT|8||Bats.",
        FIRST[1],
        FIRST[2],
        "4|EXT. QUAY - DAY|4||Gulls.",
    ];
    // The first is not the one with its number, and the last is.
    office.choices.tell(
        0,
        Some(Whose::New {
            is_not: Some(one.clone()),
        }),
    );
    office.choices.tell(3, Some(Whose::Scene(one.clone())));
    let plan = planned_with(&office.book, &second, &office.choices);
    assert_eq!(plan.scenes[0].fate, Fate::New);
    assert_eq!(plan.scenes[3].scene.as_ref(), Some(&one));
    assert!(plan.missing.is_empty());
    let command = office.imports(&second);
    assert_eq!(office.book.text(&Kind::Scene, &one, "set"), "QUAY");
    assert_eq!(office.scene("2"), two);
    assert!(
        command
            .edits
            .iter()
            .any(|e| *e.field == *format!("apart/{one}"))
    );
}

#[test]
fn a_scene_that_only_moved_says_so_and_stays_where_it_is_if_that_is_refused() {
    let mut office = Office::new();
    office.imports(FIRST);
    let moved = [FIRST[2], FIRST[0], FIRST[1]];
    let plan = planned(&office.book, &moved);
    let fates: Vec<Fate> = plan.scenes.iter().map(|s| s.fate).collect();
    assert_eq!(fates, [Fate::Moved, Fate::Same, Fate::Same]);
    office.choices.refused.insert(0);
    let before = office.list();
    office.imports(&moved);
    assert_eq!(office.list(), before);
}
