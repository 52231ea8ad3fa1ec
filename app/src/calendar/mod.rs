//! calendar: see its rooms.
