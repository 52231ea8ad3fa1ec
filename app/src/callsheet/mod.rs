//! Call sheets: the days and their sheets, a day's draft, an issued sheet.

mod advance;
mod approval;
mod arrange;
mod cast_grid;
mod changes;
mod checked;
mod copy;
mod crew_grid;
mod days;
mod draft;
mod ground;
mod lacks;
mod mark;
mod mine;
mod pane;
mod paper;
mod place;
mod preview;
mod push;
mod read;
mod review;
mod scenes;
mod sheet;
mod source;
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
pub use mine::own_sheet;
pub use place::{Ring, hospital_map, tel};
pub use preview::ToPreview;
pub use sheet::{SheetRoom, use_sheet};
pub use verify::{Asked, Verify};
pub use words::{
    change_subject, date_on_paper, day_text, draft_text, field, field_inside, paint, revision,
    role, time_text,
};
