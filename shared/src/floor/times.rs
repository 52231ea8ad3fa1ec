//! Time records: when somebody left home, came in, was on set, ate and was dismissed. One record a
//! person and day with a field a stamp, so that two people who tap the same stamp apart write one
//! field: it counts once, and both values are kept until somebody chooses.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::plan::PlannedDay;
use crate::book::Book;
use crate::callsheet::CallSheet;
use crate::clock;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;
use crate::record::Record;

/// One moment of somebody's day, in the order of a day (the Exhibit G columns, DOMAIN 3.10).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stamp {
    /// Leaves for the location.
    TravelOut,
    Arrive,
    /// Reports for work.
    In,
    /// Into make-up and wardrobe.
    Makeup,
    Set,
    /// Non-deductible breakfast.
    NdbOut,
    NdbIn,
    Meal1Out,
    Meal1In,
    Meal2Out,
    Meal2In,
    /// Dismissed from set.
    SetOff,
    /// Dismissed from make-up and wardrobe.
    MakeupOff,
    /// Dismissed for the day.
    Out,
    /// Leaves the location.
    TravelBack,
    /// Back at base.
    Home,
}

impl Stamp {
    pub const ALL: [Self; 16] = [
        Self::TravelOut,
        Self::Arrive,
        Self::In,
        Self::Makeup,
        Self::Set,
        Self::NdbOut,
        Self::NdbIn,
        Self::Meal1Out,
        Self::Meal1In,
        Self::Meal2Out,
        Self::Meal2In,
        Self::SetOff,
        Self::MakeupOff,
        Self::Out,
        Self::TravelBack,
        Self::Home,
    ];

    /// Returns the field of a [`Kind::Times`] record.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TravelOut => "travel_out",
            Self::Arrive => "arrive",
            Self::In => "in",
            Self::Makeup => "makeup",
            Self::Set => "set",
            Self::NdbOut => "ndb_out",
            Self::NdbIn => "ndb_in",
            Self::Meal1Out => "meal1_out",
            Self::Meal1In => "meal1_in",
            Self::Meal2Out => "meal2_out",
            Self::Meal2In => "meal2_in",
            Self::SetOff => "set_off",
            Self::MakeupOff => "makeup_off",
            Self::Out => "out",
            Self::TravelBack => "travel_back",
            Self::Home => "home",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stamp| stamp.as_str() == text)
    }
}

/// Where somebody stands now, by the last stamp.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Place {
    #[default]
    NotIn,
    Travelling,
    In,
    Makeup,
    OnSet,
    Meal,
    Out,
}

/// What does not fit in somebody's times.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Problem {
    /// The first lies after the second.
    Order(Stamp, Stamp),
    /// The second is there, the first is not.
    Lacks(Stamp),
    /// People who did not know of each other said different times.
    Disputed(Stamp),
}

/// One person's times on a day, minutes from the day's midnight in the production's zone.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TimeRow {
    at: [Option<i64>; Stamp::ALL.len()],
    disputed: [bool; Stamp::ALL.len()],
    /// A work code where it is not the call sheet's, such as `T` for travel.
    pub code: String,
    /// How many of a group of background came.
    pub count: Option<u32>,
    pub stunt: String,
    pub outfits: String,
    pub tutoring_min: Option<i64>,
    pub remarks: String,
}

impl TimeRow {
    pub fn read(record: &Record) -> Self {
        let mut row = Self {
            code: record.text("code").to_owned(),
            count: record.int("count").and_then(|n| u32::try_from(n).ok()),
            stunt: record.text("stunt").to_owned(),
            outfits: record.text("outfits").to_owned(),
            tutoring_min: record.int("tutoring_min"),
            remarks: record.text("remarks").to_owned(),
            ..Self::default()
        };
        for stamp in Stamp::ALL {
            row.at[stamp as usize] = record.int(stamp.as_str());
            row.disputed[stamp as usize] = record.disagreement(stamp.as_str()).is_some();
        }
        row
    }

    pub fn at(&self, stamp: Stamp) -> Option<i64> {
        self.at[stamp as usize]
    }

    pub fn has_two(&self, stamp: Stamp) -> bool {
        self.disputed[stamp as usize]
    }

    /// Says whether no stamp was made.
    pub fn is_empty(&self) -> bool {
        self.at.iter().all(Option::is_none)
    }

    /// Returns the last stamp by the order of a day, with its time.
    pub fn last(&self) -> Option<(Stamp, i64)> {
        let said = |stamp: Stamp| Some((stamp, self.at(stamp)?));
        Stamp::ALL
            .into_iter()
            .filter_map(said)
            .max_by_key(|(stamp, at)| (*at, *stamp))
    }

