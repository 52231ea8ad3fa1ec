//! What a file says that no record has a field for: kept as JSON in the field `uss` of the record
//! that it belongs to, and given back when the book is written.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::record::Record;

use super::model::{Board, Breakdown, Calendar, Category, Element, Extra, Header, Stripboard};

/// Of any record that stands for one object of the file.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
    /// Of a scene: pages that were no whole eighths, time that was no whole minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<i64>,
    /// Of a scene: elements that say its fields, by category number.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<i64, String>,
    /// Of a scene: further elements of those categories, which no field holds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<String>,
    /// Of a category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<i64>,
    /// Of an event or a date: the date with its time of day, and what has no field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Of a day or banner: the whole breakdown. A day without one ended with the board.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strip: Option<Breakdown>,
}

/// Of a board: the set that it was in, and itself.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct KeptBoard {
    /// Its boards hold no strips here, but names, ids and own keys.
    pub set: Stripboard,
    pub board: Board,
}

/// Of the production: the file's head, and what belongs to no record.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct KeptFile {
    pub header: Header,
    pub extra: Extra,
    /// The calendar that became the production's; its events are those that no record holds.
    pub calendar: Option<Calendar>,
    pub calendars: Vec<Calendar>,
    /// Categories and elements that say scenes' fields.
    pub categories: Vec<Category>,
    pub elements: Vec<Element>,
    /// Days and banners that stand on no board.
    pub breakdowns: Vec<Breakdown>,
}

/// Reads what a record keeps; text that is none of ours counts as nothing.
pub fn kept<T: Default + for<'de> Deserialize<'de>>(record: &Record) -> T {
    serde_json::from_str(record.text("uss")).unwrap_or_default()
}

/// Writes what a record is to keep.
pub fn json<T: Serialize>(kept: &T) -> String {
    serde_json::to_string(kept).unwrap_or_default()
}
