//! The calendar: dates of shoot days, walked from the start over off days.
