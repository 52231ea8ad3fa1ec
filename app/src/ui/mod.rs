//! ui: see its rooms.
