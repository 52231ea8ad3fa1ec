//! Search in the words of the script.

use super::body::Page;

/// More places than anybody walks through; the rest is not looked for.
pub const HITS_MAX: usize = 999;

/// A place where the words stand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Hit {
    /// Place of the page, and of the paragraph on it.
    pub page: usize,
    pub paragraph: usize,
    /// In the paragraph's text, in bytes.
    pub from: usize,
    pub to: usize,
}

/// Lists where the typed words stand, in the order of the script; at most 999, and none for less
/// than two letters. Capitals, curly quotes and dashes do not matter.
pub fn find(pages: &[Page], typed: &str) -> Vec<Hit> {
    let typed: Vec<char> = typed.trim().chars().map(plain).collect();
    let mut hits = Vec::new();
    if typed.len() < 2 {
        return hits;
    }
    for (page, of_page) in pages.iter().enumerate() {
        for (paragraph, said) in of_page.paragraphs.iter().enumerate() {
            if said.is_made {
                continue;
            }
            let mut from = 0;
            while let Some((start, end)) = next(&said.text, from, &typed) {
                hits.push(Hit {
                    page,
                    paragraph,
                    from: start,
                    to: end,
                });
                if hits.len() == HITS_MAX {
                    return hits;
                }
                from = end;
            }
        }
    }
    hits
}

fn next(text: &str, from: usize, typed: &[char]) -> Option<(usize, usize)> {
    let first = *typed.first()?;
    let rest = text.get(from..)?;
    rest.char_indices()
        .filter(|(_, c)| plain(*c) == first)
        .find_map(|(at, _)| {
            let mut there = rest.get(at..)?.chars();
            let mut length = 0;
            for want in typed {
                let c = there.next().filter(|c| plain(*c) == *want)?;
                length += c.len_utf8();
            }
            Some((from + at, from + at + length))
        })
}

/// Returns what a letter is compared as.
fn plain(c: char) -> char {
    match c {
        '‘' | '’' | 'ʼ' => '\'',
        '“' | '”' => '"',
        '–' | '—' => '-',
        '\u{a0}' | '\n' => ' ',
        c if c.is_ascii() => c.to_ascii_lowercase(),
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::Paragraph;

    #[test]
    fn words_are_found_however_they_are_typed() {
        let check = |text: &str, typed: &str, expected: &[&str]| {
            let page = Page {
                number: 1,
                label: String::new(),
                paragraphs: vec![Paragraph {
                    text: text.to_owned(),
                    ..Paragraph::default()
                }],
            };
            let hits = find(&[page], typed);
            let found: Vec<&str> = hits.iter().map(|h| &text[h.from..h.to]).collect();
            assert_eq!(found, expected, "{typed:?} in {text:?}");
        };
        check("The Ferry. The ferry", "ferry", &["Ferry", "ferry"]);
        check("I don’t know", "DON'T k", &["don’t k"]);
        check("Café — ÖL", "café - öl", &["Café — ÖL"]);
        check("aaaa", "aa", &["aa", "aa"]);
        check("one\ntwo", "one two", &["one\ntwo"]);
        check("anything", "a", &[]);
        check("anything", "  ", &[]);
        check("", "aa", &[]);
    }
}
