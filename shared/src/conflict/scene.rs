//! Scenes that stand twice or nowhere, and elements without what they bring along.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::board::{Layout, RowView};
use crate::id::Id;
use crate::scene::SceneView;
use crate::scene::number::normal;

use super::facts::Facts;
use super::{Conflict, Rule, Severity, Who, Why};

impl Facts {
    pub(super) fn scenes(&self, layout: &Layout, out: &mut Vec<Conflict>) {
        let mut numbers: BTreeMap<String, Vec<(&Arc<SceneView>, &Id)>> = BTreeMap::new();
        for day in &layout.days {
            for scene in day.strips().filter(|scene| !scene.is_omitted) {
                if !scene.number.is_empty() {
                    let number = normal(&scene.number);
                    numbers.entry(number).or_default().push((scene, &day.id));
                }
                self.links_of(scene, Some(&day.id), out);
                if let Some((board, other)) = self.elsewhere.get(&scene.id) {
                    let why = Why::SceneTwice {
                        board: board.clone(),
                        day: other.clone(),
                    };
                    let days = vec![day.id.clone(), other.clone()];
                    out.push(about(
                        scene,
                        Rule::SceneTwice,
                        Severity::Warn,
                        None,
                        days,
                        why,
                    ));
                }
            }
        }
        for twins in numbers.into_values().filter(|twins| twins.len() > 1) {
            out.push(Conflict {
                rule: Rule::NumberTwice,
                severity: Severity::Warn,
                who: None,
                scenes: twins.iter().map(|(scene, _)| scene.id.clone()).collect(),
                days: Vec::new(),
                why: Why::NumberTwice {
                    number: twins[0].0.number.clone(),
                },
            });
        }
        let loose = layout.loose.iter().filter_map(RowView::scene);
        for scene in loose.chain(&layout.boneyard).filter(|s| !s.is_omitted) {
            self.links_of(scene, None, out);
            if !self.elsewhere.contains_key(&scene.id) {
                let (rule, why) = (Rule::Nowhere, Why::Nowhere);
                out.push(about(scene, rule, Severity::Info, None, Vec::new(), why));
            }
        }
    }

    fn links_of(&self, scene: &Arc<SceneView>, day: Option<&Id>, out: &mut Vec<Conflict>) {
        if self.links.is_empty() {
            return;
        }
        let members = self.members(&scene.id);
        for who in members {
            for needs in self.links.get(who).into_iter().flatten() {
                if !members.contains(needs) {
                    let why = Why::MissingLink {
                        needs: needs.clone(),
                    };
                    let (who, days) = (Some(who.clone()), day.cloned().into_iter().collect());
                    let rule = Rule::MissingLink;
                    out.push(about(scene, rule, Severity::Warn, who, days, why));
                }
            }
        }
    }
}

fn about(
    scene: &Arc<SceneView>,
    rule: Rule,
    severity: Severity,
    who: Option<Who>,
    days: Vec<Id>,
    why: Why,
) -> Conflict {
    Conflict {
        rule,
        severity,
        who,
        scenes: vec![scene.id.clone()],
        days,
        why,
    }
}
