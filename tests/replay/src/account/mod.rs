//! The made-up account: what it has spent and what is left, at any moment, and what OpenAI answers about it.
//!
//! - [`Spending`]: the cost up to any moment
//! - [`Ledger`]: the credit, moment after moment
//! - [`bodies`] and [`UsageBody`]: both as the bodies of OpenAI's answers

pub mod bodies;
mod ledger;
mod spending;
mod usage_body;

pub use ledger::{Ledger, Lot, TooManyPurchases};
pub use spending::Spending;
pub use usage_body::UsageBody;

#[cfg(test)]
mod tests;
