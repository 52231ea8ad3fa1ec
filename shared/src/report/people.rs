//! The people of a report: performers in the Exhibit G columns, background, crew by department, and
//! who came late.

use super::body::{BackgroundRow, CrewGroup, CrewRow, LateRow, Penalty, PerformerRow, Stamped};
use crate::callsheet::CallSheet;
use crate::callsheet::sheet::Part;
use crate::floor::{Member, Said, Squad, Stamp, Stand, TimeRow};
use crate::id::Id;

/// The people of a day: those of the sheet, and those who came without being on it.
pub struct People {
    pub cast: Vec<PerformerRow>,
    pub background: Vec<BackgroundRow>,
    pub crew: Vec<CrewGroup>,
    pub late: Vec<LateRow>,
}

/// Draws up the people of a day.
pub fn people(
    sheet: &CallSheet,
    others: Option<&Squad>,
    stand: &Stand,
    penalties: &[Penalty],
) -> People {
    let none = TimeRow::default();
    let row = |person: &Option<Id>| {
        let found = person.as_ref().and_then(|id| stand.rows.get(id));
        found.unwrap_or(&none)
    };
    let also = |part: Part| {
        others
            .into_iter()
            .flat_map(|squad| &squad.members)
            .filter(move |member| member.part == part)
    };
    let mut cast: Vec<PerformerRow> = sheet
        .cast
        .iter()
        .filter(|line| line.person.is_some())
        .map(|line| PerformerRow {
            number: line.number.clone(),
            character: line.character.clone(),
            call: line.call,
            code: line.status.clone(),
            ..performer(&line.person, &line.name, line.minor)
        })
        .collect();
    cast.extend(also(Part::Cast).map(|member| PerformerRow {
        number: member.number.clone(),
        character: member.does.clone(),
        ..performer(&Some(member.person.clone()), &member.name, member.minor)
    }));
    for line in &mut cast {
        let row = row(&line.person);
        if !row.code.is_empty() {
            line.code = row.code.clone();
        }
        line.at = stamps(row);
        line.worked_min = row.worked_min();
        line.stunt = row.stunt.clone();
        line.outfits = row.outfits.clone();
        line.tutoring_min = row.tutoring_min;
        line.remarks = row.remarks.clone();
        (line.said, line.said_text) = said(stand, &line.person);
        let theirs = penalties.iter().filter(|p| p.person == line.person);
        line.penalties = theirs.fold(0, |sum, p| sum.saturating_add(p.steps.max(1)));
    }
    let mut background: Vec<BackgroundRow> = sheet
        .background
        .iter()
        .map(|line| BackgroundRow {
            person: line.person.clone(),
            name: line.name.clone(),
            character: line.character.clone(),
            called: line.count,
            call: line.call,
            ..BackgroundRow::default()
        })
        .collect();
    background.extend(also(Part::Background).map(|member| BackgroundRow {
        person: Some(member.person.clone()),
        name: member.name.clone(),
        character: member.does.clone(),
        ..BackgroundRow::default()
    }));
    for line in &mut background {
        let row = row(&line.person);
        line.came = row.count;
        line.at = stamps(row);
        line.remarks = row.remarks.clone();
    }
    let crew_row = |member: &Member| CrewRow {
        person: Some(member.person.clone()),
        name: member.name.clone(),
        position: member.does.clone(),
        ..CrewRow::default()
    };
    let mut crew: Vec<CrewGroup> = sheet
        .crew
        .iter()
        .map(|group| CrewGroup {
            department: group.department.clone(),
            name: group.name.clone(),
            people: group
                .people
                .iter()
                .map(|line| CrewRow {
                    person: line.person.clone(),
                    name: line.name.clone(),
                    position: line.position.clone(),
                    call: line.call,
                    on_call: line.on_call,
                    ..CrewRow::default()
                })
                .collect(),
        })
        .collect();
    let more: Vec<CrewRow> = also(Part::Crew).map(crew_row).collect();
    if !more.is_empty() {
        crew.push(CrewGroup {
            people: more,
            ..CrewGroup::default()
        });
    }
    for line in crew.iter_mut().flat_map(|group| &mut group.people) {
        let row = row(&line.person);
        line.at = stamps(row);
        line.worked_min = row.worked_min();
        line.remarks = row.remarks.clone();
        (line.said, line.said_text) = said(stand, &line.person);
    }
    People {
        late: late(sheet, stand),
        cast,
        background,
        crew,
    }
}

fn performer(person: &Option<Id>, name: &str, minor: bool) -> PerformerRow {
    PerformerRow {
        person: person.clone(),
        name: name.to_owned(),
        minor,
        ..PerformerRow::default()
    }
}

fn stamps(row: &TimeRow) -> Vec<Stamped> {
    Stamp::ALL
        .into_iter()
        .filter_map(|stamp| {
            Some(Stamped {
                what: stamp.as_str().to_owned(),
                at: row.at(stamp)?,
            })
        })
        .collect()
}

/// A word that was said of other times than these says nothing.
fn said(stand: &Stand, person: &Option<Id>) -> (String, String) {
    let word = person.as_ref().and_then(|id| stand.words.get(id));
    match word.filter(|word| !word.is_stale) {
        Some(word) => {
            let said = match word.said {
                Said::Confirmed => "confirmed",
                Said::Disputed => "disputed",
            };
            (said.to_owned(), word.text.clone())
        }
        None => <(String, String)>::default(),
    }
}

fn late(sheet: &CallSheet, stand: &Stand) -> Vec<LateRow> {
    sheet
        .people()
        .into_iter()
        .filter_map(|who| {
            let (call, came) = (who.call?, stand.rows.get(&who.person)?.at(Stamp::In)?);
            (came > call).then_some(LateRow {
                person: Some(who.person),
                name: who.name,
                call,
                came,
            })
        })
        .collect()
}
