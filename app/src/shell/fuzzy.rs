//! Finding by a few letters: every letter typed must stand in the text in that order.

/// Scores how well a text fits what was typed; nothing if it does not. Letters that begin a word
/// or follow each other count more, and a short text more than a long one.
pub fn score(typed: &str, text: &str) -> Option<i32> {
    let letters: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    let mut total = 0;
    for word in typed.split_whitespace() {
        total += score_word(&word.to_lowercase(), &letters)?;
    }
    Some(total - i32::try_from(letters.len() / 8).unwrap_or(i32::MAX / 2))
}

fn score_word(word: &str, letters: &[char]) -> Option<i32> {
    let wanted: Vec<char> = word.chars().collect();
    // The best of all places where the first letter stands: "ca" in "scene calendar" is the second.
    (0..letters.len())
        .filter(|at| Some(&letters[*at]) == wanted.first())
        .filter_map(|at| score_from(&wanted, letters, at))
        .max()
}

fn score_from(wanted: &[char], letters: &[char], start: usize) -> Option<i32> {
    let mut score = 0;
    let mut at = start;
    let mut last = None::<usize>;
    for letter in wanted {
        let found = letters.get(at..)?.iter().position(|l| l == letter)? + at;
        let begins_word =
            found == 0 || letters.get(found - 1).is_some_and(|l| !l.is_alphanumeric());
        score += match last {
            Some(last) if last + 1 == found => 6,
            _ if begins_word => 8,
            Some(_) => -2,
            None => 0,
        };
        last = Some(found);
        at = found + 1;
    }
    Some(score)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_comes_first() {
        let check = |typed: &str, texts: &[&str], want: &str| {
            let best = texts
                .iter()
                .filter_map(|t| Some((score(typed, t)?, *t)))
                .max_by_key(|(s, _)| *s);
            assert_eq!(best.map(|(_, t)| t), Some(want), "{typed}");
        };
        let texts = [
            "Today",
            "Board",
            "Call sheets",
            "Calendar",
            "Scene 12A, PIER",
            "Ines Vardal",
            "Locations",
        ];
        check("cal", &texts, "Calendar");
        check("cs", &texts, "Call sheets");
        check("vard", &texts, "Ines Vardal");
        check("12", &texts, "Scene 12A, PIER");
        check("pier 12", &texts, "Scene 12A, PIER");
        check("BOARD", &texts, "Board");
        assert_eq!(score("xyz", "Board"), None);
        assert_eq!(score("", "Board"), Some(0));
    }
}
