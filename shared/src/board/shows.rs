//! What a strip shows beside its number, its light, its set and its pages, as the production chose.

use crate::book::Book;

/// One thing that a strip can show.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Show {
    Synopsis,
    /// Cast numbers.
    Cast,
    Estimate,
    Location,
    ScriptDay,
    /// The page of the script that the scene begins on.
    Page,
}

impl Show {
    pub const ALL: [Show; 6] = [
        Self::Synopsis,
        Self::Cast,
        Self::Estimate,
        Self::Location,
        Self::ScriptDay,
        Self::Page,
    ];

    /// Returns the word that is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Synopsis => "synopsis",
            Self::Cast => "cast",
            Self::Estimate => "est",
            Self::Location => "location",
            Self::ScriptDay => "script_day",
            Self::Page => "page",
        }
    }
}

/// Stands for strips that show nothing beside.
const NONE: &str = "none";

/// What all strips of a production show.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shows(Vec<String>);

impl Default for Shows {
    fn default() -> Self {
        Self::parse("")
    }
}

impl Shows {
    /// Reads words with spaces between; nothing at all stands for the custom: synopsis, cast and
    /// estimate. Words of a newer version are kept.
    pub fn parse(text: &str) -> Self {
        let text = match text.trim() {
            "" => "synopsis cast est",
            text => text,
        };
        let words = text.split_whitespace().filter(|word| *word != NONE);
        Self(words.map(str::to_owned).collect())
    }

    pub fn has(&self, show: Show) -> bool {
        self.0.iter().any(|word| word == show.as_str())
    }

    /// Shows one thing too, or no more.
    pub fn toggled(mut self, show: Show) -> Self {
        if self.has(show) {
            self.0.retain(|word| word != show.as_str());
        } else {
            self.0.push(show.as_str().to_owned());
        }
        self
    }

    /// Writes the words as they are stored.
    pub fn to_text(&self) -> String {
        if self.0.is_empty() {
            NONE.to_owned()
        } else {
            self.0.join(" ")
        }
    }
}

/// Returns what the strips of the production show.
pub fn shows(book: &Book) -> Shows {
    Shows::parse(book.production().map_or("", |p| p.text("strip_shows")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_switched_off_stays_off_and_what_is_not_known_is_kept() {
        let check = |text: &str, show: Show, want: &str| {
            assert_eq!(Shows::parse(text).toggled(show).to_text(), want, "{text}");
        };
        check("", Show::Cast, "synopsis est");
        check("", Show::Location, "synopsis cast est location");
        check("cast", Show::Cast, "none");
        check("none", Show::Page, "page");
        check("cast props", Show::Cast, "props");
        assert!(Shows::default().has(Show::Synopsis) && !Shows::default().has(Show::Page));
    }
}
