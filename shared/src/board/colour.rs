//! The paper colours of strips: a preset, and over it whatever the production chose itself, paper by
//! paper. The word stands beside the colour always.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::book::Book;
use crate::command::Command;
use crate::heading::{DayPart, IntExt, Light};
use crate::kind::Kind;
use crate::record::Value;
use crate::scene::SceneView;

use super::rgb::Rgb;

/// A convention of strip colours (DOMAIN 3.4: sources disagree about the nights).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Preset {
    /// Interior night blue, exterior night green: usual in Movie Magic.
    #[default]
    A,
    /// Interior night green, exterior night blue: Singleton.
    B,
}

impl Preset {
    pub fn parse(text: &str) -> Self {
        if text.eq_ignore_ascii_case("b") {
            Self::B
        } else {
            Self::A
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::B => "b",
        }
    }
}

/// The columns of the matrix.
pub const SIDES: [IntExt; 3] = [IntExt::Int, IntExt::Ext, IntExt::Mixed];

/// Something that has a colour of its own: a cell of the matrix, or one of the three beside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Paper {
    /// A scene by where and when it is; the side is one of [`SIDES`].
    Scene(IntExt, DayPart),
    /// A picked strip.
    Highlight,
    /// The end of a day.
    DayStrip,
    Banner,
}

impl Paper {
    /// Lists all of them: the matrix row by row, then the others.
    pub fn all() -> impl Iterator<Item = Self> {
        let row = |part| SIDES.map(|side| Self::Scene(side, part));
        let beside = [Self::Highlight, Self::DayStrip, Self::Banner];
        DayPart::ALL.into_iter().flat_map(row).chain(beside)
    }

    /// Returns the last part of the field that holds its colour: `ext_night`.
    pub fn key(self) -> String {
        let (side, part) = match self {
            Self::Highlight => return "highlight".to_owned(),
            Self::DayStrip => return "day_strip".to_owned(),
            Self::Banner => return "banner".to_owned(),
            Self::Scene(side, part) => (side, part),
        };
        let side = match side {
            IntExt::Int => "int",
            IntExt::Ext => "ext",
            IntExt::Mixed => "mixed",
            IntExt::Unknown => "plain",
        };
        let part = match part {
            DayPart::Day => "day",
            DayPart::Night => "night",
            DayPart::Morning => "morning",
            DayPart::Evening => "evening",
            DayPart::Twilight => "twilight",
        };
        format!("{side}_{part}")
    }

    fn field(self) -> String {
        format!("strip_colour/{}", self.key())
    }

    /// Returns the paper of a scene; nothing while its side or its light is not known.
    pub fn of(scene: &SceneView) -> Option<Self> {
        if scene.int_ext == IntExt::Unknown {
            return None;
        }
        scene
            .day_part()
            .map(|part| Self::Scene(scene.int_ext, part))
    }
}

/// The colours of a production.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Colours {
    pub preset: Preset,
    own: BTreeMap<String, Rgb>,
}

/// Returns the production's colours; what is no colour counts as none.
pub fn colours(book: &Book) -> Colours {
    let Some(production) = book.production() else {
        return Colours::default();
    };
    let own = Paper::all().filter_map(|paper| {
        let rgb = Rgb::parse(production.text(&paper.field()))?;
        Some((paper.key(), rgb))
    });
    Colours {
        preset: Preset::parse(production.text("strip_preset")),
        own: own.collect(),
    }
}

impl Colours {
    /// Returns the colour that the production chose itself.
    pub fn own(&self, paper: Paper) -> Option<Rgb> {
        // Most productions have none, and a board asks for every strip.
        if self.own.is_empty() {
            return None;
        }
        self.own.get(&paper.key()).copied()
    }

    /// Counts the papers that differ from the preset.
    pub fn count(&self) -> usize {
        self.own.len()
    }

    /// Returns the class that colours a paper: the preset's, `paint-<rrggbb>` for a colour of the
    /// production's own, or nothing where the preset has no colour.
    pub fn class(&self, paper: Paper) -> Cow<'static, str> {
        match self.own(paper) {
            Some(rgb) => format!("paint-{}", &rgb.to_string()[1..]).into(),
            None => preset_class(paper, self.preset).into(),
        }
    }

    /// Returns the colour of a paper by day, the preset's where there is none of its own.
    pub fn rgb(&self, paper: Paper) -> Rgb {
        self.own(paper)
            .unwrap_or(match preset_class(paper, self.preset) {
                "strip-ext-day" => Rgb(0xfd, 0xec, 0x9e),
                "strip-int-night" => Rgb(0xba, 0xdc, 0xfa),
                "strip-ext-night" => Rgb(0xb9, 0xee, 0xc2),
                "strip-dusk" => Rgb(0xff, 0xcf, 0xce),
                _ => Rgb(0xff, 0xff, 0xff),
            })
    }
}

/// Reads the colour of a class as [`Colours::class`] makes it; nothing for those of a preset.
pub fn painted_class(class: &str) -> Option<Rgb> {
    Rgb::parse(&format!("#{}", class.strip_prefix("paint-")?))
}

fn preset_class(paper: Paper, preset: Preset) -> &'static str {
    let Paper::Scene(side, part) = paper else {
        return "";
    };
    // Mixed scenes count as exteriors, since they need the weather.
    match (part.light(), side == IntExt::Int, preset) {
        (Light::Twilight, ..) => "strip-dusk",
        (Light::Day, true, _) => "strip-int-day",
        (Light::Day, false, _) => "strip-ext-day",
        (Light::Night, true, Preset::A) | (Light::Night, false, Preset::B) => "strip-int-night",
        (Light::Night, false, Preset::A) | (Light::Night, true, Preset::B) => "strip-ext-night",
    }
}

/// Returns the class that colours a scene's strip; what is unknown stays white.
pub fn strip_class(scene: &SceneView, colours: &Colours) -> Cow<'static, str> {
    Paper::of(scene).map_or("strip-plain".into(), |paper| colours.class(paper))
}

/// Gives a paper a colour; nothing: the preset's.
pub fn set_colour(book: &Book, paper: Paper, colour: Option<Rgb>, label: String) -> Command {
    let mut command = Command::new(label);
    let value = Value::from(colour.map(|rgb| rgb.to_string()));
    if let Some(production) = book.production()
        && *production.get(&paper.field()) != value
    {
        command.add(Kind::Production, &production.id, &paper.field(), value);
    }
    command
}

/// Takes all colours of the production's own back: the preset alone holds.
pub fn reset_colours(book: &Book, label: String) -> Command {
    let mut command = Command::new(label);
    if let Some(production) = book.production() {
        let fields = production.fields.iter();
        let own = fields
            .filter(|(field, value)| field.starts_with("strip_colour/") && !value.is_nothing());
        for (field, _) in own {
            command.add(Kind::Production, &production.id, field, Value::Nothing);
        }
    }
    command
}

#[cfg(test)]
#[path = "colour_tests.rs"]
mod tests;
