use serde::Serialize;

use super::accounts::balance;
use super::{Arg, Level, Message};
use crate::account::{AccountStatus, CreditGrants, Timestamp, Usd};
use crate::engine::Settings;
use crate::monitor::Monitor;

/// The balance at a glance.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hero {
    /// What is left; `None` where the account reports none or it was never read.
    pub balance: Option<Usd>,
    /// Its state.
    pub level: Level,
    /// How much of what was granted is used, 0.0 to 1.0; `None` where nothing was granted.
    pub used: Option<f64>,
    /// The same in words.
    pub used_text: Option<Message>,
    /// What is to be noted: a low balance.
    pub hint: Option<Message>,
}

impl Hero {
    /// The balance of a monitor.
    #[must_use]
    pub fn of(monitor: &Monitor, readings: &AccountStatus, settings: &Settings, now: Timestamp) -> Self {
        let grants = readings.credit_grants.as_ref().map(|measured| &measured.value);
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
            hint: (level == Level::Low).then(|| Message::with("balance_low", [Arg::Usd(settings.low_balance)])),
        }
    }
}
