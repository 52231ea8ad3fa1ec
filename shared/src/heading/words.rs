//! How the words of a heading combine: prefixes, times of day, and where the set ends.

use super::tables::{MODIFIERS, NOT_A_SET, ONLY_FORCED, STANDARD, TIMES, TRANSLATED};
use super::{Heading, HeadingRules, IntExt, Prefix, PrefixKind, TimeOfDay};
use IntExt::{Ext, Int};
use TimeOfDay::{Inherit, Unknown};

pub(super) fn read_prefix(rules: &HeadingRules, text: &str) -> Option<Prefix> {
    let start = text.trim_start();
    let mut rest = start;
    let (mut inside, mut outside, mut kind, mut has_dot) =
        (false, false, PrefixKind::Standard, false);
    let mut letters = 0;
    let mut words = 0;
    loop {
        let end = rest
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(end)?;
        let (int_ext, word_kind) = prefix_word(rules, word)?;
        letters += usize::from(word.len() == 1);
        words += 1;
        inside |= int_ext == Int || int_ext == IntExt::Mixed;
        outside |= int_ext == Ext || int_ext == IntExt::Mixed;
        if word_kind != PrefixKind::Standard {
            kind = word_kind;
        }
        let dotless = after.strip_prefix(['.', '。', '．']);
        if dotless.is_some() && !after.starts_with('.') {
            kind = PrefixKind::OnlyForced;
        }
        has_dot |= dotless.is_some();
        rest = dotless.unwrap_or(after);
        // A slash, with or without spaces, joins another prefix: "INT. / EXT.".
        let joined = rest
            .trim_start()
            .strip_prefix(['/', '／'])
            .map(str::trim_start);
        match joined.filter(|next| starts_with_prefix_word(rules, next)) {
            Some(next) => rest = next,
            None => break,
        }
    }
    // I and E count only together: I/E, E./I.
    let only_letters_alone = letters > 0 && words < 2;
    let closed = has_dot || rest.starts_with(char::is_whitespace);
    if only_letters_alone || !closed || rest.trim().is_empty() {
        return None;
    }
    let int_ext = match (inside, outside) {
        (true, true) => IntExt::Mixed,
        (true, false) => Int,
        (false, true) => Ext,
        (false, false) => IntExt::Unknown,
    };
    let len = text.len() - rest.trim_start().len();
    Some(Prefix {
        int_ext,
        kind,
        len,
        has_dot,
    })
}

fn starts_with_prefix_word(rules: &HeadingRules, text: &str) -> bool {
    let end = text
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len());
    text.get(..end)
        .is_some_and(|word| prefix_word(rules, word).is_some())
}

fn prefix_word(rules: &HeadingRules, word: &str) -> Option<(IntExt, PrefixKind)> {
    if word.is_empty() || word.len() > 40 {
        return None;
    }
    let word = word.to_uppercase();
    let find = |table: &[(&str, IntExt)]| table.iter().find(|(w, _)| *w == word).map(|(_, i)| *i);
    if let Some((_, int_ext)) = rules
        .prefixes
        .iter()
        .find(|(w, _)| w.trim_end_matches('.') == word)
    {
        return Some((*int_ext, PrefixKind::Translated));
    }
    match word.as_str() {
        "I" => return Some((Int, PrefixKind::Standard)),
        "E" => return Some((Ext, PrefixKind::Standard)),
        _ => {}
    }
    find(STANDARD)
        .map(|i| (i, PrefixKind::Standard))
        .or_else(|| find(TRANSLATED).map(|i| (i, PrefixKind::Translated)))
        .or_else(|| find(ONLY_FORCED).map(|i| (i, PrefixKind::OnlyForced)))
}

/// Words for a time in one language and a room in another: before another time they are the room.
const ROOMS: &[&str] = &["DEN", "NOC"];

