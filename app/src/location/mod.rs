//! location: see its rooms.
