//! What is shown, as plain data: made from what is stored, by pure functions, with no browser in sight.
//!
//! Nothing here is formatted and nothing is English. Amounts, times and shares stay values, and words are keys of
//! `extension/_locales`; `browser` turns both into text with the browser's own `Intl` and `i18n`.

mod account_name;
mod badge;
mod failure_words;
mod freshness;
mod hero;
mod message;
mod model_cost;
mod notice;
mod options;
mod popup;
mod row;
mod sets;

pub use badge::{Badge, badge};
pub use failure_words::{Words, failure_words};
pub use freshness::Level;
pub use hero::Hero;
pub use message::{Arg, Message};
pub use model_cost::{ModelCostView, ModelRow};
pub use notice::{Action, Notice, SetNotice, Severity};
pub use options::{AccountRow, Options};
pub use popup::{PageState, Panel, Popup, Status};
pub use row::{Row, RowLevel, Shown};
pub use sets::{CreditGrantsView, GrantLevel, GrantView, SubscriptionView};
