//! callsheet: see its rooms.
