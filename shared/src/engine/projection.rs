//! The records of the last run as bytes, so that the page paints before any document is loaded.

use std::collections::HashMap;
use std::sync::Arc;

use crate::book::Book;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Record;

/// How many of the newest issued documents the first part holds.
const NEWEST_ISSUES: usize = 4;

/// Splits the records into what Today reads first and the rest, each as MessagePack.
pub fn parts(book: &Book) -> (Vec<u8>, Vec<u8>) {
    let newest = newest_issues(book);
    let mut first: Vec<&Record> = Vec::new();
    let mut rest: Vec<&Record> = Vec::new();
    for kind in book.kinds() {
        for record in book.every(kind) {
            if is_first(kind, record, &newest) {
                first.push(record);
            } else {
                rest.push(record);
            }
        }
    }
    (write(&first), write(&rest))
}

fn is_first(kind: &Kind, record: &Record, newest: &[Id]) -> bool {
    match kind {
        Kind::Issue => newest.contains(&record.id),
        Kind::Receipt => record
            .id
            .parts()
            .is_some_and(|(issue, _)| newest.contains(&issue)),
        Kind::Call
        | Kind::SceneText
        | Kind::Draft
        | Kind::Note
        | Kind::Private
        | Kind::Other(_) => false,
        _ => true,
    }
}

fn newest_issues(book: &Book) -> Vec<Id> {
    let mut issues: Vec<&Arc<Record>> = book.all(&Kind::Issue).collect();
    issues.sort_by_key(|r| std::cmp::Reverse((r.int("issued_ms"), r.id.clone())));
    issues
        .iter()
        .take(NEWEST_ISSUES)
        .map(|r| r.id.clone())
        .collect()
}

fn write(records: &[&Record]) -> Vec<u8> {
    // Plain data into memory: cannot fail, and an empty projection only costs a slower open.
    rmp_serde::to_vec(records).unwrap_or_default()
}

/// Reads one part; bytes of another build are no projection, and cost only a slower open.
pub fn read(bytes: &[u8]) -> Vec<Record> {
    rmp_serde::from_slice(bytes).unwrap_or_default()
}

/// Compares what the page was shown with what the documents say: records that differ, and
/// records that are no more.
pub fn corrections(shown: Vec<Record>, book: &Book) -> (Vec<Record>, Vec<(Kind, Id)>) {
    let shown: HashMap<(Kind, Id), Record> = shown
        .into_iter()
        .map(|record| ((record.kind.clone(), record.id.clone()), record))
        .collect();
    let mut changed = Vec::new();
    for kind in book.kinds() {
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
