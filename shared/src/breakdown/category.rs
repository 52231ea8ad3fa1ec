//! Categories: those of the Universal Category Identification, changed and extended by records.

use std::sync::Arc;

use crate::book::Book;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Record;
use crate::scene::text;

/// The number of Cast Members, whose elements are characters.
pub const CAST: u16 = 100;
/// The number of Background Actors.
pub const BACKGROUND: u16 = 101;
/// What an element comes under that no category claims.
pub const OTHER: u16 = 124;

/// A category that needs no record, as the standard numbers it (DOMAIN 3.3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standard {
    pub uci: u16,
    /// Names it in the interface's words.
    pub key: &'static str,
    /// As files name it.
    pub name: &'static str,
    /// One or two letters that stand beside the colour, which never carries the meaning alone.
    pub letter: &'static str,
    /// A colour token of the style sheet; the paper convention where there is one.
    pub colour: &'static str,
}

const fn standard(
    uci: u16,
    key: &'static str,
    name: &'static str,
    letter: &'static str,
    colour: &'static str,
) -> Standard {
    Standard {
        uci,
        key,
        name,
        letter,
        colour,
    }
}

/// The categories of action, in the order of the standard. Colours: DOMAIN 3.3.
pub const STANDARD: [Standard; 25] = [
    standard(100, "cast", "Cast Members", "C", "red"),
    standard(101, "background", "Background Actors", "BG", "green"),
    standard(102, "stunts", "Stunts", "ST", "orange"),
    standard(103, "vehicles", "Vehicles", "V", "pink"),
    standard(104, "props", "Props", "P", "purple"),
    standard(105, "special_effects", "Special Effects", "FX", "blue"),
    standard(106, "wardrobe", "Wardrobe", "W", "cyan"),
    standard(107, "makeup_hair", "Makeup/Hair", "MH", "rose"),
    standard(108, "animals", "Animals", "A", "pink"),
    standard(109, "animal_wranglers", "Animal Wranglers", "AW", "pink"),
    standard(110, "camera", "Camera", "CM", "grey"),
    standard(111, "music", "Music", "MU", "brown"),
    standard(112, "sound", "Sound", "SO", "brown"),
    standard(113, "art_department", "Art Department", "AD", "grey"),
    standard(114, "set_dressing", "Set Dressing", "SD", "grey"),
    standard(115, "greenery", "Greenery", "GR", "green"),
    standard(116, "security", "Security", "SE", "grey"),
    standard(
        117,
        "special_equipment",
        "Special Equipment",
        "EQ",
        "yellow",
    ),
    standard(118, "additional_labor", "Additional Labor", "L", "grey"),
    standard(119, "visual_effects", "Visual Effects", "VX", "blue"),
    standard(
        120,
        "mechanical_effects",
        "Mechanical Effects",
        "MX",
        "blue",
    ),
    standard(121, "notes", "Notes", "N", "grey"),
    standard(122, "comments", "Comments", "CO", "grey"),
    standard(123, "miscellaneous", "Miscellaneous", "M", "grey"),
    standard(124, "other", "Other", "O", "grey"),
];

/// Other names that files give to the categories.
const OTHER_NAMES: &[(&str, u16)] = &[
    ("cast", 100),
    ("cast member", 100),
    ("characters", 100),
    ("background", 101),
    ("extras", 101),
    ("atmosphere", 101),
    ("stunt", 102),
    ("vehicle", 103),
    ("picture vehicles", 103),
    ("prop", 104),
    ("sfx", 105),
    ("special effect", 105),
    ("costume", 106),
    ("costumes", 106),
    ("makeup", 107),
    ("make-up", 107),
    ("makeup & hair", 107),
    ("make-up/hair", 107),
    ("hair/makeup", 107),
    ("animal", 108),
    ("livestock", 108),
    ("animal wrangler", 109),
    ("animal handler", 109),
    ("sound effects", 112),
    ("art dept", 113),
    ("set decoration", 114),
    ("additional labour", 118),
    ("vfx", 119),
    ("misc", 123),
    ("misc.", 123),
];

/// What the day out of days assumes of a category's elements (DOMAIN 3.6).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DoodDefaults {
    /// They stand on the day out of days.
    pub dood: bool,
    /// Days between two working days are held, and paid.
    pub hold: bool,
    /// One long gap may be dropped.
    pub drop: bool,
    /// Shortest gap that may be dropped, in calendar days; 10 for theatrical films, 14 otherwise.
    pub drop_days: i64,
}

/// A category as rooms show it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CategoryView {
    pub id: Id,
    /// Its number in the standard; own categories have none.
    pub standard: Option<&'static Standard>,
    /// What the production calls it, else the standard's name.
    pub name: Arc<str>,
    /// The production gave it a name of its own; otherwise the interface's words may stand there.
    pub is_renamed: bool,
    pub letter: Arc<str>,
    /// A colour token of the style sheet.
    pub colour: Arc<str>,
    pub order: Arc<str>,
    /// Whose elements these are, unless an element says otherwise.
    pub department: Option<Id>,
    pub dood: DoodDefaults,
}

impl CategoryView {
    /// Says whether its elements are characters.
    pub fn is_cast(&self) -> bool {
        self.standard.is_some_and(|s| s.uci == CAST)
    }

    /// Says whether its elements are counted in each scene.
    pub fn is_counted(&self) -> bool {
        self.standard.is_some_and(|s| s.uci == BACKGROUND)
    }
}

/// Returns the id of a category of the standard, `uci104`.
pub fn id_of(uci: u16) -> Id {
    Id::new(format!("uci{uci}"))
}

