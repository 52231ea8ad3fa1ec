//! How this device stands with the others, in words, and the rooms behind them: what waits, what
//! was done here, what others changed.

mod acts;
mod attention;
mod changes;
mod chip;
mod fields;
mod room;
mod space;
mod standing;
mod waiting;

pub use changes::ChangesRoom;
pub use chip::SyncChip;
pub use fields::field_name;
pub use room::SyncRoom;
pub use space::SpaceCard;
