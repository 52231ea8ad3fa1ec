//! What came to a day after its report was frozen: each value that differs, by section, line and
//! field.

use serde_json::Value;

use super::body::DailyReport;

/// One value that differs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// The list of the body it stands in, `cast`, or empty for what holds for the day.
    pub section: String,
    /// What the line is called: a name, a scene's number.
    pub subject: String,
    /// The field; empty where the whole line came or went. A stamp is its own field.
    pub field: String,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

/// Lists what differs between a frozen report and a newer one of the same day. The revision's own
/// number and colour are no difference.
pub fn differences(frozen: &DailyReport, live: &DailyReport) -> Vec<Difference> {
    let value = |report: &DailyReport| serde_json::to_value(report).unwrap_or_default();
    let (mut a, mut b) = (value(frozen), value(live));
    for one in [&mut a, &mut b] {
        if let Value::Object(map) = one {
            map.remove("number");
            map.remove("colour");
            map.remove("schema");
        }
    }
    let mut out = Vec::new();
    objects("", "", &a, &b, &mut out);
    out
}

/// The key that a line of a list is known by, and what it is called.
fn known(section: &str, line: &Value) -> (String, String) {
    let text = |key: &str| line.get(key).map(plain).unwrap_or_default();
    let first = |keys: &[&str]| {
        let mut all = keys.iter().map(|key| text(key));
        all.find(|text| !text.is_empty()).unwrap_or_default()
    };
    let joined = |keys: &[&str]| {
        keys.iter()
            .map(|key| text(key))
            .collect::<Vec<_>>()
            .join(" ")
    };
    match section {
        "scenes" | "owed" => (first(&["scene", "number"]), text("number")),
        "key_times" | "tally" | "day_counts" => (text("what"), text("what")),
        "penalties" => (joined(&["person", "what", "rule"]), text("name")),
        "notes" => (joined(&["at_ms", "text"]), text("text")),
        "delays" | "incidents" => (
            joined(&["what", "at", "text"]),
            first(&["text", "reason", "what"]),
        ),
        _ => (first(&["person", "department", "name"]), text("name")),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(n) => n.to_string(),
        Value::Bool(is) => is.to_string(),
        _ => String::new(),
    }
}

fn objects(section: &str, subject: &str, a: &Value, b: &Value, out: &mut Vec<Difference>) {
    let (Value::Object(a), Value::Object(b)) = (a, b) else {
        return;
    };
    let mut fields: Vec<&String> = a.keys().chain(b.keys()).collect();
    fields.sort();
    fields.dedup();
    for field in fields {
        let (before, after) = (a.get(field), b.get(field));
        if before == after {
            continue;
        }
        let is = |want: fn(&Value) -> bool| before.or(after).is_some_and(want);
        if field == "at" && is(Value::is_array) {
            stamps(section, subject, before, after, out);
        } else if is(Value::is_array) && is(|v| v.get(0).is_some_and(Value::is_object)) {
            let section = if section.is_empty() { field } else { section };
            lists(section, before, after, out);
        } else if is(Value::is_object) {
            let none = Value::Object(serde_json::Map::new());
            let (x, y) = (before.unwrap_or(&none), after.unwrap_or(&none));
            objects(field, subject, x, y, out);
        } else {
            out.push(Difference {
                section: section.to_owned(),
                subject: subject.to_owned(),
                field: field.clone(),
                before: before.cloned(),
                after: after.cloned(),
            });
        }
    }
}

fn stamps(
    section: &str,
    subject: &str,
    before: Option<&Value>,
    after: Option<&Value>,
    out: &mut Vec<Difference>,
) {
    let all = |list: Option<&Value>| -> Vec<(String, Value)> {
        let list = list.and_then(Value::as_array).into_iter().flatten();
        list.filter_map(|s| {
            Some((
                plain(s.get("what")?),
                s.get("at").cloned().unwrap_or(0.into()),
            ))
        })
        .collect()
    };
    let (before, after) = (all(before), all(after));
    let find = |list: &[(String, Value)], what: &str| {
        list.iter()
            .find(|(w, _)| w == what)
            .map(|(_, at)| at.clone())
    };
    let mut whats: Vec<&String> = before.iter().chain(&after).map(|(what, _)| what).collect();
    whats.sort();
    whats.dedup();
    for what in whats {
        let (x, y) = (find(&before, what), find(&after, what));
        if x != y {
            out.push(Difference {
                section: section.to_owned(),
                subject: subject.to_owned(),
                field: what.clone(),
                before: x,
                after: y,
            });
        }
    }
}

fn lists(section: &str, before: Option<&Value>, after: Option<&Value>, out: &mut Vec<Difference>) {
    let all = |list: Option<&Value>| -> Vec<Value> {
        list.and_then(Value::as_array).cloned().unwrap_or_default()
    };
    let (before, after) = (all(before), all(after));
    let whole = |line: &Value, is_new: bool| {
        let (_, subject) = known(section, line);
        let value = Some(Value::String(subject.clone()));
        Difference {
            section: section.to_owned(),
            subject,
            field: String::new(),
            before: value.clone().filter(|_| !is_new),
            after: value.filter(|_| is_new),
        }
    };
    for line in &before {
        let (key, subject) = known(section, line);
        match after.iter().find(|other| known(section, other).0 == key) {
            Some(other) => objects(section, &subject, line, other, out),
            None => out.push(whole(line, false)),
        }
    }
    for line in &after {
        let (key, _) = known(section, line);
        if !before.iter().any(|other| known(section, other).0 == key) {
            out.push(whole(line, true));
        }
    }
}
