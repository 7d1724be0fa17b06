use credit_gauge::account::{Timestamp, Usd};
use thiserror::Error;

use super::Spending;
use crate::plan::{AccountPlan, Buys, Grant, Purchase, Recharge};

/// The credit of an account. Time only goes forward.
///
/// The credit that expires first is spent first. When nothing is left, what is spent further is not paid: the balance stays at zero.
#[derive(Debug)]
pub struct Ledger {
    now: Timestamp,
    /// The first to expire first.
    lots: Vec<Lot>,
    /// Not bought yet, the last one first.
    top_ups: Vec<Purchase>,
    recharge: Option<Recharge>,
    /// What was bought automatically in the month of `now`, in nano-dollars, and how often in all.
    bought: i64,
    purchases: usize,
}

/// What there is of a grant or a purchase, in nano-dollars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lot {
    pub amount: i64,
    pub used: i64,
    pub effective_at: Timestamp,
    pub expires_at: Option<Timestamp>,
}

/// The most automatic purchases of a replay. Each is a grant in every later answer.
const MOST_PURCHASES: usize = 2000;

/// The most nano-dollars that are bought in all.
const MOST_BOUGHT: i64 = 4_000_000_000 * 1_000_000_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("it would buy more than {MOST_PURCHASES} times, or too much: choose another amount, or a monthly limit")]
pub struct TooManyPurchases;

impl Lot {
    fn of(grant: &Grant) -> Self {
        let (amount, used) = (nanos(grant.amount), nanos(grant.used));
        Self { amount, used, effective_at: grant.effective_at, expires_at: grant.expires_at }
    }

    /// What can be spent at `at`.
    fn left(&self, at: Timestamp) -> i64 {
        let is_usable = self.effective_at <= at && self.expires_at.is_none_or(|expires| expires > at);
        if is_usable { self.amount - self.used } else { 0 }
    }
}

impl Ledger {
    /// The credit at the start.
    ///
    /// # Errors
    /// Automatic purchases never end.
    pub fn new(plan: &AccountPlan) -> Result<Self, TooManyPurchases> {
        let mut ledger = Self {
            now: plan.start,
            lots: Vec::new(),
            top_ups: plan.top_ups.iter().rev().copied().collect(),
            recharge: plan.recharge,
            bought: 0,
            purchases: 0,
        };
        plan.grants.iter().for_each(|grant| ledger.add(Lot::of(grant)));
        ledger.arrive()?;
        Ok(ledger)
    }

    /// What is left in all, in nano-dollars.
    pub fn balance(&self) -> i64 {
        self.lots.iter().map(|lot| lot.left(self.now)).sum()
    }

    /// What has begun, whether it is used up, expired or neither.
    pub fn lots(&self) -> impl Iterator<Item = &Lot> {
        self.lots.iter().filter(|lot| lot.effective_at <= self.now)
    }

    /// Spends and buys up to `to`.
    ///
    /// # Errors
    /// Too many automatic purchases.
    pub fn advance(&mut self, spending: &Spending, to: Timestamp) -> Result<(), TooManyPurchases> {
        while self.now < to {
            let mut until = self.next_event(spending).min(to);
            let mut cost = spending.up_to(until) - spending.up_to(self.now);
            if let Some(crossing) = self.crossing(cost, until) {
                until = crossing;
                cost = spending.up_to(until) - spending.up_to(self.now);
            }
            self.spend(cost);
            if until.day().first_of_month() != self.now.day().first_of_month() {
                self.bought = 0;
            }
            self.now = until;
            self.arrive()?;
        }
        Ok(())
    }

    /// The next moment at which anything but the balance changes.
    fn next_event(&self, spending: &Spending) -> Timestamp {
        let lots = self.lots.iter().flat_map(|lot| [Some(lot.effective_at), lot.expires_at]).flatten();
        let top_up = self.top_ups.last().map(|top_up| top_up.at);
        let events = lots.chain(top_up).filter(|at| *at > self.now);
        // The rate changes at each midnight, so this is the first moment of a month as well.
        events.chain([spending.next_change(self.now)]).min().unwrap_or(self.now)
    }

    /// When the balance reaches the threshold, if it does before `until`, the moment up to which `cost` will be spent.
    fn crossing(&self, cost: i64, until: Timestamp) -> Option<Timestamp> {
        let above = self.balance() - nanos(self.recharge?.threshold);
        if above <= 0 || cost < above {
            return None;
        }
        let wait = (until.millis() - self.now.millis()) as f64 * (above as f64 / cost as f64);
        let at = Timestamp::from_millis(self.now.millis() + (wait.ceil() as i64).max(1));
        Some(at.min(until))
    }

    fn spend(&mut self, mut cost: i64) {
        for lot in &mut self.lots {
            let part = cost.min(lot.left(self.now));
            lot.used += part;
            cost -= part;
        }
    }

    /// What happens at `now`: top-ups, then automatic purchases.
    fn arrive(&mut self) -> Result<(), TooManyPurchases> {
        while let Some(top_up) = self.top_ups.pop_if(|top_up| top_up.at <= self.now) {
            self.buy(nanos(top_up.amount));
        }
        while let Some(amount) = self.recharged() {
            self.bought += amount;
            self.purchases += 1;
            if self.purchases > MOST_PURCHASES || self.lots.iter().map(|lot| lot.amount).sum::<i64>() > MOST_BOUGHT {
                return Err(TooManyPurchases);
            }
            self.buy(amount);
        }
        Ok(())
    }

    /// What is bought automatically now.
    fn recharged(&self) -> Option<i64> {
        let recharge = self.recharge?;
        let balance = self.balance();
        if balance > nanos(recharge.threshold) {
            return None;
        }
        let amount = match recharge.buys {
            Buys::Amount(amount) => nanos(amount),
            Buys::UpTo(target) => nanos(target) - balance,
        };
        let is_allowed = recharge.monthly_limit.is_none_or(|limit| self.bought + amount <= nanos(limit));
        is_allowed.then_some(amount)
    }

    fn buy(&mut self, amount: i64) {
        self.add(Lot { amount, used: 0, effective_at: self.now, expires_at: None });
    }

    fn add(&mut self, lot: Lot) {
        let order = |lot: &Lot| (lot.expires_at.is_none(), lot.expires_at, lot.effective_at);
        let at = self.lots.partition_point(|other| order(other) <= order(&lot));
        self.lots.insert(at, lot);
    }
}

fn nanos(amount: Usd) -> i64 {
    (amount.dollars() * 1e9).round() as i64
}
