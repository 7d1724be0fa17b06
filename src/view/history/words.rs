//! What is said of the charts.

use std::time::Duration;

use super::{BalanceChart, CostChart, Mark, MarkKind, ResponseChart, ResponseRow, Span, Standing};
use crate::account::Usd;
use crate::view::{Arg, Message};

impl Mark {
    #[must_use]
    pub fn text(&self) -> Message {
        let key = match self.kind {
            MarkKind::TopUp => "history_top_up",
            MarkKind::Grant => "history_grant",
            MarkKind::Expiry if self.x.is_some() => "history_expired",
            MarkKind::Expiry => "history_expires",
        };
        // An amount that is not known is a dash, as everywhere.
        Message::with(key, [self.amount.map_or_else(|| Arg::Text("—".to_owned()), Arg::Usd)])
    }
}

impl BalanceChart {
    #[must_use]
    pub fn latest(&self) -> Option<Usd> {
        self.rows.last().map(|row| row.balance)
    }

    #[must_use]
    pub fn note(&self) -> Option<Message> {
        self.spent.map(|spent| Message::with("history_spent", [Arg::Usd(spent)]))
    }
}

impl CostChart {
    #[must_use]
    pub fn title(&self) -> Message {
        Message::plain(match self.span {
            Span::Day => "history_cost",
            Span::Week => "history_cost_weeks",
            Span::Month => "history_cost_months",
        })
    }

    #[must_use]
    pub fn note(&self) -> Message {
        let key = if self.is_longer { "history_cost_week_note" } else { "history_cost_note" };
        Message::with(key, [Arg::Day(self.first), Arg::Day(self.last)])
    }
}

impl ResponseChart {
    #[must_use]
    pub fn figure(&self) -> Option<Message> {
        // Of ten thousand readings with one failure not all were up.
        let share = self.up_share.map(|share| if share < 1.0 { share.min(0.99) } else { share });
        share.map(|share| Message::with("history_up_share", [Arg::Share(share)]))
    }
}

impl ResponseRow {
    #[must_use]
    pub fn text(&self) -> Message {
        match self.standing {
            Standing::Up => Message::plain("history_up"),
            Standing::Down => Message::plain("history_down"),
            Standing::Partly => {
                let count = |count: u64| Arg::Count(usize::try_from(count).unwrap_or(usize::MAX));
                Message::with("history_up_count", [count(self.up), count(self.up.saturating_add(self.down))])
            }
        }
    }
}

/// When the first point of a monitor can be expected.
#[must_use]
pub fn first_point(period: Duration) -> Message {
    let minutes = period.as_secs().div_ceil(60);
    Message::with("history_first_point", [Arg::Count(usize::try_from(minutes).unwrap_or(usize::MAX))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_failure_keeps_the_share_below_all() {
        let shown = |up_share| ResponseChart { up_share, ..ResponseChart::default() }.figure();
        assert_eq!(shown(Some(0.9999)).unwrap().args, [Arg::Share(0.99)]);
        assert_eq!(shown(Some(1.0)).unwrap().args, [Arg::Share(1.0)]);
        assert_eq!(shown(None), None);
    }

    #[test]
    fn a_period_is_said_in_whole_minutes() {
        assert_eq!(first_point(Duration::from_secs(90)).args, [Arg::Count(2)]);
    }
}
