//! Times of day as minutes from midnight of the shoot day.
