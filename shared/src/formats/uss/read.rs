//! Reading a file: whatever is missing, of another type or under an older name, the rest is
//! understood, and what was not is listed.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::formats::text::decode;

use super::codec::object_id;
use super::fields::{Fields, id_text};
use super::model::{
    Board, Breakdown, BreakdownKind, Calendar, Category, Element, Event, Header, Problem,
    Stripboard, Uss,
};

mod boards;

use boards::stripboard;

/// Larger than any schedule; a file beyond it is something else.
pub const MAX_SCHEDULE_BYTES: usize = 64 * 1024 * 1024;

/// What a file says, and what of it was not understood.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Read {
    pub uss: Uss,
    pub problems: Vec<Problem>,
}

/// Says why a file is no schedule, and what to do.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0}")]
pub struct NotASchedule(String);

const LISTS: [&str; 5] = [
    "breakdowns",
    "calendars",
    "categories",
    "elements",
    "stripboards",
];

/// Reads a file.
///
/// # Errors
/// Returns a sentence where the file is no JSON, or holds no schedule at all.
pub fn read(bytes: &[u8]) -> Result<Read, NotASchedule> {
    let refuse = |what: &str| {
        let advice =
            "Export a Universal Schedule Standard file (.uss) from your scheduling program.";
        NotASchedule(format!("{what} {advice}"))
    };
    if bytes.len() > MAX_SCHEDULE_BYTES {
        return Err(refuse("This file is larger than any schedule."));
    }
    let text = decode(bytes)
        .ok_or_else(|| refuse("This is no text."))?
        .text;
    if text.trim().is_empty() {
        return Err(refuse("This file is empty."));
    }
    if !text.trim_start().starts_with(['{', '[']) {
        return Err(refuse("This is no schedule: it is not JSON."));
    }
    let value: Value = serde_json::from_str(&text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        refuse(&format!(
            "This file is cut off or damaged at line {line}, column {column}."
        ))
    })?;
    let root = root(value).ok_or_else(|| refuse("This is data (JSON), but no schedule."))?;
    let mut problems = Vec::new();
    let uss = whole(root, &mut problems);
    Ok(Read { uss, problems })
}

/// Finds the object of the standard: below its name, or bare.
fn root(value: Value) -> Option<Value> {
    let is_it = |value: &Value| LISTS.iter().any(|key| value.get(key).is_some());
    match value {
        Value::Object(mut map) => {
            let key = map
                .keys()
                .find(|key| key.eq_ignore_ascii_case("universalScheduleStandard"))
                .cloned();
            let below = key
                .and_then(|key| map.remove(&key))
                .filter(Value::is_object);
            below.or_else(|| Some(Value::Object(map)).filter(is_it))
        }
        Value::Array(list) => list.into_iter().find_map(root),
        _ => None,
    }
}

fn whole(value: Value, problems: &mut Vec<Problem>) -> Uss {
    let mut fields = Fields::new(value, String::new(), problems);
    let header = Header {
        id: fields.take(&["id", "_id"]).as_ref().and_then(id_text),
        author: fields.text(&["author"]),
        created: fields.date(&["created"]),
        description: fields.text(&["description"]),
        name: fields.text(&["name"]),
        project: fields.text(&["project"]),
        sched_color: fields.text(&["schedColor"]),
        sched_date: fields.date(&["schedDate"]),
        script_color: fields.text(&["scriptColor"]),
        script_date: fields.date(&["scriptDate"]),
        source: fields.text(&["source"]),
        version: fields.text(&["version", "ussVersion"]),
    };
    let lists = LISTS.map(|key| fields.list(&[key]));
    let extra = fields.extra();
    let [breakdowns, calendars, categories, elements, stripboards] = lists;
    let mut uss = Uss {
        header,
        breakdowns: all(breakdowns, "breakdowns", problems, breakdown),
        calendars: all(calendars, "calendars", problems, calendar),
        categories: all(categories, "categories", problems, category),
        elements: Vec::new(),
        stripboards: Vec::new(),
        extra,
    };
    // Newer files say it at the element; a category's own list counts first.
    let mut named = Vec::new();
    uss.elements = all(elements, "elements", problems, |fields| {
        let category = fields.take(&["category", "categoryId"]);
        let element = element(fields);
        if let Some(category) = category {
            named.push((element.id.clone(), category));
        }
        element
    });
    for (element, category) in named {
        claim(&mut uss.categories, element, &category);
    }
    let mut days = Vec::new();
    uss.stripboards = all(stripboards, "stripboards", problems, |fields| {
        stripboard(fields, &uss.breakdowns, &mut days)
    });
    uss.breakdowns.extend(days);
    unique(&mut uss.breakdowns, "breakdowns", |b| &b.id, problems);
    unique(&mut uss.elements, "elements", |e| &e.id, problems);
    uss
}

