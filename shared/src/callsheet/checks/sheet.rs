//! What the sheet itself does not say.

use super::{Warning, Who};
use crate::callsheet::draft::LUNCH_AFTER_MIN;
use crate::callsheet::sections::SheetSection;
use crate::callsheet::sheet::{CallSheet, Contact, Part};
use crate::id::Id;

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
        .is_some_and(|(call, lunch)| lunch.saturating_sub(call) > LUNCH_AFTER_MIN);
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
    out.extend(contact(sheet));
    let mut when = |is: bool, warning: Warning| {
        if is {
            out.push(warning);
        }
    };
    let shows_channels = sheet.shown_sections().contains(&SheetSection::Channels);
    when(
        shows_channels && sheet.channels.trim().is_empty(),
        Warning::NoChannel,
    );
    when(sheet.safety.trim().is_empty(), Warning::NoSafety);
    out
}

/// Says who cannot be rung: an assistant director and production each need one number.
fn contact(sheet: &CallSheet) -> Vec<Warning> {
    let of = |roles: &'static [&str]| {
        let list = sheet.contacts.iter();
        list.filter(|c| roles.contains(&c.role.as_str()))
            .collect::<Vec<_>>()
    };
    let rings = |list: &[&Contact]| list.iter().any(|c| !c.phone.trim().is_empty());
    let first = |list: &[&Contact]| list.first().and_then(|c| who(&c.person, &c.name));
    let (ads, production) = (of(&["second_ad", "first_ad"]), of(&["upm", "producer"]));
    let office = !sheet.office_phone.trim().is_empty() || rings(&production);
    match (rings(&ads), office) {
        (true, true) => Vec::new(),
        (false, false) => vec![Warning::NoContact],
        (false, true) => vec![Warning::NoAdPhone(first(&ads))],
        (true, false) => vec![Warning::NoProductionPhone(first(&production))],
    }
}

fn who(person: &Option<Id>, name: &str) -> Option<Who> {
    Some(Who {
        person: person.clone()?,
        name: name.to_owned(),
    })
}
