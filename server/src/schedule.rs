//! `callboard schedule` and `callboard dood`: reports on a schedule file, without a relay.

use std::fs::File;
use std::io::{self, Read};
use std::panic::catch_unwind;
use std::path::Path;

use shared::dood::{Bound, CsvWords, DropDisplay, Options, csv};
use shared::formats::uss::{MAX_SCHEDULE_BYTES, Opened, open, schedule_report};
use shared::id::Id;

/// Head of the grid on the command line, which speaks English.
const WORDS: CsvWords = CsvWords {
    number: "No.",
    name: "Name",
    day: "Day",
    travel: "Travel",
    work: "Work",
    rehearsal: "Rehearsal",
    fitting: "Fitting",
    hold: "Hold",
    holiday: "Holiday",
    start: "Start",
    finish: "Finish",
    total: "Total",
};

/// What both commands ask for.
#[derive(clap::Args, Clone, Debug)]
pub struct ScheduleOptions {
    /// The file (Universal Schedule Standard), or - for standard input
    pub file: std::path::PathBuf,

    /// The board, by its name or its place in the file; the default is the first
    #[arg(long)]
    pub board: Option<String>,

    /// A drop of exactly the least number of days counts too; otherwise it takes one more
    #[arg(long)]
    pub drop_at_least: bool,

    /// Show a drop as D through its gap, not as a letter on the last day of work
    #[arg(long)]
    pub drop_fill: bool,
}

impl ScheduleOptions {
    fn dood(&self) -> Options {
        Options {
            drop_bound: match self.drop_at_least {
                true => Bound::AtLeast,
                false => Bound::MoreThan,
            },
            drop_display: match self.drop_fill {
                true => DropDisplay::FillGap,
                false => DropDisplay::LetterOnLastDay,
            },
            ..Options::default()
        }
    }
}

/// Returns the days, strips, totals and day out of days of a schedule as JSON.
///
/// # Errors
/// Returns a sentence that says why there is none.
pub fn report(options: &ScheduleOptions) -> Result<String, String> {
    let dood = options.dood();
    with(options, move |opened, board| {
        let report = schedule_report(opened, board, &dood);
        serde_json::to_string_pretty(&report).map_err(|error| error.to_string())
    })
}

/// Returns the day out of days of a category as CSV.
///
/// # Errors
/// Returns a sentence that says why there is none.
pub fn grid(options: &ScheduleOptions, category: &str) -> Result<String, String> {
    let (dood, category) = (options.dood(), category.to_owned());
    with(options, move |opened, board| {
        let Some(id) = opened.category(&category) else {
            return Err(format!(
                "There is no category “{category}”: name one of the standard's, such as Cast \
                 Members or Props, or one of the file's."
            ));
        };
        Ok(csv(&opened.dood(board, &id, &dood), &dood.letters, &WORDS))
    })
}

fn with(
    options: &ScheduleOptions,
    print: impl FnOnce(&Opened, &Id) -> Result<String, String> + std::panic::UnwindSafe,
) -> Result<String, String> {
    let bytes = bytes(&options.file)?;
    let wanted = options.board.clone();
    // A reader that fails on one odd file says so, like for any other that it cannot read.
    let read = catch_unwind(move || {
        let opened = open(&bytes).map_err(|error| error.to_string())?;
        let Some(board) = opened.board(wanted.as_deref()) else {
            let wanted = wanted.unwrap_or_default();
            return Err(format!("The file has no board “{wanted}”."));
        };
        print(&opened, &board)
    });
    read.unwrap_or_else(|_| Err("This file could not be read: please report it.".to_owned()))
}

/// Reads a file, and one byte more than any schedule has, so that the reader can say that it is
/// too large.
fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let bounded = |from: &mut dyn Read| {
        let mut bytes = Vec::new();
        let most = MAX_SCHEDULE_BYTES as u64 + 1;
        from.take(most).read_to_end(&mut bytes).map(|_| bytes)
    };
    let bytes = match path == Path::new("-") {
        true => bounded(&mut io::stdin().lock()),
        false => File::open(path).and_then(|mut file| bounded(&mut file)),
    };
    bytes.map_err(|error| format!("{} cannot be read: {error}.", path.display()))
}
