//! A script becomes scenes, characters and their words: one command, which a preview shows before.
//!
//! What somebody typed is never overwritten: each scene keeps what the last import said
//! (`imported` of its text), and a field that differs from that was typed.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::board;
use crate::book::Book;
use crate::breakdown::tags::{self, Makers, Tagged};
use crate::command::Command;
use crate::formats::Screenplay;
use crate::formats::screenplay::{Element, ScriptFormat, ScriptScene};
use crate::id::{Id, hex};
use crate::kind::Kind;
use crate::order;
use crate::record::{Record, Value};
use crate::script;

use super::character::{self, last_order, name_key, next_number};
use super::edit::set_of;
use super::matching::{Signature, align, signature};
use super::number::{normal, suggest};
use super::view::{SceneView, in_order};

/// How new characters get their cast numbers; those who have one keep it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum CastNumbers {
    /// Whoever is in the most scenes first, as on most cast lists.
    #[default]
    MostScenes,
    FirstAppearance,
}

/// What an import needs to know beside the script.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    pub label: String,
    pub cast_numbers: CastNumbers,
    /// The file's name, as the user knows it.
    pub file: String,
    /// [`file_hash`] of the file.
    pub hash: String,
    pub now_ms: i64,
    pub by: Option<Id>,
    /// Name of the first board, if there is none yet.
    pub board_name: String,
}

/// What an import will do with a scene of the file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fate {
    New,
    Updated,
    Same,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Planned {
    pub fate: Fate,
    /// The scene of the book that it is.
    pub scene: Option<Id>,
    /// The number it has or gets.
    pub number: String,
    /// Fields that will change; `words` stands for its text.
    pub changes: Vec<&'static str>,
    /// Fields that somebody typed and the file says otherwise: they stay.
    pub kept: Vec<&'static str>,
}

/// What an import would do, scene by scene, in the order of the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    pub scenes: Vec<Planned>,
    /// Scenes of the book that the file does not have: they stay.
    pub missing: Vec<Arc<SceneView>>,
    /// Names that are not in the book yet, in the order of their cast numbers.
    pub new_characters: Vec<String>,
}

impl Plan {
    pub fn count(&self, fate: Fate) -> usize {
        self.scenes.iter().filter(|s| s.fate == fate).count()
    }
}

/// The values that the last import wrote; a scene's field that differs was typed by somebody.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Imported {
    number: String,
    int_ext: String,
    set: String,
    time: String,
    synopsis: String,
    script_day: String,
    page: String,
    omitted: bool,
    cast: BTreeSet<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    sequence: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    comments: String,
    /// Names, not ids.
    #[serde(skip_serializing_if = "String::is_empty")]
    unit: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    location: String,
    /// Keys of the tagged elements ([`Tagged::key`]).
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    elements: BTreeSet<String>,
}

const TEXTS: [&str; 9] = [
    "number",
    "int_ext",
    "set",
    "time",
    "synopsis",
    "script_day",
    "page",
    "sequence",
    "comments",
];

impl Imported {
    fn text(&self, field: &str) -> &str {
        match field {
            "number" => &self.number,
            "int_ext" => &self.int_ext,
            "set" => &self.set,
            "time" => &self.time,
            "synopsis" => &self.synopsis,
            "script_day" => &self.script_day,
            "sequence" => &self.sequence,
            "comments" => &self.comments,
            _ => &self.page,
        }
    }
}

