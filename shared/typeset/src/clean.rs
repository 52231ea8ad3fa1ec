//! Prepares what people typed for the page: letters that no font has, and words wider than any
//! column.

use serde_json::Value;

use crate::fonts::Fonts;

/// What a template reads, with every text ready to be set.
pub struct Cleaned {
    pub value: Value,
    /// Letters that no font has, each once.
    pub lacking: Vec<char>,
}

/// Stands for a letter that no font has.
const LACKING: char = '□';
/// A run of letters longer than this may break anywhere.
const LONG_WORD: usize = 24;
/// Where a long run of letters may break.
const BREAK: char = '\u{200b}';

/// Prepares all texts in a value.
pub fn clean(value: Value, fonts: &Fonts) -> Cleaned {
    let mut cleaned = Cleaned {
        value,
        lacking: Vec::new(),
    };
    let mut value = std::mem::take(&mut cleaned.value);
    walk(&mut value, fonts, &mut cleaned.lacking);
    cleaned.value = value;
    cleaned
}

fn walk(value: &mut Value, fonts: &Fonts, lacking: &mut Vec<char>) {
    match value {
        Value::String(text) => {
            if !text.is_ascii() || text.len() > LONG_WORD {
                *text = clean_text(text, &|c| fonts.has(c), lacking);
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|v| walk(v, fonts, lacking)),
        Value::Object(all) => all.values_mut().for_each(|v| walk(v, fonts, lacking)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn clean_text(text: &str, has: &dyn Fn(char) -> bool, lacking: &mut Vec<char>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = 0;
    for c in text.chars() {
        if is_joiner(c) {
            continue;
        }
        if (c.is_whitespace() && c != '\u{a0}') || c.is_control() {
            out.push(if c == '\n' { '\n' } else { ' ' });
            run = 0;
            continue;
        }
        run += 1;
        if run > LONG_WORD && run % 8 == 1 {
            out.push(BREAK);
        }
        match matches!(c, '\u{200c}' | '\u{200d}') || has(c) {
            true => out.push(c),
            false => {
                if !lacking.contains(&c) {
                    lacking.push(c);
                }
                out.push(LACKING);
            }
        }
    }
    out
}

/// Signs that change a letter beside them and have no shape of their own: variants, skin tones,
/// directions. Zero-width joiners stay, since Devanagari and Arabic are shaped by them.
fn is_joiner(c: char) -> bool {
    matches!(c,
        '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: &str, lacks: &[char]) {
        let mut lacking = Vec::new();
        let has = |c: char| c.is_ascii() || c == 'é' || c == '\u{a0}';
        assert_eq!(clean_text(text, &has, &mut lacking), want, "{text}");
        assert_eq!(lacking, lacks, "{text}");
    }

    #[test]
    fn a_letter_without_a_font_is_marked_and_told() {
        check("Zoé #1 *bold* $x$", "Zoé #1 *bold* $x$", &[]);
        check("李 李娜", "□ □□", &['李', '娜']);
        check("ok \u{1f44d}\u{1f3fd}\u{fe0f}", "ok □", &['\u{1f44d}']);
        check("\u{202e}evil", "evil", &[]);
        check("a\tb\r\nc", "a b \nc", &[]);
        check(
            "+44\u{a0}7700\u{a0}900903",
            "+44\u{a0}7700\u{a0}900903",
            &[],
        );
    }

    #[test]
    fn a_word_wider_than_a_column_may_break() {
        let long = "x".repeat(60);
        let mut lacking = Vec::new();
        let set = clean_text(&long, &|_| true, &mut lacking);
        assert_eq!(set.replace(BREAK, ""), long);
        assert!(set.split(BREAK).all(|part| part.len() <= LONG_WORD));
    }
}
