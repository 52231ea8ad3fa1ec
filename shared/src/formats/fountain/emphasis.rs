//! Emphasis: `*italic*`, `**bold**`, `_underlined_`, and the backslash that makes a mark a letter.

use std::borrow::Cow;

/// Returns the text without its emphasis marks. Marks pair up within one line; a mark with space
/// on its inner side, or without a partner, is a letter ("dial *69").
pub(crate) fn strip_emphasis(text: &str) -> Cow<'_, str> {
    if !text.contains(['*', '_', '\\']) {
        return Cow::Borrowed(text);
    }
    let lines: Vec<String> = text.split('\n').map(strip_line).collect();
    Cow::Owned(lines.join("\n"))
}

fn strip_line(line: &str) -> String {
    let chars: Vec<char> = line.chars().collect();
    let mut marks = Marks::new(chars.len());
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        match c {
            '\\' if chars
                .get(at + 1)
                .is_some_and(|next| "*_\\[]/@!.>~#=(".contains(*next)) =>
            {
                marks.remove(at, 1);
                at += 2;
            }
            '*' | '_' => {
                let run = chars.iter().skip(at).take_while(|next| **next == c).count();
                let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied();
                marks.add_run(c, at, run, before, chars.get(at + run).copied());
                at += run;
            }
            _ => at += 1,
        }
    }
    chars
        .iter()
        .zip(marks.removed)
        .filter(|(_, removed)| !removed)
        .map(|(c, _)| *c)
        .collect()
}

/// Marks that are still open, by kind: `_`, then one, two and three asterisks.
struct Marks {
    removed: Vec<bool>,
    underline: Vec<usize>,
    stars: [Vec<usize>; 3],
}

impl Marks {
    fn new(len: usize) -> Self {
        Self {
            removed: vec![false; len],
            underline: Vec::new(),
            stars: Default::default(),
        }
    }

    fn remove(&mut self, at: usize, len: usize) {
        self.removed
            .iter_mut()
            .skip(at)
            .take(len)
            .for_each(|removed| *removed = true);
    }

    fn add_run(
        &mut self,
        mark: char,
        at: usize,
        run: usize,
        before: Option<char>,
        after: Option<char>,
    ) {
        let mut closes = before.is_some_and(|c| !c.is_whitespace());
        let mut opens = after.is_some_and(|c| !c.is_whitespace());
        if mark == '_' {
            // "snake_case" is a word.
            opens &= !before.is_some_and(char::is_alphanumeric);
            closes &= !after.is_some_and(char::is_alphanumeric);
            if run != 1 {
                return;
            }
            if closes && let Some(open) = self.underline.pop() {
                self.remove(open, 1);
                self.remove(at, 1);
            } else if opens {
                self.underline.push(at);
            }
            return;
        }
        if run > 3 {
            return;
        }
        if closes && self.close_stars(at, run) {
            return;
        }
        if opens && let Some(open) = self.stars.get_mut(run - 1) {
            open.push(at);
        }
    }

    /// Pairs a run with an open one of its length, or three asterisks with one and two.
    fn close_stars(&mut self, at: usize, run: usize) -> bool {
        let [one, two, three] = &mut self.stars;
        let opened: Vec<(usize, usize)> = match run {
            1 => one.pop().map(|o| (o, 1)).into_iter().collect(),
            2 => two.pop().map(|o| (o, 2)).into_iter().collect(),
            _ => match three.pop() {
                Some(open) => vec![(open, 3)],
                None if !one.is_empty() && !two.is_empty() => one
                    .pop()
                    .map(|o| (o, 1))
                    .into_iter()
                    .chain(two.pop().map(|o| (o, 2)))
                    .collect(),
                None => Vec::new(),
            },
        };
        for (open, len) in &opened {
            self.remove(*open, *len);
        }
        if !opened.is_empty() {
            self.remove(at, run);
        }
        !opened.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(strip_emphasis(text), expected, "{text:?}");
    }

    #[test]
    fn marks_in_pairs_are_removed() {
        check("plain", "plain");
        check(
            "*italic* **bold** ***both*** _under_",
            "italic bold both under",
        );
        check("_*both*_, _**both**_, _***all***_.", "both, both, all.");
        check("_**crossed_**", "crossed");
        check("_long **(nested)** long._", "long (nested) long.");
        check("**bold *and italic***", "bold and italic");
        check("From what *I* see.", "From what I see.");
    }

    #[test]
    fn lone_and_escaped_marks_are_letters() {
        check(
            "He dialed *69 and then *23, and hung up.",
            "He dialed *69 and then *23, and hung up.",
        );
        check("He dialed \\*69 and \\*23.", "He dialed *69 and *23.");
        check(
            "What the f\\*ck! Escape\\_escape\\*escape.",
            "What the f*ck! Escape_escape*escape.",
        );
        check("2 * 3 * 4", "2 * 3 * 4");
        check("a snake_case_name", "a snake_case_name");
        check("*over\nlines*", "*over\nlines*");
        check("****", "****");
        check("C:\\dir", "C:\\dir");
        check("\\", "\\");
    }
}
