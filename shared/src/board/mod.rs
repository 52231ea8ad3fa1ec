//! Boards: rows in order, days derived from them.
