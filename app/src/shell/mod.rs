//! shell: see its rooms.
