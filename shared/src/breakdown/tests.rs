use std::collections::BTreeMap;

use proptest::prelude::*;

use super::category::id_of;
use super::*;
use crate::book::Book;
use crate::command::Command;
use crate::formats::read_script;
use crate::id::Id;
use crate::kind::Kind;
use crate::order;
use crate::scene::{self, Part};

/// An office at work: what it does is carried out, each act with ids of its own.
#[derive(Default)]
struct Office {
    book: Book,
    next: u32,
}

impl Office {
    fn film(scenes: usize) -> Self {
        let mut office = Self::default();
        let mut command = Command::new("");
        for (n, key) in order::several(None, None, scenes).into_iter().enumerate() {
            let id = Id::new(format!("s{}", n + 1));
            command.add(Kind::Scene, &id, "order", key);
            command.add(Kind::Scene, &id, "number", (n + 1).to_string());
            command.add(Kind::Scene, &id, "eighths", 4_i64);
        }
        office.book.apply(&command);
        office
    }

    fn does(&mut self, act: impl FnOnce(&Book, &mut dyn FnMut() -> Id) -> Command) -> usize {
        let next = &mut self.next;
        let command = act(&self.book, &mut || {
            *next += 1;
            Id::new(format!("n{next:03}"))
        });
        self.book.apply(&command);
        command.edits.len()
    }

    fn adds(&mut self, scene: &str, uci: u16, name: &str) -> usize {
        self.does(|book, ids| add(book, &scene.into(), &id_of(uci), name, String::new(), ids))
    }

    fn id(&self, name: &str) -> Id {
        let all = elements(&self.book);
        all.iter().find(|e| &*e.name == name).unwrap().id.clone()
    }

    /// Each element on a line: `Props: Umbrella s1 s2 12/8`.
    fn list(&self) -> Vec<String> {
        elements(&self.book)
            .iter()
            .map(|e| {
                let scenes: Vec<&str> = e.scenes.iter().map(Id::as_str).collect();
                let number = if e.number.is_empty() {
                    String::new()
                } else {
                    format!("{}.", e.number)
                };
                let category = category(&self.book, &e.category);
                format!(
                    "{}: {number}{} {} {}/8",
                    category.name,
                    e.name,
                    scenes.join(" "),
                    e.eighths.0
                )
            })
            .collect()
    }

    fn reads(&mut self, file: &str) -> usize {
        let script = read_script(file.as_bytes(), Some("a.fdx")).unwrap();
        self.does(|book, ids| scene::import(book, &script, &scene::Options::default(), ids))
    }
}

#[test]
fn a_name_is_found_again_in_its_category() {
    let mut office = Office::film(3);
    office.adds("s1", 104, "Umbrella");
    office.adds("s2", 104, "  UMBRELLA ");
    office.adds("s2", 105, "Umbrella");
    office.adds("s3", 100, "Mara");
    office.adds("s1", 100, "MARA (V.O.)");
    assert_eq!(office.adds("s1", 104, "umbrella"), 0);
    assert_eq!(office.adds("s1", 104, "   "), 0);
    assert_eq!(
        office.list(),
        [
            "Cast Members: 1.Mara s1 s3 8/8",
            "Props: Umbrella s1 s2 8/8",
            "Special Effects: Umbrella s2 4/8"
        ]
    );
    let out = office.id("Mara");
    assert_eq!(
        office.does(|book, _| set_part(book, &"s1".into(), &out, Part::Out, String::new())),
        1
    );
    assert_eq!(office.list()[0], "Cast Members: 1.Mara s3 4/8");
    assert_eq!(uses(&office.book, &out).len(), 1);
}

