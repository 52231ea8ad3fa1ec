//! Every text of the interface, by key, in one place per language (`app/words/<language>/`).
//!
//! A file has one text a line, `key = text`; `{name}` takes an argument, and
//! `{n:scene|scenes}` chooses by number. Rooms say `t!("board.move_to")` or
//! `t!("board.scenes", n = 3)`.

use std::sync::OnceLock;

use shared::engine::protocol::RefusedCode;
use shared::texts::{self, Texts};

const EN: &[&str] = &[
    include_str!("../words/en/board.txt"),
    include_str!("../words/en/boards.txt"),
    include_str!("../words/en/breakdown.txt"),
    include_str!("../words/en/calendar.txt"),
    include_str!("../words/en/callsheet.txt"),
    include_str!("../words/en/conflict.txt"),
    include_str!("../words/en/distribution.txt"),
    include_str!("../words/en/floor.txt"),
    include_str!("../words/en/home.txt"),
    include_str!("../words/en/invite.txt"),
    include_str!("../words/en/issue.txt"),
    include_str!("../words/en/location.txt"),
    include_str!("../words/en/pages.txt"),
    include_str!("../words/en/pdf.txt"),
    include_str!("../words/en/people.txt"),
    include_str!("../words/en/rate.txt"),
    include_str!("../words/en/report.txt"),
    include_str!("../words/en/rules.txt"),
    include_str!("../words/en/scene.txt"),
    include_str!("../words/en/schedule.txt"),
    include_str!("../words/en/script.txt"),
    include_str!("../words/en/settings.txt"),
    include_str!("../words/en/shell.txt"),
    include_str!("../words/en/sides.txt"),
    include_str!("../words/en/suggest.txt"),
    include_str!("../words/en/sync.txt"),
    include_str!("../words/en/times.txt"),
    include_str!("../words/en/today.txt"),
    include_str!("../words/en/ui.txt"),
];

static TEXTS: OnceLock<Texts> = OnceLock::new();

fn texts() -> &'static Texts {
    TEXTS.get_or_init(|| Texts::of(EN))
}

/// Returns a text; a key that is missing shows itself, and a test finds it before a user does.
pub fn text(key: &'static str) -> &'static str {
    texts().find(key).unwrap_or(key)
}

/// Returns the text of a key that was made while running, such as a field's name, if there is one.
pub fn find(key: &str) -> Option<&'static str> {
    texts().find(key)
}

/// Returns a text with its arguments put in.
pub fn fill(key: &'static str, arguments: &[(&str, String)]) -> String {
    texts::fill(text(key), arguments)
}

/// Says why something was refused.
pub fn refused(code: RefusedCode, detail: &str) -> String {
    let key = match code {
        RefusedCode::NotAllowed => "refused.not_allowed",
        RefusedCode::Issued => "refused.issued",
        RefusedCode::NothingToUndo => "refused.nothing_to_undo",
        RefusedCode::NothingOpen => "refused.nothing_open",
        RefusedCode::BadFile => "refused.bad_file",
        RefusedCode::NoSignal => "refused.no_signal",
        RefusedCode::Relay => "refused.relay",
        RefusedCode::Storage => "refused.storage",
        RefusedCode::NotLoaded => "refused.not_loaded",
    };
    fill(key, &[("detail", detail.to_owned())])
}

/// A text of the interface by its key, with arguments where it has some.
#[macro_export]
macro_rules! t {
    ($key:literal) => { $crate::words::text($key) };
    ($key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::words::fill($key, &[$((stringify!($name), $value.to_string())),+])
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(dir: &std::path::Path, found: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path.display().to_string(), text));
            }
        }
    }

    #[test]
    fn every_text_that_a_room_asks_for_is_written() {
        let mut files = Vec::new();
        sources(
            &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut files,
        );
        let mut missing = Vec::new();
        for (path, source) in files.iter().filter(|(path, _)| !path.ends_with("words.rs")) {
            for (at, call) in source.match_indices("t!(\"") {
                // `format!("` ends in the same letters.
                if source[..at].ends_with(|c: char| c.is_alphanumeric()) {
                    continue;
                }
                let key = source[at + call.len()..]
                    .split('"')
                    .next()
                    .unwrap_or_default();
                if texts().find(key).is_none() {
                    missing.push(format!("{path}: {key}"));
                }
            }
        }
        assert!(missing.is_empty(), "no text for\n{}", missing.join("\n"));
    }

    #[test]
    fn every_text_file_is_read() {
        let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("words/en");
        assert_eq!(std::fs::read_dir(dir).unwrap().count(), EN.len());
    }

    #[test]
    fn numbers_choose_their_form() {
        assert_eq!(
            fill("sync.waiting", &[("n", "1".into())]),
            "1 change waiting"
        );
        assert_eq!(
            fill("sync.waiting", &[("n", "3".into())]),
            "3 changes waiting"
        );
    }
}
