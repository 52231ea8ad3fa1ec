//! Later drafts of a script, made from a seed, with what became of each scene known.

use std::collections::HashMap;
use std::fmt::Write as _;

use shared::formats::screenplay::ElementKind;
use shared::formats::{Screenplay, read_script};

/// Numbers from a seed (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub fn of(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    fn is(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

#[derive(Clone)]
enum Line {
    Action(String),
    Speech(String, String),
}

impl Line {
    fn text(&mut self) -> &mut String {
        match self {
            Self::Action(text) | Self::Speech(_, text) => text,
        }
    }
}

/// A scene, and the scenes of the first draft that its words come from.
#[derive(Clone)]
pub struct Scene {
    pub number: String,
    side: String,
    set: String,
    time: String,
    lines: Vec<Line>,
    pub from: Vec<usize>,
    pub is_omitted: bool,
}

/// A draft as a file, and what is true of its scenes.
pub struct Draft {
    pub scenes: Vec<Scene>,
    pub script: Screenplay,
}

impl Draft {
    fn of(scenes: Vec<Scene>) -> Self {
        let mut text = "Title: Draft\n\n".to_owned();
        for scene in &scenes {
            let number = match scene.number.as_str() {
                "" => String::new(),
                number => format!(" #{number}#"),
            };
            if scene.is_omitted {
                let _ = write!(text, ".OMITTED{number}\n\n");
                continue;
            }
            let Scene {
                side, set, time, ..
            } = scene;
            let _ = write!(text, "{side} {set} - {time}{number}\n\n");
            for line in &scene.lines {
                let _ = match line {
                    Line::Action(words) => write!(text, "!{words}\n\n"),
                    Line::Speech(name, words) => write!(text, "@{name}\n{words}\n\n"),
                };
            }
        }
        let script = read_script(text.as_bytes(), Some("draft.fountain")).unwrap_or_default();
        assert_eq!(
            script.scenes.len(),
            scenes.len(),
            "the generator wrote what is no scene"
        );
        Self { scenes, script }
    }
}

/// The words of the sample, and which follow which.
pub struct Voice {
    follows: HashMap<String, Vec<String>>,
    starts: Vec<String>,
}

impl Voice {
    fn of(scenes: &[Scene]) -> Self {
        let mut voice = Self {
            follows: HashMap::new(),
            starts: Vec::new(),
        };
        for line in scenes.iter().flat_map(|scene| &scene.lines) {
            let (Line::Action(text) | Line::Speech(_, text)) = line;
            let words: Vec<&str> = text.split_whitespace().collect();
            voice.starts.extend(words.first().map(|w| (*w).to_owned()));
            for pair in words.windows(2) {
                let next = voice.follows.entry(pair[0].to_owned()).or_default();
                next.push(pair[1].to_owned());
            }
        }
        voice
    }

    fn sentence(&self, dice: &mut Dice, words: usize) -> String {
        let mut word = dice.pick(&self.starts).clone();
        let mut out = word.clone();
        for _ in 1..words {
            word = match self.follows.get(&word) {
                Some(next) => dice.pick(next).clone(),
                None => dice.pick(&self.starts).clone(),
            };
            out.push(' ');
            out.push_str(&word);
        }
        out
    }
}

const SAMPLE: &str = include_str!("../../../tests/sample/crossing-times.fountain");

/// Returns the scenes of the sample production's script.
fn read_sample() -> Vec<Scene> {
    let script = read_script(SAMPLE.as_bytes(), Some("a.fountain")).unwrap_or_default();
    let scenes = script.scenes.iter().enumerate().map(|(n, scene)| {
        let mut lines = Vec::new();
        let mut speaker = String::new();
        for element in &scene.elements {
            let text = element
                .text
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            match element.kind {
                _ if text.is_empty() => {}
                ElementKind::Character => speaker = text,
                ElementKind::Parenthetical => {}
                ElementKind::Dialogue => lines.push(Line::Speech(speaker.clone(), text)),
                _ => lines.push(Line::Action(text)),
            }
        }
        Scene {
            number: scene.number.clone().unwrap_or_default(),
            side: format!("{}.", scene.parsed.int_ext.as_str()),
            set: scene.parsed.set.clone(),
            time: scene.parsed.time.clone(),
            lines,
            from: vec![n],
            is_omitted: false,
        }
    });
    scenes.collect()
}

/// Returns the sample's script as a first draft.
pub fn sample() -> (Draft, Voice) {
    let scenes = read_sample();
    let voice = Voice::of(&scenes);
    (Draft::of(scenes), voice)
}

/// Returns a feature in the words of the sample: few sets that come again and again, the same
/// people everywhere, scenes from three lines to three pages.
pub fn feature(dice: &mut Dice, count: usize) -> (Draft, Voice) {
    let known = read_sample();
    let voice = Voice::of(&known);
    let mut names: Vec<String> = known
        .iter()
        .flat_map(|scene| &scene.lines)
        .filter_map(|line| match line {
            Line::Speech(name, _) => Some(name.clone()),
            Line::Action(_) => None,
        })
        .collect();
    names.sort();
    names.dedup();
    let scenes = (0..count).map(|n| {
        let like = dice.pick(&known).clone();
        let lines = (0..2 + dice.below(14)).map(|_| {
            let words = 3 + dice.below(22);
            let text = voice.sentence(dice, words);
            match dice.is(60) {
                true => Line::Speech(dice.pick(&names).clone(), text),
                false => Line::Action(text),
            }
        });
        let lines = lines.collect();
        Scene {
            number: (n + 1).to_string(),
            time: dice.pick(&["DAY", "NIGHT", "DAY", "DUSK"]).to_string(),
            lines,
            from: vec![n],
            ..like
        }
    });
    let scenes = scenes.collect();
    (Draft::of(scenes), voice)
}

