//! What a rule is about, the numbers it takes with their units, and where it holds.

use crate::conflict::Severity;

/// Declares an enum whose members have names in records.
macro_rules! named {
    ($(#[$doc:meta])* $type:ident { $($(#[$mdoc:meta])* $variant:ident = $name:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $type { $($(#[$mdoc])* $variant,)* }

        impl $type {
            pub const ALL: &'static [$type] = &[$(Self::$variant),*];

            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            pub fn parse(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

named! {
    /// What a rule is about (DOMAIN 3.11 and 3.12).
    What {
        /// From the final release to the next first call.
        DailyRest = "daily_rest",
        /// A shorter rest that is allowed now and then.
        RestException = "rest_exception",
        /// A long rest in each week.
        WeeklyRest = "weekly_rest",
        /// What a rest that was cut short costs: the forced call.
        RestPenalty = "rest_penalty",
        /// The first meal after the call, or after a meal that is not deducted.
        FirstMeal = "first_meal",
        /// Each later meal after the end of the one before.
        NextMeal = "next_meal",
        /// How long a meal is at least, and how much of it is not worked.
        MealLength = "meal_length",
        /// What a late meal costs, by steps.
        MealPenalty = "meal_penalty",
        /// A break in a long day, meal or not.
        Break = "break",
        /// Minutes worked beyond a limit are paid by a factor; one rule a tier.
        Overtime = "overtime",
        /// The longest day from first call to release, meals included.
        MaxDay = "max_day",
        /// The longest work in a day, meals not included.
        MaxWork = "max_work",
        /// The average week over a number of weeks.
        AverageWeek = "average_week",
        /// Work at night.
        Night = "night",
        /// What a call is paid at least.
        MinCall = "min_call",
        /// How long minors of an age may be at the place, and work.
        MinorHours = "minor_hours",
        /// How early and how late a minor may work.
        MinorClock = "minor_clock",
    }
}

named! {
    /// A number that a rule takes.
    Param {
        NeedMin = "need_min",
        /// Travel to and from work counts as work.
        Travel = "travel",
        EachDays = "each_days",
        Times = "times",
        ApartDays = "apart_days",
        LateCallAt = "late_call_at",
        LateCallNeedMin = "late_call_need_min",
        SixDayNeedMin = "six_day_need_min",
        WithinMin = "within_min",
        GraceMin = "grace_min",
        NdbMin = "ndb_min",
        NdbWithinMin = "ndb_within_min",
        ShortDayMin = "short_day_min",
        DeductMostMin = "deduct_most_min",
        StepMin = "step_min",
        PayFirst = "pay_first",
        PaySecond = "pay_second",
        PayFurther = "pay_further",
        /// Minutes of pay for each meal that is late.
        PayMin = "pay_min",
        OnceADay = "once_a_day",
        /// The most a rest that was cut short costs.
        Pay = "pay",
        /// Of a day's pay; the lesser of this and the amount.
        DayPercent = "day_percent",
        /// Of the hourly pay, for as long as the rest was short.
        HourPercent = "hour_percent",
        AfterMin = "after_min",
        Percent = "percent",
        /// Overtime is counted in units of so many minutes, rounded up.
        RoundMin = "round_min",
        MostMin = "most_min",
        LongMealMin = "long_meal_min",
        LongMostMin = "long_most_min",
        Weeks = "weeks",
        FromAt = "from_at",
        ToAt = "to_at",
        AtLeastMin = "at_least_min",
        FromMonths = "from_months",
        /// Up to this age, not included.
        ToMonths = "to_months",
        PlaceMin = "place_min",
        MealMin = "meal_min",
        SchoolDayMin = "school_day_min",
        FreeDayMin = "free_day_min",
        SchoolMin = "school_min",
        OwnSchoolMin = "own_school_min",
        EarliestAt = "earliest_at",
        LatestSchoolAt = "latest_school_at",
        LatestFreeAt = "latest_free_at",
        OpenAt = "open_at",
        CloseAt = "close_at",
        SecondOpenAt = "second_open_at",
        SecondCloseAt = "second_close_at",
    }
}

/// In what a number is typed and shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// A length in minutes.
    Minutes,
    /// Minutes from the day's midnight.
    Clock,
    /// Minor units of the rule's currency.
    Money,
    Percent,
    Days,
    Weeks,
    Times,
    /// An age.
    Months,
    /// 1 or 0.
    YesNo,
}

impl Param {
    pub(super) const COUNT: usize = Self::ALL.len();

    pub fn unit(self) -> Unit {
        match self {
            Self::Travel | Self::OnceADay => Unit::YesNo,
            Self::EachDays | Self::ApartDays => Unit::Days,
            Self::Times => Unit::Times,
            Self::Weeks => Unit::Weeks,
            Self::FromMonths | Self::ToMonths => Unit::Months,
            Self::DayPercent | Self::HourPercent | Self::Percent => Unit::Percent,
            Self::Pay | Self::PayFirst | Self::PaySecond | Self::PayFurther => Unit::Money,
            Self::LateCallAt
            | Self::FromAt
            | Self::ToAt
            | Self::EarliestAt
            | Self::LatestSchoolAt
            | Self::LatestFreeAt
            | Self::OpenAt
            | Self::CloseAt
            | Self::SecondOpenAt
            | Self::SecondCloseAt => Unit::Clock,
            _ => Unit::Minutes,
        }
    }

    /// Says whether a number can be this one: lengths and money are not negative, ages and
    /// counts at least what makes sense of them.
    pub fn allows(self, n: i64) -> bool {
        match self.unit() {
            Unit::Clock => (0..=crate::clock::LATEST_MIN).contains(&n),
            Unit::YesNo => n == 0 || n == 1,
            Unit::Days | Unit::Weeks | Unit::Times => (1..=366).contains(&n),
            Unit::Months => (0..=30 * 12).contains(&n),
            Unit::Percent => (0..=10_000).contains(&n),
            Unit::Minutes if matches!(self, Self::StepMin | Self::RoundMin) => {
                (1..=24 * 60).contains(&n)
            }
            // Up to four weeks: an average week or a long rest.
            Unit::Minutes => (0..=28 * 24 * 60).contains(&n),
            Unit::Money => (0..=100_000_000_000).contains(&n),
        }
    }
}

impl What {
    /// Lists the numbers without which a rule of this kind says nothing.
    pub fn required(self) -> &'static [Param] {
        use Param::*;
        match self {
            Self::DailyRest | Self::RestException | Self::MealLength => &[NeedMin],
            Self::WeeklyRest => &[NeedMin, EachDays],
            Self::RestPenalty => &[],
            Self::FirstMeal | Self::NextMeal => &[WithinMin],
            Self::MealPenalty => &[StepMin],
            Self::Break => &[NeedMin, AfterMin],
            Self::Overtime => &[AfterMin, Percent],
            Self::MaxDay | Self::MaxWork | Self::AverageWeek => &[MostMin],
            Self::Night => &[FromAt, ToAt],
            Self::MinCall => &[AtLeastMin],
            Self::MinorHours => &[FromMonths],
            Self::MinorClock => &[],
        }
    }

    /// Lists the numbers that a rule of this kind may have as well.
    pub fn optional(self) -> &'static [Param] {
        use Param::*;
        match self {
            Self::DailyRest => &[Travel],
            Self::RestException => &[Times, EachDays, ApartDays],
            Self::WeeklyRest => &[LateCallAt, LateCallNeedMin, SixDayNeedMin, Travel],
            Self::RestPenalty => &[Pay, DayPercent, HourPercent],
            Self::FirstMeal => &[GraceMin, NdbMin, NdbWithinMin, ShortDayMin],
            Self::NextMeal => &[GraceMin],
            Self::MealLength => &[DeductMostMin],
            Self::MealPenalty => &[PayFirst, PaySecond, PayFurther, PayMin, OnceADay],
            Self::Overtime => &[RoundMin],
            Self::MaxDay => &[LongMealMin, LongMostMin],
            Self::AverageWeek => &[Weeks],
            Self::Night => &[AtLeastMin, MostMin, Percent],
            Self::MinorHours => &[
                ToMonths,
                PlaceMin,
                MealMin,
                SchoolDayMin,
                FreeDayMin,
                SchoolMin,
                OwnSchoolMin,
                OpenAt,
                CloseAt,
                SecondOpenAt,
                SecondCloseAt,
            ],
            Self::MinorClock => &[EarliestAt, LatestSchoolAt, LatestFreeAt],
            Self::Break | Self::MaxWork | Self::MinCall => &[],
        }
    }

    /// Lists all numbers of a rule of this kind, those it needs first.
    pub fn params(self) -> impl Iterator<Item = Param> {
        self.required().iter().chain(self.optional()).copied()
    }
}

named! {
    /// Where a rule holds.
    Place {
        Anywhere = "",
        /// Outside the studio zone, with photography outdoors.
        OutsideZoneExterior = "outside_zone_exterior",
        /// The company stays away overnight.
        Overnight = "overnight",
    }
}

named! {
    /// Whom a rule set is for.
    AppliesTo {
        Everyone = "everyone",
        Cast = "cast",
        Crew = "crew",
        Background = "background",
        Minors = "minors",
        /// Only those whose card names the set's agreement.
        Agreement = "agreement",
    }
}

/// Reads how grave a rule is; whatever it does not say is a warning.
pub fn severity(name: &str) -> Severity {
    match name {
        "block" => Severity::Block,
        "info" => Severity::Info,
        _ => Severity::Warn,
    }
}

/// Names how grave a rule is, as records store it.
pub fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Block => "block",
        Severity::Warn => "warn",
        Severity::Info => "info",
    }
}
