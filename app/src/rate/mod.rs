//! Day rates, for the office alone: on the cards of people and elements, and what two boards cost.

mod cost;
mod field;

pub use cost::CostOfBoards;
pub use field::RateField;
