//! What the badge, the popup, the options page and notifications show, as plain data. Pure functions make it from the stored state.
//!
//! Amounts, times and shares are values, and texts are keys of `extension/_locales`. `browser` turns both into text, with `i18n`, and with
//! `Intl` or, for American English, [`english`].

mod account_name;
mod accounts;
mod age;
mod alert_words;
mod badge;
mod badge_amount;
mod decimal;
mod detection;
pub mod english;
#[cfg(test)]
mod english_tests;
mod failure_words;
mod field_words;
mod hero;
mod history;
mod import;
mod known;
mod level;
mod message;
mod model_cost;
mod names;
mod notice;
mod notification;
mod options;
mod outlook;
mod popup;
mod row;
mod sets;
mod sparkline;
mod status_pill;
mod tone;

pub use account_name::message as account_title;
pub use accounts::AccountRow;
pub use age::in_units;
pub use alert_words::{backtest_words, details, meaning, rule_name, rule_problem_words, subject_key, value_words};
pub use badge::{Badge, badge};
pub use detection::{DetectedSet, DetectedState, DetectionView};
pub use failure_words::{Words, failure_words};
pub use field_words::field_words;
pub use hero::Hero;
pub use history::{
    Act, BalanceChart, BalanceRow, Bar, Block, ChartKind, Charts, CostChart, Cursor, HistoryPanel, HistoryRange,
    LegendItem, Line, Mark, MarkKind, ResponseChart, ResponseRow, Run, Scale, Span, Standing, Tick, TimeTick,
    TimeTickText, WHOLE, Window, first_point, nearest, panel,
};
pub use import::{ImportPreview, ImportRow, import_words};
pub use known::{Known, items_shown};
pub use level::Level;
pub use message::{Arg, Message};
pub use model_cost::{Column, ModelCostView, ModelRow, ModelValue};
pub use notice::{Action, Notice, NoticeSeverity, SetNotice, cannot_read};
pub use notification::{Notification, notification};
pub use options::{BadgeChoice, DeletedView, Editor, MonitorRow, Options};
pub use outlook::{Claim, DayBar, Outlook, When};
pub use popup::{PageState, Panel, Popup};
pub use row::{Row, RowLevel};
pub use sets::{CreditGrantsView, GrantLevel, GrantView, SubscriptionView};
pub use status_pill::Status;
pub use tone::Tone;
