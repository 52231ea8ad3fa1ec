//! The frame around all rooms: routes, layouts, commands and messages.

mod act;
mod bars;
mod commands;
mod frame;
mod fuzzy;
mod keys;
mod lazy;
mod more;
mod nav;
mod news;
mod palette;
mod phase;
mod places;
mod routes;
mod shortcuts;
mod state;
mod toasts;

pub use act::{Go, accept_update, install_app, use_go};
pub use bars::Bars;
pub use lazy::{Loading, Missing, Rooms, lazy};
pub use more::MoreRoom;
pub use nav::{name_window, path, use_production};
pub use news::Away;
pub use places::use_room;
pub use routes::App;
pub use state::{Shell, use_shell};
