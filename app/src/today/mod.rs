//! Today: one person's day on a phone, and the office's overview beside it on a laptop.

mod call;
mod changes;
mod next;
mod office;
mod phase;
mod ring;
mod room;
mod scenes;
mod who;

pub use room::TodayRoom;
