//! Which body a document is typeset from: the latest that was issued, else the draft.

use super::{Edition, Job, Kind, Paper, Size, Version, Watermark};
use crate::board;
use crate::book::Book;
use crate::breakdown::category;
use crate::callsheet::issue::{Seal, body_of, seal};
use crate::callsheet::plan::Plan;
use crate::callsheet::{self, CallSheet, Issued};
use crate::id::Id;
use crate::kind::Kind as RecordKind;
use crate::paper::{Room, qr_text};
use crate::people;
use crate::schedule::{self as schedules, Names, What};

/// What somebody asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanted {
    pub kind: Kind,
    /// The shoot day, from 1, for a document of one.
    pub day: Option<u32>,
    /// Otherwise the production's own.
    pub paper: Option<Paper>,
    /// Today's civil date, which an undated list carries.
    pub today: String,
    /// For outsiders: of a call sheet alone.
    pub is_redacted: bool,
    /// Whose name stands across each page; empty for nobody's.
    pub reader: String,
    /// Two reduced pages on a sheet: of sides alone.
    pub size: Size,
}

/// For whom a copy is made.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Copies {
    pub is_redacted: bool,
    /// Whose name stands across each page; empty for nobody's.
    pub reader: String,
    /// Today's civil date, beside the name.
    pub today: String,
}

/// Why there is no such document.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotThere {
    #[error("A {0} is of one shoot day: name it with --day, such as --day 1.")]
    NoDayNamed(&'static str),
    #[error("A {0} is not of one day: leave out --day.")]
    NeedsNoDay(&'static str),
    #[error("Only a call sheet can be redacted: leave out --redacted for a {0}.")]
    NotRedacted(&'static str),
    #[error("There is no shoot day {0}: the board has {1}.")]
    NoSuchDay(u32, usize),
    #[error("Only sides are set at half size: leave out --half for a {0}.")]
    NotHalf(&'static str),
    #[error("Half size is half of Letter or A4: name one of them with --paper.")]
    NoHalfPaper,
    #[error(
        "This file has no script: none was imported, or whoever exported it may not read it. Ask \
         somebody who may read the script to export the production."
    )]
    NoScript,
    #[error(
        "Nothing of shoot day {0} is in the script: put scenes into the day on the board, or import \
         the script that holds their words."
    )]
    NoPages(u32),
    #[error("The issued document cannot be read: {0}. Issue it again, and make the PDF of that.")]
    Damaged(String),
    #[error(
        "The text of issued document {0} is not the one that was issued: do not work from it. Ask \
         for the production again."
    )]
    Broken(String),
}

/// Makes the job for a document: the latest issue where there is one, else the draft.
///
/// # Errors
/// Says in a sentence why the production has no such document.
pub fn job(book: &Book, wanted: &Wanted, names: Names) -> Result<Job, NotThere> {
    let kind = wanted.kind;
    let mut job = match (kind.takes_day(), wanted.day) {
        (true, None) => return Err(NotThere::NoDayNamed(kind.as_str())),
        (false, Some(_)) => return Err(NotThere::NeedsNoDay(kind.as_str())),
        (true, Some(n)) => {
            let plan = Plan::of(book);
            let day = plan.days.iter().find(|day| day.number == n);
            let day = day.ok_or(NotThere::NoSuchDay(n, plan.days.len()))?;
            of_day(book, kind, n, &day.id)?
        }
        (false, None) => match What::parse(kind.as_str()) {
            Some(what) => schedule_job(book, what, names)?,
            None => crew_list(book, &wanted.today),
        },
    };
    if let Some(paper) = wanted.paper {
        job.paper = paper;
    }
    let copies = Copies {
        is_redacted: wanted.is_redacted,
        reader: wanted.reader.clone(),
        today: wanted.today.clone(),
    };
    let job = copied(job, &copies)?;
    match wanted.size {
        Size::Whole => Ok(job),
        Size::Half => halved(job),
    }
}

/// Sets sides at half size.
///
/// # Errors
/// Says in a sentence why a document or its paper has no half size.
pub fn halved(job: Job) -> Result<Job, NotThere> {
    if job.kind != Kind::Sides {
        return Err(NotThere::NotHalf(job.kind.as_str()));
    }
    if job.paper == Paper::Legal {
        return Err(NotThere::NoHalfPaper);
    }
    Ok(Job {
        size: Size::Half,
        ..job
    })
}

/// Makes of a document the copy that somebody is to get.
///
/// # Errors
/// Says in a sentence why it cannot be redacted.
pub fn copied(mut job: Job, copies: &Copies) -> Result<Job, NotThere> {
    let reader = copies.reader.trim();
    job.watermark = (!reader.is_empty()).then(|| Watermark {
        name: reader.to_owned(),
        date: copies.today.clone(),
    });
    // A preview is for its keys, and says so on every copy.
    if !copies.is_redacted || job.version == Version::Preview {
        return Ok(job);
    }
    if job.kind != Kind::CallSheet {
        return Err(NotThere::NotRedacted(job.kind.as_str()));
    }
    let closed = |body: &str| {
        let sheet = CallSheet::parse(body).and_then(|sheet| callsheet::redacted(&sheet));
        let sheet = sheet.map_err(|why| NotThere::Damaged(why.to_string()));
        sheet.map(|sheet| sheet.body())
    };
    job.body = closed(&job.body)?;
    job.before = job.before.as_deref().map(closed).transpose()?;
    job.version = Version::Redacted;
    // Whoever stands outside has no room to open.
    if let Some(edition) = &mut job.edition {
        edition.qr.clear();
    }
    Ok(job)
}