/// Reads every object of a list; one without an id gets one from its place.
fn all<T>(
    list: Vec<Value>,
    name: &str,
    problems: &mut Vec<Problem>,
    mut one: impl FnMut(&mut Fields) -> T,
) -> Vec<T>
where
    T: Record,
{
    let mut out = Vec::with_capacity(list.len());
    for (n, value) in list.into_iter().enumerate() {
        let mut fields = Fields::new(value, format!("{name}[{n}]"), problems);
        if fields.is_empty() {
            continue;
        }
        let mut record = one(&mut fields);
        if record.id().is_empty() {
            let id = object_id(&[&fields.place]);
            fields.say("id", "The id is missing; one was made.");
            *record.id() = id;
        }
        *record.extra() = fields.extra();
        out.push(record);
    }
    out
}

/// What all objects of a file have.
trait Record {
    fn id(&mut self) -> &mut String;
    fn extra(&mut self) -> &mut super::model::Extra;
}

macro_rules! records {
    ($($name:ident)*) => {
        $(impl Record for $name {
            fn id(&mut self) -> &mut String {
                &mut self.id
            }
            fn extra(&mut self) -> &mut super::model::Extra {
                &mut self.extra
            }
        })*
    };
}

records!(Breakdown Calendar Category Element Event Stripboard Board);

fn unique<T>(
    list: &mut Vec<T>,
    name: &str,
    id: impl Fn(&T) -> &String,
    problems: &mut Vec<Problem>,
) {
    let mut seen = BTreeSet::new();
    let mut n = 0;
    list.retain(|record| {
        let is_new = seen.insert(id(record).clone());
        if !is_new {
            let message = "Another has the same id; this one was left out.";
            problems.push(Problem::new(format!("{name}[{n}].id"), message));
        }
        n += 1;
        is_new
    });
}

fn breakdown(fields: &mut Fields) -> Breakdown {
    let id = fields.id();
    let scene = fields.text(&["scene", "scenes", "sceneNumber"]);
    let kind = fields.text(&["type"]);
    let kind = match kind
        .as_deref()
        .map(str::trim)
        .map(str::to_lowercase)
        .as_deref()
    {
        Some("scene" | "strip") => BreakdownKind::Scene,
        Some("day" | "daybreak" | "day break") => BreakdownKind::Day,
        Some("banner") => BreakdownKind::Banner,
        None => BreakdownKind::Scene,
        Some(_) => {
            let is_scene = scene.as_deref().is_some_and(|s| !s.trim().is_empty());
            fields.say(
                "type",
                "This type is unknown; it was taken by its scene number.",
            );
            match is_scene {
                true => BreakdownKind::Scene,
                false => BreakdownKind::Banner,
            }
        }
    };
    let banner = fields.text(&["bannerText"]).filter(|text| !text.is_empty());
    let description = fields.text(&["description", "synopsis"]);
    Breakdown {
        id,
        comments: fields.text(&["comments"]),
        created: fields.date(&["created"]),
        description: match kind {
            BreakdownKind::Banner => banner.or(description),
            _ => description.or(banner),
        },
        elements: fields.ids(&["elements"]),
        pages: fields.number(&["pages"]),
        scene,
        script_page: fields.text(&["scriptPage"]),
        time: fields.int(&["time", "duration"]),
        kind,
        extra: Default::default(),
    }
}

fn category(fields: &mut Fields) -> Category {
    Category {
        id: fields.id(),
        cat_id: fields.int(&["catId", "ucid", "uciId"]),
        created: fields.date(&["created"]),
        elements: fields.ids(&["elements"]),
        name: fields.text(&["name"]),
        extra: Default::default(),
    }
}