#[test]
fn marked_words_become_an_element_without_their_edges() {
    let check = |selection: &str, expected: &str| {
        let mut office = Office::film(1);
        office.does(|book, ids| {
            tag(
                book,
                &"s1".into(),
                selection,
                &id_of(104),
                String::new(),
                ids,
            )
        });
        let names: Vec<String> = elements(&office.book)
            .iter()
            .map(|e| e.name.to_string())
            .collect();
        assert_eq!(names.join("|"), expected, "{selection}");
    };
    check("“the revolver,”", "the revolver");
    check("  two\n  suitcases. ", "two suitcases");
    check("mug (broken)", "mug (broken)");
    check("—", "");
    check(&"x".repeat(500), &"x".repeat(120));
}

#[test]
fn a_sheet_lists_what_a_scene_needs_by_category() {
    let mut office = Office::film(2);
    office.adds("s1", 104, "Umbrella");
    office.adds("s1", 101, "Soldiers");
    office.adds("s1", 100, "Mara");
    let (soldiers, umbrella, mara) = (
        office.id("Soldiers"),
        office.id("Umbrella"),
        office.id("Mara"),
    );
    office.does(|book, _| set_count(book, &"s1".into(), &soldiers, Some(12), String::new()));
    office.does(|book, _| flag(book, &umbrella, Flag::Weapon, String::new()));
    assert_eq!(
        office.does(|book, _| flag(book, &umbrella, Flag::Weapon, String::new())),
        0
    );
    let sheet = sheet(&office.book, &"s1".into()).unwrap();
    let lines: Vec<String> = sheet
        .groups
        .iter()
        .flat_map(|g| {
            g.elements
                .iter()
                .map(|e| format!("{} {} {:?}", g.category.letter, e.element.name, e.count))
        })
        .collect();
    assert_eq!(
        lines,
        ["C Mara None", "BG Soldiers Some(12)", "P Umbrella None"]
    );
    assert!(
        sheet.groups[2].elements[0]
            .element
            .flags
            .contains(&Flag::Weapon)
    );

    // Departments: the element's own, else its category's.
    office.book.apply(
        &Command::new("")
            .put(Kind::Department, &"props".into(), "name", "Props")
            .put(Kind::Category, &id_of(104), "department", "props")
            .put(Kind::Character, &mara, "department", "gone"),
    );
    let by: Vec<(String, usize)> = by_department(&office.book)
        .into_iter()
        .map(|(_, name, all)| (name.to_string(), all.len()))
        .collect();
    assert_eq!(by, [("Props".to_owned(), 1), (String::new(), 2)]);
    office.does(|book, _| remove(book, &umbrella, String::new()));
    assert_eq!(office.list().len(), 2);
    assert_eq!(by_category(&office.book).len(), 25);
}

#[test]
fn what_comes_together_is_missed() {
    let mut office = Office::film(3);
    office.adds("s1", 100, "Doctor");
    office.adds("s2", 104, "Stethoscope");
    office.adds("s2", 104, "Case");
    let (doctor, tube, case) = (
        office.id("Doctor"),
        office.id("Stethoscope"),
        office.id("Case"),
    );
    office.does(|book, _| link(book, &doctor, &tube, String::new()));
    office.does(|book, _| link(book, &tube, &case, String::new()));
    assert_eq!(
        office.does(|book, _| link(book, &tube, &tube, String::new())),
        0
    );
    let lacking = missing(&office.book);
    assert_eq!(
        lacking,
        [Missing {
            scene: "s1".into(),
            element: doctor.clone(),
            link: tube.clone()
        }]
    );
    assert_eq!(
        office.does(|book, _| add_missing(book, &"s1".into(), String::new())),
        2
    );
    assert!(missing(&office.book).is_empty());
    office.does(|book, _| unlink(book, &doctor, &tube, String::new()));
    office.does(|book, _| set_part(book, &"s1".into(), &tube, Part::Out, String::new()));
    assert!(missing(&office.book).is_empty());
}

