//! board: see its rooms.
