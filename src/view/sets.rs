//! The view of the sets Credit Grants and Billing Subscription.

use std::time::Duration;

use serde::Serialize;

use super::notice::set_notice;
use super::{Arg, Message, Row, SetNotice};
use crate::account::{AccountStatus, Grant, Group, MetricSet, Reading, Timestamp, Usd, catalogue};
use crate::monitor::Monitor;

/// A grant that expires within this time is marked. Paid credits expire after a year, when nobody remembers the date.
const SOON: Duration = Duration::from_secs(30 * 24 * 3600);

/// The set Credit Grants.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CreditGrantsView {
    pub notice: Option<SetNotice>,
    /// The totals.
    pub rows: Vec<Row>,
    /// The single grants: first those that can be used, then the others, each group sorted by when they expire. `None` before the first reading.
    pub grants: Option<Vec<GrantView>>,
    /// Says how many grants are not shown because there were too many to keep.
    pub left_out: Option<Message>,
}

/// A grant in the list of single grants.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GrantView {
    /// The whole amount, used or not.
    pub amount: Option<Usd>,
    /// The used amount, in words.
    pub used: Option<Message>,
    /// The used part, from 0.0 to 1.0.
    pub share: Option<f64>,
    /// When it expires, in words; `None` if the account does not report it.
    pub expires: Option<Message>,
    pub level: GrantLevel,
}

/// The state of a grant, which decides how it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GrantLevel {
    /// It expires within 30 days and is not used up.
    Soon,
    /// It can be used.
    Plain,
    /// It is used up.
    Used,
    /// It expired before it was used up.
    Expired,
}

impl GrantLevel {
    /// The value of `data-level`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Soon => "soon",
            Self::Plain => "plain",
            Self::Used => "used",
            Self::Expired => "expired",
        }
    }
}

impl CreditGrantsView {
    #[must_use]
    pub fn of(monitor: &Monitor, status: &AccountStatus, now: Timestamp) -> Self {
        let grants = status.credit_grants.as_ref().map(|measured| {
            let grants = measured.value.grants.iter().map(|it| GrantView::of(it, now));
            // Partitioning keeps each half sorted by when the grants expire.
            let (of_no_use, mut grants): (Vec<_>, Vec<_>) =
                grants.partition(|it| matches!(it.level, GrantLevel::Used | GrantLevel::Expired));
            grants.extend(of_no_use);
            grants
        });
        Self {
            notice: set_notice(monitor, status, MetricSet::CreditGrants),
            rows: catalogue::of_set(MetricSet::CreditGrants).map(|metric| Row::of(metric, status)).collect(),
            grants,
            left_out: status
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
    pub notice: Option<SetNotice>,
    /// Each group with its metrics.
    pub groups: Vec<(Group, Vec<Row>)>,
}

impl SubscriptionView {
    #[must_use]
    pub fn of(monitor: &Monitor, status: &AccountStatus) -> Self {
        let rows = |group| catalogue::of_group(group).map(|metric| Row::of(metric, status)).collect();
        Self {
            notice: set_notice(monitor, status, MetricSet::BillingSubscription),
            groups: Group::ALL.into_iter().map(|group| (group, rows(group))).collect(),
        }
    }
}
