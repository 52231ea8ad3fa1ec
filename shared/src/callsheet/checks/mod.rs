//! What a draft lacks before it is issued: what the sheet itself does not say, and what the rest of
//! the production says against it. Each finding names its rule and can be accepted with a reason;
//! none of them forbids to issue.
//!
//! Sources: DOMAIN 3.8 for what stands on a sheet and when it goes out, 3.16 for certificates. The
//! page says each in words by [`Warning::rule`].

mod history;
mod plan;
mod sheet;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use super::issue::hash_of;
use super::sheet::CallSheet;
use crate::book::Book;
use crate::id::Id;
use crate::kind::Kind;
use crate::rules::{Key, Overridden, accepted};

pub use history::{Checked, Line, checked, checked_of};
pub use plan::{LATEST_BEFORE_CALL_MIN, send_by_ms};
pub use sheet::warnings;

/// Somebody on the sheet, as a warning names them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Who {
    pub person: Id,
    pub name: String,
}

/// One thing to look at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Warning {
    /// The day has no scenes: the sheet calls people to nothing.
    NoScenes,
    NoDate,
    NoGeneralCall,
    NoLocation,
    /// The location has neither a pin nor an address.
    NoPin {
        location: Option<Id>,
        name: String,
    },
    NoHospital {
        location: Option<Id>,
        name: String,
    },
    HospitalPhone {
        location: Option<Id>,
        name: String,
    },
    /// A scene of the day has a character whom nobody plays.
    Uncast {
        character: Option<Id>,
        name: String,
    },
    /// Working cast and called crew without a time.
    NoCall(Vec<Who>),
    /// Their call is later than the time they are due on set.
    LateCall(Vec<Who>),
    /// They cannot be rung if the sheet does not reach them.
    NoPhone(Vec<Who>),
    /// Nobody on the sheet can be rung with a question.
    NoContact,
    /// No assistant director on the sheet has a number; somebody is named who would have it.
    NoAdPhone(Option<Who>),
    /// Neither the office nor anybody of production has a number.
    NoProductionPhone(Option<Who>),
    /// No walkie channel is said.
    NoChannel,
    NoSafety,
    /// Lunch is later than six hours after the general call (DOMAIN 3.8).
    LateLunch,
    /// Somebody is called on a date on which they are away. Civil dates, both included.
    Away {
        who: Who,
        from: String,
        to: String,
    },
    /// Somebody is called before they start or after they finish; civil dates, an open end is empty.
    NotEngaged {
        who: Who,
        start: String,
        finish: String,
    },
    /// A certificate of somebody called has run out by the date (DOMAIN 3.16).
    Expired {
        who: Who,
        certificate: Id,
        name: String,
        until: String,
    },
    /// The newest script that was imported says another colour than the sheet.
    OldScript {
        sheet: String,
        newest: String,
    },
    /// The latest issued schedule has other scenes or another date for the day.
    OldSchedule {
        issue: Id,
        number: u32,
        colour: String,
    },
    /// Less than twelve hours are left to the general call (DOMAIN 3.8); so many minutes late.
    LateSend {
        late_min: i64,
    },
}

