//! The daily production report (DOMAIN 3.10), from its body and who signed it.

use serde::Serialize;
use shared::clock;
use shared::eighths::Eighths;
use shared::floor;
use shared::pdf::{Answered, Job, Signed, minute_on};
use shared::report::{DailyReport, Penalty, Progress, Roll, SceneRow, TallyRow};
use shared::rules;

use crate::frame::{Frame, Issuing, Turn, script};
use crate::grid::{Column, Grid, Row};
use crate::report_people::{background, cast, crew};
use crate::words::{date, found, joined, revision, t, time};
use crate::{Data, Refused};

/// What the template shows. `(name, text)` pairs are facts with their label.
#[derive(Serialize)]
pub struct ReportView {
    pub facts: Vec<(String, String)>,
    /// Side by side at the top: key times, tally, days.
    pub top: Vec<Grid>,
    pub progress: Vec<(String, String)>,
    pub parts: Vec<Grid>,
    /// Rolls and plates.
    pub counts: Vec<(String, String)>,
    pub notes_title: &'static str,
    /// What was noted, and about what, by whom and when.
    pub notes: Vec<(String, String)>,
    pub signatures_title: &'static str,
    pub no_signers: &'static str,
    pub signatures: Vec<SignatureView>,
}

#[derive(Serialize)]
pub struct SignatureView {
    pub name: String,
    pub role: String,
    /// "Signed Tuesday 9 March 2027, 19:42"; empty on a draft.
    pub answer: String,
    pub text: String,
}

/// Makes what the template reads.
pub fn of(job: &Job) -> Result<Data<ReportView>, Refused> {
    let report = DailyReport::parse(&job.body)?;
    let parts = [
        scenes(&report),
        owed(&report),
        cast(&report),
        background(&report),
        delays(&report),
        incidents(&report),
        penalties(&report),
        crew(&report),
    ];
    Ok(Data {
        frame: frame(job, &report, t!("pdf.report"), Turn::High),
        doc: ReportView {
            facts: facts(&report),
            top: vec![key_times(&report), tally(&report), days(&report)],
            progress: progress(&report),
            parts: parts.into_iter().filter(|g| !g.rows.is_empty()).collect(),
            counts: counts(&report),
            notes_title: t!("report.notes"),
            notes: notes(&report),
            signatures_title: t!("report.signers"),
            no_signers: t!("pdf.report.no_signers"),
            signatures: signatures(job, &report),
        },
    })
}

/// The frame of the report and of the performers' times in it.
pub fn frame(job: &Job, report: &DailyReport, name: &str, turn: Turn) -> Frame {
    let of = match (report.day_number, report.days) {
        (0, _) => t!("callsheet.day_off_board").to_owned(),
        (n, 0) => t!("schedule.day", n = n),
        (n, days) => t!("callsheet.day_of", n = n, days = days),
    };
    Frame {
        title: report.title.clone(),
        company: report.company.clone(),
        name: name.to_owned(),
        of,
        date: date(&report.date),
        ..Frame::of(job, turn, Issuing::Issued)
    }
}

fn said(pairs: Vec<(&str, String)>) -> Vec<(String, String)> {
    pairs
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| (name.to_owned(), text))
        .collect()
}

fn facts(report: &DailyReport) -> Vec<(String, String)> {
    let sheet = match report.sheet_colour.is_empty() {
        true => t!("report.no_sheet").to_owned(),
        false => revision(report.sheet_number, &report.sheet_colour),
    };
    said(vec![
        (
            t!("report.script"),
            script(&report.script_colour, &report.script_date),
        ),
        (t!("report.sheet"), sheet),
        (t!("report.locations"), report.locations.join(", ")),
        (t!("floor.weather"), report.weather.clone()),
        (t!("report.started"), date(&report.start)),
        (
            t!("report.scheduled_finish"),
            date(&report.scheduled_finish),
        ),
        (t!("report.progress.finish"), date(&report.estimated_finish)),
    ])
}

fn key_times(report: &DailyReport) -> Grid {
    let rows = report.key_times.iter().map(|row| {
        Row::of([
            found("floor.key", &row.what),
            time(row.planned),
            time(row.actual),
        ])
    });
    let columns = vec![
        Column::wide("", 1),
        Column::number(t!("report.planned")),
        Column::number(t!("report.actual")),
    ];
    Grid::new(t!("pdf.report.key_times"), columns, rows.collect())
}

