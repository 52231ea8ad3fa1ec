//! settings: see its rooms.
