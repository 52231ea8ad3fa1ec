//! Breakdown tags of FDX: categories, definitions, and the numbers that text carries.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::BytesStart;

use super::attribute;
use crate::formats::screenplay::{Problem, SceneTag, Screenplay, TagCategory, TagDefinition};

/// Category ids are the same in every file (DOMAIN 3.2). The names are those of Final Draft 13;
/// others of the same id are older.
const CATEGORIES: &[(&str, &str)] = &[
    ("8e5e75c2-713b-47df-a75f-f12648b98ded", "Synopsis"),
    ("01fc9642-84ff-4366-b37c-a3068dee57e8", "Cast Members"),
    ("028a4e2b-b507-4d09-88ab-90e3edae9071", "Background Actors"),
    ("0377dbe6-77a3-41af-bda8-86eb2468fdbf", "Stunts"),
    ("04721a56-f54b-49c8-80ad-d53887d6b851", "Vehicles"),
    ("05c556eb-6bc1-4a3a-b09f-f8b5ba1b6afa", "Props"),
    ("47b02ff1-5161-4137-b736-f36eebba7643", "Camera"),
    ("069e18b8-2109-4f3d-94e7-d802027a60a8", "Special Effects"),
    ("0726fa85-1e65-4ab8-87de-bf21d09b01f0", "Wardrobe"),
    ("08ae1eef-32ce-415f-9a9b-0982d2453ec4", "Makeup/Hair"),
    ("09cb0d1c-ce01-4f22-bb64-b5f2e6c491c6", "Animals"),
    ("0ae40617-cc7c-48e6-ae2b-5aaecc09986f", "Animal Wrangler"),
    ("0b0b44c9-aa4b-4c40-88b1-d94472ad7a26", "Music"),
    ("0ce7d308-096d-4603-8fe8-349f72cd89ff", "Sound"),
    ("c86eae40-3b01-41c3-a7de-6859e6ec971d", "Art Department"),
    ("0debb71b-5743-4c53-80cc-e17e841ce645", "Set Dressing"),
    ("0e7a8fc5-5441-4bad-a9bf-5ddd3fe51c69", "Greenery"),
    ("0ff5cda4-4d43-4cfe-940f-91380c46fdad", "Special Equipment"),
    ("109d0eaa-0334-4823-ac0c-b44d3f209dc4", "Security"),
    ("1179a4b1-70ee-4011-b4a2-809a0af09e92", "Additional Labor"),
    ("12ab0932-e3b9-4b4a-bcd0-3da1b4e61d5e", "Visual Effects"),
    ("135cc9d1-c4d5-4d00-83d9-571f584ea9cd", "Mechanical Effects"),
    ("ce04f547-f7ee-40c9-ab66-d95a0c98034e", "Miscellaneous"),
    ("15b6f4fd-4e74-4ad8-9971-b239d88c2997", "Notes"),
    ("63c140da-ef2b-491a-b416-b46f461abb89", "Script Day"),
    ("849f1ebf-5507-4f33-bff6-3a5b4d73be14", "Unit"),
    ("70877d87-30ef-45b6-be46-c6fa94b83a71", "Sequence"),
    ("c5e89e4d-f83e-4c28-950c-92a63f1b5f26", "Location"),
    ("216f33fd-fc42-4269-be01-b05b18f815a0", "Comments"),
];

/// Other names that files give to these categories.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("cast", "Cast Members"),
    ("extras", "Background Actors"),
    ("background", "Background Actors"),
    ("animal handler", "Animal Wrangler"),
    ("makeup & hair", "Makeup/Hair"),
    ("costume", "Wardrobe"),
    ("costumes", "Wardrobe"),
    ("sfx", "Special Effects"),
    ("vfx", "Visual Effects"),
    ("additional labour", "Additional Labor"),
];

const SCENE_FIELDS: &[&str] = &[
    "Synopsis",
    "Script Day",
    "Unit",
    "Sequence",
    "Location",
    "Comments",
];

