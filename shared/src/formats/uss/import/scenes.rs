//! Scenes of the file: found again by id, number and heading, or made in the order of their numbers.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::breakdown::element::set_of;
use crate::id::Id;
use crate::kind::Kind;
use crate::order;
use crate::scene::matching::{Signature, align, signature};
use crate::scene::{in_order, number};

use super::super::codec::{eighths, minutes};
use super::super::kept::{Kept, json};
use super::super::model::Breakdown;
use super::super::scene_fields::SceneField;
use super::{Home, Work, by_uss_id};

impl Work<'_> {
    pub(super) fn scenes(&mut self) {
        let uss = self.uss;
        let scenes = in_order(self.book);
        let mut files: Vec<(usize, &Breakdown)> = uss.breakdowns.iter().enumerate().collect();
        files.retain(|(_, breakdown)| breakdown.kind.is_scene());
        // A schedule stands in shooting order; the script's order is a guess by number.
        files.sort_by(|a, b| number::compare(&first_number(a.1), &first_number(b.1)));

        let known = by_uss_id(self.book, &[Kind::Scene]);
        let mut found: HashMap<&str, Id> = HashMap::new();
        for (_, breakdown) in &files {
            if let Some((_, id)) = known.get(breakdown.id.as_str()) {
                found.insert(&breakdown.id, id.clone());
            }
        }
        let taken: BTreeSet<&Id> = found.values().collect();
        let free: Vec<_> = scenes.iter().filter(|s| !taken.contains(&s.id)).collect();
        let there: Vec<Signature> = free
            .iter()
            .map(|s| signature(&s.number, &s.heading(), [&*s.synopsis]))
            .collect();
        let open: Vec<&Breakdown> = files
            .iter()
            .map(|(_, breakdown)| *breakdown)
            .filter(|breakdown| !found.contains_key(breakdown.id.as_str()))
            .collect();
        let file: Vec<Signature> = open
            .iter()
            .map(|b| {
                let number = b.scene.as_deref().unwrap_or_default();
                let words = b.description.as_deref().unwrap_or_default();
                signature(number, &self.heading(b), [words])
            })
            .collect();
        for (breakdown, at) in open.iter().zip(align(&there, &file)) {
            if let Some(scene) = at.and_then(|at| free.get(at)) {
                found.insert(&breakdown.id, scene.id.clone());
            }
        }

        let new = files.len() - found.len();
        self.counts.scenes_new = new;
        self.counts.scenes_found = found.len();
        let last = scenes.last().map(|scene| &*scene.order);
        let mut orders = order::several(last, None, new).into_iter();
        for (n, breakdown) in files {
            let id = match found.get(breakdown.id.as_str()) {
                Some(id) => id.clone(),
                None => {
                    let id = (self.new_id)();
                    let order = orders.next().unwrap_or_default();
                    self.command.add(Kind::Scene, &id, "order", order);
                    id
                }
            };
            self.scene(n, breakdown, &id);
            self.scenes.insert(&breakdown.id, id);
        }
    }

    /// Returns the heading that a scene's elements say, as [`scene::SceneView::heading`] does.
    fn heading(&self, breakdown: &Breakdown) -> String {
        let mut said: BTreeMap<SceneField, String> = BTreeMap::new();
        for (field, _, name) in self.said(breakdown) {
            said.entry(field).or_insert_with(|| field.value(&name));
        }
        let get = |field| said.get(&field).map_or("", String::as_str);
        let int_ext = match get(SceneField::IntExt) {
            "" => String::new(),
            "I/E" => "INT./EXT. ".to_owned(),
            plain => format!("{plain}. "),
        };
        let time = match get(SceneField::DayNight) {
            "" => String::new(),
            time => format!(" - {time}"),
        };
        format!("{int_ext}{}{time}", get(SceneField::Set))
    }

    /// Lists what elements say of a scene's fields: the field, the element's id and name.
    fn said(&self, breakdown: &Breakdown) -> Vec<(SceneField, String, String)> {
        let names: Vec<(SceneField, String, String)> = breakdown
            .elements
            .iter()
            .filter_map(|id| {
                let Some(Home::Field(field)) = self.homes.get(id.as_str()) else {
                    return None;
                };
                let element = self.kept.elements.iter().find(|e| e.id == *id)?;
                let name = element.name.clone().unwrap_or_default();
                Some((*field, id.clone(), name))
            })
            .collect();
        names
    }

    fn scene(&mut self, n: usize, breakdown: &Breakdown, id: &Id) {
        let place = format!("breakdowns[{n}]");
        let mut keep = Kept {
            id: breakdown.id.clone(),
            created: breakdown.created.clone(),
            extra: breakdown.extra.clone(),
            ..Kept::default()
        };
        let text = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
        for (field, said) in [
            ("number", text(&breakdown.scene)),
            ("synopsis", text(&breakdown.description)),
            ("comments", text(&breakdown.comments)),
            ("page", text(&breakdown.script_page)),
        ] {
            self.fill(&Kind::Scene, id, field, said);
        }
        if let Some(pages) = breakdown.pages {
            match eighths(pages) {
                Some((length, is_whole)) => {
                    self.fill(&Kind::Scene, id, "eighths", i64::from(length.0));
                    // Somebody measured it for the schedule: no script replaces it.
                    self.fill(&Kind::Scene, id, "eighths_source", "manual");
                    if !is_whole {
                        keep.pages = Some(pages);
                        let message =
                            format!("{pages} pages are no whole eighths; {length} was taken.");
                        self.say(format!("{place}.pages"), message);
                    }
                }
                None => self.say(format!("{place}.pages"), "This is no length of a scene."),
            }
        }
        if let Some(time) = breakdown.time {
            match minutes(time) {
                Some((minutes, is_whole)) => {
                    self.fill(&Kind::Scene, id, "est_min", minutes);
                    keep.time = (!is_whole).then_some(time);
                }
                None => self.say(format!("{place}.time"), "This is no time in milliseconds."),
            }
        }

        for (field, element, name) in self.said(breakdown) {
            let value = field.value(&name);
            if value.is_empty() || keep.fields.contains_key(&field.number()) {
                keep.more.push(element);
                let message = format!("“{name}” found no place in the scene beside the first.");
                self.say(format!("{place}.elements"), message);
                continue;
            }
            keep.fields.insert(field.number(), element);
            let kind = match field {
                SceneField::Unit => Kind::Unit,
                SceneField::Location => Kind::Location,
                _ => {
                    self.fill(&Kind::Scene, id, field.field(), value);
                    continue;
                }
            };
            let (book, command) = (self.book, &mut self.command);
            let link = self.makers.named(book, &kind, &value, command, self.new_id);
            self.fill(&Kind::Scene, id, field.field(), &link);
        }
        for element in &breakdown.elements {
            match self.elements.get(element.as_str()).cloned() {
                Some((kind, element)) => {
                    let set = set_of(&kind);
                    self.put(&Kind::Scene, id, &format!("{set}/{element}"), true);
                }
                None if matches!(self.homes.get(element.as_str()), Some(Home::Field(_))) => {}
                None => {
                    let message = format!("“{element}” is no element of the file.");
                    self.say(format!("{place}.elements"), message);
                }
            }
        }
        self.put(&Kind::Scene, id, "uss", json(&keep));
    }
}

/// Returns the number that a scene sorts by: of "108, 110" the first.
fn first_number(breakdown: &Breakdown) -> String {
    let number = breakdown.scene.as_deref().unwrap_or_default();
    let first = number
        .split([',', '&', '+', ' '])
        .find(|part| !part.is_empty());
    first.unwrap_or_default().to_owned()
}
