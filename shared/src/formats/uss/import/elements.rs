//! Elements and characters of the file: found again, or made, with what they say of themselves.

use crate::breakdown::category::{self, CAST, OTHER, id_of};
use crate::breakdown::element::find;
use crate::id::Id;
use crate::kind::Kind;
use crate::order;
use crate::scene;

use super::super::kept::{Kept, json};
use super::super::model::Element;
use super::{Home, Work, by_uss_id};

impl Work<'_> {
    pub(super) fn elements(&mut self) {
        let uss = self.uss;
        let known = by_uss_id(self.book, &[Kind::Element, Kind::Character]);
        let mut number = scene::next_number(self.book);
        let numbers = uss.elements.iter().filter_map(|e| e.element_id.as_deref());
        let given = numbers.filter_map(|n| n.trim().parse::<u64>().ok()).max();
        number = number.max(given.map_or(1, |n| n.saturating_add(1)));
        let mut behind = scene::last_order(self.book).to_string();
        for (n, element) in uss.elements.iter().enumerate() {
            let home = match self.homes.get(element.id.as_str()) {
                Some(Home::Field(_)) => {
                    self.kept.elements.push(element.clone());
                    continue;
                }
                Some(Home::Category(id)) => id.clone(),
                None => {
                    let message = "No category lists this element; it is in Other.";
                    self.say(format!("elements[{n}]"), message);
                    id_of(OTHER)
                }
            };
            let name = element.name.as_deref().unwrap_or_default();
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            let kind = match home == id_of(CAST) {
                true => Kind::Character,
                false => Kind::Element,
            };
            let is_kind = |id: &&(Kind, Id)| id.0 == kind;
            let by_id = known.get(element.id.as_str()).filter(is_kind);
            let found = by_id.map(|(_, id)| id.clone()).or_else(|| {
                let id = find(self.book, &home, &name)?;
                // Two of one name in the file are two.
                let is_taken = self.elements.values().any(|(_, other)| *other == id);
                (!is_taken && !name.is_empty()).then_some(id)
            });
            let is_new = found.is_none();
            match is_new {
                true => self.counts.elements_new += 1,
                false => self.counts.elements_found += 1,
            }
            let id = found.unwrap_or_else(|| (self.new_id)());
            if is_new && kind == Kind::Character {
                behind = order::between((!behind.is_empty()).then_some(&behind), None);
                self.command
                    .add(kind.clone(), &id, "order", behind.as_str());
                if element
                    .element_id
                    .as_deref()
                    .is_none_or(|n| n.trim().is_empty())
                {
                    self.command
                        .add(kind.clone(), &id, "number", number.to_string());
                    number = number.saturating_add(1);
                }
            } else if is_new {
                self.command.add(kind.clone(), &id, "category", &home);
            }
            if name.is_empty() {
                self.say(format!("elements[{n}].name"), "This element has no name.");
            }
            self.fill(
                &kind,
                &id,
                "name",
                if name.is_empty() { "?" } else { &name },
            );
            self.settings(&kind, &id, &home, element);
            self.elements.insert(&element.id, (kind, id));
        }
        for element in &uss.elements {
            self.links(element);
        }
    }

    fn settings(&mut self, kind: &Kind, id: &Id, home: &Id, element: &Element) {
        let custom = category::category(self.book, home).dood;
        let number = element.element_id.as_deref().unwrap_or_default();
        self.fill(kind, id, "number", number.trim());
        if element.element_id_lock == Some(true) {
            self.fill(kind, id, "number_locked", true);
        }
        // Taken off on purpose is more than what is custom: it is always said.
        let dood = element.dood_include.filter(|said| !*said || !custom.dood);
        let hold = element.dood_hold_allow.filter(|said| *said != custom.hold);
        let drop = element.dood_drop_allow.filter(|said| *said != custom.drop);
        let days = element
            .dood_drop_days
            .filter(|days| *days > 0 && *days != custom.drop_days);
        self.fill(kind, id, "dood", dood);
        self.fill(kind, id, "hold", hold);
        self.fill(kind, id, "drop", drop);
        self.fill(kind, id, "drop_days", days);
        let kept = Kept {
            id: element.id.clone(),
            created: element.created.clone(),
            extra: element.extra.clone(),
            ..Kept::default()
        };
        self.put(kind, id, "uss", json(&kept));
    }

    fn links(&mut self, element: &Element) {
        let Some((kind, id)) = self.elements.get(element.id.as_str()).cloned() else {
            return;
        };
        for link in &element.linked_elements {
            match self.elements.get(link.as_str()).cloned() {
                Some((_, link)) if link != id => {
                    self.put(&kind, &id, &format!("link/{link}"), true);
                }
                Some(_) => {}
                None => {
                    let message = format!("“{link}” is linked, but is no element of the file.");
                    self.say(format!("elements “{}”", element.id), message);
                }
            }
        }
    }
}
