//! One object of a file, read key by key: what is of another type is understood where it can be,
//! and said where it cannot.

use serde_json::{Map, Value};

use crate::eighths::Eighths;

use super::codec::{date_of_millis, date_text};
use super::model::{Extra, Problem};

/// More problems than anybody reads.
const PROBLEMS_MAX: usize = 300;

/// An object; keys that were read are gone from it.
pub struct Fields<'a> {
    map: Map<String, Value>,
    pub place: String,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Fields<'a> {
    /// Takes an object; anything else is said, and counts as an empty one.
    pub fn new(value: Value, place: String, problems: &'a mut Vec<Problem>) -> Self {
        let mut fields = Self {
            map: Map::new(),
            place,
            problems,
        };
        match value {
            Value::Object(map) => fields.map = map,
            _ => fields.say("", "This is no object, so it was left out."),
        }
        fields
    }

    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// Takes note of a problem with a key, or with the whole object.
    pub fn say(&mut self, key: &str, message: impl Into<String>) {
        if self.problems.len() < PROBLEMS_MAX {
            let is_plain = key.is_empty() || self.place.is_empty();
            let dot = if is_plain { "" } else { "." };
            let place = format!("{}{dot}{key}", self.place);
            self.problems.push(Problem::new(place, message));
        }
    }

    /// Adds problems of objects within this one.
    pub fn add(&mut self, problems: Vec<Problem>) {
        let room = PROBLEMS_MAX.saturating_sub(self.problems.len());
        self.problems.extend(problems.into_iter().take(room));
    }

    /// Takes the first of several names for one key that has a value.
    pub fn take(&mut self, keys: &[&str]) -> Option<Value> {
        let mut found = None;
        for key in keys {
            let value = self.map.remove(*key);
            found = found.or(value.filter(|v| !v.is_null()));
        }
        found
    }

    pub fn text(&mut self, keys: &[&str]) -> Option<String> {
        match self.take(keys)? {
            Value::String(text) => Some(text),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(flag) => Some(flag.to_string()),
            _ => {
                self.say(keys[0], "A text was expected.");
                None
            }
        }
    }

    /// Returns an id; numbers are taken for text, and an object for its own id.
    pub fn id(&mut self) -> String {
        let id = self.take(&["id", "_id"]).as_ref().and_then(id_text);
        id.unwrap_or_default()
    }

    pub fn number(&mut self, keys: &[&str]) -> Option<f64> {
        let value = self.take(keys)?;
        let number = match &value {
            Value::Number(number) => number.as_f64(),
            Value::String(text) if text.trim().is_empty() => return None,
            Value::String(text) => match text.trim().parse::<f64>() {
                Ok(number) => Some(number),
                Err(_) => text.parse::<Eighths>().ok().map(|e| f64::from(e.0) / 8.0),
            },
            _ => None,
        };
        let number = number.filter(|number| number.is_finite());
        if number.is_none() {
            self.say(keys[0], "A number was expected.");
        }
        number
    }

    /// Returns a whole number; fractions are rounded.
    pub fn int(&mut self, keys: &[&str]) -> Option<i64> {
        let number = self.number(keys)?.round();
        if number.abs() > 9e15 {
            self.say(keys[0], "This number is too large.");
            return None;
        }
        // In range, so the conversion cuts nothing off.
        Some(number as i64)
    }

    pub fn flag(&mut self, keys: &[&str]) -> Option<bool> {
        let value = self.take(keys)?;
        let flag = match &value {
            Value::Bool(flag) => Some(*flag),
            Value::Number(number) => number.as_f64().map(|n| n != 0.0),
            Value::String(text) => match text.trim().to_lowercase().as_str() {
                "true" | "yes" | "1" => Some(true),
                "false" | "no" | "0" => Some(false),
                "" => return None,
                _ => None,
            },
            _ => None,
        };
        if flag.is_none() {
            self.say(keys[0], "True or false was expected.");
        }
        flag
    }

    /// Returns a date in the standard's form.
    pub fn date(&mut self, keys: &[&str]) -> Option<String> {
        let value = self.take(keys)?;
        let date = match &value {
            Value::String(text) if text.trim().is_empty() => return None,
            Value::String(text) => date_text(text),
            Value::Number(number) => number.as_i64().and_then(date_of_millis),
            _ => None,
        };
        if date.is_none() {
            self.say(
                keys[0],
                "A date was expected, such as 2020-06-24T08:00:00.000Z.",
            );
        }
        date
    }

    pub fn list(&mut self, keys: &[&str]) -> Vec<Value> {
        match self.take(keys) {
            None => Vec::new(),
            Some(Value::Array(list)) => list,
            // Some programs write a single one without its brackets, or an object by id.
            Some(Value::Object(map)) if map.values().all(Value::is_object) => {
                self.say(
                    keys[0],
                    "A list was expected; the object's values were taken.",
                );
                map.into_iter().map(|(_, value)| value).collect()
            }
            Some(Value::String(text)) if text.trim().is_empty() => Vec::new(),
            Some(single @ (Value::String(_) | Value::Object(_) | Value::Number(_))) => {
                self.say(
                    keys[0],
                    "A list was expected; this was taken as its only member.",
                );
                vec![single]
            }
            Some(_) => {
                self.say(keys[0], "A list was expected.");
                Vec::new()
            }
        }
    }

    /// Returns a list of ids.
    pub fn ids(&mut self, keys: &[&str]) -> Vec<String> {
        let list = self.list(keys);
        let all = list.len();
        let ids: Vec<String> = list.iter().filter_map(id_text).collect();
        if ids.len() < all {
            self.say(keys[0], "Some members are no ids, and were left out.");
        }
        ids
    }

    /// Returns what is left: own keys as they are; others are no part of the standard, and become
    /// own keys, so that nothing is lost and what is written is valid.
    pub fn extra(mut self) -> Extra {
        let mut extra = Extra::new();
        for (key, value) in std::mem::take(&mut self.map) {
            if key.starts_with('_') {
                extra.insert(key, value);
                continue;
            }
            if !value.is_null() {
                let own = format!("_{key}");
                self.say(
                    &key,
                    format!("The standard has no such key; it is kept as “{own}”."),
                );
                extra.entry(own).or_insert(value);
            }
        }
        extra
    }
}

/// Reads an id from a text, a number, or an object that has one.
pub fn id_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(map) => {
            let id = map
                .get("id")
                .or_else(|| map.get("_id"))
                .or_else(|| map.get("$oid"));
            id.filter(|id| !id.is_object() || map.len() == 1)
                .and_then(id_text)
        }
        _ => None,
    }
}
