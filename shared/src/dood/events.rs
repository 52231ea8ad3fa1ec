//! What happens to somebody beside the shoot, as the day out of days asks about it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use crate::book::Book;
use crate::calendar::parse_date;
use crate::id::Id;
use crate::kind::Kind;

use super::cell::Cell;

/// What an event is. The order is the one in which they take the cell.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum What {
    Travel,
    Rehearsal,
    Fitting,
    Unavailable,
}

impl What {
    pub const ALL: [What; 4] = [
        What::Travel,
        What::Rehearsal,
        What::Fitting,
        What::Unavailable,
    ];

    /// Reads the field `what`; other events, such as custom ones, are none of the grid's.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.as_str() == text)
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Travel => "travel",
            Self::Rehearsal => "rehearsal",
            Self::Fitting => "fitting",
            Self::Unavailable => "unavailable",
        }
    }

    /// Returns the cell that it makes, also on a day off.
    pub(super) fn cell(self) -> Option<Cell> {
        match self {
            Self::Travel => Some(Cell::Travel),
            Self::Rehearsal => Some(Cell::Rehearsal),
            Self::Fitting => Some(Cell::Fitting),
            Self::Unavailable => None,
        }
    }
}

/// The longest event that is read, in days: a slip in a date must not fill ten years.
const LENGTH_MAX: usize = 366;

/// Dates with their events, of one record.
pub(super) type Days = BTreeMap<Date, BTreeSet<What>>;

/// Lists the events of every record.
pub(super) fn events(book: &Book) -> HashMap<Id, Days> {
    let mut out: HashMap<Id, Days> = HashMap::new();
    for record in book.all(&Kind::Event) {
        let what = What::parse(record.text("what"));
        let from = parse_date(record.text("from"));
        let (Some(of), Some(what), Some(from)) = (record.link("of"), what, from) else {
            continue;
        };
        let to = parse_date(record.text("to")).unwrap_or(from);
        let days = out.entry(of).or_default();
        for date in from.series(jiff::Span::new().days(1)).take(LENGTH_MAX) {
            if date > to {
                break;
            }
            days.entry(date).or_default().insert(what);
        }
    }
    out
}
