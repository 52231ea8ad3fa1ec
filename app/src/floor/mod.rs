//! floor: see its rooms.
