//! One person's own matters: whom to ring for them, and what they eat. Kept in their personal
//! document, which only they and the office hold.

use crate::access::Audience;
use crate::book::Book;
use crate::id::Id;
use crate::kind::Kind;

use super::phone;

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PrivateView {
    pub emergency_name: String,
    pub emergency_phone: String,
    pub emergency_tel: Option<String>,
    pub diet: String,
    pub notes: String,
}

impl PrivateView {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Returns the document that holds somebody's own matters.
pub fn audience(person: &Id) -> Audience {
    Audience::Personal(person.clone())
}

/// Returns what is known here; empty fields where nothing was said, or nothing may be read.
pub fn private(book: &Book, person: &Id) -> PrivateView {
    let text = |field| book.text(&Kind::Private, person, field).to_owned();
    let emergency_phone = text("emergency_phone");
    PrivateView {
        emergency_name: text("emergency_name"),
        emergency_tel: phone::read(&emergency_phone)
            .ok()
            .flatten()
            .map(|d| d.link()),
        emergency_phone,
        diet: text("diet"),
        notes: text("notes"),
    }
}
