//! Pasted or loaded text as rows of cells, whatever parts them.

use csv::ReaderBuilder;

/// A table as it was found; lines are counted from 1, as a spreadsheet shows them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Table {
    pub delimiter: char,
    pub rows: Vec<TableRow>,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TableRow {
    pub line: usize,
    /// Trimmed; a row may have fewer cells than another.
    pub cells: Vec<String>,
}

impl TableRow {
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    fn is_empty(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }
}

impl Table {
    pub fn columns(&self) -> usize {
        self.rows
            .iter()
            .map(|row| row.cells.len())
            .max()
            .unwrap_or_default()
    }
}

/// Reads a table. The delimiter is the one of tab, semicolon, comma and bar that parts most rows
/// alike; quotes are read as spreadsheets write them. Empty rows are left out.
pub fn read_table(text: &str) -> Table {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    ['\t', ';', ',', '|']
        .into_iter()
        .map(|delimiter| parted(text, delimiter))
        .max_by_key(|table| (evenness(table), table.columns().min(2)))
        .unwrap_or_default()
}

fn parted(text: &str, delimiter: char) -> Table {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter as u8)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let rows = reader
        .byte_records()
        .filter_map(Result::ok)
        .map(|record| {
            let line = record
                .position()
                .map_or(0, |at| usize::try_from(at.line()).unwrap_or(0));
            let cells = record.iter().map(clean).collect();
            TableRow { line, cells }
        })
        .filter(|row| !row.is_empty())
        .collect();
    Table { delimiter, rows }
}

fn clean(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell)
        .replace(['\u{a0}', '\u{202f}'], " ")
        .trim()
        .to_owned()
}

/// How many rows have the most common number of cells, if that is more than one.
fn evenness(table: &Table) -> usize {
    let mut counts = std::collections::HashMap::new();
    for row in table.rows.iter().filter(|row| row.cells.len() > 1) {
        *counts.entry(row.cells.len()).or_insert(0usize) += 1;
    }
    counts.values().copied().max().unwrap_or_default()
}
