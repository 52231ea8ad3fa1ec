//! The ladder: what every channel says of one sheet and one person, merged into one state.

use crate::callsheet::receipts::Got;
use crate::id::Id;

/// What a person's own devices, or somebody who rang them, said. Each step implies those before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Step {
    #[default]
    Nothing,
    Delivered,
    Opened,
    Told,
    Acknowledged,
}

impl From<Got> for Step {
    fn from(got: Got) -> Self {
        match got {
            Got::Nothing => Self::Nothing,
            Got::Received => Self::Delivered,
            Got::Opened => Self::Opened,
            Got::Told => Self::Told,
            Got::Acknowledged => Self::Acknowledged,
        }
    }
}

/// What became of one mail, the worse news later: of two answers to one mail the worse counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Outcome {
    /// The relay has it, or is to get it.
    Waiting,
    /// The mail server took it.
    Sent,
    TakenBack,
    Failed,
    Blocked,
    Bounced,
}

impl Outcome {
    /// Reads the field `state`; what a newer version says is still on its way.
    pub fn parse(text: &str) -> Self {
        match text {
            "sent" => Self::Sent,
            "taken_back" => Self::TakenBack,
            "failed" => Self::Failed,
            "blocked" => Self::Blocked,
            "bounced" => Self::Bounced,
            _ => Self::Waiting,
        }
    }
}

/// A mail to somebody. They are ordered by when they were asked for: the latest counts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Attempt {
    pub asked_ms: i64,
    pub sending: Id,
    pub outcome: Outcome,
    pub address: String,
    /// The mail server's sentence.
    pub said: String,
    pub at_ms: i64,
}

/// Everything the channels said, merged.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    pub step: Step,
    pub mail: Option<Attempt>,
}

/// What a list shows, those who need something first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Shown {
    Bounced,
    Blocked,
    Failed,
    Unsent,
    Waiting,
    Sent,
    Delivered,
    Opened,
    Told,
    Acknowledged,
}

impl Shown {
    /// Says whether nothing is known to have reached them, nor to be on the way.
    pub fn is_lacking(self) -> bool {
        self <= Self::Unsent
    }
}

impl Standing {
    /// Merges two: in any order, and however often, the result is the same.
    pub fn merge(self, other: Self) -> Self {
        Self {
            step: self.step.max(other.step),
            mail: self.mail.max(other.mail),
        }
    }

    /// Returns what is shown to whoever now has this address. A mail to an address that was
    /// changed since says nothing about the new one.
    pub fn shown(&self, address_now: &str) -> Shown {
        match self.step {
            Step::Acknowledged => return Shown::Acknowledged,
            Step::Told => return Shown::Told,
            Step::Opened => return Shown::Opened,
            Step::Delivered => return Shown::Delivered,
            Step::Nothing => {}
        }
        match &self.mail {
            Some(mail) if mail.address == address_now => match mail.outcome {
                Outcome::Waiting => Shown::Waiting,
                Outcome::Sent => Shown::Sent,
                Outcome::TakenBack => Shown::Unsent,
                Outcome::Failed => Shown::Failed,
                Outcome::Blocked => Shown::Blocked,
                Outcome::Bounced => Shown::Bounced,
            },
            _ => Shown::Unsent,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mail(asked_ms: i64, outcome: Outcome, address: &str) -> Standing {
        Standing {
            step: Step::Nothing,
            mail: Some(Attempt {
                asked_ms,
                sending: Id::new("s"),
                outcome,
                address: address.into(),
                said: String::new(),
                at_ms: asked_ms,
            }),
        }
    }

    fn app(step: Step) -> Standing {
        Standing { step, mail: None }
    }

    #[test]
    fn the_furthest_step_and_the_latest_mail_count() {
        let check = |parts: &[Standing], want: Shown| {
            let all = parts
                .iter()
                .cloned()
                .fold(Standing::default(), Standing::merge);
            assert_eq!(all.shown("a@x"), want);
        };
        check(&[], Shown::Unsent);
        check(&[mail(1, Outcome::Waiting, "a@x")], Shown::Waiting);
        check(&[mail(1, Outcome::Sent, "a@x")], Shown::Sent);
        check(&[mail(1, Outcome::Bounced, "a@x")], Shown::Bounced);
        // The app reached them all the same.
        check(
            &[mail(1, Outcome::Bounced, "a@x"), app(Step::Delivered)],
            Shown::Delivered,
        );
        check(
            &[app(Step::Acknowledged), app(Step::Opened)],
            Shown::Acknowledged,
        );
        // The address was put right: the bounce says nothing about the new one.
        check(&[mail(1, Outcome::Bounced, "old@x")], Shown::Unsent);
        check(
            &[
                mail(1, Outcome::Bounced, "old@x"),
                mail(2, Outcome::Waiting, "a@x"),
            ],
            Shown::Waiting,
        );
        check(
            &[
                mail(2, Outcome::Sent, "a@x"),
                mail(1, Outcome::Bounced, "a@x"),
            ],
            Shown::Sent,
        );
    }

    fn any() -> impl Strategy<Value = Standing> {
        let steps = [
            Step::Nothing,
            Step::Delivered,
            Step::Opened,
            Step::Told,
            Step::Acknowledged,
        ];
        let outcomes = [
            Outcome::Waiting,
            Outcome::Sent,
            Outcome::TakenBack,
            Outcome::Failed,
            Outcome::Blocked,
            Outcome::Bounced,
        ];
        let mail = (0..3i64, 0..2u8, 0..6usize, 0..2u8, 0..2i64).prop_map(
            move |(asked_ms, sending, outcome, address, at_ms)| Attempt {
                asked_ms,
                sending: Id::new(format!("s{sending}")),
                outcome: outcomes[outcome],
                address: format!("{address}@x"),
                said: String::new(),
                at_ms,
            },
        );
        (0..5usize, proptest::option::of(mail)).prop_map(move |(step, mail)| Standing {
            step: steps[step],
            mail,
        })
    }

    proptest! {
        #[test]
        fn channels_merge_to_one_state_in_any_order(
            parts in proptest::collection::vec(any(), 0..8),
            turn in 0usize..8,
            twice in any(),
        ) {
            let fold = |parts: &[Standing]| {
                parts.iter().cloned().fold(Standing::default(), Standing::merge)
            };
            let mut other = parts.clone();
            other.reverse();
            if !other.is_empty() {
                let by = turn % other.len();
                other.rotate_left(by);
            }
            prop_assert_eq!(fold(&parts), fold(&other));
            // Heard twice is heard once.
            other.extend(parts.clone());
            prop_assert_eq!(fold(&parts), fold(&other));
            // Merged in groups, as devices do, or one by one.
            let (left, right) = parts.split_at(parts.len() / 2);
            prop_assert_eq!(fold(&parts), fold(left).merge(fold(right)));
            // Nothing that is heard takes a step of the person's own back.
            let before = fold(&parts);
            prop_assert!(before.clone().merge(twice).step >= before.step);
        }
    }
}
