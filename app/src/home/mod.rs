//! home: see its rooms.
