//! The component layer: what every room draws with. Native elements first; the look is in
//! `style/base.css` and `style/ui.css`. No component here knows a noun.

mod badge;
mod button;
mod by_id;
mod choice;
mod dialog;
mod field;
mod find;
mod form;
mod icon;
mod moment;
mod reason;
mod room;
mod versions;

pub use badge::{Badge, Chip, Note, Tone, tone_class};
pub use button::{Button, ButtonKind, IconButton, LinkButton};
pub use by_id::ById;
pub use choice::{CheckField, Segments, SelectField};
pub use dialog::{Dialog, Menu, MenuItem};
pub use field::{
    DateField, FieldKind, LengthField, LongField, TextField, TimeField, element_id,
    is_text_uncommitted,
};
pub use find::{Find, NothingFound, walk};
pub use form::Form;
pub use icon::{Icon, IconName};
pub use moment::{when_text, when_text_in};
pub use reason::WithReason;
pub use room::{Card, Empty, ListCard, ListRow, Pane, RoomHead, Split};
pub use versions::{TwoVersions, who};
