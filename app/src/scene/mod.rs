//! scene: see its rooms.
