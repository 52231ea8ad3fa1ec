//! `callboard pdf`: typesets a document of an exported production, without a relay.

use std::fs::File;
use std::io::Read;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use shared::engine::book_of_file;
use shared::pdf::{Kind, Paper, Size, Wanted, job};
use typeset::{Fonts, category_name, typeset};

/// More than any production's file has, bytes.
const MAX_BUNDLE_BYTES: u64 = 512 * 1024 * 1024;

#[derive(clap::Args, Clone, Debug)]
pub struct PdfOptions {
    /// The document: call-sheet, one-liner, shooting-schedule, chronological, day-out-of-days,
    /// breakdown-sheets, element-list, crew-list, daily-report, exhibit-g or sides
    #[arg(value_parser = kind)]
    pub kind: Kind,

    /// The exported production (.callboard)
    pub file: PathBuf,

    /// The PDF to write
    pub out: PathBuf,

    /// The shoot day, from 1, for a document of one day
    #[arg(long)]
    pub day: Option<u32>,

    /// letter, a4 or legal; the default is the production's own
    #[arg(long, value_parser = paper)]
    pub paper: Option<Paper>,

    /// Set sides at half size: two pages on each sheet, to be cut apart (5.5 x 8.5 inches of Letter,
    /// A5 of A4)
    #[arg(long)]
    pub half: bool,

    /// Make a call sheet for outsiders: no phones, no pick-ups, no calls of minors
    #[arg(long)]
    pub redacted: bool,

    /// Put this name and today's date across each page
    #[arg(long, value_name = "NAME", default_value = "")]
    pub watermark: String,
}

fn kind(text: &str) -> Result<Kind, String> {
    let names = || Kind::ALL.map(Kind::as_str).join(", ");
    Kind::parse(text).ok_or_else(|| format!("name one of {}", names()))
}

fn paper(text: &str) -> Result<Paper, String> {
    Paper::parse(text).ok_or_else(|| "name one of letter, a4, legal".to_owned())
}

/// Writes the PDF and returns what to say of it. `today` is the civil date that an undated list
/// carries.
///
/// # Errors
/// Returns a sentence that says why there is none; then nothing was written.
pub fn make(options: &PdfOptions, today: String) -> Result<String, String> {
    let bytes = bytes(&options.file)?;
    let file = options.file.display().to_string();
    let wanted = Wanted {
        kind: options.kind,
        day: options.day,
        paper: options.paper,
        today,
        is_redacted: options.redacted,
        reader: options.watermark.clone(),
        size: match options.half {
            true => Size::Half,
            false => Size::Whole,
        },
    };
    // A file that trips the reader says so, like any other that it cannot read.
    let made = catch_unwind(move || {
        let book = book_of_file(bytes).map_err(|why| format!("{file} cannot be opened: {why}."))?;
        let job = job(&book, &wanted, &category_name).map_err(|why| why.to_string())?;
        typeset(&job, &Fonts::bundled()).map_err(|why| why.to_string())
    });
    let pdf = made
        .unwrap_or_else(|_| Err("This file could not be typeset: please report it.".to_owned()))?;
    let out = options.out.display();
    std::fs::write(&options.out, &pdf.bytes)
        .map_err(|why| format!("{out} cannot be written: {why}."))?;
    let pages = if pdf.pages == 1 { "page" } else { "pages" };
    let mut said = format!("{out}: {} {pages}", pdf.pages);
    if !pdf.lacking.is_empty() {
        let letters: Vec<String> = pdf.lacking.iter().map(char::to_string).collect();
        said.push_str(&format!(
            ". The fonts lack {}: □ stands for them.",
            letters.join(" ")
        ));
    }
    Ok(said)
}

/// Reads a file, and one byte more than any production has, so that its reader can refuse it.
fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let read = |file: File| {
        let mut bytes = Vec::new();
        file.take(MAX_BUNDLE_BYTES + 1)
            .read_to_end(&mut bytes)
            .map(|_| bytes)
    };
    let bytes = File::open(path)
        .and_then(read)
        .map_err(|why| format!("{} cannot be read: {why}.", path.display()))?;
    match bytes.len() as u64 > MAX_BUNDLE_BYTES {
        true => Err(format!(
            "{} is larger than any production's file.",
            path.display()
        )),
        false => Ok(bytes),
    }
}
