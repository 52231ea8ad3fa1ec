//! Scene headings.
