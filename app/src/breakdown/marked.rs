//! Which words of a script are elements of its scene already.

use std::cmp::Reverse;

use leptos::prelude::*;
use shared::breakdown::{self, sheet};
use shared::id::Id;

use crate::store::use_store;

use super::mark::colour_class;
use super::words::category_name;

/// A name to be found in the text, and how it is shown there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Marked {
    /// In small letters.
    name: String,
    pub class: String,
    /// "Props: Brass bell".
    pub title: String,
}

/// Lists the names of a scene's elements. The cast is left out: a script says its names in
/// every line.
pub fn use_marked(id: Signal<Id>) -> Memo<Vec<Marked>> {
    let store = use_store();
    Memo::new(move |_| {
        let sheet = store.with(breakdown::KINDS, |book| sheet(book, &id.get()));
        let groups = sheet.map(|sheet| sheet.groups).unwrap_or_default();
        let groups = groups.into_iter().filter(|g| !g.category.is_cast());
        let named = groups.flat_map(|group| {
            let class = colour_class(&group.category.colour);
            let category = category_name(&group.category);
            group.elements.into_iter().map(move |member| Marked {
                name: member.element.name.to_ascii_lowercase(),
                class: class.clone(),
                title: format!("{category}: {}", member.element.name),
            })
        });
        named.filter(|marked| !marked.name.is_empty()).collect()
    })
}

/// Cuts a text at the names that stand in it as whole words; of two that overlap the first and
/// longer one is shown.
pub fn pieces<'a>(text: &'a str, marked: &[Marked]) -> Vec<(&'a str, Option<usize>)> {
    // Letters outside ASCII keep their case, so that no byte moves.
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    for (n, one) in marked.iter().enumerate() {
        for (start, name) in lower.match_indices(&one.name) {
            let end = start + name.len();
            if is_whole(text, start, end) {
                found.push((start, end, n));
            }
        }
    }
    found.sort_by_key(|(start, end, _)| (*start, Reverse(*end)));
    let mut out = Vec::new();
    let mut at = 0;
    for (start, end, n) in found {
        if start < at {
            continue;
        }
        if start > at {
            out.push((&text[at..start], None));
        }
        out.push((&text[start..end], Some(n)));
        at = end;
    }
    if at < text.len() || out.is_empty() {
        out.push((&text[at..], None));
    }
    out
}

fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_whole_words() {
        let marked: Vec<Marked> = ["bell", "brass bell", "café"]
            .map(|name| Marked {
                name: name.to_owned(),
                class: String::new(),
                title: String::new(),
            })
            .to_vec();
        let check = |text: &str, expected: &str| {
            let cut = pieces(text, &marked).into_iter();
            let cut: Vec<String> = cut
                .map(|(words, n)| n.map_or(words.to_owned(), |n| format!("[{n}:{words}]")))
                .collect();
            assert_eq!(cut.concat(), expected);
        };
        check("", "");
        check("She rings.", "She rings.");
        check(
            "The BELL, bells and a Bell",
            "The [0:BELL], bells and a [0:Bell]",
        );
        check("A brass bell.", "A [1:brass bell].");
        check("Ein Café öffnet", "Ein [2:Café] öffnet");
    }
}
