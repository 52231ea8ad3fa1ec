//! sync: see its rooms.
