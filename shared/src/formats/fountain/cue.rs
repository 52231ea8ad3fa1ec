//! Recognising single lines: headings, cues, transitions.

use crate::heading::{HeadingRules, Prefix, PrefixKind, split_scene_number};

/// How a line relates to headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadingLook {
    /// A heading, if an empty line stands before it.
    Heading,
    /// Only if an empty line stands after it as well: "int the house" may be prose.
    HeadingIfAlone,
    /// Not a heading to Fountain, though it was probably meant as one.
    Meant,
    None,
}

pub(super) fn heading_look(rules: &HeadingRules, line: &str) -> HeadingLook {
    let Some(prefix) = rules.prefix(line) else {
        let is_numbered = !line.ends_with('#') && split_scene_number(line).0.is_some();
        return if is_numbered {
            HeadingLook::Meant
        } else {
            HeadingLook::None
        };
    };
    match prefix {
        Prefix {
            kind: PrefixKind::OnlyForced,
            ..
        } => HeadingLook::Meant,
        Prefix {
            kind: PrefixKind::Translated,
            ..
        } if is_upper(line) && (prefix.has_dot || names_time(rules, line)) => HeadingLook::Heading,
        Prefix {
            kind: PrefixKind::Translated,
            has_dot: true,
            ..
        } => HeadingLook::HeadingIfAlone,
        Prefix {
            kind: PrefixKind::Translated,
            ..
        } => HeadingLook::None,
        Prefix {
            kind: PrefixKind::Standard,
            has_dot,
            ..
        } if has_dot || is_upper(line) => HeadingLook::Heading,
        _ => HeadingLook::HeadingIfAlone,
    }
}

fn names_time(rules: &HeadingRules, line: &str) -> bool {
    !rules.parse(line).time.is_empty()
}

/// Letters, and none of them small.
pub(super) fn is_upper(text: &str) -> bool {
    let mut has_upper = false;
    for c in text.chars() {
        if c.is_lowercase() {
            return false;
        }
        has_upper |= c.is_uppercase();
    }
    has_upper
}

/// A cue is in upper case up to its extension in brackets, and has a letter (Fountain: Character).
pub(super) fn is_cue(line: &str) -> bool {
    let line = line.trim_end().trim_end_matches('^').trim_end();
    let (name, extension) = match line.find(['(', '（']) {
        Some(at) => line.split_at(at),
        None => (line, ""),
    };
    let is_closed = extension.is_empty() || extension.ends_with([')', '）']);
    is_closed
        && is_upper(name)
        && !is_transition(line)
        && !name.trim_end().eq_ignore_ascii_case("FADE IN:")
}

/// A cue that no other kind of text would have by chance: a short name, no punctuation.
pub(super) fn is_strict_cue(line: &str) -> bool {
    let name = line
        .split(['(', '（'])
        .next()
        .unwrap_or_default()
        .trim()
        .trim_end_matches('^');
    name.chars().count() <= 40
        && name.split_whitespace().count() <= 5
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || " .'’-#&/@".contains(c))
        && !name.ends_with('.')
}

/// "CUT TO:" and the three endings that the reference parser knows (Fountain: Transition).
pub(super) fn is_transition(line: &str) -> bool {
    let line = line.trim();
    is_upper(line)
        && (line.ends_with("TO:")
            || ["FADE OUT.", "FADE TO BLACK.", "CUT TO BLACK."].contains(&line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cue_is_in_upper_case() {
        for (line, expected) in [
            ("STEEL", true),
            ("HANS (on the radio)", true),
            ("EVE (cont'd)", true),
            ("EVE ^", true),
            ("R2D2", true),
            ("МАШA", true),
            ("23 (O.S.)", false),
            ("23", false),
            ("McCABE", false),
            ("ジョン", false),
            ("BOB (V.O.", false),
            ("CUT TO:", false),
            ("FADE IN:", false),
            ("Hello", false),
            ("", false),
        ] {
            assert_eq!(is_cue(line), expected, "{line:?}");
        }
    }

    #[test]
    fn a_heading_begins_with_its_word() {
        use HeadingLook::{Heading, HeadingIfAlone, Meant, None};
        for (line, expected) in [
            ("INT. HOUSE - DAY", Heading),
            ("int. house - day", Heading),
            ("INT HOUSE DAY", Heading),
            ("I/E HOUSE DAY", Heading),
            ("ext the house burns", HeadingIfAlone),
            ("INNEN. KÜCHE - TAG", Heading),
            ("INNEN KÜCHE - TAG", Heading),
            ("Interior of the house", None),
            ("INTERIOR OF THE HOUSE", None),
            ("ИНТ. КВАРТИРА – ДЕНЬ", Meant),
            ("INT。 病院-日", Meant),
            ("12A INT. HOUSE - DAY", Meant),
            ("ESTABLISHING", None),
            ("INTERVIEW", None),
        ] {
            assert_eq!(
                heading_look(&HeadingRules::default(), line),
                expected,
                "{line:?}"
            );
        }
    }

    #[test]
    fn a_transition_ends_with_to() {
        for (line, expected) in [
            ("CUT TO:", true),
            ("  SMASH CUT TO:  ", true),
            ("TO:", true),
            ("FADE TO BLACK.", true),
            ("Cut to:", false),
            ("CUT TO", false),
        ] {
            assert_eq!(is_transition(line), expected, "{line:?}");
        }
    }
}
