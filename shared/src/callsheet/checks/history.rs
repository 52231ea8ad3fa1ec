//! What was found when a sheet was issued, in the words it was shown in, kept for the office: a
//! rule set that changes later changes nothing of it.

use serde::{Deserialize, Serialize};

use crate::book::Book;
use crate::command::Command;
use crate::id::Id;
use crate::kind::Kind;

/// One finding as it was shown.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Line {
    pub text: String,
    pub source: String,
    /// Why it was accepted; empty where the sheet was issued with it open.
    pub reason: String,
    pub by: Option<Id>,
    pub at_ms: Option<i64>,
}

/// What was found when a sheet was issued.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Checked {
    pub lines: Vec<Line>,
    /// Why it was issued without approval; empty where it was approved, or nobody had to approve.
    pub without: String,
}

/// Writes down what was found, in the office's document.
pub fn checked(issue: &Id, found: &Checked) -> Command {
    // Texts and numbers cannot fail to be written.
    let lines = serde_json::to_string(&found.lines).unwrap_or_default();
    let mut command = Command::new("").put(Kind::Checked, issue, "lines", lines);
    if !found.without.trim().is_empty() {
        command.add(Kind::Checked, issue, "without", found.without.trim());
    }
    command
}

/// Reads what was found when a sheet was issued; nothing for whoever may not.
pub fn checked_of(book: &Book, issue: &Id) -> Option<Checked> {
    let record = book.get(&Kind::Checked, issue)?;
    Some(Checked {
        lines: serde_json::from_str(record.text("lines")).unwrap_or_default(),
        without: record.text("without").to_owned(),
    })
}
