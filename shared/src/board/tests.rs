use std::sync::Arc;

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::book::Book;
use crate::command::{Command, Write};
use crate::eighths::Eighths;
use crate::id::Id;
use crate::kind::Kind;
use crate::order;
use crate::record::{Field, Record, Value};

/// One device: what it knows of every field, each with the stamp of its last write.
#[derive(Clone, Default)]
struct Device {
    clock: u64,
    fields: BTreeMap<(Kind, Id, Field), ((u64, u8), Value)>,
}

impl Device {
    fn act(&mut self, name: u8, command: Command) {
        self.clock += 1;
        for edit in command.edits {
            let Write::Put(value) = edit.write else {
                continue;
            };
            self.fields.insert(
                (edit.kind, edit.id, edit.field),
                ((self.clock, name), value),
            );
        }
    }

    /// Takes what the other wrote later: the order of merges must not matter.
    fn merge(&mut self, other: &Device) {
        self.clock = self.clock.max(other.clock);
        for (key, theirs) in &other.fields {
            match self.fields.get(key) {
                Some(ours) if ours.0 >= theirs.0 => {}
                _ => {
                    self.fields.insert(key.clone(), theirs.clone());
                }
            }
        }
    }

    fn book(&self) -> Book {
        let mut records: BTreeMap<(Kind, Id), Record> = BTreeMap::new();
        for ((kind, id, field), (_, value)) in &self.fields {
            let record = records
                .entry((kind.clone(), id.clone()))
                .or_insert_with(|| Record::new(kind.clone(), id.clone()));
            if !value.is_nothing() {
                record.fields.insert(field.clone(), value.clone());
            }
        }
        let mut book = Book::default();
        for record in records.into_values() {
            book.put(record);
        }
        book
    }

    fn layout(&self) -> Arc<Layout> {
        layout(&self.book(), &Id::new("main"))
    }
}

fn scene(n: usize) -> Id {
    Id::new(format!("s{n:02}"))
}

fn film(scenes: usize) -> Device {
    let mut device = Device::default();
    let mut command = Command::new("film").put(Kind::Board, &Id::new("main"), "name", "A");
    for (n, order) in order::several(None, None, scenes).into_iter().enumerate() {
        command.add(Kind::Scene, &scene(n), "order", order);
        command.add(Kind::Scene, &scene(n), "number", (n + 1).to_string());
        command.add(Kind::Scene, &scene(n), "eighths", 8_i64);
        command.add(Kind::Scene, &scene(n), "cast/c1", n % 2 == 0);
    }
    command.add(Kind::Character, &Id::new("c1"), "number", "1");
    command.add(Kind::Production, &Id::new("p"), "start", "2027-03-12");
    command.add(Kind::Production, &Id::new("p"), "days_off", "67");
    device.act(0, command);
    device
}

/// Writes a board on one line: `a b | 1: c ~x | 2: d // boneyard`.
fn print(layout: &Layout) -> String {
    let row = |row: &RowView| match row {
        RowView::Strip(strip) => strip.scene.number.to_string(),
        RowView::Banner(banner) => format!("~{}", banner.text),
    };
    let mut out: Vec<String> = layout.loose.iter().map(row).collect();
    for day in &layout.days {
        out.push(format!("| {}:", day.id));
        out.extend(day.rows.iter().map(row));
    }
    if !layout.boneyard.is_empty() {
        out.push("//".into());
        out.extend(layout.boneyard.iter().map(|s| s.number.to_string()));
    }
    out.join(" ")
}

fn keys(numbers: &[usize]) -> Vec<RowKey> {
    numbers
        .iter()
        .map(|n| RowKey::Scene(scene(n - 1)))
        .collect()
}

fn mv(device: &mut Device, rows: &[usize], to: Spot) -> Moved {
    let moved = move_rows(&device.layout(), &keys(rows), &to, String::new());
    device.act(0, moved.command.clone());
    moved
}

fn with_days(scenes: usize, days: &[&str]) -> Device {
    let mut device = film(scenes);
    for day in days {
        let command = add_day(
            &device.layout(),
            &Spot::Boneyard,
            String::new(),
            &Id::new(*day),
        );
        device.act(0, command);
    }
    device
}

fn check(device: &Device, expected: &str) {
    assert_eq!(print(&device.layout()), expected);
}

