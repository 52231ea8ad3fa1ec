//! Scenes as rooms and reports read them, in script order.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::book::Book;
use crate::eighths::Eighths;
use crate::heading::{DayPart, HeadingRules, IntExt, Light, TimeOfDay};
use crate::id::Id;
use crate::kind::Kind;
use crate::record::{Record, Value};

use super::number::natural;

/// The kinds that [`in_order`] reads.
pub const KINDS: &[Kind] = &[Kind::Scene, Kind::Character, Kind::Location];

/// A scene with everything that a strip, a row of a list or a call sheet prints of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SceneView {
    pub id: Id,
    /// The place in the script; compared together with the id.
    pub order: Arc<str>,
    /// As printed: "12A". Never sorted by (DOMAIN 3.2).
    pub number: Arc<str>,
    /// Another scene carries the same number: shown, never repaired silently.
    pub is_number_taken: bool,
    pub int_ext: IntExt,
    pub set: Arc<str>,
    /// The time of day as written.
    pub time: Arc<str>,
    /// What the time means; for CONTINUOUS, LATER and the like that of the scene before.
    pub time_of_day: TimeOfDay,
    /// The words that the time of day comes from: its own, or those of the scene before.
    pub time_from: Arc<str>,
    /// The time of day was only taken over from the scene before: a suggestion.
    pub is_time_inherited: bool,
    pub eighths: Eighths,
    /// `fdx computed manual`, or empty.
    pub eighths_source: Arc<str>,
    pub synopsis: Arc<str>,
    pub script_day: Arc<str>,
    pub page: Arc<str>,
    pub location: Option<Id>,
    pub location_name: Arc<str>,
    pub est_min: Option<i64>,
    pub notes: Arc<str>,
    /// The number is kept, the scene is gone from the script.
    pub is_omitted: bool,
    /// By cast number, then name.
    pub cast: Vec<CastView>,
}

impl SceneView {
    /// Returns the light that decides the strip's colour.
    pub fn light(&self) -> Option<Light> {
        self.time_of_day.light()
    }

    /// Returns the part of the day that decides the strip's colour where light alone does not.
    pub fn day_part(&self) -> Option<DayPart> {
        self.light()
            .map(|light| DayPart::of(light, &self.time_from))
    }

    /// Returns the heading as a script prints it: "INT. TICKET OFFICE - DAY".
    pub fn heading(&self) -> String {
        let mut out = String::new();
        match self.int_ext {
            IntExt::Mixed => out.push_str("INT./EXT. "),
            IntExt::Unknown => {}
            plain => {
                out.push_str(plain.as_str());
                out.push_str(". ");
            }
        }
        out.push_str(&self.set);
        if !self.time.is_empty() {
            out.push_str(" - ");
            out.push_str(&self.time);
        }
        out
    }
}

/// Somebody of the script, as a scene's cast names them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CastView {
    pub id: Id,
    /// The cast number, text; empty if none was given.
    pub number: Arc<str>,
    pub name: Arc<str>,
    /// Who plays the part.
    pub person: Option<Id>,
}

impl CastView {
    pub(crate) fn of(character: &Record) -> Self {
        Self {
            id: character.id.clone(),
            number: text(character, "number"),
            name: text(character, "name"),
            person: character.link("person"),
        }
    }
}

/// Returns the key that cast lists are sorted by: number as people count, unnumbered last. Two
/// imports apart make two of one number and name, which stand alike on every device.
pub fn cast_order(cast: &CastView) -> (bool, (u64, String), Arc<str>, Id) {
    (
        cast.number.is_empty(),
        natural(&cast.number),
        cast.name.clone(),
        cast.id.clone(),
    )
}

/// All scenes, and the records that they were read from.
struct Read {
    characters: Vec<Arc<Record>>,
    locations: Vec<Arc<Record>>,
    views: Vec<Arc<SceneView>>,
    by_id: HashMap<Id, (Arc<Record>, usize)>,
}

/// Lists all scenes in script order, omitted ones too. A scene of which nothing changed is the
/// same view as before.
pub fn in_order(book: &Book) -> Vec<Arc<SceneView>> {
    let all = book.derived("scenes", &Id::new(""), KINDS, |before| read(book, before));
    all.views.clone()
}

