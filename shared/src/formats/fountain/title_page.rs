//! The title page: keys and values at the very start of a Fountain file.

use super::emphasis::strip_emphasis;
use super::lines::Line;
use crate::formats::screenplay::Problem;

#[derive(Debug, Default)]
pub(super) struct TitlePage {
    pub fields: Vec<(String, String)>,
    /// Index of the first line after it.
    pub end: usize,
    /// One of its keys is a key of Fountain, so this is no chance "Word: text".
    pub has_known_key: bool,
    pub problems: Vec<Problem>,
}

const KNOWN_KEYS: &[&str] = &[
    "title",
    "credit",
    "author",
    "authors",
    "source",
    "draft date",
    "date",
    "contact",
    "copyright",
    "notes",
    "revision",
    "draft",
    "writer",
    "writers",
    "episode",
    "series",
    "format",
    "language",
    "titel",
    "autor",
    "auteur",
    "titre",
    "título",
];
/// Keys that begin a script but also a letter, a log or a list.
const VAGUE_KEYS: &[&str] = &[
    "date", "notes", "source", "format", "language", "contact", "revision", "draft",
];

/// Reads the title page. It may follow boneyard, notes and empty lines, and ends at the first
/// empty line (Fountain: Title Page).
pub(super) fn read_title_page(lines: &[Line]) -> TitlePage {
    let mut page = TitlePage::default();
    let Some(first) = lines.iter().position(|line| !line.is_blank()) else {
        return page;
    };
    if !begins_title_page(lines, first) {
        return page;
    }
    for (index, line) in lines.iter().enumerate().skip(first) {
        page.end = index + 1;
        if line.is_only_cut() {
            continue;
        }
        if line.is_blank() {
            break;
        }
        let value_of_last = page.fields.last_mut().map(|(_, value)| value);
        match (split_key(&line.text), value_of_last) {
            (Some((key, value)), _) => {
                let known = key.to_lowercase();
                page.has_known_key |=
                    KNOWN_KEYS.contains(&known.as_str()) && !VAGUE_KEYS.contains(&known.as_str());
                page.fields.push((key.to_owned(), plain(value)));
            }
            (None, Some(value)) => {
                if !line.text.starts_with(char::is_whitespace) {
                    page.problems.push(Problem::new(
                        line.number,
                        "This line of the title page has no “Key:” and is not indented; it was added to the line above.",
                    ));
                }
                if !value.is_empty() {
                    value.push('\n');
                }
                value.push_str(&plain(&line.text));
            }
            (None, None) => break,
        }
    }
    page
}

/// "FADE IN:" with an empty line after it is the script, not a title page.
fn begins_title_page(lines: &[Line], first: usize) -> bool {
    let Some((key, value)) = lines.get(first).and_then(|line| split_key(&line.text)) else {
        return false;
    };
    if KNOWN_KEYS.contains(&key.to_lowercase().as_str()) {
        return true;
    }
    let is_shouted = !key.chars().any(char::is_lowercase);
    let has_more = lines.get(first + 1).is_some_and(|next| {
        !next.is_blank()
            && (next.text.starts_with(char::is_whitespace) || split_key(&next.text).is_some())
    });
    !is_shouted && (!value.trim().is_empty() || has_more)
}

/// Splits "Key: value". A key starts at the margin, is short and has no sentence in it.
fn split_key(line: &str) -> Option<(&str, &str)> {
    if line.starts_with(|c: char| c.is_whitespace() || "#=>.!@~([{<*-\"'".contains(c)) {
        return None;
    }
    let (key, value) = line.split_once([':', '：'])?;
    let key = key.trim();
    // A colon inside a word or an address is no key: "http://…", "12:30".
    let is_key = !key.is_empty()
        && key.chars().count() <= 30
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || " -_()/".contains(c))
        && key.chars().any(char::is_alphabetic)
        && !value.starts_with("//");
    is_key.then_some((key, value))
}

fn plain(value: &str) -> String {
    strip_emphasis(value.trim()).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::lines::cut;
    use super::*;

    fn check(text: &str, fields: &[(&str, &str)], end: usize) {
        let page = read_title_page(&cut(text).lines);
        let got: Vec<_> = page
            .fields
            .iter()
            .map(|(k, v)| (k.as_str(), v.as_str()))
            .collect();
        assert_eq!((got.as_slice(), page.end), (fields, end), "{text:?}");
    }

    #[test]
    fn keys_and_values_are_read() {
        check(
            "Title: A\nAuthor: B\n\nX",
            &[("Title", "A"), ("Author", "B")],
            3,
        );
        check(
            "Title:\n\t_A_\n    **B**\nDate: 1\n",
            &[("Title", "A\nB"), ("Date", "1")],
            5,
        );
        check(
            "Contact:\n\te-mail: a@b.c\n",
            &[("Contact", "e-mail: a@b.c")],
            3,
        );
        check(
            "Title：映画\nAuthor：匿名\n\nX",
            &[("Title", "映画"), ("Author", "匿名")],
            3,
        );
        check("\n[[note]]\n\nTitle: A\n\nX", &[("Title", "A")], 5);
        check(
            "Title: A\n/* cut */\nAuthor: B\n\nX",
            &[("Title", "A"), ("Author", "B")],
            4,
        );
        check("Director: A\n\nX", &[("Director", "A")], 2);
    }

    #[test]
    fn a_script_that_begins_at_once_has_none() {
        check("FADE IN:\n\nINT. HOUSE - DAY", &[], 0);
        check("FADE IN: BLACK\n\nINT. HOUSE - DAY", &[], 0);
        check("INT. HOUSE - DAY\n\nTitle: A", &[], 0);
        check("https://example.org\n\nX", &[], 0);
        check("", &[], 0);
    }
}
