//! The sections of a call sheet: in which order they stand and which are hidden, for each
//! production; and named orders to begin from.
//!
//! The head (title, contacts, general call, times) is fixed. A section's place is one field of the
//! production and its being hidden another, so two people's changes merge.

use super::sheet::{CallSheet, SceneLine};
use crate::book::Book;
use crate::clock;
use crate::command::Command;
use crate::eighths::Eighths;
use crate::id::Id;
use crate::kind::Kind;
use crate::order::between;
use crate::production::{self, ProductionKind};
use crate::record::Value;

/// A section by its id, which never changes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SheetSection {
    Safety,
    Places,
    Scenes,
    Cast,
    Background,
    /// No words: what stands below begins on the other side of the paper.
    Turn,
    Crew,
    Notes,
    Channels,
    Advance,
}

use SheetSection::{
    Advance, Background, Cast, Channels, Crew, Notes, Places, Safety, Scenes, Turn,
};

/// The keys of ten places; a section that was never moved stands at the one of its template.
const KEYS: [&str; 10] = ["3", "7", "B", "F", "J", "N", "R", "V", "Z", "d"];

impl SheetSection {
    pub const ALL: [Self; 10] = [
        Safety, Places, Scenes, Cast, Background, Turn, Crew, Notes, Channels, Advance,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Safety => "safety",
            Places => "places",
            Scenes => "scenes",
            Cast => "cast",
            Background => "background",
            Turn => "turn",
            Crew => "crew",
            Notes => "notes",
            Channels => "channels",
            Advance => "advance",
        }
    }

    /// Reads an id; one of a newer version is none.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.as_str() == id)
    }

    /// Says whether a sheet must show it: the hazards, and the places with the nearest hospital
    /// (DOMAIN 3.8, front).
    pub fn is_required(self) -> bool {
        matches!(self, Safety | Places)
    }
}

/// A section at its place in the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed {
    pub section: SheetSection,
    pub is_hidden: bool,
    /// The order key it stands by.
    key: String,
}

/// An order of all sections with the hidden ones.
pub type Order = Vec<(SheetSection, bool)>;

/// The orders that the program knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Template {
    Feature,
    /// A short or a commercial: one side, no days to come.
    Short,
    /// A daily call: the running of the day before the ways to it.
    Stage,
    Event,
    /// A shift plan.
    Factory,
}

impl Template {
    pub const ALL: [Self; 5] = [
        Self::Feature,
        Self::Short,
        Self::Stage,
        Self::Event,
        Self::Factory,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Feature => "feature",
            Self::Short => "short",
            Self::Stage => "stage",
            Self::Event => "event",
            Self::Factory => "factory",
        }
    }

    /// Returns the order that a kind of production begins with.
    pub fn of(kind: ProductionKind) -> Self {
        match kind {
            ProductionKind::Film | ProductionKind::Series => Self::Feature,
            ProductionKind::Stage => Self::Stage,
            ProductionKind::Event => Self::Event,
            ProductionKind::Factory => Self::Factory,
        }
    }

    pub fn order(self) -> Order {
        let (sections, hidden): ([SheetSection; 10], &[SheetSection]) = match self {
            Self::Feature => (SheetSection::ALL, &[]),
            Self::Short => (
                [
                    Safety, Places, Scenes, Cast, Background, Crew, Notes, Channels, Turn, Advance,
                ],
                &[Turn, Advance],
            ),
            Self::Stage => (
                [
                    Safety, Scenes, Cast, Background, Notes, Places, Turn, Crew, Channels, Advance,
                ],
                &[],
            ),
            Self::Event => (
                [
                    Scenes, Safety, Places, Crew, Channels, Cast, Background, Notes, Turn, Advance,
                ],
                &[Turn],
            ),
            Self::Factory => (
                [
                    Safety, Scenes, Cast, Background, Crew, Places, Notes, Turn, Channels, Advance,
                ],
                &[Turn, Channels],
            ),
        };
        let is_hidden = |section| (section, hidden.contains(&section));
        sections.into_iter().map(is_hidden).collect()
    }
}

fn order_field(section: SheetSection) -> String {
    format!("sheet_order/{}", section.as_str())
}

fn hidden_field(section: SheetSection) -> String {
    format!("sheet_hidden/{}", section.as_str())
}

/// Lists every section of the production's sheets in order.
pub fn layout(book: &Book) -> Vec<Placed> {
    let record = book.production();
    let base = Template::of(production::kind(book)).order();
    let mut placed: Vec<(usize, Placed)> = base
        .into_iter()
        .zip(KEYS)
        .enumerate()
        .map(|(at, ((section, hidden), key))| {
            let said = record.map_or("", |r| r.text(&order_field(section)));
            let hidden = match record.map(|r| r.get(&hidden_field(section))) {
                Some(Value::Flag(said)) => *said,
                _ => hidden,
            };
            let placed = Placed {
                section,
                is_hidden: hidden && !section.is_required(),
                key: if said.is_empty() { key } else { said }.to_owned(),
            };
            (at, placed)
        })
        .collect();
    // Two who moved sections into one gap apart wrote one key: the template's order decides.
    placed.sort_by(|(a, one), (b, other)| (&one.key, a).cmp(&(&other.key, b)));
    placed.into_iter().map(|(_, placed)| placed).collect()
}

