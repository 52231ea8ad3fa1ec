//! Any file at all.

use super::*;

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
