//! Who may read and write which document: roles, audiences and the one matrix of both.
//!
//! The relay enforces it for each push and each subscription; the app only hides.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::Id;

/// The people a document is for (DESIGN 3). Whoever holds a document holds its whole history.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Audience {
    /// What everyone on the production works from: scenes, boards, days, people, issued sheets.
    Plan,
    /// What happens on the day: receipts, progress, notes.
    Floor,
    /// The words of the script.
    Script,
    /// Money, deals, incidents.
    Office,
    /// One person's own matters.
    Personal(Id),
}

impl Audience {
    /// The four documents that every production has from its first moment.
    pub const SHARED: [Audience; 4] = [
        Audience::Plan,
        Audience::Floor,
        Audience::Script,
        Audience::Office,
    ];

    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "plan" => Some(Self::Plan),
            "floor" => Some(Self::Floor),
            "script" => Some(Self::Script),
            "office" => Some(Self::Office),
            _ => {
                let person = text.strip_prefix("personal:")?;
                Id::is_valid(person).then(|| Self::Personal(Id::new(person)))
            }
        }
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plan => f.write_str("plan"),
            Self::Floor => f.write_str("floor"),
            Self::Script => f.write_str("script"),
            Self::Office => f.write_str("office"),
            Self::Personal(person) => write!(f, "personal:{person}"),
        }
    }
}

/// What somebody is to the production.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Coordinators, assistant directors, production management.
    Office,
    /// Heads of department.
    Lead,
    Crew,
    /// Sees the plan, writes nothing.
    Guest,
}

impl Role {
    pub const ALL: [Role; 4] = [Role::Office, Role::Lead, Role::Crew, Role::Guest];

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Lead => "lead",
            Self::Crew => "crew",
            Self::Guest => "guest",
        }
    }
}

/// What may be done with one document. Writing includes reading.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Access {
    None,
    Read,
    Write,
}

impl Access {
    pub fn may_read(self) -> bool {
        self >= Self::Read
    }

    pub fn may_write(self) -> bool {
        self == Self::Write
    }
}

/// Somebody's standing: the role, the person they are, and what was granted beside the role.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Standing {
    pub role: Role,
    /// The person record this device belongs to, if it was invited as one.
    #[serde(default)]
    pub person: Option<Id>,
    /// The script was granted to this crew member (DESIGN 3: "only if granted").
    #[serde(default)]
    pub script: bool,
}

impl Standing {
    /// Returns what this standing allows with a document of the audience.
    pub fn access(&self, audience: &Audience) -> Access {
        use Access::{None, Read, Write};
        match (audience, self.role) {
            (_, Role::Office) => Write,
            (Audience::Plan, Role::Lead | Role::Crew | Role::Guest) => Read,
            (Audience::Floor, Role::Lead | Role::Crew) => Write,
            (Audience::Script, Role::Lead) => Read,
            (Audience::Script, Role::Crew | Role::Guest) if self.script => Read,
            (Audience::Personal(owner), Role::Lead | Role::Crew)
                if self.person.as_ref() == Some(owner) =>
            {
                Write
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(role: Role, script: bool) -> Standing {
        Standing {
            role,
            person: Some(Id::new("me")),
            script,
        }
    }

    #[test]
    fn the_matrix_is_the_one_of_the_design() {
        use Access::{None, Read, Write};
        let check = |audience: Audience, want: [Access; 4]| {
            for (role, want) in Role::ALL.into_iter().zip(want) {
                assert_eq!(
                    standing(role, false).access(&audience),
                    want,
                    "{role:?} {audience}"
                );
            }
        };
        check(Audience::Plan, [Write, Read, Read, Read]);
        check(Audience::Floor, [Write, Write, Write, None]);
        check(Audience::Script, [Write, Read, None, None]);
        check(Audience::Office, [Write, None, None, None]);
        check(
            Audience::Personal(Id::new("me")),
            [Write, Write, Write, None],
        );
        check(
            Audience::Personal(Id::new("you")),
            [Write, None, None, None],
        );
    }

    #[test]
    fn a_granted_script_can_be_read_not_written() {
        assert_eq!(
            standing(Role::Crew, true).access(&Audience::Script),
            Access::Read
        );
    }
}
