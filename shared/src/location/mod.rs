//! Places where work happens.
