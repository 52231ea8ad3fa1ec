//! The lines of a sheet's tables with the fields that are compared, and values as they are shown.

use super::Shown;
use super::compare::Line;
use crate::callsheet::sheet::{BackgroundLine, CastLine, CrewLine, Minutes, Place, SceneLine};

pub(super) fn time(value: Option<Minutes>) -> Shown {
    value.map_or(Shown::Nothing, Shown::Time)
}

pub(super) fn length(value: Option<Minutes>) -> Shown {
    value.map_or(Shown::Nothing, Shown::Length)
}

pub(super) fn text(value: &str) -> Shown {
    let value = value.trim();
    if value.is_empty() {
        Shown::Nothing
    } else {
        Shown::Text(value.to_owned())
    }
}

pub(super) fn yes(value: bool) -> Shown {
    if value { Shown::Yes } else { Shown::Nothing }
}

pub(super) fn call(call: Option<Minutes>, on_call: bool) -> Shown {
    if on_call { Shown::OnCall } else { time(call) }
}

pub(super) fn count(n: u32) -> Shown {
    if n == 0 {
        Shown::Nothing
    } else {
        Shown::Count(n)
    }
}

pub(super) fn scene(line: &SceneLine) -> Line {
    Line {
        id: line.scene.clone(),
        subject: if line.scene.is_some() {
            line.number.clone()
        } else {
            line.set.clone()
        },
        about: heading(line),
        fields: vec![
            ("number", text(&line.number)),
            ("set", text(&heading(line))),
            ("eighths", Shown::Pages(line.eighths)),
            ("start", time(line.start)),
            ("est_min", length(line.est_min)),
            ("cast", text(&line.cast.join(", "))),
            ("location", text(&line.location)),
            ("synopsis", text(&line.synopsis)),
            ("script_day", text(&line.script_day)),
            ("notes", text(&line.notes)),
        ],
    }
}

/// Returns a scene's heading as a script prints it: "EXT. PIER - NIGHT".
pub fn heading(line: &SceneLine) -> String {
    let mut out = match line.int_ext.as_str() {
        "" => String::new(),
        "I/E" => "INT./EXT. ".to_owned(),
        plain => format!("{plain}. "),
    };
    out.push_str(&line.set);
    if !line.time.is_empty() {
        out.push_str(" - ");
        out.push_str(&line.time);
    }
    out
}

pub(super) fn cast(line: &CastLine) -> Line {
    let subject = if line.name.is_empty() {
        &line.character
    } else {
        &line.name
    };
    Line {
        id: line
            .person
            .clone()
            .or_else(|| line.characters.first().cloned()),
        subject: subject.clone(),
        about: line.character.clone(),
        fields: vec![
            ("name", text(&line.name)),
            ("character", text(&line.character)),
            ("number", text(&line.number)),
            ("status", text(&line.status)),
            ("pickup", time(line.pickup)),
            ("call", call(line.call, line.on_call)),
            ("makeup", time(line.makeup)),
            ("wardrobe", time(line.wardrobe)),
            ("set", time(line.set)),
            ("phone", text(&line.phone)),
            ("remarks", text(&line.remarks)),
            ("minor", yes(line.minor)),
        ],
    }
}

pub(super) fn background(line: &BackgroundLine) -> Line {
    Line {
        id: line.person.clone(),
        subject: line.name.clone(),
        about: line.character.clone(),
        fields: vec![
            ("name", text(&line.name)),
            ("character", text(&line.character)),
            ("count", count(line.count)),
            ("call", time(line.call)),
            ("set", time(line.set)),
            ("phone", text(&line.phone)),
            ("remarks", text(&line.remarks)),
            ("minor", yes(line.minor)),
        ],
    }
}

pub(super) fn crew(line: &CrewLine) -> Line {
    Line {
        id: line.person.clone(),
        subject: line.name.clone(),
        about: line.position.clone(),
        fields: vec![
            ("name", text(&line.name)),
            ("position", text(&line.position)),
            ("call", call(line.call, line.on_call)),
            ("pickup", time(line.pickup)),
            ("phone", text(&line.phone)),
            ("remarks", text(&line.remarks)),
            ("minor", yes(line.minor)),
        ],
    }
}

pub(super) fn place(line: &Place) -> Line {
    let pin = line
        .lat
        .zip(line.lon)
        .map_or(Shown::Nothing, |(lat, lon)| Shown::Text(pin(lat, lon)));
    Line {
        id: line.location.clone(),
        subject: line.name.clone(),
        about: line.address.clone(),
        fields: vec![
            ("location_name", text(&line.name)),
            ("address", text(&line.address)),
            ("pin", pin),
            ("parking", text(&line.parking)),
            ("basecamp", text(&line.basecamp)),
            ("location_notes", text(&line.notes)),
            ("contact", text(&line.contact)),
            ("contact_phone", text(&line.contact_phone)),
            ("hospital", text(&line.hospital.name)),
            ("hospital_address", text(&line.hospital.address)),
            ("hospital_phone", text(&line.hospital.phone)),
        ],
    }
}

/// Writes millionths of a degree as maps read them: "51.507400, -0.127800".
pub fn pin(lat: i64, lon: i64) -> String {
    let one = |n: i64| {
        let sign = if n < 0 { "-" } else { "" };
        format!(
            "{sign}{}.{:06}",
            n.unsigned_abs() / 1_000_000,
            n.unsigned_abs() % 1_000_000
        )
    };
    format!("{}, {}", one(lat), one(lon))
}
