//! Scenes: the list in script order, one scene with its fields, cast and words.

mod add;
mod cast;
mod field;
mod form;
mod list;
mod room;
mod state;
mod text;
mod twice;
mod words;

pub use cast::CastChips;
pub use field::{EstimateField, LocationSelect, SceneField, source_words};
pub use form::LightMark;
pub use room::{SceneRoom, ScenesRoom};
pub use state::{Scenes, use_scenes};
pub use words::{cast_numbers, light_words, part_word, set_text, side_and_part, spoken};
