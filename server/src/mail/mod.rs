//! Mail that devices hand over: kept on disk, held back for the undo, sent through the mail
//! server of the installation. Nothing here reads a record; the device wrote the letters.

pub mod api;
mod queue;
mod send;
mod setup;
mod worker;

pub use setup::{BadSetup, MailOptions, Mailer};
pub use worker::{Worker, run};
