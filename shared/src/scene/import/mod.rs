//! A script becomes scenes, characters and their words: one command, which a preview shows before.
//!
//! What somebody typed is never overwritten: each scene keeps what the last import said
//! (`imported` of its text), and a field that differs from that was typed. A scene whose change is
//! not accepted keeps its words and fields, and the next import offers it again.

mod choices;
mod comparison;
mod order;
mod plan;
mod said;
mod work;
mod write;

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::board;
use crate::book::Book;
use crate::breakdown::tags::Makers;
use crate::command::Command;
use crate::formats::Screenplay;
use crate::id::{Id, hex};
use crate::kind::Kind;

use super::character::{self, last_order, name_key, next_number};

pub use choices::{Choices, Gone, Whose};
pub use comparison::Comparison;
pub(crate) use comparison::here;
pub use plan::{Change, Fate, Missing, Overlap, Plan, Planned, Tally, plan};
pub(crate) use said::{Imported, TEXTS};

use order::orders;
use plan::missing;
use work::{new_characters, works};

/// How new characters get their cast numbers; those who have one keep it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum CastNumbers {
    /// Whoever is in the most scenes first, as on most cast lists.
    #[default]
    MostScenes,
    FirstAppearance,
}

/// What an import needs to know beside the script.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    pub label: String,
    pub cast_numbers: CastNumbers,
    /// The file's name, as the user knows it.
    pub file: String,
    /// [`file_hash`] of the file.
    pub hash: String,
    pub now_ms: i64,
    pub by: Option<Id>,
    /// Name of the first board, if there is none yet.
    pub board_name: String,
    pub choices: Choices,
}

/// Returns the SHA-256 of a file in hexadecimal.
pub fn file_hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Returns the one command that imports the script. New scenes have no strip yet, which is what
/// lying in the boneyard means: no board shifts.
pub fn import(
    book: &Book,
    script: &Screenplay,
    options: &Options,
    new_id: &mut dyn FnMut() -> Id,
) -> Command {
    let comparison = Comparison::of(book, script);
    let alignment = comparison.align(&options.choices);
    let works = works(book, script, &comparison, &options.choices, &alignment);
    let mut command = Command::new(options.label.clone());
    if works.is_empty() {
        return command;
    }
    board::ensure(book, &options.board_name, &mut command);

    let mut characters: HashMap<String, Id> = book
        .all(&Kind::Character)
        .map(|record| (name_key(record.text("name")), record.id.clone()))
        .collect();
    let mut makers = Makers::default();
    let (mut number, mut behind) = (next_number(book), last_order(book).to_string());
    for name in new_characters(book, &works, options.cast_numbers) {
        let id = new_id();
        behind = character::add(&mut command, &id, &name, number, &behind);
        number = number.saturating_add(1);
        characters.insert(name_key(&name), id);
    }

    let draft = new_id();
    write::draft(book, &mut command, &draft, script, options);
    let orders = orders(&comparison.scenes, &works);
    let mut scenes: Vec<(Option<Id>, bool)> = Vec::with_capacity(works.len());
    for (work, order) in works.iter().zip(orders) {
        if !work.planned.is_accepted {
            scenes.push((work.planned.scene.clone(), false));
            continue;
        }
        let id = work.planned.scene.clone().unwrap_or_else(&mut *new_id);
        if let Some(order) = order {
            command.add(Kind::Scene, &id, "order", order);
        }
        for (field, value) in &work.edits {
            command.add(Kind::Scene, &id, field, value.clone());
        }
        for (names, part) in [(&work.cast_in, true), (&work.cast_out, false)] {
            for character in names.iter().filter_map(|name| characters.get(name)) {
                command.add(Kind::Scene, &id, &format!("cast/{character}"), part);
            }
        }
        for tagged in &work.elements_in {
            let element = makers.element(book, tagged, &mut command, new_id);
            command.add(Kind::Scene, &id, &format!("element/{element}"), true);
        }
        for (field, kind, name) in &work.links {
            let link = makers.named(book, kind, name, &mut command, new_id);
            command.add(Kind::Scene, &id, field, &link);
        }
        if let (None, Some(other)) = (&work.planned.scene, &work.planned.is_not) {
            command.add(Kind::Scene, &id, &format!("apart/{other}"), true);
        }
        write::text(book, &mut command, &id, &draft, work);
        scenes.push((Some(id), true));
    }
    write::page_locks(&mut command, &draft, &script.page_locks, &scenes);
    for missing in missing(&comparison, &works, &options.choices) {
        write::gone(book, &mut command, &missing);
    }
    command
}
