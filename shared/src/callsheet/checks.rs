//! What a draft lacks before it is issued. Each is a warning: the sheet can be issued all the same.

use super::sheet::{CallSheet, Part};
use crate::id::Id;

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
    NoSafety,
    /// Lunch is later than six hours after the general call (DOMAIN 3.8).
    LateLunch,
}

/// Lists what a draft lacks, what concerns the whole day first.
pub fn warnings(sheet: &CallSheet) -> Vec<Warning> {
    let mut out = Vec::new();
    let mut when = |is: bool, warning: Warning| {
        if is {
            out.push(warning);
        }
    };
    when(sheet.scenes.is_empty(), Warning::NoScenes);
    when(sheet.date.is_empty(), Warning::NoDate);
    when(sheet.general_call.is_none(), Warning::NoGeneralCall);
    let late_lunch = sheet
        .general_call
        .zip(sheet.lunch)
        .is_some_and(|(call, lunch)| lunch.saturating_sub(call) > super::draft::LUNCH_AFTER_MIN);
    when(late_lunch, Warning::LateLunch);
    when(sheet.locations.is_empty(), Warning::NoLocation);
    for place in &sheet.locations {
        let (location, name) = (place.location.clone(), place.name.clone());
        let lost = place.lat.zip(place.lon).is_none() && place.address.trim().is_empty();
        when(
            lost,
            Warning::NoPin {
                location: location.clone(),
                name: name.clone(),
            },
        );
        match (
            place.hospital.name.trim().is_empty(),
            place.hospital.phone.trim().is_empty(),
        ) {
            (true, _) => when(true, Warning::NoHospital { location, name }),
            (_, true) => when(true, Warning::HospitalPhone { location, name }),
            _ => {}
        }
    }
    for line in sheet.cast.iter().filter(|line| line.person.is_none()) {
        let (character, name) = (line.characters.first().cloned(), line.character.clone());
        when(true, Warning::Uncast { character, name });
    }
    let works = |status: &str| status.contains('W') || status.is_empty();
    let cast = sheet.cast.iter().filter(|l| !l.on_call && works(&l.status));
    let no_call: Vec<Who> = cast
        .clone()
        .filter(|l| l.call.is_none())
        .filter_map(|l| who(&l.person, &l.name))
        .chain(
            sheet
                .background
                .iter()
                .filter(|l| l.call.is_none())
                .filter_map(|l| who(&l.person, &l.name)),
        )
        .chain(
            sheet
                .crew
                .iter()
                .flat_map(|g| &g.people)
                .filter(|l| !l.on_call && l.call.is_none())
                .filter_map(|l| who(&l.person, &l.name)),
        )
        .collect();
    // Without a general call nobody of the crew has one: said once, above.
    when(
        !no_call.is_empty() && sheet.general_call.is_some(),
        Warning::NoCall(no_call),
    );
    let late: Vec<Who> = cast
        .filter(|l| l.call.zip(l.set).is_some_and(|(call, set)| call > set))
        .filter_map(|l| who(&l.person, &l.name))
        .collect();
    when(!late.is_empty(), Warning::LateCall(late));
    let silent: Vec<Who> = sheet
        .people()
        .into_iter()
        // A card for twenty passengers has no phone of its own.
        .filter(|p| p.part != Part::Background && p.phone.trim().is_empty())
        .map(|p| Who {
            person: p.person,
            name: p.name,
        })
        .collect();
    when(!silent.is_empty(), Warning::NoPhone(silent));
    when(
        sheet.contacts.iter().all(|c| c.phone.is_empty()) && sheet.office_phone.is_empty(),
        Warning::NoContact,
    );
    when(sheet.safety.trim().is_empty(), Warning::NoSafety);
    out
}

fn who(person: &Option<Id>, name: &str) -> Option<Who> {
    Some(Who {
        person: person.clone()?,
        name: name.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::sheet::{CastLine, Contact, Hospital, Place, SceneLine};
    use super::*;

    fn good() -> CallSheet {
        CallSheet {
            date: "2026-03-12".into(),
            general_call: Some(390),
            lunch: Some(750),
            safety: "Life jackets".into(),
            scenes: vec![SceneLine::default()],
            locations: vec![Place {
                name: "Pier 4".into(),
                lat: Some(1),
                lon: Some(1),
                hospital: Hospital {
                    name: "St Mary".into(),
                    phone: "+44 3".into(),
                    ..Hospital::default()
                },
                ..Place::default()
            }],
            contacts: vec![Contact {
                phone: "+44 1".into(),
                ..Contact::default()
            }],
            cast: vec![CastLine {
                person: Some(Id::new("ines")),
                name: "Ines".into(),
                phone: "+44 2".into(),
                status: "SW".into(),
                call: Some(345),
                set: Some(435),
                ..CastLine::default()
            }],
            ..CallSheet::default()
        }
    }

    #[test]
    fn each_lack_is_one_warning() {
        let check = |spoil: fn(&mut CallSheet), want: &[Warning]| {
            let mut sheet = good();
            spoil(&mut sheet);
            assert_eq!(warnings(&sheet), want);
        };
        let ines = || {
            vec![Who {
                person: Id::new("ines"),
                name: "Ines".into(),
            }]
        };
        let pier = || "Pier 4".to_owned();
        check(|_| (), &[]);
        check(|s| s.scenes.clear(), &[Warning::NoScenes]);
        check(|s| s.date.clear(), &[Warning::NoDate]);
        check(|s| s.general_call = None, &[Warning::NoGeneralCall]);
        check(|s| s.lunch = Some(751), &[Warning::LateLunch]);
        check(|s| s.locations.clear(), &[Warning::NoLocation]);
        check(
            |s| s.locations[0].lat = None,
            &[Warning::NoPin {
                location: None,
                name: pier(),
            }],
        );
        check(
            |s| s.locations[0].hospital = Hospital::default(),
            &[Warning::NoHospital {
                location: None,
                name: pier(),
            }],
        );
        check(
            |s| s.locations[0].hospital.phone.clear(),
            &[Warning::HospitalPhone {
                location: None,
                name: pier(),
            }],
        );
        check(|s| s.cast[0].call = None, &[Warning::NoCall(ines())]);
        check(|s| s.cast[0].call = Some(500), &[Warning::LateCall(ines())]);
        check(|s| s.cast[0].phone.clear(), &[Warning::NoPhone(ines())]);
        check(|s| s.contacts.clear(), &[Warning::NoContact]);
        check(|s| s.safety.clear(), &[Warning::NoSafety]);
        // Held or on call: no time is right.
        check(
            |s| {
                s.cast[0].call = None;
                s.cast[0].status = "H".into()
            },
            &[],
        );
        check(
            |s| {
                s.cast[0].call = None;
                s.cast[0].on_call = true
            },
            &[],
        );
    }
}