#[test]
fn several_become_one_with_all_that_was_theirs() {
    let mut office = Office::film(4);
    office.adds("s1", 100, "John");
    office.adds("s2", 100, "Johnny");
    office.adds("s3", 100, "Johnny");
    office.adds("s3", 104, "Hat");
    let (john, johnny, hat) = (office.id("John"), office.id("Johnny"), office.id("Hat"));
    office.does(|book, _| link(book, &johnny, &hat, String::new()));
    office.does(|book, _| link(book, &hat, &johnny, String::new()));
    office.does(|book, _| edit(book, &johnny, "notes", "left-handed", String::new()));
    office.book.apply(
        &Command::new("")
            .put(Kind::Event, &"e".into(), "of", &johnny)
            .put(Kind::Event, &"e".into(), "of_kind", "character"),
    );
    office.does(|book, _| merge(book, &john, &[johnny.clone(), john.clone()], String::new()));
    assert_eq!(
        office.list(),
        ["Cast Members: 1.John s1 s2 s3 12/8", "Props: Hat s3 4/8"]
    );
    let view = &elements(&office.book)[0];
    assert_eq!(
        (&*view.notes, view.links.clone()),
        ("left-handed", vec![hat.clone()])
    );
    assert_eq!(elements(&office.book)[1].links, std::slice::from_ref(&john));
    assert_eq!(
        office.book.text(&Kind::Event, &"e".into(), "of"),
        john.as_str()
    );
    // The name that went is still understood.
    assert_eq!(office.adds("s4", 100, "JOHNNY"), 1);
    assert_eq!(office.list()[0], "Cast Members: 1.John s1 s2 s3 s4 16/8");
}

#[test]
fn an_element_is_made_once_and_found_by_its_words() {
    let mut office = Office::film(1);
    let made = |office: &mut Office, uci: u16, name: &str| {
        office.does(|book, ids| {
            let made = make(book, &id_of(uci), name, String::new(), ids);
            made.map(|(_, command)| command).unwrap_or_default()
        })
    };
    assert_eq!(made(&mut office, 104, " Brass  bell "), 2);
    assert_eq!(made(&mut office, 104, "BRASS BELL"), 0);
    assert_eq!(made(&mut office, 104, "  "), 0);
    assert_eq!(made(&mut office, 100, "Mara"), 3);
    let bell = office.id("Brass bell");
    office.does(|book, _| flag(book, &bell, Flag::Weapon, String::new()));
    let all = all(&office.book);
    let check = |typed: &str, expected: &[&str]| {
        let found = all.iter().filter(|e| matches(e, typed));
        let found: Vec<&str> = found.map(|e| &*e.name).collect();
        assert_eq!(found, expected, "{typed}");
    };
    check("", &["Mara", "Brass bell"]);
    check("bell BRASS", &["Brass bell"]);
    check("weapon", &["Brass bell"]);
    check("1", &["Mara"]);
    check("lamp", &[]);
}

#[test]
fn an_element_changes_its_category_with_its_scenes() {
    let mut office = Office::film(2);
    office.adds("s1", 104, "Rex");
    office.adds("s2", 104, "Rex");
    let rex = office.id("Rex");
    office.does(|book, ids| recategorise(book, &rex, &id_of(108), String::new(), ids));
    assert_eq!(office.list(), ["Animals: Rex s1 s2 8/8"]);
    office.does(|book, ids| recategorise(book, &rex, &id_of(100), String::new(), ids));
    assert_eq!(office.list(), ["Cast Members: 1.Rex s1 s2 8/8"]);
    let rex = office.id("Rex");
    office.adds("s1", 101, "REX");
    office.does(|book, ids| recategorise(book, &rex, &id_of(101), String::new(), ids));
    assert_eq!(office.list(), ["Background Actors: 1.REX s1 s2 8/8"]);
    assert_eq!(
        office.does(|book, ids| recategorise(book, &rex, &id_of(101), String::new(), ids)),
        0
    );
}