/// How a later draft is numbered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Numbers {
    /// Locked: new scenes get letters, and of those that are gone the number may stay.
    Locked,
    /// Counted anew; scenes move as well.
    Counted,
}

/// Returns a later draft: scenes inserted, taken out, split, merged, moved, rewritten in part, sets
/// and times renamed. Each scene is split, merged or taken out at most once.
pub fn later(first: &Draft, voice: &Voice, dice: &mut Dice, numbers: Numbers) -> Draft {
    let mut out: Vec<Scene> = Vec::new();
    let mut all = first.scenes.iter().cloned().peekable();
    let sets: Vec<String> = first.scenes.iter().map(|scene| scene.set.clone()).collect();
    let renamed = dice.pick(&sets).clone();
    while let Some(mut scene) = all.next() {
        if scene.set == renamed {
            scene.set = format!("OLD {renamed}");
        }
        match dice.below(100) {
            0..=4 => {
                out.push(fresh(&scene, &sets, voice, dice));
                out.push(scene);
            }
            5..=9 => {
                if numbers == Numbers::Locked && dice.is(50) {
                    out.push(omitted(scene));
                }
            }
            10..=14 if scene.lines.len() >= 6 => {
                let low = scene.lines.len() * 35 / 100;
                let at = low + dice.below(scene.lines.len() - 2 * low);
                let mut second = scene.clone();
                second.lines.drain(..at);
                scene.lines.truncate(at);
                second.number.push('A');
                if dice.is(50) {
                    second.set = dice.pick(&sets).clone();
                }
                out.extend([scene, second]);
            }
            15..=18 => {
                let Some(next) = all.next() else {
                    out.push(scene);
                    continue;
                };
                scene.lines.extend(next.lines.iter().cloned());
                scene.from.extend(&next.from);
                out.push(scene);
                if numbers == Numbers::Locked && dice.is(50) {
                    let mut gone = omitted(next);
                    gone.from.clear();
                    out.push(gone);
                }
            }
            19..=53 => {
                rewrite(&mut scene, voice, dice, 25);
                out.push(scene);
            }
            54..=61 => {
                rewrite(&mut scene, voice, dice, 60);
                out.push(scene);
            }
            62..=67 => {
                scene.time = dice.pick(&["NIGHT", "DAWN", "LATER"]).to_string();
                rewrite(&mut scene, voice, dice, 15);
                out.push(scene);
            }
            _ => out.push(scene),
        }
    }
    if numbers == Numbers::Counted {
        for _ in 0..out.len() / 30 + 1 {
            let scene = out.remove(dice.below(out.len()));
            let to = dice.below(out.len() + 1);
            out.insert(to, scene);
        }
        for (n, scene) in out.iter_mut().enumerate() {
            scene.number = (n + 1).to_string();
        }
    }
    Draft::of(out)
}

fn fresh(before: &Scene, sets: &[String], voice: &Voice, dice: &mut Dice) -> Scene {
    let lines = (0..2 + dice.below(8)).map(|_| {
        let words = 4 + dice.below(20);
        Line::Action(voice.sentence(dice, words))
    });
    let lines = lines.collect();
    Scene {
        number: format!("A{}", before.number),
        set: dice.pick(sets).clone(),
        lines,
        from: Vec::new(),
        ..before.clone()
    }
}

fn omitted(scene: Scene) -> Scene {
    Scene {
        is_omitted: true,
        ..scene
    }
}

/// Writes so many per cent of the paragraphs anew, takes them out, or changes some of their words.
fn rewrite(scene: &mut Scene, voice: &Voice, dice: &mut Dice, percent: usize) {
    let mut lines = Vec::new();
    for mut line in std::mem::take(&mut scene.lines) {
        if !dice.is(percent) {
            lines.push(line);
            continue;
        }
        let count = line.text().split_whitespace().count();
        match dice.below(4) {
            0 => {}
            1 => {
                let words = 4 + dice.below(18);
                *line.text() = voice.sentence(dice, words);
                lines.push(line);
            }
            2 => {
                let words = 4 + dice.below(12);
                lines.push(line);
                lines.push(Line::Action(voice.sentence(dice, words)));
            }
            _ => {
                let other = voice.sentence(dice, count);
                let pairs = line.text().split_whitespace().zip(other.split_whitespace());
                let words: Vec<&str> = pairs
                    .map(|(own, other)| if dice.is(40) { other } else { own })
                    .collect();
                let text = words.join(" ");
                *line.text() = text;
                lines.push(line);
            }
        }
    }
    if lines.is_empty() {
        lines.push(Line::Action(voice.sentence(dice, 12)));
    }
    scene.lines = lines;
}