/// Returns the category's name by its id first and its name second, or the file's own name.
pub(super) fn category_name(id: &str, file_name: &str) -> String {
    let id = id.trim().to_lowercase();
    if let Some((_, name)) = CATEGORIES.iter().find(|(known, _)| *known == id) {
        return (*name).to_owned();
    }
    let wanted = file_name.trim().to_lowercase();
    let by_name = CATEGORIES
        .iter()
        .map(|(_, name)| *name)
        .find(|name| name.to_lowercase() == wanted);
    let by_name = by_name.or_else(|| {
        OTHER_NAMES
            .iter()
            .find(|(other, _)| *other == wanted)
            .map(|(_, name)| *name)
    });
    by_name.unwrap_or(file_name.trim()).to_owned()
}

#[derive(Debug, Default)]
pub(super) struct TagTables {
    categories: Vec<TagCategory>,
    definitions: Vec<TagDefinition>,
    /// Number on the text, id of the definition.
    tags: Vec<(String, String)>,
}

impl TagTables {
    pub fn add(&mut self, name: &str, start: &BytesStart) {
        let get = |key: &str| attribute(start, key).unwrap_or_default().trim().to_owned();
        match name {
            "TagCategory" => {
                let (id, file_name) = (get("Id"), get("Name"));
                let name = category_name(&id, &file_name);
                self.categories.push(TagCategory {
                    is_scene_field: SCENE_FIELDS.contains(&name.as_str()),
                    id,
                    name,
                    file_name,
                    number: get("Number"),
                    color: get("Color"),
                });
            }
            "TagDefinition" => self.definitions.push(TagDefinition {
                id: get("Id"),
                category_id: get("CatId"),
                category: String::new(),
                label: get("Label"),
                number: get("Number"),
            }),
            _ => self.tags.push((get("Number"), String::new())),
        }
    }

    /// Adds text of the <DefId> of the last tag.
    pub fn push_definition_id(&mut self, content: &str) {
        if let Some((_, definition)) = self.tags.last_mut() {
            definition.push_str(content.trim());
        }
    }

    /// Puts definitions in place of tag numbers, and lists each scene's tags once.
    pub fn resolve(mut self, script: &mut Screenplay, problems: &mut Vec<Problem>) {
        let names: BTreeMap<&str, &str> = self
            .categories
            .iter()
            .map(|c| (c.id.as_str(), c.name.as_str()))
            .collect();
        for definition in &mut self.definitions {
            let name = names.get(definition.category_id.as_str());
            definition.category = name.map_or_else(
                || category_name(&definition.category_id, ""),
                |n| (*n).to_owned(),
            );
        }
        let by_number: BTreeMap<&str, &str> = self
            .tags
            .iter()
            .map(|(number, id)| (number.as_str(), id.as_str()))
            .collect();
        let definitions: BTreeMap<&str, &TagDefinition> = self
            .definitions
            .iter()
            .map(|d| (d.id.as_str(), d))
            .collect();
        let find = |number: &str| {
            by_number
                .get(number)
                .and_then(|id| definitions.get(id))
                .copied()
        };
        let mut unknown: BTreeSet<String> = BTreeSet::new();
        for element in &mut script.preamble {
            for tag in &mut element.tags {
                tag.definition = find(&tag.definition)
                    .map(|d| d.id.clone())
                    .unwrap_or_default();
            }
        }
        for scene in &mut script.scenes {
            let in_heading = std::mem::take(&mut scene.tags);
            let mut seen: BTreeSet<String> = BTreeSet::new();
            let mut marks: Vec<(String, String, u32)> = in_heading
                .into_iter()
                .map(|tag| (tag.definition, tag.label, scene.line))
                .collect();
            for element in &mut scene.elements {
                for tag in &mut element.tags {
                    marks.push((tag.definition.clone(), tag.text.clone(), element.line));
                    tag.definition = find(&tag.definition)
                        .map(|d| d.id.clone())
                        .unwrap_or_default();
                }
            }
            for (number, text, line) in marks {
                let Some(definition) = find(&number) else {
                    if unknown.insert(number.clone()) {
                        let text = text.trim();
                        problems.push(Problem::new(
                            line,
                            format!("“{text}” has tag {number}, which the file does not define."),
                        ));
                    }
                    continue;
                };
                if seen.insert(definition.id.clone()) {
                    scene.tags.push(SceneTag {
                        definition: definition.id.clone(),
                        category: definition.category.clone(),
                        label: definition.label.clone(),
                    });
                }
            }
        }
        script.tag_categories = self.categories;
        script.tag_definitions = self.definitions;
    }
}
