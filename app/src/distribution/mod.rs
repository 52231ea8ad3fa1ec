//! Getting an issued call sheet to people: the minute for undo, mail, and who has it.

mod countdown;
mod courier;
mod dialog;
mod letter;
mod list;
mod panel;
mod people;
mod sent;

pub use countdown::Countdown;
pub use courier::Courier;
pub use panel::DistributionPanel;
