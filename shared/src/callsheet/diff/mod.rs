//! What differs between two sheets, line by line: what an issued sheet no longer says, and what a
//! revision changed. The room puts it into words.

mod compare;
mod rows;
#[cfg(test)]
mod tests;
mod texts;
mod together;
mod whole;

use super::sections::SheetSection;
use super::sheet::{CallSheet, Minutes};
use crate::id::Id;
use crate::production::ProductionKind;

use compare::{Line, fields, lines};
use rows::{background, cast, crew, place, scene, text};
pub use rows::{heading, pin};
pub use texts::Piece;
pub use together::{Together, together};
use whole::{advance, contacts, grounds, layout, order, times, words};

/// The part of the sheet that a change stands in, in the sheet's order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Section {
    Times,
    Location,
    Contacts,
    Safety,
    Scenes,
    Cast,
    Background,
    Crew,
    Notes,
    Advance,
    /// Which sections the sheet shows, in which order and in whose words.
    Layout,
}

/// A value as the sheet shows it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Shown {
    Nothing,
    Time(Minutes),
    Length(Minutes),
    Pages(u32),
    Count(u32),
    Text(String),
    /// "O/C": at hand, not called to set.
    OnCall,
    Yes,
    Sections(Vec<SheetSection>),
    /// What is produced, which some of the sheet's words go by.
    Kind(ProductionKind),
}

/// What happened to a line.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum What {
    /// The line is new; the text says more of it.
    Added(String),
    Gone(String),
    /// A field of the line, by its name in the body.
    Field {
        field: &'static str,
        from: Shown,
        to: Shown,
    },
}

/// One difference.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Change {
    pub section: Section,
    /// The scene, person, location or day that the line is about, for marking it.
    pub id: Option<Id>,
    /// Its number or name; empty for what concerns the whole day.
    pub subject: String,
    pub what: What,
}

impl Change {
    pub fn field(&self) -> Option<&'static str> {
        match self.what {
            What::Field { field, .. } => Some(field),
            _ => None,
        }
    }

    /// Tells a long text that changed in parts by its words, so that it is read once.
    pub fn pieces(&self) -> Option<Vec<Piece>> {
        match &self.what {
            What::Field {
                from: Shown::Text(from),
                to: Shown::Text(to),
                ..
            } => texts::pieces(from, to),
            _ => None,
        }
    }
}

/// Lists what differs, in the sheet's order. Number and colour are no difference: each issue has
/// its own.
pub fn diff(old: &CallSheet, new: &CallSheet) -> Vec<Change> {
    let mut out = Vec::new();
    fields(&mut out, Section::Times, None, "", times(old), times(new));
    lines(
        &mut out,
        Section::Location,
        old.locations.iter().map(place),
        new.locations.iter().map(place),
    );
    fields(
        &mut out,
        Section::Location,
        None,
        "",
        grounds(old),
        grounds(new),
    );
    contacts(&mut out, old, new);
    fields(
        &mut out,
        Section::Safety,
        None,
        "",
        vec![("safety", text(&old.safety))],
        vec![("safety", text(&new.safety))],
    );
    lines(
        &mut out,
        Section::Scenes,
        old.scenes.iter().map(scene),
        new.scenes.iter().map(scene),
    );
    order(&mut out, old, new);
    lines(
        &mut out,
        Section::Cast,
        old.cast.iter().map(cast),
        new.cast.iter().map(cast),
    );
    lines(
        &mut out,
        Section::Background,
        old.background.iter().map(background),
        new.background.iter().map(background),
    );
    let people = |sheet: &CallSheet| -> Vec<Line> {
        sheet
            .crew
            .iter()
            .flat_map(|g| &g.people)
            .map(crew)
            .collect()
    };
    lines(
        &mut out,
        Section::Crew,
        people(old).into_iter(),
        people(new).into_iter(),
    );
    fields(&mut out, Section::Notes, None, "", words(old), words(new));
    lines(
        &mut out,
        Section::Advance,
        advance(old).into_iter(),
        advance(new).into_iter(),
    );
    fields(
        &mut out,
        Section::Layout,
        None,
        "",
        layout(old, new),
        layout(new, old),
    );
    out
}

/// Lists the changes that concern one person: their own lines, and what concerns everybody's
/// whereabouts.
pub fn concerning<'a>(changes: &'a [Change], person: &Id) -> Vec<&'a Change> {
    changes
        .iter()
        .filter(|c| match c.section {
            Section::Times | Section::Location | Section::Safety => true,
            Section::Cast | Section::Crew | Section::Background => c.id.as_ref() == Some(person),
            _ => false,
        })
        .collect()
}
