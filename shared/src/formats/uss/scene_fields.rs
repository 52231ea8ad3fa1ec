//! Categories of the standard that describe the scene itself: its elements are fields here.

use crate::heading::IntExt;

use super::model::Category;

/// A field of a scene that a file says with an element.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SceneField {
    Set,
    IntExt,
    DayNight,
    ScriptDay,
    Unit,
    Sequence,
    Location,
}

impl SceneField {
    /// In the order of their numbers, from 0.
    pub const ALL: [SceneField; 7] = [
        SceneField::Set,
        SceneField::IntExt,
        SceneField::DayNight,
        SceneField::ScriptDay,
        SceneField::Unit,
        SceneField::Sequence,
        SceneField::Location,
    ];

    /// Returns its number in the Universal Category Identification.
    pub fn number(self) -> i64 {
        match self {
            Self::Set => 0,
            Self::IntExt => 1,
            Self::DayNight => 2,
            Self::ScriptDay => 3,
            Self::Unit => 4,
            Self::Sequence => 5,
            Self::Location => 6,
        }
    }

    /// Returns the name that files give it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Set => "Set",
            Self::IntExt => "INT/EXT",
            Self::DayNight => "Day/Night",
            Self::ScriptDay => "Script Day",
            Self::Unit => "Unit",
            Self::Sequence => "Sequence",
            Self::Location => "Location",
        }
    }

    /// Returns the field of a scene's record.
    pub fn field(self) -> &'static str {
        match self {
            Self::Set => "set",
            Self::IntExt => "int_ext",
            Self::DayNight => "time",
            Self::ScriptDay => "script_day",
            Self::Unit => "unit",
            Self::Sequence => "sequence",
            Self::Location => "location",
        }
    }

    /// Reads a category's name.
    pub fn by_name(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase();
        Some(match name.as_str() {
            "set" | "sets" => Self::Set,
            "int/ext" | "int./ext." | "i/e" | "int ext" => Self::IntExt,
            "day/night" | "d/n" | "time of day" => Self::DayNight,
            "script day" | "script days" => Self::ScriptDay,
            "unit" | "units" => Self::Unit,
            "sequence" | "sequences" => Self::Sequence,
            "location" | "locations" => Self::Location,
            _ => return None,
        })
    }

    /// Reads a category: by its name first, then by its number where the name says nothing.
    pub fn of(category: &Category) -> Option<Self> {
        let name = category.name.as_deref().unwrap_or_default();
        Self::by_name(name).or_else(|| {
            let is_nameless = crate::breakdown::category::standard_by_name(name).is_none();
            let number = category.cat_id.filter(|_| is_nameless)?;
            Self::ALL.into_iter().find(|field| field.number() == number)
        })
    }

    /// Returns an element's name as the scene stores it, where it is text.
    pub fn value(self, name: &str) -> String {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        match self {
            Self::IntExt => int_ext(&name).as_str().to_owned(),
            _ => name,
        }
    }
}

/// Reads what an element of INT/EXT is called.
fn int_ext(name: &str) -> IntExt {
    let name = name.to_uppercase();
    let letters: String = name.chars().filter(char::is_ascii_alphabetic).collect();
    match letters.as_str() {
        "INT" | "I" | "INTERIOR" => IntExt::Int,
        "EXT" | "E" | "EXTERIOR" => IntExt::Ext,
        "INTEXT" | "EXTINT" | "IE" | "EI" => IntExt::Mixed,
        _ => IntExt::Unknown,
    }
}