/// Splits set, time and note. `text` is clean and in upper case, without the prefix.
pub(super) fn split_time(rules: &HeadingRules, text: &str) -> Heading {
    let parts = dash_parts(text);
    let times: Vec<Option<TimeOfDay>> = parts
        .iter()
        .map(|(s, e)| read_time(rules, before_bracket(&text[*s..*e])))
        .collect();
    let last = (1..parts.len()).rev().find(|i| times[*i].is_some());
    if let Some(last) = last {
        let mut first = last;
        let is_room = |part: usize| {
            let (start, end) = parts[part];
            ROOMS.contains(&before_bracket(&text[start..end]).trim())
        };
        while first > 1 && times[first - 1].is_some() && !is_room(first - 1) {
            first -= 1;
        }
        // "DAY - CONTINUOUS": the time that names a light decides.
        let named = times[first..=last]
            .iter()
            .flatten()
            .find(|t| t.light().is_some());
        let time_of_day = named.or(times[last].as_ref()).copied().unwrap_or_default();
        let time_end = parts[last].0 + before_bracket(&text[parts[last].0..parts[last].1]).len();
        return Heading {
            set: tidy_set(&text[..parts[first - 1].1]),
            time: tidy_time(&text[parts[first].0..time_end]),
            time_of_day,
            note: tidy_note(&text[time_end..]),
            ..Heading::default()
        };
    }
    loose_time(rules, text).unwrap_or_else(|| Heading {
        set: tidy_set(text),
        ..Heading::default()
    })
}

/// Takes a time after a tight hyphen, a comma, a full stop or in brackets at the very end.
fn loose_time(rules: &HeadingRules, text: &str) -> Option<Heading> {
    let main = before_bracket(text);
    for (at, c) in main
        .char_indices()
        .rev()
        .filter(|(_, c)| matches!(c, '-' | ',' | '.'))
    {
        let (left, right) = (&main[..at], &main[at + c.len_utf8()..]);
        let word = left.rsplit([' ', '-']).next().unwrap_or_default();
        let is_set = match c {
            '-' => word.chars().count() > 2 && !NOT_A_SET.contains(&word),
            _ => right.starts_with(' ') && !left.trim().is_empty(),
        };
        let Some(time_of_day) = read_time(rules, right).filter(|_| is_set) else {
            continue;
        };
        return Some(Heading {
            set: tidy_set(left),
            time: tidy_time(right),
            time_of_day,
            note: tidy_note(&text[main.len()..]),
            ..Heading::default()
        });
    }
    let inner = text[main.len()..]
        .trim()
        .strip_prefix('(')?
        .strip_suffix(')')?;
    let time_of_day = read_time(rules, inner).filter(|_| !main.is_empty())?;
    Some(Heading {
        set: tidy_set(main),
        time: tidy_time(inner),
        time_of_day,
        ..Heading::default()
    })
}

/// Returns the byte ranges between dashes: a hyphen with a space on either side, two or more
/// hyphens, en and em dashes.
fn dash_parts(text: &str) -> Vec<(usize, usize)> {
    let is_dash = |c: char| matches!(c, '-' | '–' | '—' | '―' | '−');
    let mut parts = Vec::new();
    let mut part_start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !is_dash(c) {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((next, d)) = chars.next_if(|(_, d)| is_dash(*d)) {
            end = next + d.len_utf8();
        }
        let spaced = text[..at].ends_with(' ') || text[end..].starts_with(' ');
        if c != '-' || end - at > 1 || spaced {
            parts.push((part_start, at));
            part_start = end;
        }
    }
    parts.push((part_start, text.len()));
    parts
}

fn before_bracket(text: &str) -> &str {
    match text.find(['(', '[']) {
        // "(FLASHBACK) NIGHT" keeps its bracket: only one that ends the text is a note.
        Some(at) if text.trim_end().ends_with([')', ']']) => &text[..at],
        _ => text,
    }
}

fn tidy_set(text: &str) -> String {
    text.trim_matches([' ', ',', '-', '–', '—']).to_owned()
}

