//! Scene headings: reading "INT. HOUSE - DAY" into inside or outside, set and time of day.
//! Finding headings in a script is the work of `formats`.

use serde::{Deserialize, Serialize};

mod tables;
mod words;

/// Inside, outside or both, as on a strip (DOMAIN 3.2: unknown stays unknown).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum IntExt {
    #[serde(rename = "INT")]
    Int,
    #[serde(rename = "EXT")]
    Ext,
    /// Every mixed form: INT./EXT., EXT/INT, I/E.
    #[serde(rename = "I/E")]
    Mixed,
    #[default]
    #[serde(rename = "")]
    Unknown,
}

impl IntExt {
    /// Returns the text that strips and reports print: "INT", "EXT", "I/E" or nothing.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Int => "INT",
            Self::Ext => "EXT",
            Self::Mixed => "I/E",
            Self::Unknown => "",
        }
    }
}

/// What a heading says about the time of day (DOMAIN 3.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeOfDay {
    /// DAY, MORNING, AFTERNOON.
    Day,
    /// NIGHT, EVENING.
    Night,
    /// DAWN, SUNRISE.
    Dawn,
    /// DUSK, SUNSET.
    Dusk,
    MagicHour,
    /// CONTINUOUS, LATER, SAME: as the scene before, which is a suggestion and no fact.
    Inherit,
    #[default]
    Unknown,
}

/// The light that decides a strip's colour, together with [`IntExt`] (DOMAIN 3.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    Day,
    Night,
    Twilight,
}

/// The part of the day that a strip's colour goes by: Movie Magic's rows, and twilight beside them
/// (DOMAIN 3.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayPart {
    Day,
    Night,
    Morning,
    Evening,
    /// Dawn, dusk and the magic hour.
    Twilight,
}

impl DayPart {
    pub const ALL: [Self; 5] = [
        Self::Day,
        Self::Night,
        Self::Morning,
        Self::Evening,
        Self::Twilight,
    ];

    /// Returns the part of the day that a heading's words name, whose light is known.
    pub fn of(light: Light, time: &str) -> Self {
        let is_said = |words: &[&str]| {
            let time = time.to_uppercase();
            let mut said = time.split(|c: char| !c.is_alphanumeric());
            said.any(|word| words.contains(&word))
        };
        match light {
            Light::Twilight => Self::Twilight,
            Light::Day if is_said(tables::MORNINGS) => Self::Morning,
            Light::Day => Self::Day,
            Light::Night if is_said(tables::EVENINGS) => Self::Evening,
            Light::Night => Self::Night,
        }
    }

    /// Returns the light of this part: mornings are day and evenings night (DOMAIN 3.2).
    pub fn light(self) -> Light {
        match self {
            Self::Day | Self::Morning => Light::Day,
            Self::Night | Self::Evening => Light::Night,
            Self::Twilight => Light::Twilight,
        }
    }
}

impl TimeOfDay {
    /// Returns the light of a time that names one; times that inherit or are unknown name none.
    pub fn light(self) -> Option<Light> {
        match self {
            Self::Day => Some(Light::Day),
            Self::Night => Some(Light::Night),
            Self::Dawn | Self::Dusk | Self::MagicHour => Some(Light::Twilight),
            Self::Inherit | Self::Unknown => None,
        }
    }
}

/// A scene heading, taken apart. All texts are in upper case with single spaces.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Heading {
    pub int_ext: IntExt,
    /// The set with its sub-locations: "JOHN'S APARTMENT - BEDROOM".
    pub set: String,
    /// The time of day as written, empty if the heading names none that is known.
    pub time: String,
    pub time_of_day: TimeOfDay,
    /// What follows the time: "FLASHBACK", "1979".
    pub note: String,
}

/// The light of a scene, and whether it was only inherited from the scene before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LightSuggestion {
    pub light: Option<Light>,
    pub inherited: bool,
}

/// How a heading's first word was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrefixKind {
    /// INT, EXT, EST, I/E: Fountain's own.
    Standard,
    /// A word of another language that is a heading wherever it stands: INNEN, INTERIOR.
    Translated,
    /// A word of another language that Fountain programs take for action: only forced headings
    /// and FDX use it.
    OnlyForced,
}

