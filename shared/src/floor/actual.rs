//! What happened on a shoot day as a whole: the key times (DOMAIN 3.10), the weather, the plates.
//! What nobody typed is taken from the people's own times.

use std::collections::HashMap;

use super::times::{Stamp, TimeRow};
use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Value;

/// A key time of a day, in its order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum KeyTime {
    CrewCall,
    FirstShot,
    LunchOut,
    LunchIn,
    FirstShotPm,
    SecondOut,
    SecondIn,
    CameraWrap,
    LastOut,
}

impl KeyTime {
    pub const ALL: [Self; 9] = [
        Self::CrewCall,
        Self::FirstShot,
        Self::LunchOut,
        Self::LunchIn,
        Self::FirstShotPm,
        Self::SecondOut,
        Self::SecondIn,
        Self::CameraWrap,
        Self::LastOut,
    ];

    /// Returns the field of a [`Kind::Actual`] record.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CrewCall => "crew_call",
            Self::FirstShot => "first_shot",
            Self::LunchOut => "lunch_out",
            Self::LunchIn => "lunch_in",
            Self::FirstShotPm => "first_shot_pm",
            Self::SecondOut => "second_out",
            Self::SecondIn => "second_in",
            Self::CameraWrap => "camera_wrap",
            Self::LastOut => "last_out",
        }
    }
}

/// What is counted of a day's meals.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Plates {
    Breakfasts,
    Lunches,
    Seconds,
}

impl Plates {
    pub const ALL: [Self; 3] = [Self::Breakfasts, Self::Lunches, Self::Seconds];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Breakfasts => "breakfasts",
            Self::Lunches => "lunches",
            Self::Seconds => "seconds",
        }
    }
}

/// A shoot day as it was.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Actual {
    at: [Option<i64>; KeyTime::ALL.len()],
    typed: [bool; KeyTime::ALL.len()],
    pub weather: String,
    plates: [Option<i64>; Plates::ALL.len()],
}

impl Actual {
    pub fn at(&self, key: KeyTime) -> Option<i64> {
        self.at[key as usize]
    }

    /// Says whether somebody typed it; otherwise it follows from people's times.
    pub fn is_typed(&self, key: KeyTime) -> bool {
        self.typed[key as usize]
    }

    pub fn plates(&self, of: Plates) -> Option<i64> {
        self.plates[of as usize]
    }
}

/// Reads what happened on a day. What was not typed: crew call is the earliest in, meals begin with
/// the first who goes and end with the last who comes back, the last out is the latest out.
pub fn actual(book: &Book, day: &Id, rows: &HashMap<Id, TimeRow>) -> Actual {
    let record = book.get(&Kind::Actual, day);
    let int = |field: &str| record.and_then(|r| r.int(field));
    let all = |stamp: Stamp| rows.values().filter_map(move |row| row.at(stamp));
    let mut actual = Actual {
        weather: record.map_or("", |r| r.text("weather")).to_owned(),
        ..Actual::default()
    };
    for key in KeyTime::ALL {
        let typed = int(key.as_str());
        let derived = match key {
            KeyTime::CrewCall => all(Stamp::In).min(),
            KeyTime::LunchOut => all(Stamp::Meal1Out).min(),
            KeyTime::LunchIn => all(Stamp::Meal1In).max(),
            KeyTime::SecondOut => all(Stamp::Meal2Out).min(),
            KeyTime::SecondIn => all(Stamp::Meal2In).max(),
            // While somebody is still in, nobody was the last one out.
            KeyTime::LastOut => rows
                .values()
                .all(|row| row.at(Stamp::In).is_none() || row.at(Stamp::Out).is_some())
                .then(|| all(Stamp::Out).max())
                .flatten(),
            KeyTime::FirstShot | KeyTime::FirstShotPm | KeyTime::CameraWrap => None,
        };
        actual.typed[key as usize] = typed.is_some();
        actual.at[key as usize] = typed.or(derived);
    }
    for plates in Plates::ALL {
        actual.plates[plates as usize] = int(plates.as_str()).filter(|n| *n >= 0);
    }
    actual
}

/// Writes a key time, or takes it back.
pub fn set_key_time(day: &Id, key: KeyTime, at: Option<i64>, label: String) -> Command {
    Command::new(label).put(Kind::Actual, day, key.as_str(), at)
}

/// Writes how many plates were served, or takes it back.
pub fn set_plates(day: &Id, of: Plates, count: Option<i64>, label: String) -> Command {
    Command::new(label).put(Kind::Actual, day, of.as_str(), count.filter(|n| *n >= 0))
}

/// Writes what the weather was; an empty text takes it back.
pub fn set_weather(day: &Id, text: &str, label: String) -> Command {
    let value = match text.trim() {
        "" => Value::Nothing,
        text => Value::text(text),
    };
    Command::new(label).put(Kind::Actual, day, "weather", value)
}