/// Writes eighths, less than nothing with a minus.
fn pages(n: i64) -> String {
    let size = u32::try_from(n.unsigned_abs()).unwrap_or(u32::MAX);
    let sign = if n < 0 { "-" } else { "" };
    format!("{sign}{}", Eighths(size))
}

fn seconds(n: i64) -> String {
    let sign = if n < 0 { "-" } else { "" };
    let all = n.unsigned_abs();
    format!("{sign}{}:{:02}", all / 60, all % 60)
}

fn figure(row: &TallyRow, n: i64) -> String {
    match row.what.as_str() {
        "pages" => pages(n),
        "minutes" => seconds(n),
        _ => n.to_string(),
    }
}

fn tally(report: &DailyReport) -> Grid {
    let mut rows: Vec<Row> = report
        .tally
        .iter()
        .map(|row| {
            let maybe = |n: Option<i64>| n.map(|n| figure(row, n)).unwrap_or_default();
            Row::of([
                found("report.tally", &row.what),
                maybe(row.total),
                figure(row, row.previous),
                figure(row, row.today),
                figure(row, row.to_date),
                maybe(row.remaining),
            ])
        })
        .collect();
    if report.omitted > 0 {
        let mut cells = vec![String::new(); 6];
        cells[0] = t!("pdf.report.omitted").to_owned();
        cells[1] = report.omitted.to_string();
        rows.push(Row::of(cells));
    }
    let mut columns = vec![Column::wide("", 1)];
    columns.extend(
        [
            t!("report.total"),
            t!("report.previous"),
            t!("report.today"),
            t!("report.to_date"),
            t!("report.remaining"),
        ]
        .map(Column::number),
    );
    Grid::new(t!("report.tally"), columns, rows)
}

fn days(report: &DailyReport) -> Grid {
    let rows = report.day_counts.iter().map(|count| {
        Row::of([
            found("report.days", &count.what),
            count.scheduled.to_string(),
            count.due.to_string(),
            count.actual.map(|n| n.to_string()).unwrap_or_default(),
        ])
    });
    let columns = vec![
        Column::wide("", 1),
        Column::number(t!("report.scheduled")),
        Column::number(t!("report.due")),
        Column::number(t!("report.actual")),
    ];
    Grid::new(t!("pdf.report.days"), columns, rows.collect())
}

fn progress(report: &DailyReport) -> Vec<(String, String)> {
    let p: &Progress = &report.progress;
    let tenths = p.behind_day_tenths.unsigned_abs();
    let days = format!("{}.{}", tenths / 10, tenths % 10);
    let stands = match p.behind_day_tenths {
        _ if p.shoot_days == 0 => t!("report.progress.none").to_owned(),
        0 => t!("report.progress.even").to_owned(),
        n if n < 0 => t!("report.progress.ahead", n = days),
        _ => t!("report.progress.behind", n = days),
    };
    let raw = match p.behind_eighths {
        0 => String::new(),
        _ if p.shoot_days == 0 => String::new(),
        n if n < 0 => t!("report.progress.pages_ahead", n = pages(n.saturating_neg())),
        n => t!("report.progress.pages_behind", n = pages(n)),
    };
    let average = |n: u32| Eighths(n.saturating_add(5) / 10).to_string();
    let pace = t!(
        "pdf.report.average",
        n = average(p.average_tenths),
        planned = average(p.planned_tenths)
    );
    let needed = p
        .days_needed
        .map(|n| t!("pdf.report.days_needed", n = n))
        .unwrap_or_default();
    said(vec![
        (t!("report.progress"), joined(&[&stands, &raw], ", ")),
        (
            t!("report.progress.average"),
            joined(&[&pace, &needed], ", "),
        ),
    ])
}

