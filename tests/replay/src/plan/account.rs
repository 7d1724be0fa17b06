use credit_gauge::account::{Timestamp, Usd};

use super::amounts::{amount, positive};
use super::{length, moment_at};
use crate::file::{DayCost, File, FileGrant, FileRecharge, Shares};
use crate::mistake::Mistake;

/// An account: what it has, what it buys and what it spends.
#[derive(Debug, Clone)]
pub struct AccountPlan {
    pub start: Timestamp,
    pub days: usize,
    /// What each UTC day costs, from the day of the start on.
    pub costs: Vec<DayCost>,
    /// The shares of the models; they add up to 1.
    pub models: Vec<(String, f64)>,
    pub grants: Vec<Grant>,
    pub top_ups: Vec<Purchase>,
    pub recharge: Option<Recharge>,
}

/// Credit that was there before the start, or comes at a known time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    pub amount: Usd,
    pub used: Usd,
    pub effective_at: Timestamp,
    pub expires_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purchase {
    pub at: Timestamp,
    pub amount: Usd,
}

/// Credit that is bought when `threshold` or less is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recharge {
    pub threshold: Usd,
    pub buys: Buys,
    /// The most that is bought in a UTC month.
    pub monthly_limit: Option<Usd>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Buys {
    Amount(Usd),
    /// As much as is missing to this balance.
    UpTo(Usd),
}

impl Grant {
    pub fn left(&self) -> Usd {
        self.amount.minus(self.used)
    }
}

/// The name of the only model, where the file names none.
const ONLY_MODEL: &str = "gpt-5.5";

/// The most models of an account.
const MOST_MODELS: usize = 200;

/// The number of days whose costs may be given to be repeated.
const REPEATED: [usize; 2] = [1, 7];

impl AccountPlan {
    pub fn check(file: &File, start: Timestamp) -> Result<Self, Mistake> {
        let days = usize::try_from(file.days).unwrap_or(usize::MAX);
        Ok(Self {
            start,
            days,
            costs: costs(&file.daily_usd, days)?,
            models: models(file.models.as_ref())?,
            grants: grants(file, start)?,
            top_ups: top_ups(file, start)?,
            recharge: file.auto_recharge.as_ref().map(recharge).transpose()?.flatten(),
        })
    }
}

/// A list of one or seven days is repeated. Any other has to reach to the end; what lies beyond is left out.
fn costs(list: &[DayCost], days: usize) -> Result<Vec<DayCost>, Mistake> {
    if list.len() < days && !REPEATED.contains(&list.len()) {
        let count = list.len();
        let what = format!(
            "{count} days for a replay of {days}: give one entry for each day, 7 to repeat each week or 1 to repeat each day"
        );
        return Err(Mistake::at("daily_usd", what));
    }
    for (number, cost) in list.iter().enumerate() {
        day_cost(number, cost)?;
    }
    Ok(list.iter().cycle().take(days).cloned().collect())
}

fn day_cost(number: usize, cost: &DayCost) -> Result<(), Mistake> {
    let place = format!("daily_usd[{number}]");
    match cost {
        DayCost::Even(dollars) => amount(&place, *dollars).map(drop),
        DayCost::Hours(hours) if hours.len() != 24 => {
            Err(Mistake::at(place, format!("a day has 24 hours, and here are {}", hours.len())))
        }
        DayCost::Hours(hours) => {
            for (hour, dollars) in hours.iter().enumerate() {
                amount(&format!("{place}[{hour}]"), *dollars)?;
            }
            amount(&place, hours.iter().sum()).map(drop)
        }
    }
}

fn models(shares: Option<&Shares>) -> Result<Vec<(String, f64)>, Mistake> {
    let Some(Shares(shares)) = shares else { return Ok(vec![(ONLY_MODEL.to_owned(), 1.0)]) };
    if shares.is_empty() {
        return Err(Mistake::at("models", "name a model, or leave it out"));
    }
    if shares.len() > MOST_MODELS {
        return Err(Mistake::at("models", format!("{} models are too many: at most {MOST_MODELS}", shares.len())));
    }
    if let Some((name, share)) = shares.iter().find(|(_, share)| !(0.0..=1.01).contains(share)) {
        return Err(Mistake::at(format!("models.{name}"), format!("a share is a part of 1, not {share}")));
    }
    let sum: f64 = shares.iter().map(|(_, share)| share).sum();
    if (sum - 1.0).abs() > 0.01 {
        return Err(Mistake::at("models", format!("the shares add up to {sum:.3}, and they must to 1")));
    }
    Ok(shares.iter().map(|(name, share)| (name.clone(), share / sum)).collect())
}

