//! today: see its rooms.
