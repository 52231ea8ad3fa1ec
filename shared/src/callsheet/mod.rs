//! Call sheets: the draft from the plan, the issued document, what differs, who has it.

pub mod checks;
pub mod diff;
pub mod draft;
pub mod edit;
pub mod issue;
pub mod origin;
pub mod overview;
pub mod plan;
pub mod preview;
pub mod push;
pub mod receipts;
pub mod redact;
pub mod sections;
pub mod sheet;
#[cfg(test)]
mod testing;

pub use diff::{Change, diff};
pub use draft::draft;
pub use issue::{Issued, current, issued, issues};
pub use redact::redacted;
pub use sheet::{
    AdvanceDay, BackgroundLine, CallSheet, CastLine, Contact, CrewGroup, CrewLine, Damaged,
    Hospital, Minutes, MySheet, OnSheet, Part, Pin, Place, SceneLine,
};