#[test]
fn strips_move_where_they_are_put() {
    let mut d = with_days(6, &["a", "b"]);
    check(&d, "| a: | b: // 1 2 3 4 5 6");
    mv(&mut d, &[1, 2, 3], Spot::DayEnd("a".into()));
    mv(&mut d, &[4], Spot::DayStart("b".into()));
    check(&d, "| a: 1 2 3 | b: 4 // 5 6");
    let moved = mv(&mut d, &[5, 1], Spot::Before(RowKey::Scene(scene(3))));
    check(&d, "| a: 2 3 | b: 1 5 4 // 6");
    assert_eq!((moved.day, moved.position, moved.count), (Some(2), 1, 2));
    mv(&mut d, &[4], Spot::After(RowKey::Scene(scene(1))));
    check(&d, "| a: 2 4 3 | b: 1 5 // 6");
    mv(&mut d, &[3], Spot::Before(RowKey::Day("a".into())));
    check(&d, "3 | a: 2 4 | b: 1 5 // 6");
    mv(&mut d, &[6], Spot::LooseEnd);
    check(&d, "3 6 | a: 2 4 | b: 1 5");
    let moved = mv(&mut d, &[3, 1], Spot::Boneyard);
    assert_eq!((moved.day, moved.position, moved.count), (None, 0, 2));
    check(&d, "6 | a: 2 4 | b: 5 // 1 3");
}

#[test]
fn strips_of_a_sorted_boneyard_come_in_the_order_they_were_shown_in() {
    let mut d = with_days(6, &["a"]);
    mv(&mut d, &[4], Spot::DayEnd("a".into()));
    // What stands on the board keeps its order and comes first; nothing comes twice.
    mv(&mut d, &[6, 2, 4, 6, 3], Spot::DayEnd("a".into()));
    check(&d, "| a: 4 6 2 3 // 1 5");
    let seen = preview(&d.layout(), &keys(&[5, 1, 3]), &Spot::DayStart("a".into()));
    mv(&mut d, &[5, 1, 3], Spot::DayStart("a".into()));
    check(&d, "| a: 3 5 1 4 6 2");
    assert_eq!(print(&seen), print(&d.layout()));
}

#[test]
fn a_move_that_changes_nothing_is_no_command() {
    let mut d = with_days(4, &["a", "b"]);
    mv(&mut d, &[1, 2, 3], Spot::DayEnd("a".into()));
    for (rows, to) in [
        (vec![1], Spot::Before(RowKey::Scene(scene(0)))),
        (vec![1], Spot::After(RowKey::Scene(scene(0)))),
        (vec![1], Spot::DayStart("a".into())),
        (vec![1, 2], Spot::Before(RowKey::Scene(scene(2)))),
        (vec![3], Spot::DayEnd("a".into())),
        (vec![4], Spot::Boneyard),
        (vec![], Spot::DayEnd("b".into())),
    ] {
        let moved = move_rows(&d.layout(), &keys(&rows), &to, String::new());
        assert!(moved.command.is_empty(), "{rows:?} {to:?}");
    }
}

#[test]
fn a_move_writes_only_what_moved() {
    let mut d = with_days(40, &["a", "b"]);
    mv(
        &mut d,
        &(1..=40).collect::<Vec<_>>(),
        Spot::DayEnd("a".into()),
    );
    let moved = mv(&mut d, &[7, 9], Spot::DayEnd("b".into()));
    assert_eq!(moved.command.edits.len(), 2);
    assert!(
        moved
            .command
            .edits
            .iter()
            .all(|e| e.kind == Kind::Strip && &*e.field == "place")
    );
}

#[test]
fn a_strip_fits_between_two_that_were_given_the_same_key_apart() {
    let mut d = with_days(4, &["a"]);
    let mut other = d.clone();
    mv(&mut d, &[1], Spot::DayEnd("a".into()));
    let moved = move_rows(
        &other.layout(),
        &keys(&[2]),
        &Spot::DayEnd("a".into()),
        String::new(),
    );
    other.act(1, moved.command);
    d.merge(&other);
    check(&d, "| a: 1 2 // 3 4");
    mv(&mut d, &[3], Spot::After(RowKey::Scene(scene(0))));
    check(&d, "| a: 1 3 2 // 4");
    mv(&mut d, &[4], Spot::Before(RowKey::Scene(scene(1))));
    check(&d, "| a: 1 3 4 2");
}