/// Returns the category of the standard that an id names.
pub fn standard_of(id: &Id) -> Option<&'static Standard> {
    let uci: u16 = id.as_str().strip_prefix("uci")?.parse().ok()?;
    STANDARD.iter().find(|s| s.uci == uci)
}

/// Returns the category of the standard that a file means by a name.
pub fn standard_by_name(name: &str) -> Option<&'static Standard> {
    let name = name_key(name);
    let uci = STANDARD
        .iter()
        .find(|s| name_key(s.name) == name)
        .map(|s| s.uci)
        .or_else(|| {
            let other = OTHER_NAMES.iter().find(|(other, _)| *other == name);
            other.map(|(_, uci)| *uci)
        })?;
    STANDARD.iter().find(|s| s.uci == uci)
}

/// Finds a category by its name: the production's own words first, then those of the standard.
pub fn by_name(book: &Book, name: &str) -> Option<Id> {
    let key = name_key(name);
    if key.is_empty() {
        return None;
    }
    book.all(&Kind::Category)
        .find(|record| name_key(record.text("name")) == key)
        .map(|record| record.id.clone())
        .or_else(|| standard_by_name(name).map(|s| id_of(s.uci)))
}

/// Lists all categories: the order that somebody gave, then that of the standard, then own ones.
pub fn categories(book: &Book) -> Vec<CategoryView> {
    let own = book
        .all(&Kind::Category)
        .filter(|record| standard_of(&record.id).is_none());
    let mut all: Vec<CategoryView> = STANDARD
        .iter()
        .map(|s| id_of(s.uci))
        .chain(own.map(|record| record.id.clone()))
        .map(|id| category(book, &id))
        .collect();
    // Without a key a standard category stands by its number, an own one behind them all.
    all.sort_by_cached_key(|c| {
        let number = c.standard.map_or(u16::MAX, |s| s.uci);
        (c.order.is_empty(), c.order.clone(), number, c.name.clone())
    });
    all
}

/// Returns one category; an id that nobody knows gives a category without a name.
pub fn category(book: &Book, id: &Id) -> CategoryView {
    let standard = standard_of(id);
    let record = book.get(&Kind::Category, id).map(|record| &**record);
    let said = |field: &str, else_: &'static str| -> Arc<str> {
        match record.map(|r| text(r, field)) {
            Some(said) if !said.is_empty() => said,
            _ => else_.into(),
        }
    };
    let is_cast = standard.is_some_and(|s| s.uci == CAST);
    let flag = |field: &str, else_: bool| said_flag(record, field).unwrap_or(else_);
    CategoryView {
        id: id.clone(),
        standard,
        name: said("name", standard.map_or("", |s| s.name)),
        is_renamed: record.is_some_and(|r| !r.text("name").is_empty()),
        letter: said("letter", standard.map_or("", |s| s.letter)),
        colour: said("colour", standard.map_or("grey", |s| s.colour)),
        order: said("order", ""),
        department: record.and_then(|r| r.link("department")),
        dood: DoodDefaults {
            dood: flag("dood", is_cast),
            hold: flag("hold", is_cast),
            drop: flag("drop", false),
            drop_days: record
                .and_then(|r| r.int("drop_days"))
                .filter(|days| *days > 0)
                .unwrap_or(DROP_DAYS),
        },
    }
}

/// Theatrical films and features for television; other productions say 14 (DOMAIN 3.6).
const DROP_DAYS: i64 = 10;

fn said_flag(record: Option<&Record>, field: &str) -> Option<bool> {
    record.and_then(|r| r.get(field).as_flag())
}

fn name_key(name: &str) -> String {
    let spaced = name.replace(" / ", "/").replace(" and ", " & ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::Command;

    #[test]
    fn files_name_categories_in_many_ways() {
        let check = |name: &str, uci: Option<u16>| {
            assert_eq!(standard_by_name(name).map(|s| s.uci), uci, "{name}");
        };
        check("Cast Members", Some(100));
        check(" cast  members ", Some(100));
        check("EXTRAS", Some(101));
        check("Makeup / Hair", Some(107));
        check("Makeup and Hair", Some(107));
        check("Animal Wrangler", Some(109));
        check("Grip", None);
        check("", None);
    }

    #[test]
    fn letters_keys_and_numbers_are_each_their_own() {
        for (n, a) in STANDARD.iter().enumerate() {
            assert_eq!(usize::from(a.uci), 100 + n);
            for b in &STANDARD[n + 1..] {
                assert!(a.letter != b.letter && a.key != b.key, "{}", a.name);
            }
        }
    }

    #[test]
    fn a_record_changes_a_category_and_another_adds_one() {
        let mut book = Book::default();
        let all = categories(&book);
        assert_eq!((all.len(), &*all[0].name), (25, "Cast Members"));
        assert!(all[0].dood.hold && !all[1].dood.hold && !all[4].dood.dood);
        book.apply(
            &Command::new("")
                .put(Kind::Category, &id_of(104), "name", "Requisiten")
                .put(Kind::Category, &id_of(104), "order", "A")
                .put(Kind::Category, &id_of(103), "dood", true)
                .put(Kind::Category, &Id::new("x"), "name", "Drones"),
        );
        let all = categories(&book);
        assert_eq!((all.len(), &*all[0].name), (26, "Requisiten"));
        assert!(all[0].is_renamed && all[25].standard.is_none());
        assert_eq!(by_name(&book, "requisiten"), Some(id_of(104)));
        assert_eq!(by_name(&book, "props"), Some(id_of(104)));
        assert_eq!(by_name(&book, "drones"), Some(Id::new("x")));
        assert!(category(&book, &id_of(103)).dood.dood);
    }
}
