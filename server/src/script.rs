//! `callboard script`: reports on a script, without a relay.

use std::fs::File;
use std::io::{self, Read};
use std::panic::catch_unwind;
use std::path::Path;

use shared::formats::{MAX_SCRIPT_BYTES, read_script, script_report};

/// Reads a script from a file, or from standard input where it is `-`, and returns the
/// report as JSON.
///
/// # Errors
/// Returns a sentence that says why there is none.
pub fn report(path: &Path) -> Result<String, String> {
    let is_stdin = path == Path::new("-");
    let bytes = if is_stdin {
        read_bounded(io::stdin().lock())
    } else {
        File::open(path).and_then(read_bounded)
    };
    let bytes = bytes.map_err(|error| format!("{} cannot be read: {error}.", path.display()))?;
    let name = path.file_name().and_then(|name| name.to_str());
    let name = name.filter(|_| !is_stdin).map(str::to_owned);
    // A reader that fails on one odd file says so, like for any other that it cannot read.
    let read = catch_unwind(move || {
        let script = read_script(&bytes, name.as_deref()).map_err(|error| error.to_string())?;
        let report = script_report(&script);
        serde_json::to_string_pretty(&report).map_err(|error| error.to_string())
    });
    read.unwrap_or_else(|_| Err("This file could not be read: please report it.".to_owned()))
}

/// Reads one byte more than any script has, so that the reader can say that it is too large.
fn read_bounded(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(MAX_SCRIPT_BYTES as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}