#[test]
fn days_are_added_split_moved_and_taken_away() {
    let mut d = with_days(6, &["a", "b"]);
    mv(&mut d, &[1, 2, 3], Spot::DayEnd("a".into()));
    mv(&mut d, &[4, 5], Spot::DayEnd("b".into()));
    let split = Spot::After(RowKey::Scene(scene(0)));
    d.act(
        0,
        add_day(&d.layout(), &split, String::new(), &Id::new("c")),
    );
    check(&d, "| a: 1 | c: 2 3 | b: 4 5 // 6");
    let lunch = add_banner(
        &d.layout(),
        &Spot::DayEnd("a".into()),
        " Lunch ",
        Some(60),
        String::new(),
        &"x".into(),
    );
    d.act(0, lunch);
    d.act(
        0,
        move_day(&d.layout(), &"b".into(), Some(&"a".into()), String::new()),
    );
    check(&d, "| b: 4 5 | a: 1 ~Lunch | c: 2 3 // 6");
    d.act(0, move_day(&d.layout(), &"b".into(), None, String::new()));
    check(&d, "| a: 1 ~Lunch | c: 2 3 | b: 4 5 // 6");
    for before in [Some("b".into()), None, Some("nobody".into())] {
        assert!(move_day(&d.layout(), &"b".into(), before.as_ref(), String::new()).is_empty());
    }
    d.act(
        0,
        remove_day(&d.layout(), &"c".into(), Rest::Join, String::new()),
    );
    check(&d, "| a: 1 ~Lunch 2 3 | b: 4 5 // 6");
    d.act(
        0,
        remove_day(&d.layout(), &"a".into(), Rest::Boneyard, String::new()),
    );
    check(&d, "| b: 4 5 // 1 2 3 6");
    d.act(
        0,
        remove_day(&d.layout(), &"b".into(), Rest::Join, String::new()),
    );
    check(&d, "4 5 // 1 2 3 6");
}

#[test]
fn a_day_adds_up_its_scenes() {
    let mut d = with_days(6, &["a", "b", "c"]);
    mv(&mut d, &[1, 2], Spot::DayEnd("a".into()));
    mv(&mut d, &[3], Spot::DayEnd("c".into()));
    d.act(
        0,
        add_banner(
            &d.layout(),
            &Spot::DayEnd("a".into()),
            "Move",
            Some(45),
            String::new(),
            &"x".into(),
        ),
    );
    let mut more = Command::new("");
    more.add(Kind::Scene, &scene(0), "est_min", 80_i64);
    more.add(Kind::Scene, &scene(1), "omitted", true);
    more.add(Kind::Scene, &scene(0), "location", "pier");
    more.add(Kind::Location, &"pier".into(), "name", "Pier 4");
    d.act(0, more);
    let layout = d.layout();
    let day = &layout.days[0];
    assert_eq!(
        (day.n, day.scenes, day.eighths, day.est_min),
        (1, 1, Eighths(8), 125)
    );
    assert_eq!(day.cast.len(), 1);
    assert_eq!(day.location().map(|l| &*l.1), Some("Pier 4"));
    // The second day starts behind the weekend.
    assert_eq!(day.date.map(|d| d.to_string()), Some("2027-03-12".into()));
    assert_eq!(
        layout.days[1].date.map(|d| d.to_string()),
        Some("2027-03-15".into())
    );
    assert!(matches!(
        layout.find(&RowKey::Scene(scene(2))),
        Some(Place::Day { position: 1, .. })
    ));
    assert_eq!(layout.find(&RowKey::Scene(scene(4))), Some(Place::Boneyard));
}

#[derive(Clone, Debug)]
enum Act {
    Move { rows: Vec<u8>, to: (u8, u8) },
    AddDay { at: (u8, u8) },
    AddBanner { at: (u8, u8) },
    RemoveDay { day: u8, bone: bool },
    MoveDay { day: u8, before: u8 },
    RemoveBanner { row: u8 },
    Sync { with: u8 },
}

fn act() -> impl Strategy<Value = (u8, Act)> {
    let at = || (0..6u8, any::<u8>());
    let act = prop_oneof![
        6 => (proptest::collection::vec(any::<u8>(), 1..4), at()).prop_map(|(rows, to)| Act::Move { rows, to }),
        2 => at().prop_map(|at| Act::AddDay { at }),
        1 => at().prop_map(|at| Act::AddBanner { at }),
        1 => (any::<u8>(), any::<bool>()).prop_map(|(day, bone)| Act::RemoveDay { day, bone }),
        1 => (any::<u8>(), any::<u8>()).prop_map(|(day, before)| Act::MoveDay { day, before }),
        1 => any::<u8>().prop_map(|row| Act::RemoveBanner { row }),
        2 => (0..3u8).prop_map(|with| Act::Sync { with }),
    ];
    (0..3u8, act)
}

fn spot(layout: &Layout, (what, n): (u8, u8)) -> Spot {
    let entries = layout.entries();
    let key = || entries[usize::from(n) % entries.len()].0.clone();
    let day = || layout.days[usize::from(n) % layout.days.len()].id.clone();
    match what {
        0 if !entries.is_empty() => Spot::Before(key()),
        1 if !entries.is_empty() => Spot::After(key()),
        2 if !layout.days.is_empty() => Spot::DayStart(day()),
        3 if !layout.days.is_empty() => Spot::DayEnd(day()),
        4 => Spot::LooseEnd,
        _ => Spot::Boneyard,
    }
}

