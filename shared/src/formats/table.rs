//! Tables as CSV, for spreadsheets.

/// Writes lines of cells as CSV. No cell is taken for a formula (DOMAIN 4.2).
pub(crate) fn table(lines: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    for line in lines {
        let line: Vec<String> = line.into_iter().map(safe).collect();
        // Memory takes every line: what cannot be written does not exist.
        let _ = writer.write_record(&line);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn safe(text: String) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text,
    }
}