fn read(book: &Book, before: Option<&Read>) -> Read {
    let of = |kind: &Kind| -> Vec<Arc<Record>> { book.all(kind).cloned().collect() };
    let is_same = |a: &[Arc<Record>], b: &[Arc<Record>]| {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| Arc::ptr_eq(a, b))
    };
    let (cast, places) = (of(&Kind::Character), of(&Kind::Location));
    let before = before.filter(|b| is_same(&b.characters, &cast) && is_same(&b.locations, &places));
    let mut records: Vec<&Arc<Record>> = book.all(&Kind::Scene).collect();
    records.sort_by(|a, b| {
        a.text("order")
            .cmp(b.text("order"))
            .then_with(|| a.id.cmp(&b.id))
    });

    let characters: HashMap<&Id, CastView> = book
        .all(&Kind::Character)
        .map(|record| (&record.id, CastView::of(record)))
        .collect();
    let (mut numbers, mut taken) = (HashSet::new(), HashSet::new());
    for record in &records {
        let number = record.text("number");
        if !number.is_empty() && !numbers.insert(number) {
            taken.insert(number);
        }
    }

    // A script has a dozen times of day and hundreds of scenes.
    let mut times = HashMap::<&str, TimeOfDay>::new();
    let mut last = (TimeOfDay::Unknown, Arc::<str>::from(""));
    let views: Vec<Arc<SceneView>> = records
        .iter()
        .map(|record| {
            let time = record.text("time");
            let written = *times.entry(time).or_insert_with(|| time_of_day(time));
            let is_time_inherited = written == TimeOfDay::Inherit;
            if !is_time_inherited {
                last = (written, text(record, "time"));
            }
            let (time_of_day, time_from) = last.clone();
            let is_number_taken = taken.contains(record.text("number"));
            let known = before.and_then(|b| {
                let (old, at) = b.by_id.get(&record.id)?;
                let view = b.views.get(*at)?;
                let is_same = Arc::ptr_eq(old, record)
                    && view.time_of_day == time_of_day
                    && view.time_from == time_from
                    && view.is_number_taken == is_number_taken;
                is_same.then(|| view.clone())
            });
            known.unwrap_or_else(|| {
                let mut scene = one(book, record, &characters);
                scene.is_number_taken = is_number_taken;
                scene.time_of_day = time_of_day;
                scene.time_from = time_from;
                scene.is_time_inherited = is_time_inherited;
                Arc::new(scene)
            })
        })
        .collect();
    let by_id = records
        .iter()
        .enumerate()
        .map(|(at, record)| (record.id.clone(), (Arc::clone(record), at)))
        .collect();
    drop(characters);
    Read {
        characters: cast,
        locations: places,
        views,
        by_id,
    }
}

/// Returns what a time of day means, as it stands in a heading: "DAY", "NIGHT - LATER".
pub fn time_of_day(time: &str) -> TimeOfDay {
    if time.trim().is_empty() {
        return TimeOfDay::Unknown;
    }
    HeadingRules::default()
        .parse(&format!("INT. SET - {time}"))
        .time_of_day
}

fn one(book: &Book, record: &Record, characters: &HashMap<&Id, CastView>) -> SceneView {
    let mut cast: Vec<CastView> = record
        .set("cast")
        .filter_map(|id| characters.get(&id).cloned())
        .collect();
    cast.sort_by_cached_key(cast_order);
    let location = record.link("location");
    let location_name = location
        .as_ref()
        .and_then(|id| book.get(&Kind::Location, id))
        .map_or_else(|| "".into(), |l| text(l, "name"));
    SceneView {
        id: record.id.clone(),
        order: text(record, "order"),
        number: text(record, "number"),
        is_number_taken: false,
        int_ext: int_ext(record.text("int_ext")),
        set: text(record, "set"),
        time: text(record, "time"),
        time_of_day: TimeOfDay::Unknown,
        time_from: "".into(),
        is_time_inherited: false,
        eighths: eighths(record),
        eighths_source: text(record, "eighths_source"),
        synopsis: text(record, "synopsis"),
        script_day: text(record, "script_day"),
        page: text(record, "page"),
        location,
        location_name,
        est_min: record.int("est_min").filter(|min| *min > 0),
        notes: text(record, "notes"),
        is_omitted: record.flag("omitted"),
        cast,
    }
}

/// Returns the length of a scene's record; what is no length counts as none.
pub fn eighths(record: &Record) -> Eighths {
    let eighths = record.int("eighths").unwrap_or_default();
    Eighths(u32::try_from(eighths).unwrap_or_default())
}

/// Reads the field `int_ext`.
pub fn int_ext(text: &str) -> IntExt {
    match text {
        "INT" => IntExt::Int,
        "EXT" => IntExt::Ext,
        "I/E" => IntExt::Mixed,
        _ => IntExt::Unknown,
    }
}

// Text in records is shared already: a view costs a count, not a copy.
pub fn text(record: &Record, field: &str) -> Arc<str> {
    match record.get(field) {
        Value::Text(text) => text.clone(),
        _ => "".into(),
    }
}

/// Says whether a scene is meant by what was typed in the search: every word stands in its
/// number, heading, synopsis, location or cast.
pub fn matches(scene: &SceneView, typed: &str) -> bool {
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() || *scene.number.to_lowercase() == *typed {
        return true;
    }
    let mut all = format!(
        "{} {} {} {} {}",
        scene.number,
        scene.heading(),
        scene.synopsis,
        scene.location_name,
        scene.script_day
    );
    for cast in &scene.cast {
        all.push(' ');
        all.push_str(&cast.name);
    }
    let all = all.to_lowercase();
    typed.split_whitespace().all(|word| all.contains(word))
}