/// Makes a document of a shoot day.
fn of_day(book: &Book, kind: Kind, n: u32, day: &Id) -> Result<Job, NotThere> {
    match kind {
        Kind::DailyReport | Kind::ExhibitG => super::day::report_of(book, kind, day),
        Kind::Sides => super::day::sides_of(book, n, day),
        _ => match callsheet::current(book, day) {
            Some(cover) => issued_sheet(book, &cover, None),
            None => Ok(draft_sheet(book, day, &callsheet::draft(book, day))),
        },
    }
}

/// Refuses an issued document whose text does not have the hash of its cover.
pub(super) fn whole(book: &Book, kind: &RecordKind, cover: &Issued) -> Result<(), NotThere> {
    match book.get(kind, &cover.id).map(|r| seal(r)) {
        Some(Seal::Whole) => Ok(()),
        _ => Err(NotThere::Broken(cover.code())),
    }
}

pub(super) fn production_of(book: &Book) -> Id {
    let production = book.production().map(|p| p.id.clone());
    production.unwrap_or_else(|| Id::new(""))
}

/// Makes the job for an issued call sheet. `relay` is the origin that its QR code leads to.
///
/// # Errors
/// Says in a sentence why its text cannot be used.
pub fn issued_sheet(book: &Book, cover: &Issued, relay: Option<&str>) -> Result<Job, NotThere> {
    whole(book, &RecordKind::Issue, cover)?;
    let sheet = match body_of(book, &cover.id) {
        Some(Ok(sheet)) => sheet,
        Some(Err(why)) => return Err(NotThere::Damaged(why.to_string())),
        None => return Err(NotThere::Damaged(cover.code())),
    };
    let production = production_of(book);
    let text_of = |id: &Id| book.text(&RecordKind::Issue, id, "body").to_owned();
    Ok(Job {
        edition: Some(Edition::of(
            cover,
            qr_text(&production, Room::Sheet, &cover.id, &cover.hash, relay),
        )),
        before: cover
            .previous
            .as_ref()
            .map(text_of)
            .filter(|b| !b.is_empty()),
        ..call_sheet(&sheet)
    })
}

/// Makes the job for the draft of a day's call sheet, with the marks of the times that were typed.
pub fn draft_sheet(book: &Book, day: &Id, sheet: &CallSheet) -> Job {
    let pinned = callsheet::origin::pinned(book, day, sheet);
    call_sheet(&CallSheet {
        pinned,
        ..sheet.clone()
    })
}

/// Makes the job for a preview, which says on each page that it is no issued sheet.
///
/// # Errors
/// Says in a sentence why its text cannot be used.
pub fn preview_sheet(book: &Book, cover: &Issued) -> Result<Job, NotThere> {
    let job = issued_sheet(book, cover, None)?;
    Ok(Job {
        edition: None,
        before: None,
        version: Version::Preview,
        ..job
    })
}

/// Makes the job for a call sheet as a draft.
pub fn call_sheet(sheet: &CallSheet) -> Job {
    Job {
        kind: Kind::CallSheet,
        paper: Paper::named(&sheet.paper),
        body: sheet.body(),
        ..Job::draft()
    }
}

fn schedule_job(book: &Book, what: What, names: Names) -> Result<Job, NotThere> {
    let of = (what == What::DayOutOfDays).then(|| category::id_of(category::CAST));
    let Some(edition) = schedules::latest(book, what, of.as_ref()) else {
        let board = board::active(book);
        let draft = schedules::draft(
            book,
            &board,
            what,
            of.as_ref(),
            schedules::Basis::Planned,
            names,
        );
        return Ok(schedule(&draft));
    };
    issued_schedule(book, &edition.cover, None)
}

/// Makes the job for a document of the schedule as a draft.
pub fn schedule(schedule: &schedules::Schedule) -> Job {
    Job {
        kind: Kind::parse(&schedule.what).unwrap_or(Kind::OneLiner),
        paper: Paper::named(&schedule.paper),
        body: schedule.body(),
        ..Job::draft()
    }
}

/// Makes the job for an issued document of the schedule. `relay` is the origin that its QR code
/// leads to.
///
/// # Errors
/// Says in a sentence why its text cannot be used.
pub fn issued_schedule(book: &Book, cover: &Issued, relay: Option<&str>) -> Result<Job, NotThere> {
    whole(book, &RecordKind::Issue, cover)?;
    let body = match schedules::read(book, &cover.id) {
        Some((_, Ok(body))) => body,
        Some((_, Err(why))) => return Err(NotThere::Damaged(why.to_string())),
        None => return Err(NotThere::Damaged(cover.code())),
    };
    let qr = qr_text(
        &production_of(book),
        Room::Schedule,
        &cover.id,
        &cover.hash,
        relay,
    );
    Ok(Job {
        edition: Some(Edition::of(cover, qr)),
        ..schedule(&body)
    })
}

/// Makes the job for the crew list as it stands. `today` is the civil date it carries.
pub fn crew_list(book: &Book, today: &str) -> Job {
    let list = people::crew_list(book, today);
    Job {
        kind: Kind::CrewList,
        paper: Paper::named(&list.paper),
        body: list.body(),
        ..Job::draft()
    }
}
