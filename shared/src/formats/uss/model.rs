//! What a file holds, with the standard's own names. Absent and `null` are the same; keys that
//! begin with an underscore are other programs' own, and are kept where they stood.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Keys that begin with an underscore, and their values.
pub type Extra = BTreeMap<String, Value>;

/// A whole file. Ids are the file's own text.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Uss {
    #[serde(flatten)]
    pub header: Header,
    pub breakdowns: Vec<Breakdown>,
    pub calendars: Vec<Calendar>,
    pub categories: Vec<Category>,
    pub elements: Vec<Element>,
    pub stripboards: Vec<Stripboard>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a file says of itself. Dates are written as `2020-06-24T08:00:00.000Z`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Header {
    pub id: Option<String>,
    pub author: Option<String>,
    pub created: Option<String>,
    pub description: Option<String>,
    pub name: Option<String>,
    pub project: Option<String>,
    pub sched_color: Option<String>,
    pub sched_date: Option<String>,
    pub script_color: Option<String>,
    pub script_date: Option<String>,
    pub source: Option<String>,
    pub version: Option<String>,
}

/// What a strip stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BreakdownKind {
    #[default]
    Scene,
    /// A day break: it stands below the work of its day.
    Day,
    Banner,
}

/// A scene, a day break or a banner.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Breakdown {
    pub id: String,
    pub comments: Option<String>,
    pub created: Option<String>,
    /// Of a banner its text.
    pub description: Option<String>,
    pub elements: Vec<String>,
    /// Pages as a decimal: 0.25 is 2/8.
    pub pages: Option<f64>,
    /// Scene number.
    pub scene: Option<String>,
    pub script_page: Option<String>,
    /// Estimate in milliseconds.
    pub time: Option<i64>,
    #[serde(rename = "type")]
    pub kind: BreakdownKind,
    #[serde(flatten)]
    pub extra: Extra,
}

#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Category {
    pub id: String,
    /// Number in the Universal Category Identification.
    pub cat_id: Option<i64>,
    pub created: Option<String>,
    pub elements: Vec<String>,
    pub name: Option<String>,
    #[serde(flatten)]
    pub extra: Extra,
}

#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Element {
    pub id: String,
    pub created: Option<String>,
    pub dood_drop_allow: Option<bool>,
    /// Calendar days between drop and pick-up.
    pub dood_drop_days: Option<i64>,
    pub dood_hold_allow: Option<bool>,
    pub dood_include: Option<bool>,
    /// The board ID: of the cast its number.
    pub element_id: Option<String>,
    pub element_id_lock: Option<bool>,
    pub linked_elements: Vec<String>,
    pub name: Option<String>,
    pub events: Vec<Event>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// A date of a calendar or of an element.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Event {
    pub id: String,
    /// `start dayOff event`; others are kept as they are.
    pub effect: Option<String>,
    /// `holiday dayOff fitting rehearsal travel custom`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub name: Option<String>,
    pub date: Option<String>,
    #[serde(flatten)]
    pub extra: Extra,
}

#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Stripboard {
    pub id: String,
    pub boards: Vec<Board>,
    /// Id of its calendar.
    pub calendar: Option<String>,
    pub name: Option<String>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// A list of strips: the board itself, the boneyard, another unit.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Board {
    pub id: String,
    pub name: Option<String>,
    pub breakdown_ids: Vec<String>,
    #[serde(flatten)]
    pub extra: Extra,
}

#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Calendar {
    pub id: String,
    pub events: Vec<Event>,
    /// Weekdays, 0 for Sunday.
    pub days_off: Vec<u8>,
    pub name: Option<String>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// Something that was not understood, or only by a guess.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Problem {
    /// Where in the file: `breakdowns[3].pages`.
    #[serde(rename = "where")]
    pub place: String,
    /// A sentence.
    pub message: String,
}

impl Problem {
    pub(super) fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            message: message.into(),
        }
    }
}

impl Board {
    /// Says whether strips that are not scheduled lie here.
    pub fn is_boneyard(&self) -> bool {
        let name = self.name.as_deref().unwrap_or_default();
        name.trim().eq_ignore_ascii_case("boneyard")
    }
}