/// The grants. What the balance is above them is one more, which does not expire.
fn grants(file: &File, start: Timestamp) -> Result<Vec<Grant>, Mistake> {
    let list = file.grants.as_deref().unwrap_or_default();
    length("grants", list)?;
    let checked = list.iter().enumerate().map(|(number, it)| grant(number, it, start));
    let mut grants = checked.collect::<Result<Vec<Grant>, Mistake>>()?;
    let is_usable = |it: &&Grant| it.effective_at <= start && it.expires_at.is_none_or(|at| at > start);
    let in_grants: Usd = grants.iter().filter(is_usable).map(Grant::left).sum();
    let balance = match file.balance_usd {
        Some(balance) => amount("balance_usd", balance)?,
        None if file.grants.is_some() => in_grants,
        None => return Err(Mistake::at("balance_usd", "give the balance at the start here, or as `grants`")),
    };
    let rest = balance.minus(in_grants);
    // The sum of a few decimals may be off by their last digit.
    if rest < Usd::from_dollars_saturating(-1e-6) {
        let (balance, left) = (balance.dollars(), in_grants.dollars());
        let what =
            format!("{balance} is less than the {left} that are left of `grants` at the start: leave one of them out");
        return Err(Mistake::at("balance_usd", what));
    }
    if rest > Usd::ZERO {
        grants.push(Grant { amount: rest, used: Usd::ZERO, effective_at: start, expires_at: None });
    }
    Ok(grants)
}

fn grant(number: usize, grant: &FileGrant, start: Timestamp) -> Result<Grant, Mistake> {
    let place = |field: &str| format!("grants[{number}].{field}");
    let total = amount(&place("amount_usd"), grant.amount_usd)?;
    let used = amount(&place("used_usd"), grant.used_usd.unwrap_or_default())?;
    if used > total {
        return Err(Mistake::at(place("used_usd"), "it cannot be more than `amount_usd`"));
    }
    let at = |field: &str, text: Option<&String>| text.map(|text| moment_at(&place(field), text)).transpose();
    let expires_at = at("expires_at", grant.expires_at.as_ref())?;
    let effective_at = at("effective_at", grant.effective_at.as_ref())?;
    // A grant that was over before the start began before that.
    let effective_at = effective_at.unwrap_or_else(|| expires_at.map_or(start, |expires| expires.min(start)));
    if expires_at.is_some_and(|expires| expires < effective_at) {
        return Err(Mistake::at(place("expires_at"), "it must come after `effective_at`"));
    }
    Ok(Grant { amount: total, used, effective_at, expires_at })
}

fn top_ups(file: &File, start: Timestamp) -> Result<Vec<Purchase>, Mistake> {
    let list = file.top_ups.as_deref().unwrap_or_default();
    length("top_ups", list)?;
    let mut purchases = Vec::with_capacity(list.len());
    for (number, top_up) in list.iter().enumerate() {
        let place = |field: &str| format!("top_ups[{number}].{field}");
        let at = moment_at(&place("at"), &top_up.at)?;
        if at < start {
            return Err(Mistake::at(place("at"), "it lies before `start`: add it to `balance_usd` instead"));
        }
        purchases.push(Purchase { at, amount: positive(&place("usd"), top_up.usd)? });
    }
    purchases.sort_by_key(|purchase| purchase.at);
    Ok(purchases)
}

fn recharge(recharge: &FileRecharge) -> Result<Option<Recharge>, Mistake> {
    let threshold = amount("auto_recharge.threshold_usd", recharge.threshold_usd)?;
    let limit = |dollars| amount("auto_recharge.monthly_limit_usd", dollars);
    let monthly_limit = recharge.monthly_limit_usd.map(limit).transpose()?;
    let buys = match (recharge.amount_usd, recharge.to_balance_usd) {
        (Some(dollars), None) => Buys::Amount(positive("auto_recharge.amount_usd", dollars)?),
        (None, Some(dollars)) => Buys::UpTo(positive("auto_recharge.to_balance_usd", dollars)?),
        _ => return Err(Mistake::at("auto_recharge", "give one of `amount_usd` and `to_balance_usd`")),
    };
    if matches!(buys, Buys::UpTo(balance) if balance <= threshold) {
        return Err(Mistake::at("auto_recharge.to_balance_usd", "it must be above `threshold_usd`"));
    }
    Ok(recharge.enabled.unwrap_or(true).then_some(Recharge { threshold, buys, monthly_limit }))
}
