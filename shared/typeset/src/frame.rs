//! What every page of every document has: whose it is, which one, how it was issued.

use serde::Serialize;
use shared::pdf::{Job, Paper, Version};

use crate::qr::{Qr, qr};
use crate::words::{LANGUAGE, joined, revision, t};

/// What the frame of a document shows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Frame {
    pub language: &'static str,
    /// The paper's name, as typst has it.
    pub paper: &'static str,
    pub is_wide: bool,
    /// The production's title.
    pub title: String,
    pub company: String,
    /// "Call sheet"
    pub name: String,
    /// What it is of: "Day 3 of 18", or nothing.
    pub of: String,
    /// The date it is of, in words.
    pub date: String,
    /// "Rev 1 Blue", or that it is a draft; empty for what is never issued.
    pub standing: String,
    pub is_draft: bool,
    /// "Redacted", where parts were left out for outsiders.
    pub version: &'static str,
    /// The reader's name and the date, across each page; empty for none.
    pub watermark: String,
    pub code: String,
    pub qr: Option<Qr>,
    /// "Page {n} of {m}", filled in by the template.
    pub page_of: &'static str,
    /// Says that letters are lacking, where some are.
    pub lacking: &'static str,
}

/// Which way the paper lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Turn {
    High,
    Wide,
}

/// What is never issued has no standing; everything else is a draft until it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Issuing {
    Issued,
    Never,
}

impl Frame {
    pub fn of(job: &Job, turn: Turn, issuing: Issuing) -> Self {
        let edition = job.edition.as_ref();
        let standing = match (edition, issuing) {
            (_, Issuing::Never) => String::new(),
            (Some(edition), _) => revision(edition.number, &edition.colour),
            (None, _) if job.version == Version::Preview => t!("pdf.preview").to_owned(),
            (None, _) => t!("pdf.draft").to_owned(),
        };
        Self {
            language: LANGUAGE,
            paper: paper_name(job.paper),
            is_wide: turn == Turn::Wide,
            title: String::new(),
            company: String::new(),
            name: String::new(),
            of: String::new(),
            date: String::new(),
            standing,
            is_draft: edition.is_none() && issuing == Issuing::Issued,
            version: match job.version {
                Version::Redacted => t!("pdf.redacted"),
                Version::Whole | Version::Preview => "",
            },
            watermark: job.watermark.as_ref().map_or_else(String::new, |mark| {
                joined(&[&mark.name, &crate::words::date(&mark.date)], " · ")
            }),
            code: edition.map_or_else(String::new, |e| e.code.clone()),
            qr: edition.and_then(|e| qr(&e.qr)),
            page_of: t!("pdf.page_of"),
            lacking: t!("pdf.lacking"),
        }
    }
}

fn paper_name(paper: Paper) -> &'static str {
    match paper {
        Paper::Letter => "us-letter",
        Paper::A4 => "a4",
        Paper::Legal => "us-legal",
    }
}

/// Returns the width and height of a paper that stands high, in tenths of a millimetre.
pub fn size(paper: Paper) -> (u32, u32) {
    match paper {
        Paper::Letter => (2159, 2794),
        Paper::A4 => (2100, 2970),
        Paper::Legal => (2159, 3556),
    }
}

/// "Script Blue, Thursday 12 March 2026"
pub fn script(colour: &str, date: &str) -> String {
    joined(&[colour, &crate::words::date(date)], ", ")
}
