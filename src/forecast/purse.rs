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
    /// The grants need not add up to the balance. What is over does not expire. What is missing is taken from grants that have expired before
    /// `today`, then from those that expire last.
    pub fn of(credit: &Credit, today: Day) -> Self {
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
        let mut missing = (-over).max(0.0);
        let valid_from = expiring.partition_point(|(last_day, _)| *last_day < today);
        let (expired, valid) = expiring.split_at_mut(valid_from);
        let last_first = valid.iter_mut().rev().map(|(_, left)| left);
        let expired = expired.iter_mut().map(|(_, left)| left);
        for left in expired.chain([&mut lasting]).chain(last_first) {
            let part = missing.min(*left);
            *left -= part;
            missing -= part;
        }
        Self { expiring, lasting: lasting + over.max(0.0) }
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
        self.allowed(day) >= 1.0
    }

    /// Buys more than `missing`, or as much of it as the month's limit allows. Returns how often it bought, and how much in all.
    pub fn buy(&mut self, day: Day, missing: f64) -> Option<(u32, f64)> {
        let amount = self.recharge.amount.dollars();
        let count = ((missing / amount).floor() + 1.0).min(self.allowed(day)).max(0.0);
        if count < 1.0 {
            return None;
        }
        let bought = count * amount;
        (self.bought, self.day) = (self.bought_in_month_of(day) + bought, day);
        Some((count as u32, bought))
    }

    /// How many more purchases the limit of the month allows.
    fn allowed(&self, day: Day) -> f64 {
        let Some(limit) = self.recharge.monthly_limit else { return f64::INFINITY };
        // A tenth three times is a bit more than three tenths.
        ((limit.dollars() - self.bought_in_month_of(day)) / self.recharge.amount.dollars() + 1e-9).floor()
    }

    fn bought_in_month_of(&self, day: Day) -> f64 {
        if day.is_in_month_of(self.day) { self.bought } else { 0.0 }
    }
}
