//! Who gets an issued call sheet, on which way it went to them, and how far it came.
//!
//! What was sent lies in the office's document: addresses that bounced are nobody else's matter.
//! What a person's own device says of a sheet are receipts ([`crate::callsheet::receipts`]).

mod recipients;
mod rules;
mod sending;
mod standing;
mod who;

pub use recipients::{List, Off, Recipient, Why, recipients};
pub use rules::{Rule, Rules, rules, set_person, set_rule};
pub use sending::{
    HOLD_MS, Sending, awaited, handed, heard, held_until, hold, is_in_time, mail, reach, release,
    sendings, share, sms, take_back, unhanded, withdraw,
};
pub use standing::{Attempt, Outcome, Shown, Standing, Step};
pub use who::{Who, lacking, revised, who};
