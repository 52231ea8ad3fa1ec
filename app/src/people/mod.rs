//! people: see its rooms.
