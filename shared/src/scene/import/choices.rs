//! What somebody decided in the preview of an import, scene by scene.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::Id;

/// Which scene of the book somebody said a scene of the file is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Whose {
    /// That one.
    Scene(Id),
    /// A new one, and not the one that it was taken for.
    New { is_not: Option<Id> },
}

/// What becomes of a scene that the draft does not have.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Gone {
    /// It stays as it is.
    #[default]
    Keep,
    /// It is omitted: number, id, breakdown and its place on the boards stay.
    Omit,
    /// It is omitted and goes back to the boneyard of every board.
    OmitAndUnschedule,
}

/// The choices of an import. Scenes of the file go by their index, scenes of the book by their id;
/// whatever is not named here is accepted, and kept where the draft does not have it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Choices {
    /// Scenes of the file whose version is not taken.
    pub refused: BTreeSet<usize>,
    pub told: BTreeMap<usize, Whose>,
    pub gone: BTreeMap<Id, Gone>,
}

impl Choices {
    /// Takes the draft's version of a scene, or keeps ours.
    pub fn set_accepted(&mut self, at: usize, is_accepted: bool) {
        if is_accepted {
            self.refused.remove(&at);
        } else {
            self.refused.insert(at);
        }
    }

    /// Says whose a scene of the file is; nothing: as the matching finds. A scene of the book
    /// belongs to the one it was given to last.
    pub fn tell(&mut self, at: usize, whose: Option<Whose>) {
        if let Some(Whose::Scene(id)) = &whose {
            self.told
                .retain(|_, other| !matches!(other, Whose::Scene(other) if other == id));
        }
        match whose {
            Some(whose) => self.told.insert(at, whose),
            None => self.told.remove(&at),
        };
    }

    pub fn gone(&self, scene: &Id) -> Gone {
        self.gone.get(scene).copied().unwrap_or_default()
    }
}
