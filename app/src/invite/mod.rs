//! invite: see its rooms.
