//! What the history page shows: balance, cost and response time, as points, paths and rows of tables.
//!
//! ```text
//!   range or zoom ──► Window ──► the tier that shows it ──► history::Point ──► lines, bars, runs, marks; rows
//!   a key or the pointer ──► Cursor ──► the point whose values are read, or the next Window
//! ```
//!
//! Everything is placed in parts of a chart: from 0 to [`WHOLE`], to the right and downwards. So a chart fits every width without being computed
//! again, and a number of its markup is a short integer.

mod balance;
mod bars;
mod charts;
mod cost;
mod cursor;
mod lines;
mod marks;
mod panel;
mod range;
mod response;
mod scale;
mod time_ticks;
mod window;
mod words;

#[cfg(test)]
mod tests;

pub use balance::{BalanceChart, BalanceRow};
pub use bars::Span;
pub use charts::{ChartKind, Charts};
pub use cost::{Bar, Block, CostChart, LegendItem};
pub use cursor::{Act, Cursor, nearest};
pub use lines::Line;
pub use marks::{Mark, MarkKind};
pub use panel::{HistoryPanel, panel};
pub use range::HistoryRange;
pub use response::{ResponseChart, ResponseRow, Run, Standing};
pub use scale::{Scale, Tick};
pub use time_ticks::{TimeTick, TimeTickText};
pub use window::Window;
pub use words::first_point;

/// The width and the height of a chart.
pub const WHOLE: i64 = 10_000;