    /// Says where somebody is after everything that was stamped.
    pub fn place(&self) -> Place {
        if self.at(Stamp::Out).is_some() {
            return Place::Out;
        }
        match self.last().map(|(stamp, _)| stamp) {
            None => Place::NotIn,
            Some(Stamp::TravelOut) => Place::Travelling,
            Some(Stamp::Makeup) => Place::Makeup,
            Some(Stamp::Set) => Place::OnSet,
            Some(Stamp::NdbOut | Stamp::Meal1Out | Stamp::Meal2Out) => Place::Meal,
            Some(Stamp::NdbIn | Stamp::Meal1In | Stamp::Meal2In)
                if self.at(Stamp::Set).is_some() && self.at(Stamp::SetOff).is_none() =>
            {
                Place::OnSet
            }
            Some(Stamp::Out | Stamp::TravelBack | Stamp::Home) => Place::Out,
            Some(_) => Place::In,
        }
    }

    /// Returns the length of a meal that has both ends, in minutes.
    pub fn meal_min(&self, out: Stamp, back: Stamp) -> Option<i64> {
        let length = self.at(back)?.checked_sub(self.at(out)?)?;
        (length >= 0).then_some(length)
    }

    /// Returns the time from in to out without the first two meals, in minutes; nothing while
    /// either end is open or lies before the other. What of a meal may be deducted, and by how
    /// much, is a matter of the working-time rules.
    pub fn worked_min(&self) -> Option<i64> {
        let all = self.at(Stamp::Out)?.checked_sub(self.at(Stamp::In)?)?;
        let meals = [
            (Stamp::Meal1Out, Stamp::Meal1In),
            (Stamp::Meal2Out, Stamp::Meal2In),
        ];
        let away: i64 = meals
            .into_iter()
            .filter_map(|(out, back)| self.meal_min(out, back))
            .try_fold(0_i64, i64::checked_add)?;
        all.checked_sub(away).filter(|min| *min >= 0)
    }

    /// Lists what does not fit: an end before its beginning, an end without one, two versions.
    pub fn problems(&self) -> Vec<Problem> {
        use Stamp::*;
        let disputed = Stamp::ALL.into_iter().filter(|s| self.has_two(*s));
        let mut out: Vec<Problem> = disputed.map(Problem::Disputed).collect();
        let pairs = [
            (In, Out),
            (Meal1Out, Meal1In),
            (Meal2Out, Meal2In),
            (NdbOut, NdbIn),
            (Set, SetOff),
            (Makeup, MakeupOff),
        ];
        for (first, second) in pairs {
            match (self.at(first), self.at(second)) {
                (Some(a), Some(b)) if a > b => out.push(Problem::Order(first, second)),
                // An actor may come to set without a stamp for make-up; a meal has two ends.
                (None, Some(_)) if !matches!(first, Set | Makeup) => {
                    out.push(Problem::Lacks(first))
                }
                _ => {}
            }
        }
        let beyond = |first: Stamp, second: Stamp| {
            let pair = self.at(first).zip(self.at(second));
            pair.is_some_and(|(a, b)| a > b)
        };
        for (first, second) in [(In, Meal1Out), (Meal1In, Meal2Out), (Meal1In, Out)] {
            if beyond(first, second) {
                out.push(Problem::Order(first, second));
            }
        }
        out
    }

    /// Writes the stamps in one canonical line, "in 390 out 1110": what a person confirms.
    pub fn line(&self) -> String {
        let mut line = String::new();
        for stamp in Stamp::ALL {
            if let Some(at) = self.at(stamp) {
                let gap = if line.is_empty() { "" } else { " " };
                let _ = write!(line, "{gap}{} {at}", stamp.as_str());
            }
        }
        line
    }
}

/// Reads the times of a day by person.
pub fn time_rows(book: &Book, day: &Id) -> HashMap<Id, TimeRow> {
    book.joined_to(&Kind::Times, day)
        .filter_map(|record| Some((record.id.parts()?.1, TimeRow::read(record))))
        .collect()
}

/// Reads one person's times on a day; an empty row if nothing was said.
pub fn time_row(book: &Book, day: &Id, person: &Id) -> TimeRow {
    book.get(&Kind::Times, &Id::joined(day, person))
        .map(|record| TimeRow::read(record))
        .unwrap_or_default()
}

/// Whom a tap is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whom {
    /// Everybody who was named, whatever was said before: a correction.
    All,
    /// Only who has no such stamp yet: a whole department, where some came early.
    Missing,
}

/// Stamps people at a time, or takes the stamp from them with `at` nothing. One act, one undo. Who
/// has that very time already is not written again.
pub fn stamp(
    book: &Book,
    day: &Id,
    people: &[Id],
    stamp: Stamp,
    at: Option<i64>,
    whom: Whom,
    label: String,
) -> Command {
    let mut command = Command::new(label);
    for person in people {
        let row = time_row(book, day, person);
        let has = row.at(stamp);
        let is_settled = has == at && !row.has_two(stamp);
        if is_settled || (whom == Whom::Missing && has.is_some()) {
            continue;
        }
        command.add(Kind::Times, &Id::joined(day, person), stamp.as_str(), at);
    }
    command
}

