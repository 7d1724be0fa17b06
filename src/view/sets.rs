//! Credit grants and billing subscription as they are shown.

use std::time::Duration;

use serde::Serialize;

use super::notice::set_notice;
use super::{Arg, Message, Row, SetNotice};
use crate::account::{AccountStatus, Grant, Group, MetricSet, Reading, Timestamp, Usd, catalogue};
use crate::monitor::Monitor;

/// A grant that lapses within this time is marked: paid credits lapse after a year, and nobody remembers when that was.
const SOON: Duration = Duration::from_secs(30 * 24 * 3600);

/// The set Credit Grants.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CreditGrantsView {
    /// What is to be said about it.
    pub notice: Option<SetNotice>,
    /// Its metrics.
    pub rows: Vec<Row>,
    /// The single grants: those that can still be used, the first to lapse at the top; then the others. `None` before the first reading.
    pub grants: Option<Vec<GrantView>>,
    /// How many grants are not shown because there are too many to be kept.
    pub left_out: Option<Message>,
}

/// One grant.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GrantView {
    /// Its size, if it is known.
    pub amount: Option<Usd>,
    /// What of it is used, in words.
    pub used: Option<Message>,
    /// What of it is used, 0.0 to 1.0.
    pub share: Option<f64>,
    /// When it lapses, in words; `None` where the account does not say.
    pub expires: Option<Message>,
    /// How it is drawn.
    pub level: GrantLevel,
}

/// What is to be known of a grant at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantLevel {
    /// It lapses within 30 days, with something left in it.
    Soon,
    /// It can be used.
    Plain,
    /// Nothing is left in it.
    Used,
    /// It has lapsed.
    Expired,
}

impl CreditGrantsView {
    /// The set as the monitor last read it.
    #[must_use]
    pub fn of(monitor: &Monitor, readings: &AccountStatus, now: Timestamp) -> Self {
        let grants = readings.credit_grants.as_ref().map(|measured| {
            let grants = measured.value.grants.iter().map(|it| GrantView::of(it, now));
            // Within each half they stay in the order in which they lapse.
            let (of_no_use, mut grants): (Vec<_>, Vec<_>) =
                grants.partition(|it| matches!(it.level, GrantLevel::Used | GrantLevel::Expired));
            grants.extend(of_no_use);
            grants
        });
        Self {
            notice: set_notice(monitor, readings, MetricSet::CreditGrants),
            rows: catalogue::of_set(MetricSet::CreditGrants).map(|metric| Row::of(metric, readings)).collect(),
            grants,
            left_out: readings
                .credit_grants
                .as_ref()
                .map(|it| it.value.grants_left_out)
                .filter(|it| *it > 0)
                .map(|count| Message::with("grants_left_out", [Arg::Count(count as usize)])),
        }
    }
}

impl GrantView {
    fn of(grant: &Grant, now: Timestamp) -> Self {
        let (amount, used) = (grant.amount.known().copied(), grant.used.known().copied());
        let expires_at = grant.expires_at.known().copied();
        let level = match expires_at {
            _ if grant.is_used_up() => GrantLevel::Used,
            Some(at) if at <= now => GrantLevel::Expired,
            Some(at) if at <= now.after(SOON) => GrantLevel::Soon,
            _ => GrantLevel::Plain,
        };
        let expires = match grant.expires_at {
            Reading::Known(at) if at <= now => Some(Message::with("grant_expired", [Arg::Date(at)])),
            Reading::Known(at) => Some(Message::with("grant_expires", [Arg::Date(at)])),
            Reading::Null => Some(Message::plain("grant_never_expires")),
            Reading::Absent => None,
        };
        Self {
            amount,
            used: used.map(|used| Message::with("grant_used", [Arg::Usd(used)])),
            share: used.zip(amount).and_then(|(used, amount)| used.share_of(amount)).map(|it| it.clamp(0.0, 1.0)),
            expires,
            level,
        }
    }
}

/// The set Billing Subscription.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SubscriptionView {
    /// What is to be said about it.
    pub notice: Option<SetNotice>,
    /// Its metrics by the name of their group.
    pub groups: Vec<(&'static str, Vec<Row>)>,
}

impl SubscriptionView {
    /// The set as the monitor last read it.
    #[must_use]
    pub fn of(monitor: &Monitor, readings: &AccountStatus) -> Self {
        let rows = |group| catalogue::of_group(group).map(|metric| Row::of(metric, readings)).collect();
        Self {
            notice: set_notice(monitor, readings, MetricSet::BillingSubscription),
            groups: Group::ALL.into_iter().map(|group| (group.name(), rows(group))).collect(),
        }
    }
}
