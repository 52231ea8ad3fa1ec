//! Mail that devices hand over: kept on disk, held back for the undo, sent through the mail
//! server of the installation. Nothing here reads a record; the device wrote the letters.

pub mod api;
mod batches;
mod queue;
mod send;
mod setup;
mod worker;

use shared::access::{Audience, Standing};

pub use setup::{BadSetup, MailOptions, Mailer};
pub use worker::{Worker, run};

/// Whoever may write the plan may issue a call sheet, and so may send it.
fn may_issue(standing: &Standing) -> bool {
    standing.access(&Audience::Plan).may_write()
}
