//! Proposes in which order and on which days to shoot: who is away, what was issued and how much
//! fits into a day are kept; held cast days, company moves and nights before days become few.
//!
//! The search runs in slices and is the same on every device for one seed: whole numbers only, no
//! clock. It never touches the board it starts from; a proposal becomes a new board.
//!
//! Method: a greedy order by place and light, then late acceptance hill climbing (Burke and Bykov,
//! 2017) over scenes and days, with parts of the order taken out and put back (Shaw, 1998). Held
//! days are the talent scheduling problem (Cheng, Diamond and Lin, 1993), which is hard even with
//! one scene a day and equal salaries; so a proposal is good, not the best there is.

mod bits;
mod dice;
mod greedy;
mod moves;
mod problem;
mod proposal;
mod rebuild;
mod search;
mod state;
mod terms;

pub use problem::{Options, Problem};
pub use proposal::{Proposal, ProposedDay};
pub use search::{Best, Search};
pub use terms::{Term, Terms, Weights};

#[cfg(test)]
mod tests;
