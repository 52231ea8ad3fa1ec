//! What a column holds: known by its heading, or guessed from what stands below.

use crate::people::fold::fold;
use crate::people::{email, phone};

use super::table::Table;

/// What a column of a crew list holds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Column {
    /// Left out.
    #[default]
    Ignore,
    Name,
    First,
    Last,
    Department,
    Position,
    Phone,
    Email,
    /// `cast`, `crew` or `background`, in words.
    Group,
    Character,
    Number,
    Start,
    Finish,
    Notes,
    EmergencyName,
    EmergencyPhone,
    Diet,
    /// This app's own id, from a list that it wrote: the row is of that person.
    Key,
}

impl Column {
    pub const ALL: [Column; 18] = [
        Column::Ignore,
        Column::Name,
        Column::First,
        Column::Last,
        Column::Department,
        Column::Position,
        Column::Phone,
        Column::Email,
        Column::Group,
        Column::Character,
        Column::Number,
        Column::Start,
        Column::Finish,
        Column::Notes,
        Column::EmergencyName,
        Column::EmergencyPhone,
        Column::Diet,
        Column::Key,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ignore => "ignore",
            Self::Name => "name",
            Self::First => "first",
            Self::Last => "last",
            Self::Department => "department",
            Self::Position => "position",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Group => "group",
            Self::Character => "character",
            Self::Number => "number",
            Self::Start => "start",
            Self::Finish => "finish",
            Self::Notes => "notes",
            Self::EmergencyName => "emergency_name",
            Self::EmergencyPhone => "emergency_phone",
            Self::Diet => "diet",
            Self::Key => "key",
        }
    }

    pub fn parse(text: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|column| column.as_str() == text)
            .unwrap_or_default()
    }

    // The headings that crew lists use for it (DOMAIN 4.2), folded, without punctuation.
    fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Ignore => &[],
            Self::Name => &[
                "name",
                "full name",
                "crew",
                "crew member",
                "contact",
                "contact name",
                "credited as",
                "cast",
                "actor",
                "artist",
                "performer",
                "person",
                "employee",
            ],
            Self::First => &["first", "first name", "forename", "given name", "firstname"],
            Self::Last => &["last", "last name", "surname", "family name", "lastname"],
            Self::Department => &["department", "dept", "dep", "team", "unit department"],
            Self::Position => &[
                "position",
                "title",
                "job",
                "job title",
                "role",
                "function",
                "occupation",
                "grade",
            ],
            Self::Phone => &[
                "phone",
                "mobile",
                "cell",
                "cell phone",
                "mobile phone",
                "phone number",
                "mobile number",
                "tel",
                "telephone",
                "contact number",
                "phone no",
                "mobile no",
                "cell no",
                "number phone",
            ],
            Self::Email => &["email", "e mail", "mail", "email address", "e mail address"],
            Self::Group => &["group", "type", "category"],
            Self::Character => &["character", "character name", "part", "plays"],
            Self::Number => &[
                "cast no",
                "cast number",
                "cast id",
                "no",
                "nr",
                "number",
                "id no",
                "board id",
            ],
            Self::Start => &["start", "start date", "first day", "from"],
            Self::Finish => &[
                "finish",
                "finish date",
                "end",
                "end date",
                "last day",
                "wrap",
                "to",
            ],
            Self::Notes => &["notes", "note", "remarks", "comments", "comment"],
            Self::EmergencyName => &[
                "emergency contact",
                "emergency",
                "next of kin",
                "in case of emergency",
                "ice",
            ],
            Self::EmergencyPhone => &[
                "emergency phone",
                "emergency number",
                "emergency contact phone",
                "emergency contact number",
                "next of kin phone",
            ],
            Self::Diet => &[
                "diet",
                "dietary",
                "dietary requirements",
                "allergies",
                "allergy",
                "diet allergy",
                "diet allergies",
                "food",
            ],
            Self::Key => &["callboard id"],
        }
    }
}

