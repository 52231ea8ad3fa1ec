//! Why a scene was not shot and why the company waited: one list for both, so that a report can
//! add them up.

/// A reason; what it says is the interface's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Reason {
    Weather,
    Light,
    Director,
    Cast,
    Background,
    Camera,
    Sound,
    Lighting,
    Art,
    Costume,
    Effects,
    Stunts,
    Vehicles,
    Animals,
    Location,
    Move,
    Meal,
    Safety,
    Illness,
    Script,
    Time,
    Other,
}

impl Reason {
    pub const ALL: [Self; 22] = [
        Self::Weather,
        Self::Light,
        Self::Director,
        Self::Cast,
        Self::Background,
        Self::Camera,
        Self::Sound,
        Self::Lighting,
        Self::Art,
        Self::Costume,
        Self::Effects,
        Self::Stunts,
        Self::Vehicles,
        Self::Animals,
        Self::Location,
        Self::Move,
        Self::Meal,
        Self::Safety,
        Self::Illness,
        Self::Script,
        Self::Time,
        Self::Other,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Weather => "weather",
            Self::Light => "light",
            Self::Director => "director",
            Self::Cast => "cast",
            Self::Background => "background",
            Self::Camera => "camera",
            Self::Sound => "sound",
            Self::Lighting => "lighting",
            Self::Art => "art",
            Self::Costume => "costume",
            Self::Effects => "effects",
            Self::Stunts => "stunts",
            Self::Vehicles => "vehicles",
            Self::Animals => "animals",
            Self::Location => "location",
            Self::Move => "move",
            Self::Meal => "meal",
            Self::Safety => "safety",
            Self::Illness => "illness",
            Self::Script => "script",
            Self::Time => "time",
            Self::Other => "other",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text)
    }
}
