//! From a stream of headings and paragraphs to scenes: the part that Fountain and FDX share.

use super::screenplay::{Element, ElementKind, Note, Screenplay, ScriptScene, Section};
use crate::heading::{HeadingRules, clean, split_scene_number};

/// Returns the name of a cue in upper case, without extension, dual mark and "(CONT'D)".
pub(crate) fn cue_name(cue: &str) -> String {
    let end = cue.find(['(', '（']).unwrap_or(cue.len());
    let name = cue.get(..end).unwrap_or(cue).trim().trim_end_matches('^');
    clean(name).to_uppercase()
}

/// Returns a scene for a heading as written. A number in the text is used if `number` is none.
pub(crate) fn scene_from_heading(
    rules: &HeadingRules,
    text: &str,
    number: Option<String>,
    line: u32,
) -> ScriptScene {
    let (number_in_text, bare) = split_scene_number(text);
    let bare = if number_in_text.is_some() { bare } else { text };
    let heading = clean(bare).to_uppercase();
    ScriptScene {
        number: number.or_else(|| number_in_text.map(str::to_owned)),
        parsed: rules.parse(&heading),
        omitted: is_omitted(&heading),
        heading,
        line,
        ..ScriptScene::default()
    }
}

/// "OMITTED", "OMIT", "SCENE OMITTED", "OMITTED - INT. HOUSE" (DOMAIN 3.2).
fn is_omitted(heading: &str) -> bool {
    let bare = heading.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = bare.strip_prefix("SCENE ").unwrap_or(bare);
    let first = bare
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    matches!(first, "OMITTED" | "OMIT") && (bare == first || !bare.starts_with("OMIT "))
}

/// Collects what a reader finds, in the order of the file.
#[derive(Debug, Default)]
pub(crate) struct Assembler {
    pub script: Screenplay,
    open_sections: Vec<(u32, String)>,
}

impl Assembler {
    /// Returns the elements of the scene that is open, or those before the first heading.
    pub fn elements(&mut self) -> &mut Vec<Element> {
        match self.script.scenes.last_mut() {
            Some(scene) => &mut scene.elements,
            None => &mut self.script.preamble,
        }
    }

    pub fn scene(&mut self) -> Option<&mut ScriptScene> {
        self.script.scenes.last_mut()
    }

    pub fn begin_scene(&mut self, mut scene: ScriptScene) {
        scene.sections = self
            .open_sections
            .iter()
            .map(|(_, title)| title.clone())
            .collect();
        self.script.scenes.push(scene);
    }

    pub fn begin_section(&mut self, level: u32, title: String, line: u32) {
        self.open_sections.retain(|(open, _)| *open < level);
        // Nobody nests deeper; a file that does must not make every scene carry the whole list.
        if self.open_sections.len() < 12 {
            self.open_sections
                .push((level, title.chars().take(200).collect()));
        }
        self.script.sections.push(Section {
            level,
            title,
            line,
            synopsis: String::new(),
        });
    }

    /// Gives notes to the scenes in whose lines they stand; earlier ones to the script.
    pub fn place_notes(&mut self, notes: Vec<Note>) {
        for note in notes {
            let after = self
                .script
                .scenes
                .partition_point(|scene| scene.line <= note.line);
            let scene = after
                .checked_sub(1)
                .and_then(|index| self.script.scenes.get_mut(index));
            match scene {
                Some(scene) => scene.notes.push(note),
                None => self.script.notes.push(note),
            }
        }
    }

    /// Counts speeches and names speakers, and closes the script.
    pub fn finish(mut self) -> Screenplay {
        for scene in &mut self.script.scenes {
            let cues = scene
                .elements
                .iter()
                .filter(|e| e.kind == ElementKind::Character);
            let names: Vec<String> = cues
                .map(|e| cue_name(&e.text))
                .filter(|name| !name.is_empty())
                .collect();
            scene.speeches = u32::try_from(names.len()).unwrap_or(u32::MAX);
            scene.characters = names.into_iter().collect();
        }
        self.script
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cue_is_a_name() {
        for (cue, name) in [
            ("BOB", "BOB"),
            ("BOB (V.O.)", "BOB"),
            ("Bob (on the radio) (CONT'D)", "BOB"),
            ("BOB ^", "BOB"),
            ("ジョン（声）", "ジョン"),
            ("DR.  NO", "DR. NO"),
            ("(V.O.)", ""),
        ] {
            assert_eq!(cue_name(cue), name, "{cue:?}");
        }
    }

    #[test]
    fn an_omitted_scene_is_seen() {
        for (heading, omitted) in [
            ("OMITTED", true),
            ("OMIT", true),
            ("*OMITTED*", true),
            ("SCENE OMITTED", true),
            ("OMITTED - INT. HOUSE", true),
            ("INT. HOUSE - DAY", false),
            ("OMIT FLOWERS", false),
        ] {
            assert_eq!(is_omitted(heading), omitted, "{heading:?}");
        }
    }
}
