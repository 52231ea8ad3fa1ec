//! The paper colours of strips, as classes of the style sheet. The word stands beside them always.

use crate::book::Book;
use crate::heading::{IntExt, Light};
use crate::scene::SceneView;

/// A convention of strip colours (DOMAIN 3.4: sources disagree about the nights).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Preset {
    /// Interior night blue, exterior night green: usual in Movie Magic.
    #[default]
    A,
    /// Interior night green, exterior night blue: Singleton.
    B,
}

impl Preset {
    pub fn parse(text: &str) -> Self {
        if text.eq_ignore_ascii_case("b") {
            Self::B
        } else {
            Self::A
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::B => "b",
        }
    }
}

/// Returns the production's convention.
pub fn preset(book: &Book) -> Preset {
    Preset::parse(book.production().map_or("", |p| p.text("strip_preset")))
}

/// Returns the class that colours a scene's strip. Mixed scenes count as exteriors, since they
/// need the weather; what is unknown stays white.
pub fn strip_class(scene: &SceneView, preset: Preset) -> &'static str {
    let is_outside = match scene.int_ext {
        IntExt::Int => false,
        IntExt::Ext | IntExt::Mixed => true,
        IntExt::Unknown => return "strip-plain",
    };
    match (scene.light(), is_outside, preset) {
        (None, ..) => "strip-plain",
        (Some(Light::Twilight), ..) => "strip-dusk",
        (Some(Light::Day), false, _) => "strip-int-day",
        (Some(Light::Day), true, _) => "strip-ext-day",
        (Some(Light::Night), false, Preset::A) | (Some(Light::Night), true, Preset::B) => {
            "strip-int-night"
        }
        (Some(Light::Night), true, Preset::A) | (Some(Light::Night), false, Preset::B) => {
            "strip-ext-night"
        }
    }
}