fn scene_words(scene: &SceneRow) -> (String, String) {
    let int_ext = match scene.int_ext.as_str() {
        "" => String::new(),
        int_ext => format!("{int_ext}. "),
    };
    let set = joined(&[&format!("{int_ext}{}", scene.set), &scene.time], " - ");
    let state = match (scene.is_retake, scene.state.as_str()) {
        (true, _) => t!("report.retake").to_owned(),
        (false, "") => t!("floor.state.open").to_owned(),
        (false, state) => found("floor.state", state),
    };
    let state = match scene.is_scheduled {
        true => state,
        false => t!("report.extra", state = state),
    };
    (set, state)
}

fn reason(code: &str) -> String {
    match floor::Reason::parse(code) {
        Some(_) => found("floor.reason", code),
        None => String::new(),
    }
}

fn scenes(report: &DailyReport) -> Grid {
    let rows = report.scenes.iter().map(|scene| {
        let (set, state) = scene_words(scene);
        Row {
            below: joined(&[&reason(&scene.reason), &scene.note], ", "),
            ..Row::of([
                scene.number.clone(),
                set,
                state,
                Eighths(scene.eighths).to_string(),
                Eighths(scene.credited).to_string(),
                Eighths(scene.left).to_string(),
                scene.setups.to_string(),
                scene.seconds.map(seconds).unwrap_or_default(),
            ])
        }
    });
    let mut rows: Vec<Row> = rows.collect();
    if rows.is_empty() {
        let mut cells = vec![String::new(); 8];
        cells[1] = t!("report.no_scenes").to_owned();
        rows.push(Row::of(cells));
    }
    let columns = vec![
        Column::short(t!("report.scene")),
        Column::wide(t!("report.set"), 3),
        Column::wide(t!("report.state"), 2),
        Column::number(t!("report.pages")),
        Column::number(t!("report.shot")),
        Column::number(t!("report.left")),
        Column::number(t!("floor.where.setups")),
        Column::number(t!("floor.seconds")),
    ];
    Grid::new(t!("floor.scenes"), columns, rows)
}

fn owed(report: &DailyReport) -> Grid {
    let day = |n: u32| match n {
        0 => String::new(),
        n => t!("schedule.day", n = n),
    };
    let rows = report.owed.iter().map(|owed| {
        Row::of([
            owed.number.clone(),
            owed.set.clone(),
            Eighths(owed.left).to_string(),
            day(owed.from_day),
            match owed.to_day {
                0 => t!("report.unscheduled").to_owned(),
                n => day(n),
            },
        ])
    });
    let columns = vec![
        Column::short(t!("report.scene")),
        Column::wide(t!("report.set"), 1),
        Column::number(t!("report.left")),
        Column::short(t!("report.owed_from")),
        Column::short(t!("report.owed_to")),
    ];
    Grid::new(t!("report.progress.owed"), columns, rows.collect())
}

fn delays(report: &DailyReport) -> Grid {
    let mut rows: Vec<Row> = report
        .delays
        .iter()
        .map(|delay| {
            Row::of([
                time(delay.at),
                match delay.minutes {
                    Some(minutes) => clock::length(minutes),
                    None => t!("floor.delay.open").to_owned(),
                },
                reason(&delay.reason),
                delay.scene.clone(),
                delay.text.clone(),
            ])
        })
        .collect();
    rows.extend(report.late.iter().map(|late| {
        Row::of([
            time(Some(late.came)),
            clock::length(late.came.saturating_sub(late.call)),
            t!("report.late_in").to_owned(),
            String::new(),
            late.name.clone(),
        ])
    }));
    let columns = vec![
        Column::short(t!("report.at")),
        Column::number(t!("report.minutes")),
        Column::wide(t!("report.reason"), 1),
        Column::short(t!("report.scene")),
        Column::wide(t!("report.notes"), 3),
    ];
    let sum = match report.delay_min {
        0 => String::new(),
        sum => t!("pdf.report.delay_sum", length = clock::length(sum)),
    };
    let title = joined(&[t!("report.delays"), &sum], " · ");
    Grid::new(&title, columns, rows)
}

