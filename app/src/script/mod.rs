//! script: see its rooms.
