//! A relay to start, cut off and start again; devices that attach, join and talk to it.

mod author;
mod device;
mod http;
mod line;
mod relay;
mod smtp;

pub use author::{Author, compressed, genesis, of_many_operations};
pub use device::Device;
pub use http::{Answer, Halfway, ask_with, call, get_with, halfway};
pub use line::{Line, Opening, Tail};
pub use relay::{TestRelay, binary};
pub use smtp::SmtpServer;

use shared::access::Audience;
use shared::id::{DocId, Id};

pub fn doc(production: &Id, audience: &str) -> DocId {
    DocId::new(production, Audience::parse(audience).unwrap())
}
