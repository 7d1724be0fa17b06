use serde::Serialize;

use super::accounts::balance;
use super::sparkline::sparkline;
use super::{Arg, Level, Message};
use crate::account::{AccountStatus, CreditGrants, Timestamp, Usd};
use crate::engine::Settings;
use crate::history::Point;
use crate::monitor::Monitor;

/// The large balance at the top of the popup.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hero {
    /// `None` if it was never read, or the account does not report it.
    pub balance: Option<Usd>,
    pub level: Level,
    /// The used part of the granted credit, from 0.0 to 1.0; `None` if nothing was granted.
    pub used: Option<f64>,
    /// `used` and the granted amount in words.
    pub used_text: Option<Message>,
    /// The balance in the last week, as the points of an SVG polyline.
    pub course: Option<String>,
    /// Says that the balance is low.
    pub hint: Option<Message>,
}

impl Hero {
    #[must_use]
    pub fn of(monitor: &Monitor, status: &AccountStatus, week: &[Point], settings: &Settings, now: Timestamp) -> Self {
        let grants = status.credit_grants.as_ref().map(|measured| &measured.value);
        let balance = balance(monitor);
        let used = grants.and_then(CreditGrants::used_share);
        let granted = grants.and_then(CreditGrants::granted);
        let level = Level::of(monitor, balance, settings, now);
        Self {
            balance,
            level,
            used: used.map(|share| share.clamp(0.0, 1.0)),
            used_text: used
                .zip(granted)
                .map(|(share, granted)| Message::with("balance_used", [Arg::Share(share), Arg::Usd(granted)])),
            course: sparkline(week),
            hint: (level == Level::Low).then(|| Message::with("balance_low", [Arg::Usd(settings.low_balance)])),
        }
    }
}
