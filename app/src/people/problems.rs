//! What is wrong with a phone number or an e-mail address, in words.

use shared::people::email::{self, EmailProblem};
use shared::people::phone::{self, PhoneProblem};

/// Returns the sentence for a number that cannot be dialled; it is kept as typed.
pub fn phone_error(typed: &str) -> Option<String> {
    phone::read(typed).err().map(phone_problem)
}

pub(super) fn phone_problem(problem: PhoneProblem) -> String {
    match problem {
        PhoneProblem::TooShort { digits } => crate::t!("people.phone.short", n = digits),
        PhoneProblem::TooLong { digits } => crate::t!("people.phone.long", n = digits),
        PhoneProblem::Letter(letter) => crate::t!("people.phone.letter", letter = letter),
        PhoneProblem::Scientific => crate::t!("people.phone.scientific").to_owned(),
        PhoneProblem::CountryCode => crate::t!("people.phone.country").to_owned(),
        PhoneProblem::Mobile {
            country,
            want,
            digits,
        } => {
            crate::t!(
                "people.phone.mobile",
                country = country,
                want = want,
                n = digits
            )
        }
    }
}

/// Returns the sentence for an address that cannot be one; it is kept as typed.
pub fn email_error(typed: &str) -> Option<String> {
    email::check(typed)
        .err()
        .map(|problem| email_problem(problem).to_owned())
}

pub(super) fn email_problem(problem: EmailProblem) -> &'static str {
    match problem {
        EmailProblem::NoAt => crate::t!("people.email.no_at"),
        EmailProblem::Several => crate::t!("people.email.several"),
        EmailProblem::Space => crate::t!("people.email.space"),
        EmailProblem::Name => crate::t!("people.email.name"),
        EmailProblem::Domain => crate::t!("people.email.domain"),
    }
}
