//! Revision colours.
