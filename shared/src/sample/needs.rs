//! What the sample's scenes need, and who cannot come when.

use serde::Deserialize;

use super::Maker;
use crate::breakdown::{self, Flag, category};
use crate::calendar::{add_event, parse_date};
use crate::command::Command;
use crate::dood;
use crate::id::Id;
use crate::kind::Kind;
use crate::scene;

/// Something that scenes need.
#[derive(Deserialize)]
pub(super) struct Need {
    /// A category of the standard, by its name.
    category: String,
    name: String,
    scenes: Vec<String>,
    count: Option<u32>,
    /// Characters that come with it.
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    flags: Vec<String>,
    #[serde(default)]
    department: String,
    #[serde(default)]
    notes: String,
}

/// Days on which somebody of the script cannot come.
#[derive(Deserialize)]
pub(super) struct Absence {
    character: String,
    from: String,
    to: String,
    text: String,
}

impl Maker<'_> {
    pub(super) fn needs(&mut self, described: &[Need]) -> Result<(), String> {
        for need in described {
            let category = category::by_name(&self.book, &need.category).ok_or_else(|| {
                format!("production.json: no category is called {}", need.category)
            })?;
            let mut all = Command::new(format!("Broke down {}", need.name));
            for number in &need.scenes {
                let scene = self.id("scene", number)?;
                let name = need.name.as_str();
                let command = breakdown::add(
                    &self.book,
                    &scene,
                    &category,
                    name,
                    String::new(),
                    &mut *self.ids,
                );
                self.book.apply(&command);
                all = all.and(command);
            }
            let element = breakdown::find(&self.book, &category, &need.name)
                .ok_or_else(|| format!("production.json: {} is in no scene", need.name))?;
            for command in self.details(need, &element)? {
                self.book.apply(&command);
                all = all.and(command);
            }
            self.act(all);
        }
        Ok(())
    }

    fn details(&self, need: &Need, element: &Id) -> Result<Vec<Command>, String> {
        let mut all = Vec::new();
        for number in need.scenes.iter().filter(|_| need.count.is_some()) {
            let scene = self.id("scene", number)?;
            all.push(breakdown::set_count(
                &self.book,
                &scene,
                element,
                need.count,
                String::new(),
            ));
        }
        for name in &need.with {
            let with = self.character(name)?;
            all.push(breakdown::link(&self.book, element, &with, String::new()));
        }
        for flag in &need.flags {
            let flag = Flag::parse(flag)
                .ok_or_else(|| format!("production.json: no flag is called {flag}"))?;
            all.push(breakdown::flag(&self.book, element, flag, String::new()));
        }
        if !need.department.is_empty() {
            let department = self
                .book
                .all(&Kind::Department)
                .find(|d| d.text("name") == need.department);
            let department = department.map(|d| d.id.clone()).ok_or_else(|| {
                format!(
                    "production.json: no department is called {}",
                    need.department
                )
            })?;
            all.push(breakdown::edit(
                &self.book,
                element,
                "department",
                &department,
                String::new(),
            ));
        }
        if !need.notes.is_empty() {
            all.push(breakdown::edit(
                &self.book,
                element,
                "notes",
                need.notes.as_str(),
                String::new(),
            ));
        }
        Ok(all)
    }

    pub(super) fn absences(&mut self, described: &[Absence]) -> Result<(), String> {
        for absence in described {
            let character = self.character(&absence.character)?;
            let date = |text: &str| {
                parse_date(text).ok_or_else(|| format!("production.json: {text} is no date"))
            };
            let dates = (date(&absence.from)?, Some(date(&absence.to)?));
            let label = format!("{}: not available", absence.character);
            let id = (self.ids)();
            let of = (&Kind::Character, &character);
            self.act(add_event(
                of,
                dood::What::Unavailable,
                dates,
                &absence.text,
                label,
                &id,
            ));
        }
        Ok(())
    }

    fn character(&self, name: &str) -> Result<Id, String> {
        scene::find(&self.book, name).ok_or_else(|| format!("the script has no {name}"))
    }
}
