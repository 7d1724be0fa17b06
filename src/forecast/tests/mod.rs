//! How good the forecast is, on made-up accounts of many kinds whose future is known, and what holds for every account.

mod accounts;
mod asked;
mod credit;
mod goals;
mod kinds;
mod promises;
