//! Credit as it is spent and bought, day by day. In dollars.

use super::{Credit, Recharge};
use crate::account::{Day, Usd};

/// Less expiring credit than this, in dollars, is not worth telling.
const LEAST_LAPSE: f64 = 0.01;

/// Credit that expires unused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lapse {
    pub amount: Usd,
    /// The last day on which it can be used.
    pub last_day: Day,
}

/// Credit, the first to expire first.
pub struct Purse {
    expiring: Vec<(Day, f64)>,
    lasting: f64,
}

impl Purse {
    /// The grants need not add up to the balance: what is over does not expire, and what is missing is taken from those that expire last.
    pub fn of(credit: &Credit) -> Self {
        let mut expiring: Vec<(Day, f64)> = Vec::new();
        let mut lasting = 0.0;
        for lot in &credit.lots {
            match lot.last_day {
                Some(last_day) => expiring.push((last_day, lot.left.dollars().max(0.0))),
                None => lasting += lot.left.dollars().max(0.0),
            }
        }
        // By amount as well, so that the order of the grants makes no difference to any sum.
        expiring.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let in_grants = lasting + expiring.iter().map(|(_, left)| left).sum::<f64>();
        let over = credit.balance.dollars() - in_grants;
        lasting += over;
        for (_, left) in expiring.iter_mut().rev() {
            let missing = (-lasting).max(0.0).min(*left);
            *left -= missing;
            lasting += missing;
        }
        Self { expiring, lasting: lasting.max(0.0) }
    }

    pub fn left(&self) -> f64 {
        self.lasting + self.expiring.iter().map(|(_, left)| left).sum::<f64>()
    }

    pub fn add(&mut self, bought: f64) {
        self.lasting += bought;
    }

    /// Spends up to `cost`. Returns how much was spent.
    pub fn spend(&mut self, cost: f64) -> f64 {
        let mut open = cost.max(0.0);
        for left in self.expiring.iter_mut().map(|(_, left)| left).chain([&mut self.lasting]) {
            let part = open.min(*left);
            *left -= part;
            open -= part;
        }
        cost.max(0.0) - open
    }

    /// Ends `day`: what can be used no longer is taken out.
    pub fn end(&mut self, day: Day) -> Vec<Lapse> {
        let over = self.expiring.iter().take_while(|(last_day, _)| *last_day <= day).count();
        let over = self.expiring.drain(..over).filter(|(_, left)| *left >= LEAST_LAPSE);
        over.map(|(last_day, left)| Lapse { amount: Usd::from_dollars_saturating(left), last_day }).collect()
    }
}

/// Buying credit automatically.
pub struct Recharging {
    recharge: Recharge,
    /// What was bought in the month of `day`.
    bought: f64,
    day: Day,
}

impl Recharging {
    pub const fn new(recharge: Recharge, today: Day) -> Self {
        Self { recharge, bought: recharge.bought_this_month.dollars(), day: today }
    }

    pub fn threshold(&self) -> f64 {
        self.recharge.threshold.dollars().max(0.0)
    }

    /// Whether another purchase on `day` stays within the month's limit.
    pub fn can_buy(&self, day: Day) -> bool {
        let bought = if day.is_in_month_of(self.day) { self.bought } else { 0.0 };
        let amount = self.recharge.amount.dollars();
        amount > 0.0 && self.recharge.monthly_limit.is_none_or(|limit| bought + amount <= limit.dollars())
    }

    /// Returns how much was bought.
    pub fn buy(&mut self, day: Day) -> Option<f64> {
        if !self.can_buy(day) {
            return None;
        }
        if !day.is_in_month_of(self.day) {
            self.bought = 0.0;
        }
        self.day = day;
        let amount = self.recharge.amount.dollars();
        self.bought += amount;
        Some(amount)
    }
}
