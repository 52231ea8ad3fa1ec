//! The production itself, its kinds and words.
