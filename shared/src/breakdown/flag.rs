//! Flags: what about an element matters elsewhere, such as to safety and to the call sheet.

use crate::id::Id;

use super::category::standard_of;

/// A matter that other rooms ask about. In records it is the field `flag/<name>`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Flag {
    Stunt,
    Weapon,
    Water,
    Animal,
    Minor,
    Fire,
    Drone,
    /// Driving on camera, towing, process trailers.
    VehicleWork,
    Height,
}

impl Flag {
    pub const ALL: [Flag; 9] = [
        Flag::Stunt,
        Flag::Weapon,
        Flag::Water,
        Flag::Animal,
        Flag::Minor,
        Flag::Fire,
        Flag::Drone,
        Flag::VehicleWork,
        Flag::Height,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stunt => "stunt",
            Self::Weapon => "weapon",
            Self::Water => "water",
            Self::Animal => "animal",
            Self::Minor => "minor",
            Self::Fire => "fire",
            Self::Drone => "drone",
            Self::VehicleWork => "vehicle_work",
            Self::Height => "height",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flag| flag.as_str() == text)
    }

    /// Returns the field that holds it.
    pub(crate) fn field(self) -> String {
        format!("flag/{}", self.as_str())
    }
}

/// Lists the flags that elements of a category usually carry: offered, never set unasked.
pub fn suggested(category: &Id) -> &'static [Flag] {
    match standard_of(category).map(|s| s.uci) {
        Some(102) => &[Flag::Stunt],
        Some(103) => &[Flag::VehicleWork],
        Some(108 | 109) => &[Flag::Animal],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breakdown::category::id_of;

    #[test]
    fn flags_read_as_they_are_written() {
        for flag in Flag::ALL {
            assert_eq!(Flag::parse(flag.as_str()), Some(flag));
        }
        assert_eq!(Flag::parse("explosion"), None);
        assert_eq!(suggested(&id_of(102)), [Flag::Stunt]);
        assert!(suggested(&id_of(104)).is_empty());
    }
}