#[test]
fn names_that_may_be_one_are_offered_with_a_reason() {
    let check = |uci: u16, a: &str, b: &str, expected: Option<Reason>| {
        let mut book = Book::default();
        for (id, name) in [("a", a), ("b", b)] {
            let kind = if uci == 100 {
                Kind::Character
            } else {
                Kind::Element
            };
            let mut command = Command::new("").put(kind.clone(), &id.into(), "name", name);
            command.add(kind, &id.into(), "category", &id_of(uci));
            book.apply(&command);
        }
        let reasons: Vec<Reason> = duplicates(&book).iter().map(|d| d.reason).collect();
        assert_eq!(reasons.first().copied(), expected, "{a} {b}");
    };
    check(100, "JOHN", "JOHN (V.O.)", Some(Reason::Extension));
    check(100, "JOHN", "john", Some(Reason::SameName));
    check(100, "JOHN", "Johnny", Some(Reason::ShortForm));
    check(100, "KATE", "KATIE", Some(Reason::ShortForm));
    check(100, "JOHN", "JOHN SMITH", Some(Reason::PartOfName));
    check(100, "GUARD 1", "GUARD 2", None);
    check(100, "GUARD", "GUARD 2", None);
    check(100, "MOTHER", "BROTHER", None);
    check(100, "MARA", "MARC", Some(Reason::Typo));
    check(100, "ANN", "ANA", None);
    check(100, "O'NEILL", "ONEILL", Some(Reason::SameName));
    check(104, "Umbrella", "Umbrellas", Some(Reason::Plural));
    check(104, "Berry", "Berries", Some(Reason::Plural));
    check(104, "Umbrella", "Umbrela", Some(Reason::Typo));
    check(104, "Umbrella", "Black umbrella", None);
    check(104, "Mug (broken)", "Mug", Some(Reason::Extension));
    check(104, "Hat", "Bat", None);

    let mut office = Office::film(2);
    office.adds("s1", 104, "Dog");
    office.adds("s1", 108, "Dog");
    office.adds("s2", 108, "Dog");
    let found = duplicates(&office.book);
    assert_eq!(found[0].reason, Reason::OtherCategory);
    assert_eq!(
        category(&office.book, &id_of(108)).id,
        elements(&office.book)
            .iter()
            .find(|e| e.id == found[0].keep)
            .unwrap()
            .category
    );
}

#[test]
fn the_cast_is_numbered_but_for_who_is_locked() {
    let mut office = Office::film(3);
    for (scene, name) in [
        ("s1", "Ann"),
        ("s2", "Bo"),
        ("s3", "Bo"),
        ("s2", "Cy"),
        ("s3", "Cy"),
        ("s1", "Cy"),
    ] {
        office.adds(scene, 100, name);
    }
    let numbers = |office: &Office| {
        let cast = in_category(&office.book, &id_of(100));
        let cast: Vec<String> = cast
            .iter()
            .map(|e| format!("{}{}", e.name, e.number))
            .collect();
        cast.join(" ")
    };
    assert_eq!(numbers(&office), "Ann1 Bo2 Cy3");
    office.does(|book, _| number_cast(book, Numbering::MostScenes, String::new()));
    assert_eq!(numbers(&office), "Cy1 Bo2 Ann3");
    let bo = office.id("Bo");
    office.does(|book, _| lock_numbers(book, std::slice::from_ref(&bo), String::new()));
    office.does(|book, _| number_cast(book, Numbering::FirstAppearance, String::new()));
    assert_eq!(numbers(&office), "Ann1 Bo2 Cy3");
    office.does(|book, _| edit(book, &bo, "number", "1", String::new()));
    office.does(|book, _| number_cast(book, Numbering::Order, String::new()));
    assert_eq!(numbers(&office), "Bo1 Ann2 Cy3");
    office.does(|book, _| unlock_numbers(book, std::slice::from_ref(&bo), String::new()));
    office.does(|book, _| number_cast(book, Numbering::Order, String::new()));
    assert_eq!(numbers(&office), "Ann1 Bo2 Cy3");
    assert_eq!(
        office.does(|book, _| number_cast(book, Numbering::Order, String::new())),
        0
    );
}

