//! Which draft the pages are: its colour and date, as every document made from it prints them.

use crate::book::Book;
use crate::formats::screenplay::RevisionSet;
use crate::kind::Kind;
use crate::production;
use crate::record::Record;
use crate::revision;
use crate::scene;

/// The draft that is on the pages.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    /// The colour in words; empty if nobody said it.
    pub colour: String,
    /// A civil date where the office said one, else what stands on the title page.
    pub date: String,
    pub title: String,
    pub file: String,
    pub imported_ms: i64,
    /// Scripts that were imported, this one too.
    pub drafts: usize,
    /// The colour that the file says it is in, as an index into the revision colours, where the
    /// documents say another.
    pub file_colour: Option<u32>,
}

/// Returns the draft that the pages show.
pub fn standing(book: &Book) -> Standing {
    let drafts = scene::drafts(book);
    let newest = drafts.first();
    let record = newest.and_then(|draft| book.get(&Kind::Draft, &draft.id));
    let (colour, date) = production::script_draft(book);
    let of_title_page = || record.map_or("", |r| r.text("date")).to_owned();
    let said = book.production().and_then(|p| p.int("script_colour"));
    Standing {
        colour,
        date: if date.is_empty() {
            of_title_page()
        } else {
            date
        },
        title: newest.map_or_else(String::new, |d| d.title.to_string()),
        file: newest.map_or_else(String::new, |d| d.file.to_string()),
        imported_ms: newest.map_or(0, |d| d.imported_ms),
        drafts: drafts.len(),
        file_colour: record
            .and_then(|r| file_colour(r))
            .filter(|colour| said != Some(i64::from(*colour))),
    }
}

/// Reads the colour of the revision set that the writer was in: "Blue Rev. (03/12/27)".
fn file_colour(draft: &Record) -> Option<u32> {
    let active = u32::try_from(draft.int("active_revision")?).ok()?;
    let sets: Vec<RevisionSet> = serde_json::from_str(draft.text("revision_sets")).ok()?;
    let set = sets.iter().find(|set| set.id == active)?;
    revision::named(&set.name)
}