fn claim(categories: &mut [Category], element: String, named: &Value) {
    if categories.iter().any(|c| c.elements.contains(&element)) {
        return;
    }
    let id = id_text(named).unwrap_or_default();
    let number = named.as_i64();
    let found = categories.iter_mut().find(|category| {
        let name = category.name.as_deref().unwrap_or_default();
        category.id == id
            || name.eq_ignore_ascii_case(&id)
            || number.is_some() && category.cat_id == number
    });
    if let Some(category) = found {
        category.elements.push(element);
    }
}

fn element(fields: &mut Fields) -> Element {
    let id = fields.id();
    let events = fields.list(&["events"]);
    let mut element = Element {
        created: fields.date(&["created"]),
        dood_drop_allow: fields.flag(&["doodDropAllow", "isDrop"]),
        dood_drop_days: fields.int(&["doodDropDays", "dropDayCount"]),
        dood_hold_allow: fields.flag(&["doodHoldAllow", "isHold"]),
        dood_include: fields.flag(&["doodInclude", "isDood"]),
        element_id: fields.text(&["elementId", "boardId"]),
        element_id_lock: fields.flag(&["elementIdLock"]),
        linked_elements: fields.ids(&["linkedElements"]),
        name: fields.text(&["name"]),
        ..Element::default()
    };
    element.events = below(fields, events, "events", event);
    element.id = id;
    element
}

/// Reads a list within an object.
fn below<T: Record>(
    fields: &mut Fields,
    list: Vec<Value>,
    name: &str,
    one: impl FnMut(&mut Fields) -> T,
) -> Vec<T> {
    let mut problems = Vec::new();
    let out = all(
        list,
        &format!("{}.{name}", fields.place),
        &mut problems,
        one,
    );
    fields.add(problems);
    out
}

fn event(fields: &mut Fields) -> Event {
    let id = fields.id();
    // What the writer set aside because the standard does not allow it.
    let (own_effect, own_kind) = (fields.text(&["_effect"]), fields.text(&["_type"]));
    let (effect, kind) = (fields.text(&["effect"]), fields.text(&["type"]));
    let name = fields.text(&["name"]);
    // The standard's own sample says the type in the name.
    let by_name = name.clone().filter(|name| effect_of(name).is_some());
    let kind = match (&own_effect, kind) {
        (Some(_), _) => own_kind,
        (None, kind) => own_kind.or(kind),
    };
    let effect = own_effect.or(effect).or_else(|| {
        let kind = kind.as_deref().or(by_name.as_deref());
        fields.say(
            "effect",
            "The effect is missing; it was taken from the type.",
        );
        Some(kind.and_then(effect_of).unwrap_or("event").to_owned())
    });
    let kind = kind.or_else(|| match effect.as_deref() {
        Some("dayOff") => by_name
            .filter(|n| effect_of(n) == Some("dayOff"))
            .or(Some("dayOff".into())),
        Some("event") => by_name
            .filter(|n| effect_of(n) == Some("event"))
            .or(Some("custom".into())),
        _ => None,
    });
    Event {
        id,
        effect,
        kind,
        name,
        date: fields.date(&["date"]),
        extra: Default::default(),
    }
}

/// Returns the effect that a type belongs to.
fn effect_of(kind: &str) -> Option<&'static str> {
    match kind {
        "holiday" | "dayOff" => Some("dayOff"),
        "fitting" | "rehearsal" | "travel" | "custom" => Some("event"),
        _ => None,
    }
}

fn calendar(fields: &mut Fields) -> Calendar {
    let id = fields.id();
    let events = fields.list(&["events"]);
    let events = below(fields, events, "events", event);
    let mut days_off = Vec::new();
    for day in fields.list(&["daysOff"]) {
        let number = match &day {
            Value::Number(number) => number.as_u64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        match number
            .and_then(|n| u8::try_from(n).ok())
            .filter(|n| *n <= 6)
        {
            Some(day) if !days_off.contains(&day) => days_off.push(day),
            Some(_) => {}
            None => fields.say(
                "daysOff",
                "A weekday is a number from 0 to 6; this was left out.",
            ),
        }
    }
    Calendar {
        id,
        events,
        days_off,
        name: fields.text(&["name"]),
        extra: Default::default(),
    }
}
