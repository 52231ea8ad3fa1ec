//! Pages as data, and the body of issued sides: everything that is needed to show them, with no
//! other record.

use serde::{Deserialize, Serialize};

use crate::body::body;
use crate::callsheet::Damaged;
use crate::id::Id;

/// The schema that this version writes. A newer one is shown as far as it is understood.
pub const SCHEMA: u32 = 1;

/// What a paragraph is; decides where it stands on the page (DOMAIN 3.1).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    #[default]
    Action,
    Heading,
    Cue,
    Parenthetical,
    Dialogue,
    Lyrics,
    Transition,
    Shot,
    Centered,
    /// "(MORE)", below a speech that goes on overleaf.
    More,
}

body! {
    /// The pages of one day's scenes; what else stands on them is struck.
    Sides {
        schema: u32,
        production: Option<Id>,
        title: String,
        company: String,
        /// `letter` or `a4`.
        paper: String,
        day: Option<Id>,
        day_number: u32,
        days: u32,
        /// Civil date of the shoot day.
        date: String,
        /// Revisions count from 0, the white one.
        number: u32,
        colour: String,
        /// Civil date of the issue.
        issued: String,
        script_colour: String,
        script_date: String,
        /// One of [`super::Order`].
        order: String,
        /// In that order.
        scenes: Vec<SceneOnSides>,
        pages: Vec<Page>,
    }

    /// A scene of the day.
    SceneOnSides {
        scene: Option<Id>,
        number: String,
        heading: String,
        eighths: u32,
        /// The page that it starts on, as [`Page::number`] counts; 0 if the script does not have it.
        page: u32,
        /// What is printed on that page, where the pages are locked.
        page_label: String,
    }

    /// A page of the standard layout.
    Page {
        /// Its place among the pages, from 1.
        number: u32,
        /// What is printed on it where the file locks its pages: "87A". Empty: the number.
        label: String,
        paragraphs: Vec<Paragraph>,
    }

    /// A paragraph, or the part of one that stands on the page.
    Paragraph {
        part: Part,
        /// The scene that it belongs to.
        scene: Option<Id>,
        /// The scene's number, on its heading.
        number: String,
        text: String,
        /// Where the layout begins a line, in bytes; a line break in the text is the script's own.
        breaks: Vec<u32>,
        /// Lines that the newest draft changed, from 0.
        marks: Vec<u32>,
        /// Empty lines above it.
        space: u32,
        /// `left` or `right` in a dual dialogue.
        side: String,
        /// Set by the layout: "(MORE)", or a cue that is said again.
        is_made: bool,
        /// Not shot on the day.
        is_struck: bool,
    }
}

impl Page {
    /// Returns what is printed on the page: "12", or "87A" where pages are locked.
    pub fn name(&self) -> String {
        match self.label.as_str() {
            "" => self.number.to_string(),
            label => label.to_owned(),
        }
    }

    /// Counts the lines from the top of the page, the empty ones too; of two columns the longer one.
    pub fn lines(&self) -> u32 {
        let high = |p: &Paragraph| {
            let lines = u32::try_from(p.lines().len()).unwrap_or(u32::MAX);
            lines.saturating_add(p.space)
        };
        let (mut all, mut columns) = (0_u32, [0_u32; 2]);
        for p in &self.paragraphs {
            let is_pair_over = match p.side.as_str() {
                "right" => false,
                "left" => columns[1] > 0,
                _ => true,
            };
            if is_pair_over {
                let [left, right] = std::mem::take(&mut columns);
                all = all.saturating_add(left.max(right));
            }
            match p.side.as_str() {
                "left" => columns[0] = columns[0].saturating_add(high(p)),
                "right" => columns[1] = columns[1].saturating_add(high(p)),
                _ => all = all.saturating_add(high(p)),
            }
        }
        all.saturating_add(columns[0].max(columns[1]))
    }
}

impl SceneOnSides {
    /// Returns what is printed on the page that the scene starts on; nothing if there is none.
    pub fn page_name(&self) -> Option<String> {
        match self.page_label.as_str() {
            "" => (self.page > 0).then(|| self.page.to_string()),
            label => Some(label.to_owned()),
        }
    }
}

impl Paragraph {
    /// Cuts the text into its lines, in bytes from and to, without what ends them.
    pub fn lines(&self) -> Vec<(usize, usize)> {
        let mut starts: Vec<usize> = self.breaks.iter().map(|at| *at as usize).collect();
        starts.push(0);
        starts.extend(self.text.match_indices('\n').map(|(at, _)| at + 1));
        starts.sort_unstable();
        starts.dedup();
        let ends = starts.iter().skip(1).copied().chain([self.text.len() + 1]);
        // A body of another hand may cut where no letter begins: then the text is one line.
        if !starts.iter().all(|at| self.text.is_char_boundary(*at)) {
            return vec![(0, self.text.len())];
        }
        starts
            .iter()
            .zip(ends)
            .map(|(start, end)| {
                let is_own = self.text.as_bytes().get(end - 1) == Some(&b'\n');
                let last = end == self.text.len() + 1;
                (*start, if is_own || last { end - 1 } else { end })
            })
            .collect()
    }

    /// Says whether the newest draft changed any of it.
    pub fn is_changed(&self) -> bool {
        !self.marks.is_empty()
    }
}

impl Sides {
    /// Reads a body; fields of a newer version are passed over.
    pub fn parse(body: &str) -> Result<Self, Damaged> {
        serde_json::from_str(body).map_err(|e| Damaged(e.to_string()))
    }

    /// Writes the canonical body.
    pub fn body(&self) -> String {
        // Strings, numbers and lists of them cannot fail to be written.
        serde_json::to_string(self).unwrap_or_default()
    }
}