fn command(layout: &Layout, act: &Act, fresh: &Id) -> Command {
    let no = String::new;
    let day = |n: u8| layout.days.get(usize::from(n) % layout.days.len().max(1));
    match act {
        Act::Move { rows, to } => {
            let rows: Vec<usize> = rows.iter().map(|n| usize::from(*n) % 12 + 1).collect();
            move_rows(layout, &keys(&rows), &spot(layout, *to), no()).command
        }
        Act::AddDay { at } => add_day(layout, &spot(layout, *at), no(), fresh),
        Act::AddBanner { at } => add_banner(layout, &spot(layout, *at), "x", None, no(), fresh),
        Act::RemoveDay { day: n, bone } => day(*n).map_or_else(Command::default, |d| {
            let rest = if *bone { Rest::Boneyard } else { Rest::Join };
            remove_day(layout, &d.id, rest, no())
        }),
        Act::MoveDay { day: n, before } => day(*n).map_or_else(Command::default, |d| {
            move_day(layout, &d.id, day(*before).map(|d| &d.id), no())
        }),
        Act::RemoveBanner { row } => {
            let banners: Vec<Id> = layout
                .entries()
                .into_iter()
                .filter_map(|(key, _)| {
                    if let RowKey::Banner(id) = key {
                        Some(id)
                    } else {
                        None
                    }
                })
                .collect();
            match banners.get(usize::from(*row) % banners.len().max(1)) {
                Some(id) => remove_banner(id, no()),
                None => Command::default(),
            }
        }
        Act::Sync { .. } => Command::default(),
    }
}

fn each_scene_once(layout: &Layout) {
    let mut all: Vec<&Id> = layout.scenes().map(|s| &s.id).collect();
    assert_eq!(all.len(), 12);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 12);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]
    #[test]
    fn whatever_three_devices_do_each_scene_is_there_once_and_all_see_one_board(
        acts in proptest::collection::vec(act(), 1..60),
        round in 0..6usize,
    ) {
        let mut devices = vec![with_days(12, &["a", "b"]); 3];
        for (n, (who, act)) in acts.iter().enumerate() {
            if let Act::Sync { with } = act {
                let other = devices[usize::from(*with)].clone();
                devices[usize::from(*who)].merge(&other);
                continue;
            }
            let device = &mut devices[usize::from(*who)];
            let layout = device.layout();
            let done = command(&layout, act, &Id::new(format!("r{n:03}")));
            device.act(who + 1, done);
            let after = device.layout();
            each_scene_once(&after);
            // A move lands where it was said, on the device that made it.
            if let Act::Move { rows, to } = act {
                let first = RowKey::Scene(scene(usize::from(rows[0]) % 12));
                if let Spot::DayEnd(day) = spot(&layout, *to) {
                    prop_assert_eq!(after.day_of(first.id()).map(|d| &d.id), Some(&day));
                }
            }
        }
        let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        let merged = |order: [usize; 3]| {
            let mut all = devices[order[0]].clone();
            all.merge(&devices[order[1]]);
            all.merge(&devices[order[2]]);
            all.layout()
        };
        let one = merged(orders[0]);
        each_scene_once(&one);
        prop_assert_eq!(print(&one), print(&merged(orders[round])));
        prop_assert_eq!(one, merged(orders[round]));
    }
}

#[test]
fn a_day_goes_where_it_is_dropped_with_all_that_stands_in_it() {
    let mut d = with_days(3, &["a", "b", "c"]);
    mv(&mut d, &[1], Spot::DayEnd("a".into()));
    mv(&mut d, &[2], Spot::DayEnd("b".into()));
    let day = |id: &str| RowKey::Day(id.into());
    let go = |d: &mut Device, id: &str, spot: Spot| {
        let command = move_day_to(&d.layout(), &id.into(), &spot, String::new());
        let is_move = !command.is_empty();
        d.act(0, command);
        is_move
    };
    assert!(go(&mut d, "a", Spot::After(day("b"))));
    check(&d, "| b: 2 | a: 1 | c: // 3");
    assert!(go(&mut d, "c", Spot::Before(day("b"))));
    check(&d, "| c: | b: 2 | a: 1 // 3");
    // Dropped where it stands, or on something that is no day.
    for spot in [
        Spot::After(day("c")),
        Spot::Before(day("a")),
        Spot::Before(day("b")),
        Spot::Boneyard,
        Spot::Before(day("nobody")),
    ] {
        assert!(!go(&mut d, "b", spot.clone()), "{spot:?}");
    }
    let step = |d: &Device, step| step_day(&d.layout(), &"b".into(), step);
    assert_eq!(step(&d, Step::Up), Some(Spot::Before(day("c"))));
    assert_eq!(step(&d, Step::Down), Some(Spot::After(day("a"))));
    go(&mut d, "b", Spot::After(day("a")));
    check(&d, "| c: | a: 1 | b: 2 // 3");
    assert_eq!(step(&d, Step::Down), None);
}
