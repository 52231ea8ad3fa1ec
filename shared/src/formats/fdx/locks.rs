//! Locked pages: `<LockedPage Position PageNumber LockLevel Deleted>`, one for each page that was
//! printed. The position counts UTF-16 units of the script as notes do, and the program moves it with
//! the text. No description of the format is public; what is read here was seen in files.

use std::collections::HashSet;

use quick_xml::events::BytesStart;

use super::attribute;
use super::blocks::Offsets;
use crate::formats::layout::letters;
use crate::formats::screenplay::{PageLock, Problem, Screenplay};

/// Nobody's pages hang deeper: 87, 87A, 87A1, 87A1A.
const LEVELS: usize = 3;

/// What the file says of one page.
#[derive(Debug)]
pub(super) struct LockedPage {
    /// "87", or "87A".
    number: String,
    position: Option<u64>,
    /// 0 for a page of the first lock, 1 for one that came between two of those.
    level: usize,
    /// Its text is gone; its number is not given again.
    is_deleted: bool,
    line: u32,
}

impl LockedPage {
    pub fn read(start: &BytesStart, line: u32) -> Self {
        let get = |key: &str| attribute(start, key).map(|value| value.trim().to_owned());
        let number = ["PageNumber", "Number", "Page"].into_iter().find_map(get);
        let is_deleted = get("Deleted").is_some_and(|said| !["", "0", "No"].contains(&&*said));
        Self {
            number: number.unwrap_or_default().to_uppercase(),
            position: get("Position").and_then(|said| said.parse().ok()),
            level: get("LockLevel")
                .and_then(|said| said.parse().ok())
                .map_or(0, |level: usize| level.min(LEVELS)),
            is_deleted,
            line,
        }
    }
}

/// Finds the places of the locked pages.
///
/// # Errors
/// Says of the first page that does not fit the text why not: then none of them is taken, since a
/// script whose pages are half those that were printed is worse than one that is told to be counted.
pub(super) fn resolve(
    mut locked: Vec<LockedPage>,
    offsets: &Offsets,
    script: &Screenplay,
) -> Result<Vec<PageLock>, Problem> {
    locked.sort_by_key(|page| page.position);
    let names = names(&locked);
    let mut taken = HashSet::new();
    let mut out: Vec<PageLock> = Vec::with_capacity(locked.len());
    for (page, name) in locked.iter().zip(names) {
        let refused = |why: &str| {
            Problem::new(
                page.line,
                format!(
                    "{why}, so the pages were counted and may not be those on paper. Save the \
                     script again in Final Draft and import that."
                ),
            )
        };
        if !page.number.chars().any(|c| c.is_ascii_digit()) {
            return Err(refused("A locked page has no number"));
        }
        let Some(position) = page.position else {
            return Err(refused(&format!(
                "Locked page {name} does not say where it begins"
            )));
        };
        if position > offsets.end() {
            return Err(refused(&format!(
                "Locked page {name} begins behind the end of the script"
            )));
        }
        if page.is_deleted {
            continue;
        }
        if !taken.insert(name.clone()) {
            return Err(refused(&format!("Page {name} is locked twice")));
        }
        match place(&name, position, offsets, script) {
            Some(lock) => out.push(lock),
            None => {
                let why = format!("Locked page {name} begins in the middle of a word");
                return Err(refused(&why));
            }
        }
    }
    Ok(out)
}

/// Returns what is printed on each page. A page that came between two others is named by its place
/// among them, 87A and 87B behind 87, unless the file names it so itself.
fn names(locked: &[LockedPage]) -> Vec<String> {
    // The latest page of each level, and how many hang on it.
    let mut above: Vec<(String, u32)> = Vec::new();
    let named = |page: &LockedPage| {
        let has_letter = page.number.chars().any(char::is_alphabetic);
        if page.level == 0 || has_letter {
            above.truncate(page.level);
            above.push((page.number.clone(), 0));
            return page.number.clone();
        }
        if above.is_empty() {
            above.push((page.number.clone(), 0));
        }
        above.truncate(page.level);
        let mut name = page.number.clone();
        if let Some((base, count)) = above.last_mut() {
            *count = count.saturating_add(1);
            name = match base.ends_with(|c: char| c.is_ascii_digit()) {
                true => format!("{base}{}", letters(*count)),
                false => format!("{base}{count}"),
            };
        }
        above.push((name.clone(), 0));
        name
    };
    locked.iter().map(named).collect()
}

/// Returns where in the script a page begins; nothing in the middle of a word, where no page does.
fn place(name: &str, position: u64, offsets: &Offsets, script: &Screenplay) -> Option<PageLock> {
    let (start, passed) = offsets.at(position)?;
    let elements = match start.place.scene {
        Some(scene) => script.scenes.get(scene).map(|scene| &scene.elements),
        None => Some(&script.preamble),
    };
    let text = start
        .place
        .element
        .and_then(|at| elements?.get(at))
        .map_or("", |element| element.text.as_str());
    let at = byte_at(text, passed.saturating_sub(start.cut));
    // Scripts that know no capitals may break a line between any two letters.
    let is_letter = |c: Option<char>| {
        c.is_some_and(|c| c.is_lowercase() || c.is_uppercase() || c.is_ascii_digit())
    };
    let (before, after) = text.split_at(at);
    if is_letter(before.chars().next_back()) && is_letter(after.chars().next()) {
        return None;
    }
    Some(PageLock {
        page: name.to_owned(),
        scene: start.place.scene,
        element: start.place.element,
        at: u32::try_from(at).unwrap_or(u32::MAX),
    })
}

/// Returns the byte that so many UTF-16 units of a text end at.
fn byte_at(text: &str, units: u64) -> usize {
    let mut passed = 0_u64;
    for (at, c) in text.char_indices() {
        if passed >= units {
            return at;
        }
        passed = passed.saturating_add(c.len_utf16() as u64);
    }
    text.len()
}