/// Lists the ids of what a new sheet shows, in order; none where that is the feature's order.
pub fn shown(book: &Book) -> Vec<String> {
    let shown = layout(book)
        .into_iter()
        .filter(|placed| !placed.is_hidden)
        .map(|placed| placed.section);
    let shown: Vec<SheetSection> = shown.collect();
    if shown == SheetSection::ALL {
        return Vec::new();
    }
    shown.iter().map(|s| s.as_str().to_owned()).collect()
}

/// Returns what a sheet says is produced; nothing where film's words hold.
pub fn kind_said(book: &Book) -> String {
    match production::kind(book) {
        kind if counts_pages(kind) => String::new(),
        kind => kind.as_str().to_owned(),
    }
}

fn production_of(book: &Book) -> Option<Id> {
    book.production().map(|p| p.id.clone())
}

/// Moves a section to a place, 0 for the first. A place beyond the end is the last; the place it
/// has is no edit.
pub fn move_to(book: &Book, section: SheetSection, to: usize, label: String) -> Command {
    let mut rest = layout(book);
    let Some((id, at)) =
        production_of(book).zip(rest.iter().position(|placed| placed.section == section))
    else {
        return Command::new("");
    };
    let moved = rest.remove(at);
    let to = to.min(rest.len());
    if to == at {
        return Command::new("");
    }
    let left = to
        .checked_sub(1)
        .and_then(|n| rest.get(n))
        .map(|p| p.key.as_str());
    let right = rest.get(to).map(|p| p.key.as_str());
    let key = between(left, right);
    let fits = left.is_none_or(|left| left < key.as_str())
        && right.is_none_or(|right| key.as_str() < right);
    if fits {
        return Command::new(label).put(Kind::Production, &id, &order_field(section), key);
    }
    // There is no room where the neighbours share a key: each section gets one of its own.
    rest.insert(to, moved);
    let order: Order = rest.iter().map(|p| (p.section, p.is_hidden)).collect();
    apply(book, &order, label)
}

/// Hides a section or puts it back. What a sheet must show cannot be hidden.
pub fn set_hidden(book: &Book, section: SheetSection, is_hidden: bool, label: String) -> Command {
    let now = layout(book)
        .into_iter()
        .any(|placed| placed.section == section && placed.is_hidden);
    match production_of(book) {
        Some(id) if now != is_hidden && !(is_hidden && section.is_required()) => {
            Command::new(label).put(Kind::Production, &id, &hidden_field(section), is_hidden)
        }
        _ => Command::new(""),
    }
}

/// Takes over an order: a template's or a saved one's. Sections that it does not name keep to the
/// end, as they stand.
pub fn apply(book: &Book, order: &[(SheetSection, bool)], label: String) -> Command {
    let (now, Some(id)) = (layout(book), production_of(book)) else {
        return Command::new("");
    };
    let named = |section: SheetSection| order.iter().any(|(other, _)| *other == section);
    let rest = now.iter().filter(|placed| !named(placed.section));
    let rest: Vec<_> = rest.map(|p| (p.section, p.is_hidden)).collect();
    let wanted = order.iter().copied().chain(rest);
    let mut command = Command::new(label);
    for ((section, hidden), key) in wanted.zip(KEYS) {
        let hidden = hidden && !section.is_required();
        let is_now = now.iter().find(|placed| placed.section == section);
        if is_now.is_none_or(|placed| placed.key != key) {
            command.add(Kind::Production, &id, &order_field(section), key);
        }
        if is_now.is_none_or(|placed| placed.is_hidden != hidden) {
            command.add(Kind::Production, &id, &hidden_field(section), hidden);
        }
    }
    command
}

/// Writes an order as it is saved: ids with spaces between, a minus before the hidden ones.
pub fn order_text(order: &[(SheetSection, bool)]) -> String {
    let word = |(section, hidden): &(SheetSection, bool)| {
        format!("{}{}", if *hidden { "-" } else { "" }, section.as_str())
    };
    order.iter().map(word).collect::<Vec<_>>().join(" ")
}

/// Reads a saved order, each section once; what a newer version added is passed over.
pub fn parse_order(text: &str) -> Order {
    let mut order: Order = Vec::new();
    for word in text.split_whitespace() {
        let (hidden, id) = match word.strip_prefix('-') {
            Some(id) => (true, id),
            None => (false, word),
        };
        match SheetSection::parse(id) {
            Some(section) if order.iter().all(|(other, _)| *other != section) => {
                order.push((section, hidden));
            }
            _ => {}
        }
    }
    order
}

/// An order that somebody saved under a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Saved {
    pub id: Id,
    pub name: String,
    pub order: Order,
}

