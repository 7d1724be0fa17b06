//! The toolbar badge: four characters, a colour and a tooltip.

use serde::Serialize;

use super::accounts::balance;
use super::badge_amount::amount;
use super::{Arg, Level, Message, account_name};
use crate::account::{MetricSet, Timestamp, Usd};
use crate::engine::{BadgeBalance, Saved};
use crate::monitor::{Monitor, Session};

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Badge {
    /// At most four characters, because browsers cut longer texts. Empty for no badge.
    pub text: String,
    /// The background as `#rrggbb`.
    pub color: &'static str,
    /// The tooltip.
    pub title: Message,
}

/// The badge for the stored state. `unsaved_since` is the time since when saves have failed.
#[must_use]
pub fn badge(saved: &Saved, unsaved_since: Option<Timestamp>, now: Timestamp) -> Badge {
    if let Some(since) = unsaved_since {
        return Badge::of("!", Level::Ended, Message::with("badge_not_saved", [Arg::Time(since)]));
    }
    match &saved.settings.badge {
        BadgeBalance::Lowest => lowest(saved, now),
        BadgeBalance::Sum => sum(saved, now),
        BadgeBalance::Shown => of_one(saved, saved.current().map(|(_, monitor)| monitor), now),
        BadgeBalance::Chosen(id) => {
            // If the chosen monitor was deleted, the badge is about the one that is shown.
            let chosen = saved.monitors.get(id).or_else(|| saved.current().map(|(_, monitor)| monitor));
            of_one(saved, chosen, now)
        }
    }
}

fn of_one(saved: &Saved, monitor: Option<&Monitor>, now: Timestamp) -> Badge {
    let may_ask = monitor.map_or_else(|| saved.index.access.grants_openai(), |it| saved.may_ask(&it.parameters));
    if !may_ask {
        return no_access(monitor);
    }
    let Some(monitor) = monitor else {
        return Badge::of("", Level::Fine, Message::plain("badge_no_key"));
    };
    let account = account(monitor);
    if monitor.session.is_ended() {
        return ended(monitor);
    }
    let Some(measured_at) = monitor.measured_at(MetricSet::CreditGrants) else {
        return unread(monitor, account);
    };
    let balance = balance(monitor);
    let level = Level::of(monitor, balance, &saved.settings, now);
    let Some(balance) = balance else {
        return Badge::of("—", level, Message::with("badge_not_reported", [account]));
    };
    let key = match level {
        Level::Fine => "badge_fine",
        Level::Low => "badge_low",
        Level::Stale | Level::Ended => "badge_stale",
    };
    let title = Message::with(key, [Arg::Usd(balance), account, Arg::Time(measured_at)]);
    Badge::of(&amount(balance), level, title)
}

/// The popup can ask for access to the two sites of OpenAI. Access to the host of a pasted key is granted on the options page.
fn no_access(monitor: Option<&Monitor>) -> Badge {
    let title = match monitor.filter(|it| !it.parameters.is_automatic()) {
        Some(it) => {
            Message::with("badge_no_host_access", [Arg::Text(it.parameters.account.host.to_string()), account(it)])
        }
        None => Message::plain("badge_no_access"),
    };
    Badge::of("!", Level::Ended, title)
}

fn ended(monitor: &Monitor) -> Badge {
    // Signing in brings a new captured key, but not a new pasted key.
    let signing_in_helps = monitor.is_signed_out() && monitor.parameters.is_automatic();
    let key = if signing_in_helps { "badge_ended" } else { "badge_error" };
    Badge::of("!", Level::Ended, Message::with(key, [account(monitor)]))
}

/// The balance was never read: it is being read, could not be read, the monitor is paused, or there is no key.
fn unread(monitor: &Monitor, account: Arg) -> Badge {
    if monitor.failures.get(MetricSet::CreditGrants).is_some() {
        Badge::of("?", Level::Stale, Message::with("badge_error", [account]))
    } else if monitor.parameters.paused {
        Badge::of("", Level::Fine, Message::with("badge_paused", [account]))
    } else if monitor.session == Session::NoKey && monitor.parameters.is_automatic() {
        Badge::of("", Level::Fine, Message::plain("badge_no_key"))
    } else if monitor.session == Session::NoKey {
        Badge::of("", Level::Fine, Message::with("badge_no_pasted_key", [account]))
    } else {
        Badge::of("…", Level::Stale, Message::with("badge_loading", [account]))
    }
}

/// The monitors that count for a badge over all accounts, with their balances. Paused monitors and those without a balance do not count.
fn balances(saved: &Saved) -> Vec<(&Monitor, Usd)> {
    let running = saved.monitors.values().filter(|monitor| !monitor.parameters.paused);
    running.filter_map(|monitor| Some((monitor, balance(monitor)?))).collect()
}

/// A badge over all accounts shows an ended session before any balance.
fn first_ended(saved: &Saved) -> Option<&Monitor> {
    saved.monitors.values().find(|monitor| monitor.session.is_ended() && !monitor.parameters.paused)
}

fn lowest(saved: &Saved, now: Timestamp) -> Badge {
    if let Some(monitor) = first_ended(saved) {
        return ended(monitor);
    }
    let lowest = balances(saved).into_iter().min_by_key(|(_, balance)| *balance).map(|(monitor, _)| monitor);
    of_one(saved, lowest.or_else(|| saved.current().map(|(_, monitor)| monitor)), now)
}

fn sum(saved: &Saved, now: Timestamp) -> Badge {
    if let Some(monitor) = first_ended(saved) {
        return ended(monitor);
    }
    let balances = balances(saved);
    if balances.len() < 2 {
        return lowest(saved, now);
    }
    let total: Usd = balances.iter().map(|(_, balance)| *balance).sum();
    let levels = balances.iter().map(|(monitor, balance)| Level::of(monitor, Some(*balance), &saved.settings, now));
    // The worst level counts: a sum is only as current as its oldest part, and one low balance needs attention.
    let level = levels.max_by_key(|level| match level {
        Level::Fine => 0,
        Level::Low => 1,
        Level::Stale => 2,
        Level::Ended => 3,
    });
    let level = level.unwrap_or(Level::Fine);
    let key = match level {
        Level::Fine => "badge_sum",
        Level::Low => "badge_sum_low",
        Level::Stale | Level::Ended => "badge_sum_stale",
    };
    Badge::of(&amount(total), level, Message::with(key, [Arg::Usd(total), Arg::Count(balances.len())]))
}

impl Badge {
    fn of(text: &str, level: Level, title: Message) -> Self {
        Self { text: text.to_owned(), color: color(level), title }
    }
}

/// Dark enough for white text with a contrast of 4.5:1, so that each colour works in light and dark toolbars.
const fn color(level: Level) -> &'static str {
    match level {
        Level::Fine => "#0b7a55",
        Level::Low => "#a84a00",
        Level::Stale => "#667085",
        Level::Ended => "#c4281d",
    }
}

fn account(monitor: &Monitor) -> Arg {
    account_name::spoken(&monitor.parameters)
}