/// Returns what a heading names. Of "Position / Title" or "Phone (mobile)" one part is enough.
pub fn column_of(heading: &str) -> Column {
    if heading.trim() == "#" {
        // Above the cast numbers.
        return Column::Number;
    }
    std::iter::once(heading)
        .chain(heading.split(['/', '(', ',', '&', ':']))
        .map(named)
        .find(|column| *column != Column::Ignore)
        .unwrap_or_default()
}

fn named(heading: &str) -> Column {
    let plain: String = fold(heading)
        .chars()
        .map(|c| if c.is_alphabetic() { c } else { ' ' })
        .collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    Column::ALL
        .into_iter()
        .find(|column| column.headings().contains(&plain.as_str()))
        .unwrap_or_default()
}

/// Where the headings stand, and what each column holds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Mapping {
    /// The row of the headings, as an index; everything up to it is no person.
    pub header: Option<usize>,
    pub columns: Vec<Column>,
}

impl Mapping {
    /// Says whether the columns name a person at all.
    pub fn has_name(&self) -> bool {
        self.columns
            .iter()
            .any(|c| matches!(c, Column::Name | Column::First | Column::Last))
    }
}

/// Finds the headings among the first rows; without any, guesses from what the cells look like.
pub fn guess(table: &Table) -> Mapping {
    let known = |row: usize| {
        table.rows[row]
            .cells
            .iter()
            .filter(|cell| column_of(cell) != Column::Ignore)
            .count()
    };
    let header = (0..table.rows.len().min(15))
        .filter(|row| known(*row) >= 2)
        .max_by_key(|row| {
            // The first of equals: headings are repeated further down in printed lists.
            (known(*row), usize::MAX - row)
        });
    let width = table.columns();
    let Some(header) = header else {
        return Mapping {
            header: None,
            columns: by_content(table, width),
        };
    };
    let mut columns: Vec<Column> = (0..width)
        .map(|n| column_of(table.rows[header].cell(n)))
        .collect();
    // In a cast list "Role" is the part, in a crew list the position.
    let cells = &table.rows[header].cells;
    let is_cast = cells.iter().any(|cell| {
        ["cast", "actor", "artist", "performer"].contains(&fold(cell).trim())
            || column_of(cell) == Column::Number
    });
    if is_cast && !columns.contains(&Column::Character) {
        for (column, cell) in columns.iter_mut().zip(cells) {
            if fold(cell).trim() == "role" {
                *column = Column::Character;
            }
        }
    }
    keep_first(&mut columns);
    Mapping {
        header: Some(header),
        columns,
    }
}

/// Of two columns with the same meaning the first counts ("Phone" and "Phone 2").
fn keep_first(columns: &mut [Column]) {
    for n in 1..columns.len() {
        if columns[..n].contains(&columns[n]) {
            columns[n] = Column::Ignore;
        }
    }
}

fn by_content(table: &Table, width: usize) -> Vec<Column> {
    let share = |column: usize, is: &dyn Fn(&str) -> bool| {
        let filled: Vec<&str> = table
            .rows
            .iter()
            .map(|row| row.cell(column))
            .filter(|c| !c.is_empty())
            .collect();
        !filled.is_empty() && filled.iter().filter(|c| is(c)).count() * 2 > filled.len()
    };
    let is_phone =
        |cell: &str| phone::read(cell).is_ok_and(|d| d.is_some_and(|d| d.number.len() >= 6));
    let is_number = |cell: &str| cell.len() <= 4 && cell.starts_with(|c: char| c.is_ascii_digit());
    let mut columns = vec![Column::Ignore; width];
    let mut texts = [Column::Name, Column::Position, Column::Department].into_iter();
    for (n, column) in columns.iter_mut().enumerate() {
        *column = if share(n, &|cell| cell.contains('@') && email::check(cell).is_ok()) {
            Column::Email
        } else if share(n, &is_phone) {
            Column::Phone
        } else if share(n, &is_number) {
            Column::Number
        } else if share(n, &|cell| cell.chars().any(char::is_alphabetic)) {
            texts.next().unwrap_or_default()
        } else {
            Column::Ignore
        };
    }
    keep_first(&mut columns);
    columns
}
