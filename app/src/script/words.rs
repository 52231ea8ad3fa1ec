//! What an import does, in words.

use shared::scene::{Change, Plan};

use crate::words::{fill, text};

/// Says what the import will do: "12 changed, 3 new, 1 omitted, 2 kept as they are".
pub fn will_words(plan: &Plan) -> String {
    let tally = plan.tally();
    let counts = [
        ("script.will.changed", tally.changed),
        ("script.will.new", tally.new),
        ("script.will.moved", tally.moved),
        ("script.will.omitted", tally.omitted),
        ("script.will.kept", tally.kept),
        ("script.will.left_out", tally.left_out),
    ];
    let mut words: Vec<String> = counts
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(key, n)| fill(key, &[("n", n.to_string())]))
        .collect();
    if tally.is_nothing() {
        words.insert(0, text("script.will.nothing").to_owned());
    }
    words.join(", ")
}

/// Names a field as the scene's form does.
pub fn field_word(name: &str) -> &'static str {
    text(match name {
        "number" => "scene.number",
        "int_ext" => "scene.int_ext",
        "set" => "scene.set",
        "time" => "scene.time",
        "synopsis" => "scene.synopsis",
        "script_day" => "scene.script_day",
        "page" => "scene.page",
        "eighths" => "scene.length",
        "omitted" => "scene.omitted",
        "cast" => "scene.cast",
        "sequence" => "scene.sequence",
        "comments" => "scene.comments",
        "unit" => "scene.unit",
        "location" => "scene.location",
        "est_min" => "scene.estimate",
        "notes" => "scene.notes",
        "parent_set" => "scene.parent_set",
        "elements" => "breakdown.title",
        _ => "script.words",
    })
}

/// Names fields in a row.
pub fn field_words(changes: &[Change]) -> String {
    let words: Vec<String> = changes
        .iter()
        .map(|change| field_word(change.field).to_lowercase())
        .collect();
    words.join(", ")
}

/// Writes a field before and after; nothing for one that has nothing to read.
pub fn change_words(change: &Change) -> Vec<String> {
    let or_nothing = |value: &str| match value {
        "" => text("script.nothing_said").to_owned(),
        value => value.to_owned(),
    };
    match change.field {
        "words" => Vec::new(),
        "omitted" => vec![field_word("omitted").to_owned()],
        "cast" => [
            ("script.cast_in", &change.draft),
            ("script.cast_out", &change.ours),
        ]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(key, names)| fill(key, &[("names", names.clone())]))
        .collect(),
        field => vec![fill(
            "script.from_to",
            &[
                ("field", field_word(field).to_owned()),
                ("ours", or_nothing(&change.ours)),
                ("draft", or_nothing(&change.draft)),
            ],
        )],
    }
}