fn tidy_time(text: &str) -> String {
    text.trim_matches([' ', '.', ',']).to_owned()
}

fn tidy_note(text: &str) -> String {
    let text = text.trim_matches([' ', '-', '–', '—']);
    match text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        Some(inner) if !inner.contains(['(', ')']) => inner.trim().to_owned(),
        _ => text.to_owned(),
    }
}

/// Recognises a time of day; `text` is clean and in upper case.
pub(super) fn read_time(rules: &HeadingRules, text: &str) -> Option<TimeOfDay> {
    let text = text.trim_matches([' ', '.', ',', ':', ';', '"', '\'']);
    // Nobody writes a longer time; the bound also keeps the search below linear.
    if text.is_empty() || text.len() > 80 {
        return None;
    }
    if let Some(time) = exact_time(rules, text) {
        return Some(time);
    }
    if let Some(time) = joined_times(rules, text) {
        return Some(time);
    }
    // "DAY 2", "NIGHT #3": a story day after the time.
    if let Some((time, number)) = text.rsplit_once(' ') {
        let number = number.trim_start_matches('#');
        if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) {
            return exact_time(rules, time);
        }
    }
    let mut rest = text;
    while let Some(next) = MODIFIERS
        .iter()
        .find_map(|m| rest.strip_prefix(m)?.strip_prefix([' ', '-']))
    {
        rest = next;
        if let Some(time) = exact_time(rules, rest).filter(|t| t.light().is_some()) {
            return Some(time);
        }
    }
    later(text).or_else(|| clock(text))
}

fn exact_time(rules: &HeadingRules, text: &str) -> Option<TimeOfDay> {
    let own = rules
        .times
        .iter()
        .find(|(word, _)| word == text)
        .map(|(_, time)| *time);
    own.or_else(|| {
        TIMES
            .iter()
            .find(|(word, _)| *word == text)
            .map(|(_, time)| *time)
    })
}

/// "DAY/NIGHT", "DUSK TO NIGHT": known only if every part is; one light only if all agree.
fn joined_times(rules: &HeadingRules, text: &str) -> Option<TimeOfDay> {
    let parts: Vec<&str> = ["/", " TO ", " INTO ", " AND ", " & "]
        .iter()
        .find(|joint| text.contains(**joint))
        .map(|joint| text.split(*joint).collect())?;
    let times: Option<Vec<TimeOfDay>> = parts.iter().map(|p| exact_time(rules, p.trim())).collect();
    let times = times?;
    let first = *times.first()?;
    Some(if times.iter().all(|t| *t == first) {
        first
    } else {
        Unknown
    })
}

/// "MOMENTS LATER" inherits; "TWO DAYS LATER" is a time, but of no known light.
fn later(text: &str) -> Option<TimeOfDay> {
    let span = text
        .strip_suffix(" LATER")
        .or_else(|| text.strip_suffix(" EARLIER"))?;
    let words: Vec<&str> = span.split(' ').collect();
    let last = words.last()?.trim_end_matches('S');
    match last {
        _ if words.len() > 5 => None,
        "MOMENT" | "MINUTE" | "SECOND" | "BEAT" | "TIME" | "WHILE" | "BIT" | "LITTLE" => {
            Some(Inherit)
        }
        "HOUR" | "DAY" | "NIGHT" | "WEEK" | "MONTH" | "YEAR" | "MUCH" => Some(Unknown),
        _ => None,
    }
}

/// "3:15 AM", "7 P.M.": a time, but where the sun stands is not known.
fn clock(text: &str) -> Option<TimeOfDay> {
    let bare = text.replace(['.', ' '], "");
    let digits = bare
        .strip_suffix("AM")
        .or_else(|| bare.strip_suffix("PM"))?;
    let is_clock = (1..=5).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b':')
        && digits.starts_with(|c: char| c.is_ascii_digit());
    is_clock.then_some(Unknown)
}
