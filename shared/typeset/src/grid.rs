//! Tables as data, which one template function draws.

use serde::Serialize;

/// A table with its title; nothing stands where it has no row.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Grid {
    pub title: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Column {
    /// Lines of the head.
    pub head: Vec<String>,
    /// Its share of the width that is left; 0 is as wide as its texts.
    pub share: u8,
    pub align: Align,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    Left,
    Center,
    Right,
}

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Row {
    /// Lines of each cell.
    pub cells: Vec<Vec<String>>,
    /// What stands below it over the whole width.
    pub below: String,
    /// The name of a group begins here; such a row has no cells.
    pub group: String,
}

impl Column {
    /// A column of short texts.
    pub fn short(head: &str) -> Self {
        Self {
            head: vec![head.to_owned()],
            share: 0,
            align: Align::Left,
        }
    }

    /// A column of names or sentences.
    pub fn wide(head: &str, share: u8) -> Self {
        Self {
            share,
            ..Self::short(head)
        }
    }

    /// A column of counts and pages.
    pub fn number(head: &str) -> Self {
        Self {
            align: Align::Right,
            ..Self::short(head)
        }
    }

    /// A column of times, with two heads where an end stands below a beginning.
    pub fn time(head: Vec<String>) -> Self {
        Self {
            head,
            share: 0,
            align: Align::Center,
        }
    }
}

impl Row {
    pub fn of(cells: impl IntoIterator<Item = String>) -> Self {
        Self {
            cells: cells.into_iter().map(|cell| vec![cell]).collect(),
            ..Self::default()
        }
    }

    pub fn group(name: String) -> Self {
        Self {
            group: name,
            ..Self::default()
        }
    }

    fn is_said(&self, column: usize) -> bool {
        let cell = self.cells.get(column);
        cell.is_some_and(|lines| lines.iter().any(|line| !line.is_empty()))
    }
}

impl Grid {
    pub fn new(title: &str, columns: Vec<Column>, rows: Vec<Row>) -> Self {
        Self {
            title: title.to_owned(),
            columns,
            rows,
        }
    }

    /// Drops the columns from one on in which no row says anything.
    pub fn tidied(mut self, from: usize) -> Self {
        for column in (from..self.columns.len()).rev() {
            if self.rows.iter().any(|row| row.is_said(column)) {
                continue;
            }
            self.columns.remove(column);
            for row in &mut self.rows {
                if column < row.cells.len() {
                    row.cells.remove(column);
                }
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_that_says_nothing_is_gone() {
        let columns = ["a", "b", "c"].map(Column::short).to_vec();
        let row = |cells: [&str; 3]| Row::of(cells.map(str::to_owned));
        let rows = vec![
            row(["", "", ""]),
            Row::group("g".into()),
            row(["", "", "x"]),
        ];
        let grid = Grid::new("", columns, rows).tidied(1);
        let heads: Vec<&str> = grid.columns.iter().map(|c| c.head[0].as_str()).collect();
        assert_eq!(heads, ["a", "c"]);
        assert_eq!(grid.rows[2], Row::of(["".to_owned(), "x".to_owned()]));
    }
}