/// The start of a heading: "INT./EXT.".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prefix {
    pub int_ext: IntExt,
    pub kind: PrefixKind,
    /// Length in bytes, with its dot and the spaces after it.
    pub len: usize,
    pub has_dot: bool,
}

/// Words of a production's language beyond the built-in table. Words are compared in upper case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HeadingRules {
    pub prefixes: Vec<(String, IntExt)>,
    pub times: Vec<(String, TimeOfDay)>,
}

/// Reads a heading by the built-in words.
pub fn parse_heading(text: &str) -> Heading {
    HeadingRules::default().parse(text)
}

/// Returns each scene's light; CONTINUOUS, LATER and the like take that of the scene before, as a
/// suggestion that someone must confirm (DOMAIN 3.2).
pub fn suggest_lights<'a>(headings: impl IntoIterator<Item = &'a Heading>) -> Vec<LightSuggestion> {
    let mut before = None;
    headings
        .into_iter()
        .map(|heading| {
            let inherited = heading.time_of_day == TimeOfDay::Inherit;
            let light = if inherited {
                before
            } else {
                heading.time_of_day.light()
            };
            before = light;
            LightSuggestion { light, inherited }
        })
        .collect()
}

/// Splits "INT. HOUSE #12A#" and "12A INT. HOUSE 12A" into scene number and heading.
pub fn split_scene_number(text: &str) -> (Option<&str>, &str) {
    let text = text.trim();
    if let Some((before, number)) = text.strip_suffix('#').and_then(|t| t.rsplit_once('#')) {
        let number = number.trim();
        if !number.is_empty() && !number.contains(char::is_whitespace) {
            return (Some(number), before.trim_end());
        }
    }
    let Some((first, rest)) = text.split_once(char::is_whitespace) else {
        return (None, text);
    };
    let rest = rest.trim_start();
    let number = first.trim_end_matches(['.', ')']);
    let is_number = number.len() <= 8
        && number.bytes().any(|b| b.is_ascii_digit())
        && number
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let is_heading = HeadingRules::default().prefix(rest).is_some()
        || ["OMITTED", "OMIT"]
            .iter()
            .any(|word| rest.eq_ignore_ascii_case(word));
    if !is_number || !is_heading {
        return (None, text);
    }
    // Numbers in both margins: "12A INT. HOUSE - DAY 12A".
    let rest = match rest.rsplit_once(char::is_whitespace) {
        Some((heading, last)) if last.trim_end_matches('.') == number => heading.trim_end(),
        _ => rest,
    };
    (Some(number), rest)
}

impl HeadingRules {
    /// Reads a heading: prefix, set, time of day and what follows it. The time is the last part
    /// between dashes that is a known time (DOMAIN 3.2); a comma or full stop before the very last
    /// words is taken too, as in "INT. HALL, NIGHT".
    pub fn parse(&self, text: &str) -> Heading {
        let upper = clean(text).to_uppercase();
        let (int_ext, rest) = match self.prefix(&upper) {
            Some(prefix) => (prefix.int_ext, upper.get(prefix.len..).unwrap_or_default()),
            None => (IntExt::Unknown, upper.as_str()),
        };
        let rest = rest.trim_start_matches(['-', '–', '—', ' ']);
        let mut heading = words::split_time(self, rest);
        heading.int_ext = int_ext;
        heading
    }

    /// Recognises the start of a heading in any case, if something follows it.
    pub fn prefix(&self, text: &str) -> Option<Prefix> {
        words::read_prefix(self, text)
    }

    /// Recognises words that name a time of day: "DAY", "EARLY MORNING", "TEN MINUTES LATER".
    pub fn time_of_day(&self, text: &str) -> Option<TimeOfDay> {
        words::read_time(self, &clean(text).to_uppercase())
    }
}

/// Collapses every run of white space, also no-break spaces and tabs, to one space.
pub(crate) fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !cleaned.is_empty() {
            cleaned.push(' ');
        }
        cleaned.push_str(word);
    }
    cleaned
}

/// Trims every line and the text as a whole, and keeps the line breaks.
pub(crate) fn clean_lines(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
    lines.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests;
