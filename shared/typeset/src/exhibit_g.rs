//! The performers' production time report, known as Exhibit G (DOMAIN 3.10): one row a performer,
//! each time by the clock and in tenths of an hour, and a place for their signature.

use serde::Serialize;
use shared::floor::Stamp;
use shared::pdf::Job;
use shared::report::{DailyReport, PerformerRow, at};

use crate::daily_report::frame;
use crate::frame::Turn;
use crate::words::{date, found, joined, phone, role, t, time};
use crate::{Data, Refused};

/// What the template shows.
#[derive(Serialize)]
pub struct ExhibitView {
    pub facts: Vec<(String, String)>,
    pub who_heads: Vec<String>,
    /// Groups of columns with their name.
    pub groups: Vec<GroupView>,
    pub rest_heads: Vec<String>,
    pub rows: Vec<RowView>,
    pub tenths: &'static str,
    pub ink: &'static str,
    pub nobody: &'static str,
}

#[derive(Serialize)]
pub struct GroupView {
    pub name: String,
    pub heads: Vec<String>,
}

#[derive(Serialize)]
pub struct RowView {
    /// Number, name, minor, character, work code.
    pub who: [String; 5],
    /// By the clock, and in tenths of an hour.
    pub times: Vec<(String, String)>,
    /// Hours worked, stunt, outfits, tutoring, penalties.
    pub rest: [String; 5],
    pub remarks: String,
}

/// The times in the order of the form: the work, the meals, the travel.
const GROUPS: [(&str, &[Stamp]); 5] = [
    (
        "work",
        &[
            Stamp::In,
            Stamp::Makeup,
            Stamp::Set,
            Stamp::SetOff,
            Stamp::MakeupOff,
            Stamp::Out,
        ],
    ),
    ("ndb", &[Stamp::NdbOut, Stamp::NdbIn]),
    ("meal1", &[Stamp::Meal1Out, Stamp::Meal1In]),
    ("meal2", &[Stamp::Meal2Out, Stamp::Meal2In]),
    (
        "travel",
        &[
            Stamp::TravelOut,
            Stamp::Arrive,
            Stamp::TravelBack,
            Stamp::Home,
        ],
    ),
];

/// Makes what the template reads.
pub fn of(job: &Job) -> Result<Data<ExhibitView>, Refused> {
    let report = DailyReport::parse(&job.body)?;
    Ok(Data {
        doc: ExhibitView {
            facts: facts(job, &report),
            who_heads: [
                t!("report.number"),
                t!("report.name"),
                t!("pdf.exhibit.col.minor"),
                t!("report.character"),
                t!("pdf.exhibit.col.code"),
            ]
            .map(str::to_owned)
            .to_vec(),
            groups: groups(),
            rest_heads: [
                t!("pdf.exhibit.col.worked"),
                t!("pdf.exhibit.col.stunt"),
                t!("pdf.exhibit.col.outfits"),
                t!("pdf.exhibit.col.tutoring"),
                t!("pdf.exhibit.col.penalties"),
                t!("pdf.exhibit.col.signature"),
            ]
            .map(str::to_owned)
            .to_vec(),
            rows: report.cast.iter().map(row).collect(),
            tenths: t!("pdf.exhibit.tenths"),
            ink: t!("pdf.exhibit.ink"),
            nobody: t!("pdf.exhibit.nobody"),
        },
        frame: frame(job, &report, t!("pdf.exhibit"), Turn::Wide),
    })
}

fn facts(job: &Job, report: &DailyReport) -> Vec<(String, String)> {
    let signers = report
        .signers
        .iter()
        .map(|signer| joined(&[&signer.name, &role_of(&signer.role)], ", "));
    let office = joined(&[&role("office"), &phone(&job.contact)], " ");
    let office = Some(office).filter(|_| !job.contact.is_empty());
    let contact: Vec<String> = signers.chain(office).collect();
    [
        (t!("pdf.exhibit.production"), report.title.clone()),
        (t!("pdf.exhibit.company"), report.company.clone()),
        (t!("pdf.exhibit.date"), date(&report.date)),
        (t!("pdf.exhibit.location"), report.locations.join(", ")),
        (t!("pdf.exhibit.contact"), contact.join(" · ")),
    ]
    .into_iter()
    .map(|(name, text)| (name.to_owned(), text))
    .collect()
}

fn role_of(code: &str) -> String {
    found("report.role", code)
}

fn groups() -> Vec<GroupView> {
    GROUPS
        .iter()
        .map(|(name, stamps)| {
            let is_meal = stamps.len() == 2;
            let head = |(n, stamp): (usize, &Stamp)| match (is_meal, n) {
                (true, 0) => t!("pdf.exhibit.col.away").to_owned(),
                (true, _) => t!("pdf.exhibit.col.back").to_owned(),
                (false, _) => found("pdf.exhibit.col", stamp.as_str()),
            };
            GroupView {
                name: found("pdf.exhibit", name),
                heads: stamps.iter().enumerate().map(head).collect(),
            }
        })
        .collect()
}

fn row(row: &PerformerRow) -> RowView {
    let stamps = GROUPS.iter().flat_map(|(_, stamps)| stamps.iter());
    RowView {
        who: [
            row.number.clone(),
            row.name.clone(),
            if row.minor {
                t!("pdf.exhibit.minor").to_owned()
            } else {
                String::new()
            },
            row.character.clone(),
            row.code.clone(),
        ],
        times: stamps
            .map(|stamp| match at(&row.at, *stamp) {
                Some(minutes) => (time(Some(minutes)), tenths(minutes)),
                None => <(String, String)>::default(),
            })
            .collect(),
        rest: [
            row.worked_min.map(tenths).unwrap_or_default(),
            row.stunt.clone(),
            row.outfits.clone(),
            row.tutoring_min.map(tenths).unwrap_or_default(),
            match row.penalties {
                0 => String::new(),
                n => n.to_string(),
            },
        ],
        remarks: row.remarks.clone(),
    }
}

/// Writes minutes as hours in tenths: six minutes each, and one that has begun counts whole
/// (SAG-AFTRA pays by the tenth of an hour; DOMAIN 3.10). It goes on beyond midnight: 25.5.
fn tenths(minutes: i64) -> String {
    let all = minutes.div_euclid(6) + i64::from(minutes.rem_euclid(6) > 0);
    let sign = if all < 0 { "-" } else { "" };
    let all = all.unsigned_abs();
    format!("{sign}{}.{}", all / 10, all % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_that_has_begun_counts() {
        let check = |minutes, want: &str| assert_eq!(tenths(minutes), want, "{minutes}");
        check(0, "0.0");
        check(390, "6.5");
        check(391, "6.6");
        check(396, "6.6");
        check(397, "6.7");
        check(479, "8.0");
        check(1530, "25.5");
        check(-30, "-0.5");
    }

    #[test]
    fn every_stamp_has_its_column() {
        let all: Vec<Stamp> = GROUPS
            .iter()
            .flat_map(|(_, stamps)| stamps.to_vec())
            .collect();
        for stamp in Stamp::ALL {
            assert!(all.contains(&stamp), "{stamp:?}");
        }
        for group in groups() {
            for head in group.heads {
                assert!(head.starts_with(char::is_uppercase), "{head} has no text");
            }
        }
    }
}
