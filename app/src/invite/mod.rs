//! Inviting: attaching a production to the relay, invitations as links and QR codes, devices.

mod attach;
mod call;
mod devices;
mod link;
mod lists;
mod made;
mod make;
mod pending;
mod qr;
mod role;
mod room;

pub use attach::{Attach, device_label, is_alone};
pub use call::{Failed, call, tell};
pub use link::join_link;
pub use qr::Qr;
pub use role::{role_name, role_text, standing_text};
pub use room::InviteRoom;
