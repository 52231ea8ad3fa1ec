//! The records of the last run as bytes, so that the page paints before any document is loaded.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::book::Book;
use crate::callsheet::preview::PREVIEW;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Record;
use crate::report::REPORT;

/// How many of the newest issued documents the first part holds.
const NEWEST_ISSUES: usize = 2;

/// How many records one piece holds: the page takes in a piece between two frames.
const PIECE_RECORDS: usize = 300;

/// Says whether the page has a use for records of a kind. What an app of another version wrote
/// stays in the documents, and is not sent to rooms that cannot show it.
pub fn is_for_page(kind: &Kind) -> bool {
    !matches!(kind, Kind::Other(_))
}

/// Writes the records in pieces for [`read`]: what Today reads comes whole in the first one.
pub fn pieces(book: &Book) -> Vec<Vec<u8>> {
    let near = near(book);
    let mut first: Vec<&Record> = Vec::new();
    let mut rest: Vec<&Record> = Vec::new();
    for kind in book.kinds().filter(|kind| is_for_page(kind)) {
        for record in book.every(kind) {
            if is_first(kind, record, &near) {
                first.push(record);
            } else {
                rest.push(record);
            }
        }
    }
    let mut pieces = vec![write(&first)];
    pieces.extend(rest.chunks(PIECE_RECORDS).map(write));
    pieces
}

/// Puts the pieces after the first into one value for the disk.
pub fn join(pieces: &[Vec<u8>]) -> Vec<u8> {
    let mut out = Vec::new();
    for piece in pieces {
        out.extend((piece.len() as u32).to_le_bytes());
        out.extend(piece);
    }
    out
}

/// Takes apart what [`join`] put together; bytes of another build give nothing.
pub fn split(mut joined: &[u8]) -> Vec<&[u8]> {
    let mut pieces = Vec::new();
    while let Some((length, after)) = joined.split_first_chunk::<4>() {
        let Some((piece, after)) = after.split_at_checked(u32::from_le_bytes(*length) as usize)
        else {
            break;
        };
        pieces.push(piece);
        joined = after;
    }
    pieces
}

fn is_first(kind: &Kind, record: &Record, near: &Near) -> bool {
    match kind {
        Kind::Issue => near.issues.contains(&record.id),
        Kind::Receipt => record
            .id
            .parts()
            .is_some_and(|(issue, _)| near.issues.contains(&issue)),
        Kind::Production
        | Kind::Department
        | Kind::Person
        | Kind::Character
        | Kind::Location
        | Kind::Scene
        | Kind::Board
        | Kind::Strip
        | Kind::Row
        | Kind::Day
        | Kind::Date
        | Kind::Unit => true,
        Kind::Progress => near.days.contains(record.text("day")),
        _ => false,
    }
}

/// The newest issued documents, and the days that they are of.
struct Near {
    issues: Vec<Id>,
    days: HashSet<String>,
}

fn near(book: &Book) -> Near {
    // Today reads sheets; last night's report is newer than the sheet for tomorrow.
    let mut issues: Vec<&Arc<Record>> = book
        .all(&Kind::Issue)
        .filter(|r| !matches!(r.text("what"), REPORT | PREVIEW))
        .collect();
    issues.sort_by_key(|r| std::cmp::Reverse((r.int("issued_ms"), r.id.clone())));
    issues.truncate(NEWEST_ISSUES);
    Near {
        days: issues.iter().map(|r| r.text("day").to_owned()).collect(),
        issues: issues.iter().map(|r| r.id.clone()).collect(),
    }
}

/// What the bytes begin with; a new one for each way to write a record.
const MAGIC: &[u8] = b"callboard projection 2\n";

fn write(records: &[&Record]) -> Vec<u8> {
    // Plain data into memory: cannot fail, and an empty projection only costs a slower open.
    postcard::to_extend(records, MAGIC.to_vec()).unwrap_or_default()
}

/// Reads one part; bytes of another build are no projection, and cost only a slower open.
pub fn read(bytes: &[u8]) -> Vec<Record> {
    bytes
        .strip_prefix(MAGIC)
        .and_then(|bytes| postcard::from_bytes(bytes).ok())
        .unwrap_or_default()
}

/// Compares what the page was shown with what the documents say: records that differ, and
/// records that are no more.
pub fn corrections(shown: Vec<Record>, book: &Book) -> (Vec<Record>, Vec<(Kind, Id)>) {
    let shown: HashMap<(Kind, Id), Record> = shown
        .into_iter()
        .map(|record| ((record.kind.clone(), record.id.clone()), record))
        .collect();
    let mut changed = Vec::new();
    for kind in book.kinds().filter(|kind| is_for_page(kind)) {
        for record in book.every(kind) {
            if shown.get(&(kind.clone(), record.id.clone())) != Some(&**record) {
                changed.push((**record).clone());
            }
        }
    }
    let gone = shown
        .into_keys()
        .filter(|(kind, id)| book.any(kind, id).is_none())
        .collect();
    (changed, gone)
}
