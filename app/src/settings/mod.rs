//! Settings: what is said of the production as a whole, sharing, this device, this app.

mod device;
mod production;
mod room;

pub use room::SettingsRoom;