/// One scene of the file, ready to write.
struct Work {
    planned: Planned,
    heading: script::Heading,
    said: Imported,
    elements: String,
    /// Fields of the scene, in order; `cast` by name.
    edits: Vec<(&'static str, Value)>,
    cast_in: BTreeSet<String>,
    cast_out: BTreeSet<String>,
    /// Tags that no import named before: only added, since somebody may have taken one out.
    elements_in: Vec<Tagged>,
    /// Names of records that the scene is to be linked to: `unit location`.
    links: Vec<(&'static str, Kind, String)>,
}

/// Returns the SHA-256 of a file in hexadecimal.
pub fn file_hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Says what importing the script would do. Nothing is stored.
pub fn plan(book: &Book, script: &Screenplay, cast_numbers: CastNumbers) -> Plan {
    let scenes = in_order(book);
    let works = works(book, script, &scenes);
    let kept: HashSet<&Id> = works
        .iter()
        .filter_map(|w| w.planned.scene.as_ref())
        .collect();
    Plan {
        missing: scenes
            .iter()
            .filter(|s| !kept.contains(&s.id))
            .cloned()
            .collect(),
        new_characters: new_characters(book, &works, cast_numbers),
        scenes: works.iter().map(|w| w.planned.clone()).collect(),
    }
}

/// Returns the one command that imports the script. New scenes have no strip yet, which is what
/// lying in the boneyard means: no board shifts.
pub fn import(
    book: &Book,
    script: &Screenplay,
    options: &Options,
    new_id: &mut dyn FnMut() -> Id,
) -> Command {
    let scenes = in_order(book);
    let works = works(book, script, &scenes);
    let mut command = Command::new(options.label.clone());
    if works.is_empty() {
        return command;
    }
    board::ensure(book, &options.board_name, &mut command);

    let mut characters: HashMap<String, Id> = book
        .all(&Kind::Character)
        .map(|record| (name_key(record.text("name")), record.id.clone()))
        .collect();
    let mut makers = Makers::default();
    let (mut number, mut behind) = (next_number(book), last_order(book).to_string());
    for name in new_characters(book, &works, options.cast_numbers) {
        let id = new_id();
        behind = character::add(&mut command, &id, &name, number, &behind);
        number = number.saturating_add(1);
        characters.insert(name_key(&name), id);
    }

    let draft = new_id();
    write_draft(&mut command, &draft, script, options);
    let orders = orders(&scenes, &works);
    for (work, order) in works.iter().zip(orders) {
        let id = work.planned.scene.clone().unwrap_or_else(&mut *new_id);
        if let Some(order) = order {
            command.add(Kind::Scene, &id, "order", order);
        }
        for (field, value) in &work.edits {
            command.add(Kind::Scene, &id, field, value.clone());
        }
        for (names, part) in [(&work.cast_in, true), (&work.cast_out, false)] {
            for character in names.iter().filter_map(|name| characters.get(name)) {
                command.add(Kind::Scene, &id, &format!("cast/{character}"), part);
            }
        }
        for tagged in &work.elements_in {
            let element = makers.element(book, tagged, &mut command, new_id);
            command.add(Kind::Scene, &id, &format!("element/{element}"), true);
        }
        for (field, kind, name) in &work.links {
            let link = makers.named(book, kind, name, &mut command, new_id);
            command.add(Kind::Scene, &id, field, &link);
        }
        write_text(book, &mut command, &id, &draft, work);
    }
    command
}

fn works(book: &Book, script: &Screenplay, scenes: &[Arc<SceneView>]) -> Vec<Work> {
    let there: Vec<Signature> = scenes
        .iter()
        .map(|scene| {
            let elements = super::words(book, &scene.id);
            let texts = elements.iter().map(|e| e.text.as_str());
            signature(&scene.number, &scene.heading(), texts)
        })
        .collect();
    let file: Vec<Signature> = script
        .scenes
        .iter()
        .map(|scene| {
            let texts = scene.elements.iter().map(|e| e.text.as_str());
            signature(
                scene.number.as_deref().unwrap_or_default(),
                &plain_heading(scene),
                texts,
            )
        })
        .collect();
    let matched = align(&there, &file);

    let mut taken: HashSet<String> = scenes.iter().map(|s| normal(&s.number)).collect();
    // Locked numbers belong to the scenes that have them, whatever a file calls another one.
    let locked = match super::lock(book) {
        Some(_) => taken.clone(),
        None => HashSet::new(),
    };
    taken.extend(
        script
            .scenes
            .iter()
            .filter_map(|s| s.number.as_deref())
            .map(normal),
    );
    let aliases: HashMap<String, String> = book
        .all(&Kind::Character)
        .flat_map(|record| {
            let name = name_key(record.text("name"));
            character::aliases(record).map(move |alias| (alias, name.clone()))
        })
        .collect();
    let mut before: Option<String> = None;
    let mut out = Vec::with_capacity(script.scenes.len());
    for (at, scene) in script.scenes.iter().enumerate() {
        let there = matched[at].map(|n| &scenes[n]);
        let number = match (&scene.number, there) {
            (Some(number), Some(_)) => number.clone(),
            (Some(number), None) if !locked.contains(&normal(number)) => number.clone(),
            (None, Some(there)) => there.number.to_string(),
            // A number of its own only where the script has none, or gives it one that is locked to
            // another scene: counted, or a letter between.
            (_, None) => {
                let after = matched_after(&matched[at..], scenes);
                suggest(before.as_deref(), after.as_deref(), &taken)
            }
        };
        taken.insert(normal(&number));
        let kept = there.filter(|there| locked.contains(&normal(&there.number)));
        before = Some(kept.map_or_else(|| number.clone(), |there| there.number.to_string()));
        out.push(work(book, scene, number, there.map(|s| &s.id), &aliases));
    }
    out
}

fn matched_after(matched: &[Option<usize>], scenes: &[Arc<SceneView>]) -> Option<String> {
    matched
        .iter()
        .flatten()
        .next()
        .map(|n| scenes[*n].number.to_string())
}

fn plain_heading(scene: &ScriptScene) -> String {
    let view = |set: String| {
        let int_ext = match scene.parsed.int_ext.as_str() {
            "" => String::new(),
            "I/E" => "INT./EXT. ".to_owned(),
            plain => format!("{plain}. "),
        };
        let time = if scene.parsed.time.is_empty() {
            ""
        } else {
            " - "
        };
        format!("{int_ext}{set}{time}{}", scene.parsed.time)
    };
    view(set_of(&scene.parsed))
}

fn work(
    book: &Book,
    scene: &ScriptScene,
    number: String,
    there: Option<&Id>,
    aliases: &HashMap<String, String>,
) -> Work {
    let tagged = tags::tagged(scene);
    let said = said(scene, &number, &tagged);
    let elements = stored_elements(scene);
    let record = there.and_then(|id| book.get(&Kind::Scene, id));
    let words = there.and_then(|id| book.get(&Kind::SceneText, id));
    let before: Option<Imported> =
        words.and_then(|text| serde_json::from_str(text.text("imported")).ok());

    let is_locked = super::lock(book).is_some();
    let mut edits = Vec::new();
    let (mut changes, mut kept) = (Vec::new(), Vec::new());
    for field in TEXTS {
        let (now, new) = (record.map_or("", |r| r.text(field)), said.text(field));
        let was = before.as_ref().map_or("", |b| b.text(field));
        if now == new {
            continue;
        }
        if field == "number" && record.is_some() && is_locked {
            kept.push(field);
            continue;
        }
        if now == was {
            edits.push((
                field,
                if new.is_empty() {
                    Value::Nothing
                } else {
                    Value::text(new)
                },
            ));
            changes.push(field);
        } else if new != was {
            kept.push(field);
        }
    }
    let was_omitted = before.as_ref().is_some_and(|b| b.omitted);
    let is_omitted = record.is_some_and(|r| r.flag("omitted"));
    if said.omitted != is_omitted && is_omitted == was_omitted {
        edits.push(("omitted", said.omitted.into()));
        changes.push("omitted");
    }
    length(scene, record, &mut edits, &mut changes, &mut kept);

    // Characters that were merged go by the name that was kept.
    let own = |names: &BTreeSet<String>| -> BTreeSet<String> {
        let own = |name: &String| aliases.get(name).unwrap_or(name).clone();
        names.iter().map(own).collect()
    };
    let before = before.unwrap_or_default();
    let is_in = cast_of(book, record);
    let (was_in, now_in) = (own(&before.cast), own(&said.cast));
    let cast_in: BTreeSet<String> = now_in
        .iter()
        .filter(|n| !was_in.contains(*n) && !is_in.contains(*n))
        .cloned()
        .collect();
    let cast_out: BTreeSet<String> = was_in
        .iter()
        .filter(|n| !now_in.contains(*n) && is_in.contains(*n))
        .cloned()
        .collect();
    if !cast_in.is_empty() || !cast_out.is_empty() {
        changes.push("cast");
    }
    let mut elements_in = tagged;
    elements_in.retain(|t| !before.elements.contains(&t.key()) && !t.is_in(book, record));
    if !elements_in.is_empty() {
        changes.push("elements");
    }
    let mut links = Vec::new();
    for (field, kind, name, was) in [
        ("unit", Kind::Unit, &said.unit, &before.unit),
        ("location", Kind::Location, &said.location, &before.location),
    ] {
        if name.is_empty() || name == was {
            continue;
        }
        if record.is_none_or(|r| r.text(field).is_empty()) {
            links.push((field, kind, name.clone()));
            changes.push(field);
        } else {
            kept.push(field);
        }
    }
    if words.is_none_or(|text| text.text("elements") != elements) {
        changes.push("words");
    }
    let fate = match (there, changes.is_empty()) {
        (None, _) => Fate::New,
        (Some(_), true) => Fate::Same,
        (Some(_), false) => Fate::Updated,
    };
    Work {
        planned: Planned {
            fate,
            scene: there.cloned(),
            number,
            changes,
            kept,
        },
        heading: script::Heading {
            text: scene.heading.clone(),
            revision: scene.heading_revision,
        },
        said,
        elements,
        edits,
        cast_in,
        cast_out,
        elements_in,
        links,
    }
}

/// A typed length stays (DOMAIN 3.1).
fn length(
    scene: &ScriptScene,
    record: Option<&Arc<Record>>,
    edits: &mut Vec<(&'static str, Value)>,
    changes: &mut Vec<&'static str>,
    kept: &mut Vec<&'static str>,
) {
    let new = i64::from(scene.eighths.0);
    let source = scene.eighths_source.as_str();
    let is_same = record.is_some_and(|r| r.int("eighths") == Some(new));
    if record.is_some_and(|r| r.text("eighths_source") == "manual") {
        if !is_same {
            kept.push("eighths");
        }
        return;
    }
    if !is_same {
        edits.push(("eighths", new.into()));
        changes.push("eighths");
    }
    if record.is_none_or(|r| r.text("eighths_source") != source) {
        edits.push(("eighths_source", source.into()));
    }
}

fn said(scene: &ScriptScene, number: &str, elements: &[Tagged]) -> Imported {
    let tagged = |category: &'static str| {
        scene
            .tags
            .iter()
            .filter(move |t| t.category == category)
            .map(|t| t.label.trim())
            .filter(|label| !label.is_empty())
    };
    let first = |category| tagged(category).next().unwrap_or_default().to_owned();
    let names = scene
        .characters
        .iter()
        .chain(&scene.arc_characters)
        .map(String::as_str);
    Imported {
        number: number.trim().to_owned(),
        int_ext: scene.parsed.int_ext.as_str().to_owned(),
        set: set_of(&scene.parsed),
        time: scene.parsed.time.clone(),
        synopsis: match scene.synopsis.trim() {
            "" => first("Synopsis"),
            synopsis => synopsis.to_owned(),
        },
        script_day: first("Script Day"),
        page: scene.page.clone().unwrap_or_default(),
        omitted: scene.omitted,
        cast: names
            .chain(tagged("Cast Members"))
            .map(name_key)
            .filter(|name| !name.is_empty())
            .collect(),
        sequence: first("Sequence"),
        comments: tagged("Comments").collect::<Vec<_>>().join("\n"),
        unit: first("Unit"),
        location: first("Location"),
        elements: elements.iter().map(Tagged::key).collect(),
    }
}

fn cast_of(book: &Book, record: Option<&Arc<Record>>) -> BTreeSet<String> {
    let Some(record) = record else {
        return BTreeSet::new();
    };
    record
        .set("cast")
        .filter_map(|id| {
            book.get(&Kind::Character, &id)
                .map(|c| name_key(c.text("name")))
        })
        .collect()
}

// Lines count from the heading, so that a scene that is inserted before changes no other.
fn stored_elements(scene: &ScriptScene) -> String {
    let elements: Vec<Element> = scene
        .elements
        .iter()
        .map(|element| Element {
            line: element.line.saturating_sub(scene.line),
            ..element.clone()
        })
        .collect();
    serde_json::to_string(&elements).unwrap_or_default()
}

fn new_characters(book: &Book, works: &[Work], numbers: CastNumbers) -> Vec<String> {
    let known: HashSet<String> = book
        .all(&Kind::Character)
        .map(|record| name_key(record.text("name")))
        .collect();
    let mut found: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (at, work) in works.iter().enumerate() {
        for name in work.cast_in.iter().filter(|name| !known.contains(*name)) {
            found.entry(name).or_insert((at, 0)).1 += 1;
        }
    }
    let mut names: Vec<(&str, (usize, usize))> = found.into_iter().collect();
    names.sort_by_key(|(_, (first, scenes))| match numbers {
        CastNumbers::MostScenes => (usize::MAX - scenes, *first),
        CastNumbers::FirstAppearance => (0, *first),
    });
    names.into_iter().map(|(name, _)| name.to_owned()).collect()
}

/// Returns an order key for each scene that is new or stands elsewhere in the file; the longest
/// run that is in order already keeps its keys.
fn orders(scenes: &[Arc<SceneView>], works: &[Work]) -> Vec<Option<String>> {
    let at: HashMap<&Id, usize> = scenes.iter().enumerate().map(|(n, s)| (&s.id, n)).collect();
    let ranks: Vec<Option<usize>> = works
        .iter()
        .map(|w| w.planned.scene.as_ref().and_then(|id| at.get(id).copied()))
        .collect();
    let stays = rising(&ranks);
    let mut out = vec![None; works.len()];
    let mut from = 0;
    let mut left: Option<usize> = None;
    for to in 0..=works.len() {
        if to < works.len() && !stays[to] {
            continue;
        }
        let right = left.map_or(0, |n| n + 1);
        let keys = order::several(
            left.map(|n| &*scenes[n].order),
            scenes.get(right).map(|s| &*s.order),
            to - from,
        );
        for (slot, key) in out[from..to].iter_mut().zip(keys) {
            *slot = Some(key);
        }
        from = to + 1;
        left = ranks.get(to).copied().flatten().or(left);
    }
    out
}

/// Marks the longest rising subsequence.
fn rising(ranks: &[Option<usize>]) -> Vec<bool> {
    // tails[k]: where the run of k + 1 scenes that ends lowest ends.
    let (mut tails, mut previous) = (Vec::<(usize, usize)>::new(), vec![None; ranks.len()]);
    for (n, rank) in ranks.iter().enumerate() {
        let Some(rank) = *rank else { continue };
        let k = tails.partition_point(|(r, _)| *r < rank);
        previous[n] = k.checked_sub(1).map(|k| tails[k].1);
        if k == tails.len() {
            tails.push((rank, n));
        } else {
            tails[k] = (rank, n);
        }
    }
    let mut stays = vec![false; ranks.len()];
    let mut at = tails.last().map(|(_, n)| *n);
    while let Some(n) = at {
        stays[n] = true;
        at = previous[n];
    }
    stays
}

fn write_text(book: &Book, command: &mut Command, id: &Id, draft: &Id, work: &Work) {
    let record = book.get(&Kind::SceneText, id);
    let imported = serde_json::to_string(&work.said).unwrap_or_default();
    script::keep(book, command, id, draft, &work.heading, &work.elements);
    if record.is_none_or(|r| r.text("elements") != work.elements) {
        command.add(Kind::SceneText, id, "elements", work.elements.as_str());
        command.add(Kind::SceneText, id, "draft", draft);
    }
    if record.is_none_or(|r| r.text("imported") != imported) {
        command.add(Kind::SceneText, id, "imported", imported);
    }
}

fn write_draft(command: &mut Command, draft: &Id, script: &Screenplay, options: &Options) {
    let format = match script.format {
        ScriptFormat::Fountain => "fountain",
        ScriptFormat::Fdx => "fdx",
    };
    let date = script
        .title_page
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case("draft date") || key.eq_ignore_ascii_case("date"))
        .map(|(_, value)| value.trim());
    let mut put = |field: &str, value: Value| {
        if !value.is_nothing() {
            command.add(Kind::Draft, draft, field, value);
        }
    };
    put("title", script.title.as_deref().into());
    put("file", options.file.as_str().into());
    put("format", format.into());
    put("imported_ms", options.now_ms.into());
    put("by", options.by.as_ref().map(Id::as_str).into());
    put(
        "scenes",
        i64::try_from(script.scenes.len())
            .unwrap_or_default()
            .into(),
    );
    put("hash", options.hash.as_str().into());
    put("date", date.into());
    put(
        "active_revision",
        script.active_revision.map(i64::from).into(),
    );
    put("title_page", json(&script.title_page));
    put("revision_sets", json(&script.revision_sets));
    let tags = (&script.tag_categories, &script.tag_definitions);
    if !script.tag_definitions.is_empty() {
        put("tags", json(&tags));
    }
    put("preamble", json(&script.preamble));
}

fn json(value: &impl Serialize) -> Value {
    match serde_json::to_string(value) {
        Ok(text) if text != "[]" => Value::text(text),
        _ => Value::Nothing,
    }
}
