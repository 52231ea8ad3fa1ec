//! Fountain, the whole syntax (fountain.io/syntax): title page, boneyard and notes first, then the
//! body line by line. Where parsers differ: tests/fixtures/DIFFERENCES.md.

mod body;
mod cue;
pub(crate) mod emphasis;
mod lines;
mod speech;
mod title_page;

use super::screenplay::{Screenplay, ScriptFormat};
use crate::heading::{HeadingRules, clean};

/// What speaks for a text being a script and not some other text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Evidence {
    pub headings: u32,
    pub cues: u32,
    /// Transitions, centred text, lyrics.
    pub marks: u32,
    pub title_page: bool,
}

impl Evidence {
    pub fn is_convincing(self) -> bool {
        self.headings > 0 || self.cues > 0 || self.marks > 1 || self.title_page
    }
}

/// Reads Fountain from text whose lines end with line feeds. Any text can be read; the evidence
/// says whether it was meant to be a script.
pub(crate) fn read(text: &str, rules: &HeadingRules) -> (Screenplay, Evidence) {
    let cut = lines::cut(text);
    let title_page = title_page::read_title_page(&cut.lines);
    let body = cut.lines.get(title_page.end..).unwrap_or_default();
    let mut reader = body::BodyReader::new(body, rules);
    reader.read();
    let mut evidence = reader.evidence;
    evidence.title_page = title_page.has_known_key;
    let mut assembler = reader.assembler;
    let mut problems = cut.problems;
    problems.extend(title_page.problems);
    problems.append(&mut assembler.script.problems);
    problems.sort_by_key(|problem| problem.line);
    assembler.place_notes(cut.notes);
    mark_colors(&mut assembler.script);
    let mut script = assembler.finish();
    script.title = title_of(&title_page.fields);
    script.title_page = title_page.fields;
    script.format = ScriptFormat::Fountain;
    script.problems = problems;
    (script, evidence)
}

/// Returns the value of "Title", in one line.
pub(crate) fn title_of(fields: &[(String, String)]) -> Option<String> {
    let is_title = |key: &str| {
        matches!(
            key.to_lowercase().as_str(),
            "title" | "titel" | "titre" | "título"
        )
    };
    let (_, value) = fields.iter().find(|(key, _)| is_title(key))?;
    Some(clean(value)).filter(|title| !title.is_empty())
}

/// Takes a scene's colour from a note such as [[COLOR BLUE]] in its heading (Beat's habit).
fn mark_colors(script: &mut Screenplay) {
    for scene in &mut script.scenes {
        scene.color = scene
            .notes
            .iter()
            .filter(|note| note.line == scene.line)
            .find_map(|note| {
                let (key, value) = note.text.split_once([' ', ':'])?;
                let is_color = ["color", "colour"].contains(&key.to_lowercase().as_str());
                is_color.then(|| value.trim().to_owned())
            });
    }
}

#[cfg(test)]
mod tests;