fn saved_field(id: &Id) -> String {
    format!("sheet_template/{id}")
}

/// Lists the saved orders by name.
pub fn saved(book: &Book) -> Vec<Saved> {
    let Some(record) = book.production() else {
        return Vec::new();
    };
    let one = |(field, value): (&crate::record::Field, &Value)| {
        let id = field.strip_prefix("sheet_template/")?;
        let (name, order) = value.as_text()?.split_once('\n')?;
        Some(Saved {
            id: Id::new(id),
            name: name.to_owned(),
            order: parse_order(order),
        })
    };
    let mut all: Vec<Saved> = record.fields.iter().filter_map(one).collect();
    all.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    all
}

/// Saves the present order under a name, which is one line.
pub fn save(book: &Book, id: &Id, name: &str, label: String) -> Command {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let order: Order = layout(book)
        .into_iter()
        .map(|placed| (placed.section, placed.is_hidden))
        .collect();
    match production_of(book) {
        Some(production) if !name.is_empty() => {
            let text = format!("{name}\n{}", order_text(&order));
            Command::new(label).put(Kind::Production, &production, &saved_field(id), text)
        }
        _ => Command::new(""),
    }
}

/// Forgets a saved order; sheets that were laid out by it stay as they are.
pub fn forget(book: &Book, id: &Id, label: String) -> Command {
    match production_of(book) {
        Some(production) => Command::new(label).put(
            Kind::Production,
            &production,
            &saved_field(id),
            Value::Nothing,
        ),
        None => Command::new(""),
    }
}

impl CallSheet {
    /// Lists the sections that the sheet shows, in its order. A sheet of an older version has
    /// none of its own: the feature's order holds. What must be shown is never left out.
    pub fn shown_sections(&self) -> Vec<SheetSection> {
        if self.sections.is_empty() {
            return SheetSection::ALL.to_vec();
        }
        let own = || {
            self.sections
                .iter()
                .filter_map(|id| SheetSection::parse(id))
        };
        let required = SheetSection::ALL.into_iter().filter(|s| s.is_required());
        let lost = required.filter(|section| own().all(|other| other != *section));
        lost.chain(own()).collect()
    }

    /// Divides the sections into the front and the back of the paper.
    pub fn sides(&self) -> (Vec<SheetSection>, Vec<SheetSection>) {
        let mut front = self.shown_sections();
        let Some(turn) = front.iter().position(|section| *section == Turn) else {
            return (front, Vec::new());
        };
        let back = front.split_off(turn);
        (front, back.into_iter().skip(1).collect())
    }

    /// Returns what is produced, which some of the sheet's words go by.
    pub fn produces(&self) -> ProductionKind {
        ProductionKind::parse(&self.kind)
    }
}

/// Says whether a kind of production counts its script in pages; others go by running time
/// (DOMAIN 3.21, size).
pub fn counts_pages(kind: ProductionKind) -> bool {
    matches!(kind, ProductionKind::Film | ProductionKind::Series)
}

/// Writes how large a scene, cue or work order is: its pages, or how long it takes.
pub fn size_text(kind: ProductionKind, line: &SceneLine) -> String {
    match line.est_min {
        Some(minutes) if !counts_pages(kind) => clock::length(minutes),
        _ if line.eighths == 0 && !counts_pages(kind) => String::new(),
        _ => Eighths(line.eighths).to_string(),
    }
}

/// Writes how much a day holds: its pages, or how long it takes.
pub fn total_text(kind: ProductionKind, scenes: &[SceneLine]) -> String {
    let pages = scenes
        .iter()
        .fold(0u32, |sum, line| sum.saturating_add(line.eighths));
    let minutes = scenes
        .iter()
        .filter(|line| line.scene.is_some())
        .filter_map(|line| line.est_min)
        .fold(0i64, i64::saturating_add);
    match (counts_pages(kind), minutes, pages) {
        (false, 0, 0) => String::new(),
        (true, ..) | (_, 0, _) => Eighths(pages).to_string(),
        (false, ..) => clock::length(minutes),
    }
}

/// Returns a word of the sheet where stage, events and factories say another than film does
/// (DOMAIN 3.21); nothing where the interface's own text holds.
pub fn word(kind: ProductionKind, of: &str) -> Option<String> {
    let nouns = match kind {
        ProductionKind::Film | ProductionKind::Series => return None,
        ProductionKind::Stage | ProductionKind::Event | ProductionKind::Factory => kind.nouns(),
    };
    Some(match of {
        "title" => nouns.call_sheet.title(),
        "day" => nouns.day.title(),
        "general_call" => nouns.general_call.title(),
        "wrap" => nouns.wrap.title(),
        "scene" => nouns.scene.title(),
        "scenes" => nouns.scene.titles(),
        "cast" => nouns.cast.titles(),
        "background" => nouns.background.titles(),
        "character" => nouns.character.title(),
        "location" => nouns.location.title(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
