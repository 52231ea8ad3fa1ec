//! Call sheets: the days and their sheets, a day's draft, an issued sheet.

mod advance;
mod cast_grid;
mod changes;
mod crew_grid;
mod days;
mod draft;
mod ground;
mod mark;
mod mine;
mod pane;
mod paper;
mod place;
mod read;
mod receipts;
mod review;
mod scenes;
mod sheet;
mod state;
mod texts;
mod times;
mod verify;
mod weather;
mod words;

pub use changes::{ChangeList, Values};
pub use days::CallSheetsRoom;
pub use draft::CallSheetRoom;
pub use mark::{acknowledge, mark_opened, mark_received};
pub use sheet::SheetRoom;
pub use verify::{Asked, Verify};
pub use words::{
    change_subject, date_on_paper, day_text, draft_text, field_inside, paint, revision, time_text,
};
