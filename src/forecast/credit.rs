use crate::account::{CreditGrants, Day, Usd};

/// The credit of an account at a reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Credit {
    /// What is left in all.
    pub balance: Usd,
    /// What is left of each grant, in any order.
    pub lots: Vec<Lot>,
    /// `None` if credit is not bought automatically.
    pub recharge: Option<Recharge>,
}

/// What is left of one grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lot {
    pub left: Usd,
    /// The last day on which it can be used; `None` if it does not expire.
    pub last_day: Option<Day>,
}

/// Credit that is bought automatically.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recharge {
    /// Credit is bought when this much or less is left.
    pub threshold: Usd,
    /// Each time this much is bought.
    pub amount: Usd,
    /// The most that is bought in a UTC month; `None` for no limit.
    pub monthly_limit: Option<Usd>,
    /// What was bought so far in the month of the reading.
    pub bought_this_month: Usd,
}

impl Recharge {
    /// Whether it buys anything at all.
    pub(super) fn can_ever_buy(&self) -> bool {
        self.amount > Usd::ZERO && self.monthly_limit.is_none_or(|limit| limit >= self.amount)
    }
}

impl Credit {
    /// The balance and the grants of a reading. `None` if the balance is not known.
    #[must_use]
    pub fn of(grants: &CreditGrants, recharge: Option<Recharge>) -> Option<Self> {
        let lots = grants.grants.iter().filter_map(|grant| {
            let used = grant.used.known().copied().unwrap_or_default();
            let left = grant.amount.known()?.minus(used);
            let last_day = grant.expires_at.known().map(|at| at.last_day_before());
            (left > Usd::ZERO).then_some(Lot { left, last_day })
        });
        Some(Self { balance: grants.balance()?, lots: lots.collect(), recharge })
    }
}
