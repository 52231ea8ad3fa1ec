//! What stands in one cell, and the letters it is printed with.

/// One element on one date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Cell {
    /// Not needed.
    Blank,
    /// The company is off: blank and grey, never a hold.
    Off,
    Work(WorkDay),
    /// Kept between two working days, and paid.
    Hold,
    /// In a dropped gap; only where the gap is filled with letters.
    Drop,
    Travel,
    Rehearsal,
    Fitting,
    /// Cannot come: blank, and no hold.
    Unavailable,
    /// A holiday of the company.
    Holiday,
    /// The company travels or moves.
    Move,
}

/// A working day, and what begins or ends with it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct WorkDay {
    pub is_start: bool,
    pub is_finish: bool,
    /// The last before a dropped gap, where that is shown by a letter.
    pub is_drop: bool,
    /// The first after a dropped gap.
    pub is_pickup: bool,
}

/// Letters of the codes that differ from house to house; the others are the same everywhere.
/// By default travel is `TR`, a fitting `FT` and a rehearsal `R` (DOMAIN 3.6).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Letters {
    pub travel: String,
    pub rehearsal: String,
    pub fitting: String,
    pub holiday: String,
    pub company_move: String,
}

impl Default for Letters {
    fn default() -> Self {
        Self {
            travel: "TR".into(),
            rehearsal: "R".into(),
            fitting: "FT".into(),
            holiday: "/".into(),
            company_move: "M".into(),
        }
    }
}

impl Cell {
    /// Returns the code as it is printed: `SW W WF SWF WD SWD PW PWF PWD H D TR FT R / M`, or
    /// nothing.
    pub fn code(self, letters: &Letters) -> String {
        match self {
            Self::Blank | Self::Off | Self::Unavailable => String::new(),
            Self::Work(day) => day.code(),
            Self::Hold => "H".into(),
            Self::Drop => "D".into(),
            Self::Travel => letters.travel.clone(),
            Self::Rehearsal => letters.rehearsal.clone(),
            Self::Fitting => letters.fitting.clone(),
            Self::Holiday => letters.holiday.clone(),
            Self::Move => letters.company_move.clone(),
        }
    }

    pub fn is_work(self) -> bool {
        matches!(self, Self::Work(_))
    }
}

impl WorkDay {
    /// Returns the code: S or P in front, D or F behind.
    fn code(self) -> String {
        let front = match (self.is_start, self.is_pickup) {
            (true, _) => "S",
            (_, true) => "P",
            _ => "",
        };
        let back = match (self.is_finish, self.is_drop) {
            (true, _) => "F",
            (_, true) => "D",
            _ => "",
        };
        format!("{front}W{back}")
    }
}