impl Warning {
    /// Returns the name of the rule, as an acceptance stores it.
    pub fn rule(&self) -> &'static str {
        match self {
            Self::NoScenes => "check-scenes",
            Self::NoDate => "check-date",
            Self::NoGeneralCall => "check-general-call",
            Self::NoLocation => "check-location",
            Self::NoPin { .. } => "check-pin",
            Self::NoHospital { .. } => "check-hospital",
            Self::HospitalPhone { .. } => "check-hospital-phone",
            Self::Uncast { .. } => "check-uncast",
            Self::NoCall(_) => "check-call",
            Self::LateCall(_) => "check-late-call",
            Self::NoPhone(_) => "check-phone",
            Self::NoContact => "check-contact",
            Self::NoAdPhone(_) => "check-ad-phone",
            Self::NoProductionPhone(_) => "check-production-phone",
            Self::NoChannel => "check-channel",
            Self::NoSafety => "check-safety",
            Self::LateLunch => "check-lunch",
            Self::Away { .. } => "check-away",
            Self::NotEngaged { .. } => "check-engaged",
            Self::Expired { .. } => "check-certificate",
            Self::OldScript { .. } => "check-script",
            Self::OldSchedule { .. } => "check-schedule",
            Self::LateSend { .. } => "check-sent",
        }
    }

    /// Names the finding of a sheet. What is said of several people has a name for each: see
    /// [`Warning::singles`].
    pub fn key(&self, sheet: &CallSheet) -> Key {
        let day = sheet.day.clone().unwrap_or_else(|| Id::new("day"));
        let about = match self {
            Self::NoPin { location, .. }
            | Self::NoHospital { location, .. }
            | Self::HospitalPhone { location, .. } => location.clone(),
            Self::Uncast { character, .. } => character.clone(),
            Self::NoCall(people) | Self::LateCall(people) | Self::NoPhone(people) => {
                people.first().map(|who| who.person.clone())
            }
            Self::Away { who, .. } | Self::NotEngaged { who, .. } => Some(who.person.clone()),
            // Whose it is, is the person's own matter, and that it was accepted is everybody's.
            Self::Expired { certificate, .. } => {
                let name = hash_of(certificate.as_str());
                Some(Id::new(name.get(..16).unwrap_or_default()))
            }
            Self::OldSchedule { issue, .. } => Some(issue.clone()),
            _ => None,
        };
        // Each revision goes out anew: that the last one was late says nothing of this one.
        let rule = match self {
            Self::LateSend { .. } => format!("{}-{}", self.rule(), sheet.number),
            _ => self.rule().to_owned(),
        };
        Key {
            about: about.unwrap_or_else(|| day.clone()),
            day,
            rule: Id::new(rule),
        }
    }

    /// Returns the finding once for each person it is about.
    pub fn singles(&self) -> Vec<Self> {
        match self.of_people() {
            Some((make, people)) => people.iter().map(|who| make(vec![who.clone()])).collect(),
            None => vec![self.clone()],
        }
    }

    fn of_people(&self) -> Option<(fn(Vec<Who>) -> Self, &[Who])> {
        Some(match self {
            Self::NoCall(people) => (Self::NoCall, people),
            Self::LateCall(people) => (Self::LateCall, people),
            Self::NoPhone(people) => (Self::NoPhone, people),
            _ => return None,
        })
    }
}

/// A finding, and who accepted it and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Check {
    pub warning: Warning,
    pub accepted: Option<Overridden>,
}

/// The kinds that the check of a draft reads beside those of the draft.
pub const KINDS: &[Kind] = &[
    Kind::Event,
    Kind::Certificate,
    Kind::Draft,
    Kind::Override,
    Kind::Reason,
];

/// Lists what there is to look at before a draft is issued, what was accepted last. `now_ms` is the
/// device's clock.
pub fn check(book: &Book, sheet: &CallSheet, now_ms: i64) -> Vec<Check> {
    let known = accepted(book);
    let all = warnings(sheet).into_iter();
    let all = all.chain(plan::against_the_plan(book, sheet));
    let all = all.chain(plan::late_send(sheet, now_ms));
    let mut out: Vec<Check> = all
        .flat_map(|warning| parted(sheet, &known, &warning))
        .collect();
    out.sort_by_key(|check| check.accepted.is_some());
    out
}

/// Splits what concerns several people by whether, and why, it was accepted for each.
fn parted(sheet: &CallSheet, known: &HashMap<Key, Overridden>, all: &Warning) -> Vec<Check> {
    let Some((make, people)) = all.of_people() else {
        let accepted = known.get(&all.key(sheet)).cloned();
        let warning = all.clone();
        return vec![Check { warning, accepted }];
    };
    let mut parts: Vec<(Option<Overridden>, Vec<Who>)> = Vec::new();
    for who in people {
        let accepted = known.get(&make(vec![who.clone()]).key(sheet)).cloned();
        match parts.iter_mut().find(|(said, _)| *said == accepted) {
            Some((_, list)) => list.push(who.clone()),
            None => parts.push((accepted, vec![who.clone()])),
        }
    }
    let check = |(accepted, list)| Check {
        warning: make(list),
        accepted,
    };
    parts.into_iter().map(check).collect()
}
