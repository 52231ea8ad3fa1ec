//! What the rules are asked about: a person, and their days as planned or as they were.

use jiff::civil::Date;

use crate::clock::LATEST_MIN;
use crate::id::Id;
use crate::people::Group;

use super::money::Rate;
use super::what::Place;
use super::zone::{DAY_MIN, day_number};

/// Whether times are a plan or were taken down on the day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Timing {
    #[default]
    Planned,
    Actual,
}

/// A meal, or a meal that is not deducted. Without an end it still goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Meal {
    pub from: i64,
    pub to: Option<i64>,
}

/// What a date is to a minor's school.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum School {
    /// A school day, taught at the place.
    #[default]
    Day,
    Free,
    /// A school day, spent at the own school.
    Own,
}

impl School {
    pub const ALL: [School; 3] = [School::Day, School::Free, School::Own];

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|school| school.as_str() == text)
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Free => "free",
            Self::Own => "own",
        }
    }

    /// Says what a date is where nobody said: Monday to Friday are school days.
    pub fn of(date: Date) -> Self {
        if date.weekday().to_monday_zero_offset() < 5 {
            Self::Day
        } else {
            Self::Free
        }
    }
}

/// One person's day. Times are minutes from its midnight by the clock on the wall, and may lie
/// before 0 or beyond 1440.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonDay {
    pub day: Id,
    pub date: Date,
    pub timing: Timing,
    /// When travel to work begins.
    pub pickup: Option<i64>,
    pub call: Option<i64>,
    pub makeup: Option<i64>,
    pub wardrobe: Option<i64>,
    pub set: Option<i64>,
    /// In turn.
    pub meals: Vec<Meal>,
    /// A meal that is not deducted (NDB).
    pub ndb: Option<Meal>,
    /// Released from the set.
    pub wrap: Option<i64>,
    /// Released for good: make-up and wardrobe are off.
    pub dismissed: Option<i64>,
    /// When travel from work ends.
    pub home: Option<i64>,
    /// Outside the studio zone.
    pub outside_zone: bool,
    /// Some of the day is shot outdoors.
    pub exterior: bool,
    /// The company stays away overnight.
    pub overnight: bool,
    pub school: School,
    pub school_tomorrow: School,
    /// Minutes of school at the place.
    pub school_min: Option<i64>,
    /// Minutes of work where they are known otherwise than by set and wrap: a minor's scenes.
    pub work_min: Option<i64>,
}

impl PersonDay {
    /// Makes a day without times.
    pub fn new(day: Id, date: Date, timing: Timing) -> Self {
        Self {
            day,
            date,
            timing,
            pickup: None,
            call: None,
            makeup: None,
            wardrobe: None,
            set: None,
            meals: Vec::new(),
            ndb: None,
            wrap: None,
            dismissed: None,
            home: None,
            outside_zone: false,
            exterior: false,
            overnight: false,
            school: School::of(date),
            school_tomorrow: date.tomorrow().map_or(School::Day, School::of),
            school_min: None,
            work_min: None,
        }
    }

    /// Takes from the person's next day what its school is, where that is tomorrow.
    pub(crate) fn knows_next(&mut self, next: &PersonDay) {
        if self.date.tomorrow().ok() == Some(next.date) {
            self.school_tomorrow = next.school;
        }
    }

    /// Returns the first call: the earliest of call, hair and make-up, wardrobe and set.
    pub fn first_call(&self) -> Option<i64> {
        let times = [self.call, self.makeup, self.wardrobe, self.set];
        times.into_iter().flatten().min()
    }

    /// Returns the final release; nothing while the day goes on.
    pub fn release(&self) -> Option<i64> {
        self.dismissed.into_iter().chain(self.wrap).max()
    }

    /// Says whether all times lie near the day. Others are damage, and no rule is asked about it.
    fn can_be(&self) -> bool {
        let meals = self.meals.iter().chain(&self.ndb);
        let times = [
            self.pickup,
            self.call,
            self.makeup,
            self.wardrobe,
            self.set,
            self.wrap,
            self.dismissed,
            self.home,
        ];
        times
            .into_iter()
            .chain(meals.flat_map(|meal| [Some(meal.from), meal.to]))
            .flatten()
            .all(|at| (-LATEST_MIN..=2 * LATEST_MIN).contains(&at))
    }

    pub(super) fn is_at(&self, place: Place) -> bool {
        match place {
            Place::Anywhere => true,
            Place::OutsideZoneExterior => self.outside_zone && self.exterior,
            Place::Overnight => self.overnight,
        }
    }
}

/// Somebody whose days are looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Worker {
    pub person: Id,
    pub group: Group,
    /// The agreement that their card names, or nothing.
    pub agreement: String,
    pub minor: bool,
    /// The youngest age of their band, in months, where it may be read here.
    pub age_from_months: Option<i64>,
    /// What they are paid, where it may be read here.
    pub rate: Option<Rate>,
}

impl Worker {
    pub fn new(person: Id, group: Group) -> Self {
        Self {
            person,
            group,
            agreement: String::new(),
            minor: false,
            age_from_months: None,
            rate: None,
        }
    }
}

/// A day that was begun, with its times counted from one epoch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Worked<'a> {
    pub day: &'a PersonDay,
    pub number: i64,
    /// The wall minute of the day's midnight.
    pub base: i64,
    pub first: i64,
    pub release: Option<i64>,
}

impl<'a> Worked<'a> {
    pub(super) fn of(day: &'a PersonDay) -> Option<Self> {
        let number = day_number(day.date);
        let base = number * DAY_MIN;
        let first = day.first_call().filter(|_| day.can_be())?;
        Some(Self {
            day,
            number,
            base,
            first: base.saturating_add(first),
            // A release before the call is a typing error, not a rest.
            release: day
                .release()
                .filter(|release| *release >= first)
                .map(|release| base.saturating_add(release)),
        })
    }

    pub(super) fn at(&self, minute: i64) -> i64 {
        self.base.saturating_add(minute)
    }

    /// When work begins for the rest before it.
    pub(super) fn starts(&self, travel: bool) -> i64 {
        match self.day.pickup {
            Some(pickup) if travel => self.first.min(self.at(pickup)),
            _ => self.first,
        }
    }

    /// When work ends for the rest behind it.
    pub(super) fn ends(&self, travel: bool) -> Option<i64> {
        let release = self.release?;
        Some(match self.day.home {
            Some(home) if travel => release.max(self.at(home)),
            _ => release,
        })
    }
}
