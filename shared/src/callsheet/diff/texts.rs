//! A text that changed, told by its words: what stayed, what went, what came.

/// Texts up to so many letters are shown before and after, which reads quicker.
const SHORT: usize = 60;
/// So many unchanged words stay on either side of a change; the sheet itself has the rest.
const AROUND: usize = 5;
/// Beyond so many pairs of words the part between the first and the last change is told as one.
const PAIRS_MAX: usize = 400_000;

/// A part of a text that changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    Same(String),
    /// Unchanged words that are left out here.
    Left,
    Gone(String),
    New(String),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Same,
    Gone,
    New,
}

/// Tells a changed text by its words. Nothing for short texts and for those that have little in
/// common: these are shown as they were and as they are.
pub(super) fn pieces(from: &str, to: &str) -> Option<Vec<Piece>> {
    let is_long = |text: &str| text.chars().count() > SHORT;
    if !is_long(from) && !is_long(to) {
        return None;
    }
    let old: Vec<&str> = from.split_whitespace().collect();
    let new: Vec<&str> = to.split_whitespace().collect();
    let fates = compared(&old, &new);
    let same = fates.iter().filter(|(fate, _)| *fate == Fate::Same).count();
    if same == fates.len() || same * 2 < old.len().min(new.len()) {
        return None;
    }
    Some(gathered(&fates))
}

/// Lists the words of both texts in turn, by the longest run of words that they share.
fn compared<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(Fate, &'a str)> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (before, after) = (&old[head..], &new[head..]);
    let tail = (before.iter().rev())
        .zip(after.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (before, end) = before.split_at(before.len() - tail);
    let after = &after[..after.len() - tail];
    let mut out: Vec<(Fate, &str)> = old[..head].iter().map(|word| (Fate::Same, *word)).collect();
    out.extend(between(before, after));
    out.extend(end.iter().map(|word| (Fate::Same, *word)));
    out
}

fn between<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(Fate, &'a str)> {
    let all = |fate: Fate, words: &[&'a str]| words.iter().map(|w| (fate, *w)).collect::<Vec<_>>();
    if old.len().saturating_mul(new.len()) > PAIRS_MAX {
        return [all(Fate::Gone, old), all(Fate::New, new)].concat();
    }
    // How many words two ends share, counted from the back.
    let wide = new.len() + 1;
    let mut shared = vec![0_u32; (old.len() + 1) * wide];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            shared[i * wide + j] = if old[i] == new[j] {
                shared[(i + 1) * wide + j + 1] + 1
            } else {
                shared[(i + 1) * wide + j].max(shared[i * wide + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut out = Vec::with_capacity(old.len() + new.len());
    while i < old.len() || j < new.len() {
        let rest = |i: usize, j: usize| shared[i * wide + j];
        if i < old.len() && j < new.len() && old[i] == new[j] {
            out.push((Fate::Same, old[i]));
            (i, j) = (i + 1, j + 1);
        } else if i < old.len() && (j == new.len() || rest(i + 1, j) >= rest(i, j + 1)) {
            out.push((Fate::Gone, old[i]));
            i += 1;
        } else {
            out.push((Fate::New, new[j]));
            j += 1;
        }
    }
    out
}

/// Joins words of one fate, and leaves out unchanged words that stand far from any change.
fn gathered(words: &[(Fate, &str)]) -> Vec<Piece> {
    let runs: Vec<&[(Fate, &str)]> = words.chunk_by(|a, b| a.0 == b.0).collect();
    let join = |run: &[(Fate, &str)]| {
        let words: Vec<&str> = run.iter().map(|(_, word)| *word).collect();
        words.join(" ")
    };
    let mut pieces = Vec::new();
    for (n, run) in runs.iter().enumerate() {
        let (is_first, is_last) = (n == 0, n + 1 == runs.len());
        let keep_front = if is_first { 0 } else { AROUND };
        let keep_back = if is_last { 0 } else { AROUND };
        match run.first().map(|(fate, _)| *fate) {
            Some(Fate::Gone) => pieces.push(Piece::Gone(join(run))),
            Some(Fate::New) => pieces.push(Piece::New(join(run))),
            Some(Fate::Same) if run.len() > keep_front + keep_back + 2 => {
                let (front, rest) = run.split_at(keep_front);
                let (_, back) = rest.split_at(rest.len() - keep_back);
                if !front.is_empty() {
                    pieces.push(Piece::Same(join(front)));
                }
                pieces.push(Piece::Left);
                if !back.is_empty() {
                    pieces.push(Piece::Same(join(back)));
                }
            }
            Some(Fate::Same) => pieces.push(Piece::Same(join(run))),
            None => {}
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn said(from: &str, to: &str) -> String {
        let Some(pieces) = pieces(from, to) else {
            return "before and after".to_owned();
        };
        let words: Vec<String> = pieces
            .into_iter()
            .map(|piece| match piece {
                Piece::Same(words) => words,
                Piece::Left => "…".to_owned(),
                Piece::Gone(words) => format!("[-{words}-]"),
                Piece::New(words) => format!("[+{words}+]"),
            })
            .collect();
        words.join(" ")
    }

    const NOTE: &str = "Life jackets for everybody on the pontoon. The rescue boat stands by at \
        the slip from 06:00 and answers on channel 4. No smoking below deck, and nobody \
        boards before the safety officer has said so.";

    #[test]
    fn a_changed_note_is_said_once_with_the_words_that_changed() {
        let check = |from: &str, to: &str, want: &str| assert_eq!(said(from, to), want);
        check(
            NOTE,
            &NOTE.replace("06:00", "05:30"),
            "… by at the slip from [-06:00-] [+05:30+] and answers on channel 4. …",
        );
        check(
            NOTE,
            &format!("{NOTE} Flares."),
            "… safety officer has said so. [+Flares.+]",
        );
        check(
            NOTE,
            NOTE.strip_prefix("Life jackets for everybody on the pontoon. ")
                .unwrap(),
            "[-Life jackets for everybody on the pontoon.-] The rescue boat stands by …",
        );
        check("Life jackets", "Life jackets. Flares.", "before and after");
        check(
            NOTE,
            "Nothing dangerous happens on this day, which is spent in the studio alone.",
            "before and after",
        );
        // Only the line breaks moved: there is no word to show.
        check(NOTE, &NOTE.replace(". ", ".\n"), "before and after");
    }

    proptest! {
        #[test]
        fn no_word_is_lost_and_none_is_made_up(
            old in proptest::collection::vec("[abc]", 0..40),
            new in proptest::collection::vec("[abc]", 0..40),
        ) {
            let old: Vec<&str> = old.iter().map(String::as_str).collect();
            let new: Vec<&str> = new.iter().map(String::as_str).collect();
            let told = compared(&old, &new);
            let without = |fate: Fate| -> Vec<&str> {
                told.iter().filter(|(f, _)| *f != fate).map(|(_, word)| *word).collect()
            };
            prop_assert_eq!(without(Fate::New), old);
            prop_assert_eq!(without(Fate::Gone), new);
        }
    }
}