fn incidents(report: &DailyReport) -> Grid {
    let rows = report.incidents.iter().map(|one| {
        Row::of([
            found("floor.line", &one.what),
            time(one.at),
            one.scene.clone(),
            one.place.clone(),
            match one.severity {
                Some(n) => found("floor.severity", &n.to_string()),
                None => String::new(),
            },
            one.text.clone(),
            one.by.clone(),
        ])
    });
    let columns = vec![
        Column::short(t!("report.what")),
        Column::short(t!("report.at")),
        Column::short(t!("report.scene")),
        Column::wide(t!("report.place"), 1),
        Column::wide(t!("report.severity"), 1),
        Column::wide(t!("report.notes"), 3),
        Column::short(t!("report.by")),
    ];
    Grid::new(t!("report.incidents"), columns, rows.collect())
}

/// What the rule is about, and where it stands; a report of an earlier version says it in one.
fn rule_of(penalty: &Penalty) -> String {
    joined(&[&found("rules.what", &penalty.what), &penalty.rule], ", ")
}

fn note_of(penalty: &Penalty) -> String {
    let counted = match penalty.steps {
        0 => String::new(),
        n => t!("report.penalties_counted", n = n),
    };
    joined(&[&counted, &penalty.text], ", ")
}

fn penalties(report: &DailyReport) -> Grid {
    let rows = report.penalties.iter().map(|penalty| {
        let cost = penalty.cost.map(|cost| {
            let amount = rules::amount_text(cost, &penalty.currency);
            joined(&[&amount, &penalty.currency], " ")
        });
        Row::of([
            penalty.name.clone(),
            rule_of(penalty),
            clock::length(penalty.short_min),
            cost.unwrap_or_default(),
            note_of(penalty),
        ])
    });
    let columns = vec![
        Column::wide(t!("report.name"), 2),
        Column::wide(t!("report.rule"), 2),
        Column::number(t!("report.short")),
        Column::number(t!("report.cost")),
        Column::wide(t!("report.notes"), 3),
    ];
    Grid::new(t!("report.penalties"), columns, rows.collect())
}

fn counts(report: &DailyReport) -> Vec<(String, String)> {
    let rolls = |rolls: &[Roll]| {
        let names: Vec<&str> = rolls.iter().map(|roll| roll.name.as_str()).collect();
        names.join(", ")
    };
    let plates = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    said(vec![
        (t!("floor.line.camera_roll"), rolls(&report.camera_rolls)),
        (t!("floor.line.sound_roll"), rolls(&report.sound_rolls)),
        (
            t!("floor.plates.breakfasts"),
            plates(report.plates.breakfasts),
        ),
        (t!("floor.plates.lunches"), plates(report.plates.lunches)),
        (t!("floor.plates.seconds"), plates(report.plates.seconds)),
    ])
}

fn notes(report: &DailyReport) -> Vec<(String, String)> {
    let about = |note: &shared::report::NoteRow| {
        let scene = match note.scene.is_empty() {
            true => String::new(),
            false => t!("pdf.report.scene_of", number = note.scene),
        };
        let at = minute_on(&report.date, &report.zone, note.at_ms);
        joined(&[&scene, &note.by, &time(at)], ", ")
    };
    report
        .notes
        .iter()
        .map(|note| (note.text.clone(), about(note)))
        .collect()
}

fn signatures(job: &Job, report: &DailyReport) -> Vec<SignatureView> {
    if job.edition.is_none() {
        let open = report.signers.iter().map(|signer| SignatureView {
            name: signer.name.clone(),
            role: found("report.role", &signer.role),
            answer: String::new(),
            text: String::new(),
        });
        return open.collect();
    }
    job.signings
        .iter()
        .map(|signed| {
            let roles: Vec<String> = report
                .signers
                .iter()
                .filter(|signer| signer.person.as_ref() == Some(&signed.person))
                .map(|signer| found("report.role", &signer.role))
                .collect();
            SignatureView {
                name: signed.name.clone(),
                role: roles.join(", "),
                answer: answer(signed),
                text: signed.text.clone(),
            }
        })
        .collect()
}

fn answer(signed: &Signed) -> String {
    let day = date(&signed.date);
    let when = match signed.minutes {
        Some(minutes) => t!("pdf.moment", date = day, time = clock::text(minutes)),
        None => day,
    };
    match signed.answer {
        Answered::Open => t!("pdf.report.not_signed").to_owned(),
        Answered::Signed => t!("pdf.report.signed", when = when),
        Answered::Rejected => t!("pdf.report.rejected", when = when),
    }
}
