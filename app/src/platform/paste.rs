//! What is pasted into a room.

use web_sys::{ClipboardEvent, File};

/// A file or a text from the clipboard.
pub enum Pasted {
    File(File),
    Text(String),
}

/// Returns what was pasted; a file counts before its name as text.
pub fn pasted(event: &ClipboardEvent) -> Option<Pasted> {
    let data = event.clipboard_data()?;
    if let Some(file) = data.files().and_then(|files| files.get(0)) {
        return Some(Pasted::File(file));
    }
    let text = data.get_data("text/plain").ok()?;
    (!text.trim().is_empty()).then_some(Pasted::Text(text))
}
