//! The pages that the newest draft locks, and where they begin among the scenes as they are now.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::book::Book;
use crate::formats::layout::{self, Block, Stop};
use crate::formats::screenplay::Element;
use crate::id::Id;
use crate::kind::Kind;
use crate::scene;

/// A locked page as its draft keeps it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct LockedPage {
    /// What is printed: "87A".
    pub page: String,
    /// None before the first heading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scene: Option<Id>,
    /// The element of the scene's words, by its index; none: the page begins with the heading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub element: Option<usize>,
    /// Bytes of the element's text that stand on the page before.
    #[serde(skip_serializing_if = "crate::body::empty")]
    pub at: u32,
}

/// The locked pages that begin in each scene.
pub(super) type Locks = HashMap<Option<Id>, Vec<LockedPage>>;

/// Returns the locked pages of the newest draft. A draft without any brings back counted pages, as
/// its file does.
pub(super) fn locked_pages(book: &Book) -> Locks {
    let newest = scene::drafts(book).into_iter().next();
    let record = newest.and_then(|draft| book.get(&Kind::Draft, &draft.id));
    let json = record.map_or("", |draft| draft.text("page_locks"));
    let all: Vec<LockedPage> = serde_json::from_str(json).unwrap_or_default();
    let mut locks = Locks::new();
    for lock in all {
        locks.entry(lock.scene.clone()).or_default().push(lock);
    }
    locks
}

/// Finds the lines of a scene that locked pages begin with: those above its heading, and those below.
pub(super) fn stops(
    locks: &Locks,
    scene: Option<&Id>,
    elements: &[Element],
    blocks: &[Block],
) -> (Vec<Stop>, Vec<Stop>) {
    let here = locks.get(&scene.cloned()).into_iter().flatten();
    let here = here.map(|lock| (lock.page.as_str(), lock.element, lock.at));
    layout::stops(here, elements, blocks)
}
