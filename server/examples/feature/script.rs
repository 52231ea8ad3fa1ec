//! A screenplay of so many scenes and pages, as Fountain and as Final Draft's FDX.

use crate::dice::Dice;
use crate::words::{FIRST, LAST, PLACES, PLAIN, SETS};

/// One paragraph of the screenplay.
enum Line {
    Heading { number: usize, text: String },
    Action(String),
    Cue(String),
    Speech(String),
}

pub struct Script(Vec<Line>);

impl Script {
    /// Writes scenes in turn until each has its share of the pages.
    pub fn of(dice: &mut Dice, scenes: usize, pages: usize, speakers: usize) -> Self {
        let mut lines = Vec::new();
        let each = pages * LINES_OF_A_PAGE / scenes;
        for number in 1..=scenes {
            lines.push(Line::Heading {
                number,
                text: heading(dice),
            });
            let mut left = each.saturating_sub(3);
            while left > 0 {
                let words = dice.between(8, 40);
                if dice.below(5) < 2 {
                    lines.push(Line::Action(sentence(dice, words)));
                    left = left.saturating_sub(1 + words.div_ceil(11));
                } else {
                    let words = words.min(24);
                    lines.push(Line::Cue(speaker(dice.below(speakers))));
                    lines.push(Line::Speech(sentence(dice, words)));
                    left = left.saturating_sub(2 + words.div_ceil(6));
                }
            }
        }
        Self(lines)
    }

    pub fn fountain(&self) -> String {
        let mut out = "Title: Salt Road\nAuthor: A generator\n\n".to_owned();
        for line in &self.0 {
            out.push_str(&match line {
                Line::Heading { number, text } => format!("{text} #{number}#\n\n"),
                Line::Action(text) | Line::Speech(text) => format!("{text}\n\n"),
                Line::Cue(name) => format!("{name}\n"),
            });
        }
        out
    }

    pub fn fdx(&self) -> String {
        let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\" ?>\n\
            <FinalDraft DocumentType=\"Script\" Template=\"No\" Version=\"5\">\n<Content>\n"
            .to_owned();
        for line in &self.0 {
            let (kind, number, text) = match line {
                Line::Heading { number, text } => {
                    ("Scene Heading", format!(" Number=\"{number}\""), text)
                }
                Line::Action(text) => ("Action", String::new(), text),
                Line::Cue(text) => ("Character", String::new(), text),
                Line::Speech(text) => ("Dialogue", String::new(), text),
            };
            out.push_str(&format!(
                "<Paragraph{number} Type=\"{kind}\"><Text>{text}</Text></Paragraph>\n"
            ));
        }
        out.push_str("</Content>\n</FinalDraft>\n");
        out
    }
}

/// Lines as counted below that fill a page: breaks and the estimate of words cost some of its 54.
const LINES_OF_A_PAGE: usize = 47;

pub fn speaker(n: usize) -> String {
    let name = format!("{} {}", FIRST[n % FIRST.len()], LAST[(n * 7) % LAST.len()]);
    name.to_uppercase()
}

fn heading(dice: &mut Dice) -> String {
    let side = ["INT.", "EXT.", "INT.", "EXT.", "INT./EXT."][dice.below(5)];
    let time = ["DAY", "NIGHT", "DAY", "DUSK", "MORNING"][dice.below(5)];
    format!("{side} {}{} - {time}", dice.pick(&SETS), dice.pick(&PLACES))
}

/// Returns a sentence of so many words.
pub fn sentence(dice: &mut Dice, words: usize) -> String {
    let mut out = String::new();
    for n in 0..words.max(1) {
        let word = *dice.pick(&PLAIN);
        if n == 0 {
            out.push_str(&word[..1].to_uppercase());
            out.push_str(&word[1..]);
        } else {
            out.push(' ');
            out.push_str(word);
        }
    }
    out.push('.');
    out
}
