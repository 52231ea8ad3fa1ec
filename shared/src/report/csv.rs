//! The times of the people as CSV.

use super::body::{DailyReport, Stamped, at};
use crate::clock;
use crate::floor::Stamp;
use crate::formats::table::table;

/// The columns, in their order. The names are fixed, so that a pay office can read the file by
/// machine; a new column is added at the end.
///
/// - `date` civil date, `day` the number of the shoot day;
/// - `group` `cast`, `background` or `crew`; `department`; `number` the cast number; `name`;
///   `does` the position or the character; `code` the work code;
/// - `call`, then the sixteen stamps: hours and minutes from the shoot day's midnight in the
///   production's zone, `25:30` for half past one in the night after, empty where nothing was said;
/// - `worked_min` whole minutes from in to out without both meals, empty while either is open;
/// - `count` how many of a group of background came;
/// - `said` `confirmed` or `disputed` by the person, and `said_text` their words;
/// - `stunt`, `outfits`, `tutoring_min`, `remarks`.
///
/// One line a person and day, cast first, then background, then crew. A cell that a spreadsheet
/// would take for a formula begins with an apostrophe.
pub const COLUMNS: [&str; 33] = [
    "date",
    "day",
    "group",
    "department",
    "number",
    "name",
    "does",
    "code",
    "call",
    "travel_out",
    "arrive",
    "in",
    "makeup",
    "set",
    "ndb_out",
    "ndb_in",
    "meal1_out",
    "meal1_in",
    "meal2_out",
    "meal2_in",
    "set_off",
    "makeup_off",
    "out",
    "travel_back",
    "home",
    "worked_min",
    "count",
    "said",
    "said_text",
    "stunt",
    "outfits",
    "tutoring_min",
    "remarks",
];

/// Writes the times of reports as CSV, in the layout of [`COLUMNS`].
pub fn times_csv<'a>(reports: impl IntoIterator<Item = &'a DailyReport>) -> String {
    let head = COLUMNS.map(str::to_owned).to_vec();
    let lines = reports.into_iter().flat_map(of_day);
    table(std::iter::once(head).chain(lines))
}

struct Line<'a> {
    group: &'a str,
    department: &'a str,
    number: &'a str,
    name: &'a str,
    does: &'a str,
    code: &'a str,
    call: Option<i64>,
    at: &'a [Stamped],
    worked_min: Option<i64>,
    count: Option<u32>,
    said: (&'a str, &'a str),
    stunt: &'a str,
    outfits: &'a str,
    tutoring_min: Option<i64>,
    remarks: &'a str,
}

fn of_day(report: &DailyReport) -> Vec<Vec<String>> {
    let cast = report.cast.iter().map(|row| Line {
        group: "cast",
        department: "",
        number: &row.number,
        name: &row.name,
        does: &row.character,
        code: &row.code,
        call: row.call,
        at: &row.at,
        worked_min: row.worked_min,
        count: None,
        said: (&row.said, &row.said_text),
        stunt: &row.stunt,
        outfits: &row.outfits,
        tutoring_min: row.tutoring_min,
        remarks: &row.remarks,
    });
    let background = report.background.iter().map(|row| Line {
        group: "background",
        department: "",
        number: "",
        name: &row.name,
        does: &row.character,
        code: "",
        call: row.call,
        at: &row.at,
        worked_min: None,
        count: row.came,
        said: ("", ""),
        stunt: "",
        outfits: "",
        tutoring_min: None,
        remarks: &row.remarks,
    });
    let crew = report.crew.iter().flat_map(|group| {
        group.people.iter().map(|row| Line {
            group: "crew",
            department: &group.name,
            number: "",
            name: &row.name,
            does: &row.position,
            code: "",
            call: row.call,
            at: &row.at,
            worked_min: row.worked_min,
            count: None,
            said: (&row.said, &row.said_text),
            stunt: "",
            outfits: "",
            tutoring_min: None,
            remarks: &row.remarks,
        })
    });
    let clock = |at: Option<i64>| at.map(clock::text).unwrap_or_default();
    cast.chain(background)
        .chain(crew)
        .map(|line| {
            let mut cells: Vec<String> = [
                &report.date,
                &report.day_number.to_string(),
                line.group,
                line.department,
                line.number,
                line.name,
                line.does,
                line.code,
            ]
            .map(str::to_owned)
            .to_vec();
            cells.push(clock(line.call));
            cells.extend(Stamp::ALL.map(|stamp| clock(at(line.at, stamp))));
            cells.push(line.worked_min.map(|n| n.to_string()).unwrap_or_default());
            cells.push(line.count.map(|n| n.to_string()).unwrap_or_default());
            let rest = [line.said.0, line.said.1, line.stunt, line.outfits];
            cells.extend(rest.map(str::to_owned));
            cells.push(line.tutoring_min.map(|n| n.to_string()).unwrap_or_default());
            cells.push(line.remarks.to_owned());
            cells
        })
        .collect()
}