#[test]
fn own_categories_come_behind_and_keep_their_names_apart() {
    let mut office = Office::film(1);
    office.does(|book, ids| add_category(book, "Drones", "DR", "blue", String::new(), ids));
    assert_eq!(
        office.does(|book, ids| add_category(book, "props", "P", "", String::new(), ids)),
        0
    );
    let drones = category::by_name(&office.book, "drones").unwrap();
    office.does(|book, ids| add(book, &"s1".into(), &drones, "Quad", String::new(), ids));
    office.adds("s1", 124, "Thing");
    assert_eq!(
        office.list(),
        ["Other: Thing s1 4/8", "Drones: Quad s1 4/8"]
    );
    office.does(|book, _| edit_category(book, &drones, "dood", true, String::new()));
    assert!(elements(&office.book)[1].dood.dood);
}

fn tagged(tags: &[(&str, &str)]) -> String {
    let mut text = String::new();
    let (mut definitions, mut marks) = (String::new(), String::new());
    for (n, (category, label)) in tags.iter().enumerate() {
        text.push_str(&format!("<Text TagNumber=\"{n}\">{label} </Text>"));
        definitions.push_str(&format!(
            "<TagDefinition Id=\"d{n}\" CatId=\"{category}\" Label=\"{label}\"/>"
        ));
        marks.push_str(&format!("<Tag Number=\"{n}\"><DefId>d{n}</DefId></Tag>"));
    }
    format!(
        "<?xml version=\"1.0\"?><FinalDraft DocumentType=\"Script\" Version=\"4\"><Content>\
         <Paragraph Type=\"Scene Heading\" Number=\"1\"><Text>INT. A - DAY</Text></Paragraph>\
         <Paragraph Type=\"Action\">{text}</Paragraph></Content><TagData><TagCategories>\
         <TagCategory Id=\"05c556eb-6bc1-4a3a-b09f-f8b5ba1b6afa\" Name=\"Requisiten\"/>\
         <TagCategory Id=\"c5e89e4d-f83e-4c28-950c-92a63f1b5f26\" Name=\"Location\"/>\
         <TagCategory Id=\"849f1ebf-5507-4f33-bff6-3a5b4d73be14\" Name=\"Unit\"/>\
         <TagCategory Id=\"70877d87-30ef-45b6-be46-c6fa94b83a71\" Name=\"Sequence\"/>\
         <TagCategory Id=\"01fc9642-84ff-4366-b37c-a3068dee57e8\" Name=\"Cast Members\"/>\
         <TagCategory Id=\"own\" Name=\"Drones\"/><TagCategory Id=\"17\" Name=\"Costume\"/>\
         </TagCategories><TagDefinitions>{definitions}</TagDefinitions><Tags>{marks}</Tags></TagData></FinalDraft>"
    )
}

const PROPS: &str = "05c556eb-6bc1-4a3a-b09f-f8b5ba1b6afa";

#[test]
fn tags_of_a_script_become_elements_once() {
    let mut office = Office::default();
    let file = tagged(&[
        (PROPS, "Revolver"),
        ("17", "Coat"),
        ("own", "Quad"),
        ("c5e89e4d-f83e-4c28-950c-92a63f1b5f26", "Pier 4"),
        ("849f1ebf-5507-4f33-bff6-3a5b4d73be14", "Second unit"),
        ("70877d87-30ef-45b6-be46-c6fa94b83a71", "The chase"),
        ("01fc9642-84ff-4366-b37c-a3068dee57e8", "Mara"),
    ]);
    office.reads(&file);
    let names = |office: &Office| {
        let all: Vec<String> = office
            .list()
            .iter()
            .map(|l| l.split(' ').take(3).collect::<Vec<_>>().join(" "))
            .collect();
        all.join(", ")
    };
    let all = "Cast Members: 1.MARA, Props: Revolver n003, Wardrobe: Coat n003, Drones: Quad n003";
    assert_eq!(names(&office), all);
    let sheet = sheet(&office.book, &"n003".into()).unwrap();
    assert_eq!(
        (
            &*sheet.unit_name,
            &*sheet.sequence,
            &*sheet.scene.location_name
        ),
        ("Second unit", "The chase", "Pier 4")
    );

    // Twice adds nothing but the draft's own record.
    let count = |office: &Office| office.book.count() - office.book.all(&Kind::Draft).count();
    let before = count(&office);
    office.reads(&file);
    assert_eq!((names(&office), count(&office)), (all.to_owned(), before));

    // What somebody took out stays out, also when the next draft says something new.
    let (revolver, scene) = (office.id("Revolver"), Id::new("n003"));
    office.does(|book, _| set_part(book, &scene, &revolver, Part::Out, String::new()));
    office.reads(&tagged(&[(PROPS, "REVOLVER"), (PROPS, "Lamp")]));
    let props: Vec<(String, usize)> = in_category(&office.book, &id_of(104))
        .into_iter()
        .map(|e| (e.name.to_string(), e.scenes.len()))
        .collect();
    assert_eq!(props, [("Lamp".to_owned(), 1), ("Revolver".to_owned(), 0)]);
    // What the file no longer tags stays: somebody may rely on it.
    assert_eq!(in_category(&office.book, &id_of(106))[0].scenes.len(), 1);
}