/// Stamps people in at the call that the sheet gives each; who is in already, or has no call, stays
/// as they are.
pub fn in_as_called(
    book: &Book,
    day: &Id,
    sheet: &CallSheet,
    people: &[Id],
    label: String,
) -> Command {
    let mut command = Command::new(label);
    for who in sheet
        .people()
        .iter()
        .filter(|who| people.contains(&who.person))
    {
        if let Some(call) = who.call
            && time_row(book, day, &who.person).at(Stamp::In).is_none()
        {
            let id = Id::joined(day, &who.person);
            command.add(Kind::Times, &id, Stamp::In.as_str(), call);
        }
    }
    command
}

/// What of a time record is typed beside the stamps.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Detail {
    Code,
    Stunt,
    Outfits,
    Remarks,
    Count,
    TutoringMin,
}

impl Detail {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Stunt => "stunt",
            Self::Outfits => "outfits",
            Self::Remarks => "remarks",
            Self::Count => "count",
            Self::TutoringMin => "tutoring_min",
        }
    }
}

/// Writes a detail in words; an empty text takes it back.
pub fn set_text(day: &Id, person: &Id, detail: Detail, text: &str, label: String) -> Command {
    let text = Some(text.trim()).filter(|text| !text.is_empty());
    Command::new(label).put(Kind::Times, &Id::joined(day, person), detail.as_str(), text)
}

/// Writes a detail that is a number; nothing takes it back.
pub fn set_number(
    day: &Id,
    person: &Id,
    detail: Detail,
    number: Option<i64>,
    label: String,
) -> Command {
    let number = number.filter(|n| *n >= 0);
    Command::new(label).put(
        Kind::Times,
        &Id::joined(day, person),
        detail.as_str(),
        number,
    )
}

/// What somebody says of their own times.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Said {
    Confirmed,
    Disputed,
}

/// A person's own word on their times.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    pub said: Said,
    /// What they say is wrong.
    pub text: String,
    pub at_ms: i64,
    /// The stamps have changed since.
    pub is_stale: bool,
}

/// Reads a person's word on their times, as these stand now.
pub fn word(book: &Book, day: &Id, person: &Id, row: &TimeRow) -> Option<Word> {
    let record = book.get(&Kind::TimesWord, &Id::joined(day, person))?;
    let said = match record.text("state") {
        "confirmed" => Said::Confirmed,
        "disputed" => Said::Disputed,
        _ => return None,
    };
    Some(Word {
        said,
        text: record.text("text").to_owned(),
        at_ms: record.int("at_ms").unwrap_or_default(),
        is_stale: record.text("times") != row.line(),
    })
}

/// Confirms one's own times as they stand, or says what is wrong with them. A dispute without words
/// is none.
pub fn say(
    book: &Book,
    day: &Id,
    me: &Id,
    said: Said,
    text: &str,
    now_ms: i64,
    label: String,
) -> Command {
    let text = text.trim();
    let command = Command::new(label);
    if said == Said::Disputed && text.is_empty() {
        return command;
    }
    let id = Id::joined(day, me);
    let state = match said {
        Said::Confirmed => "confirmed",
        Said::Disputed => "disputed",
    };
    let line = time_row(book, day, me).line();
    command
        .put(Kind::TimesWord, &id, "state", state)
        .put(Kind::TimesWord, &id, "times", line)
        .put(
            Kind::TimesWord,
            &id,
            "text",
            Some(text).filter(|text| !text.is_empty()),
        )
        .put(Kind::TimesWord, &id, "at_ms", now_ms)
}

/// How long after its midnight a day may still be stamped "now", and how long before: until noon of
/// the day after, from six in the evening of the day before.
const NOW: std::ops::RangeInclusive<i64> = -360..=2160;

/// Says whether a minute of a shoot day is near enough to be stamped as "now".
pub fn is_now(minute: i64) -> bool {
    NOW.contains(&minute)
}

/// Returns the day before the working one where it goes on: somebody who came in has not been
/// wrapped, and nobody is in on the working day yet. A day that runs over ends with its people, not
/// at midnight. `minute_of` tells what minute of a date it is now.
pub fn runs_over(
    book: &Book,
    days: &[PlannedDay],
    working: &Id,
    minute_of: impl Fn(&str) -> Option<i64>,
) -> Option<Id> {
    let at = days.iter().position(|day| day.day == *working)?;
    let before = days.get(at.checked_sub(1)?)?;
    if !minute_of(&before.date).is_some_and(is_now) {
        return None;
    }
    let is_in = |row: &TimeRow| row.at(Stamp::In).is_some();
    let goes_on = time_rows(book, &before.day)
        .values()
        .any(|row| is_in(row) && row.at(Stamp::Out).is_none());
    let has_begun = time_rows(book, working).values().any(is_in);
    (goes_on && !has_begun).then(|| before.day.clone())
}

/// Returns the minute of the shoot day that a moment of its calendar is: `today` and `minutes` by
/// the production's clock, `date` the shoot day's civil date. Past midnight it goes beyond 1440.
/// Nothing for a moment more than a day before the shoot day or later than the day after it.
pub fn minute_of_day(date: &str, today: &str, minutes: i64) -> Option<i64> {
    let days = super::days_between(date, today)?;
    let at = days.checked_mul(1440)?.checked_add(minutes)?;
    (-1440..=clock::LATEST_MIN).contains(&at).then_some(at)
}
