//! The crew list: everybody by department, with how to reach them.

use serde::Serialize;
use shared::pdf::Job;
use shared::people::{CrewEntry, CrewList, CrewSection};

use crate::frame::{Frame, Issuing, Turn};
use crate::words::{date, joined, phone, role, t};
use crate::{Data, Refused};

/// What the template shows.
#[derive(Serialize)]
pub struct CrewListView {
    pub facts: Vec<(String, String)>,
    pub heads: Vec<String>,
    pub sections: Vec<SectionView>,
    pub nothing: String,
}

#[derive(Serialize)]
pub struct SectionView {
    pub name: String,
    pub count: usize,
    pub people: Vec<PersonRow>,
}

#[derive(Serialize)]
pub struct PersonRow {
    pub number: String,
    pub name: String,
    pub does: String,
    pub phone: String,
    pub email: String,
}

/// Makes what the template reads.
pub fn of(job: &Job) -> Result<Data<CrewListView>, Refused> {
    let list = CrewList::parse(&job.body)?;
    let people: usize = list.sections.iter().map(|s| s.people.len()).sum();
    let facts = [
        (String::new(), t!("pdf.people", n = people)),
        (role("office"), phone(&list.office_phone)),
    ];
    Ok(Data {
        frame: Frame {
            title: list.title.clone(),
            company: list.company.clone(),
            name: t!("pdf.crew_list").to_owned(),
            date: match list.date.as_str() {
                "" => String::new(),
                day => t!("pdf.as_of", date = date(day)),
            },
            ..Frame::of(job, Turn::High, Issuing::Never)
        },
        doc: CrewListView {
            facts: facts
                .into_iter()
                .filter(|(_, text)| !text.is_empty())
                .collect(),
            heads: [
                t!("people.number"),
                t!("people.name"),
                t!("people.position"),
                t!("people.phone"),
                t!("people.email"),
            ]
            .map(str::to_owned)
            .to_vec(),
            nothing: match people {
                0 => t!("people.empty").to_owned(),
                _ => String::new(),
            },
            sections: list.sections.iter().map(section).collect(),
        },
    })
}

fn section(section: &CrewSection) -> SectionView {
    let name = match section.what.as_str() {
        "cast" => t!("people.cast").to_owned(),
        "background" => t!("people.background").to_owned(),
        "none" => t!("people.no_department").to_owned(),
        _ => section.name.clone(),
    };
    SectionView {
        name,
        count: section.people.len(),
        people: section.people.iter().map(row).collect(),
    }
}

fn row(entry: &CrewEntry) -> PersonRow {
    let minor = if entry.minor {
        t!("callsheet.paper.minor")
    } else {
        ""
    };
    PersonRow {
        number: entry.number.clone(),
        name: joined(&[&entry.name, minor], " "),
        does: entry.does.clone(),
        phone: phone(&entry.phone),
        email: entry.email.clone(),
    }
}