#[test]
fn a_merged_character_is_not_made_again_by_the_next_draft() {
    let mut office = Office::default();
    let script = |names: [&str; 2]| {
        format!(
            "INT. A - DAY\n\n{}\nHello.\n\nINT. B - DAY\n\n{}\nHello.\n",
            names[0], names[1]
        )
    };
    office.reads(&script(["JOHN", "JOHNNY"]));
    let (john, johnny) = (office.id("JOHN"), office.id("JOHNNY"));
    office.does(|book, _| merge(book, &john, std::slice::from_ref(&johnny), String::new()));
    office.reads(&script(["JOHNNY", "JOHN"]));
    let cast = in_category(&office.book, &id_of(100));
    assert_eq!(cast.len(), 1);
    assert_eq!((cast[0].id.clone(), cast[0].scenes.len()), (john, 2));
}

proptest! {
    /// Whatever is merged: nothing is in fewer scenes than before, and nobody links to the dead.
    #[test]
    fn a_merge_loses_no_scene(
        parts in proptest::collection::vec((0usize..5, 0usize..4), 0..20),
        links in proptest::collection::vec((0usize..5, 0usize..5), 0..8),
        into in 0usize..5, others in proptest::collection::vec(0usize..5, 0..4),
    ) {
        let mut office = Office::film(4);
        let names = ["Ann", "Bo", "Cy", "Hat", "Coat"];
        for (n, name) in names.iter().enumerate() {
            office.adds("s1", if n < 3 { 100 } else { 104 }, name);
        }
        for (n, scene) in parts {
            office.adds(&format!("s{}", scene + 1), if n < 3 { 100 } else { 104 }, names[n]);
        }
        let ids: Vec<Id> = names.iter().map(|name| office.id(name)).collect();
        for (a, b) in links {
            office.does(|book, _| link(book, &ids[a], &ids[b], String::new()));
        }
        let was: BTreeMap<Id, Vec<Id>> =
            elements(&office.book).into_iter().map(|e| (e.id, e.scenes)).collect();
        let gone: Vec<Id> = others.iter().map(|n| ids[*n].clone()).collect();
        office.does(|book, _| merge(book, &ids[into], &gone, String::new()));
        let now = elements(&office.book);
        let one = now.iter().find(|e| e.id == ids[into]).unwrap();
        for id in gone.iter().chain([&ids[into]]) {
            prop_assert!(was[id].iter().all(|scene| one.scenes.contains(scene)));
        }
        for element in &now {
            prop_assert!(element.id == ids[into] || !gone.contains(&element.id));
            prop_assert!(element.links.iter().all(|l| *l == ids[into] || !gone.contains(l)));
            prop_assert!(!element.links.contains(&element.id));
        }
        let again = merge(&office.book, &ids[into], &gone, String::new());
        prop_assert!(again.is_empty());
    }
}
