use std::time::Duration;

use super::values::{Untold, Values};
use crate::account::Timestamp;
use crate::alert::condition::{Condition, Verdict, flag};
use crate::alert::{Rule, Unit};
use crate::history::{Point, Series, Spread};

/// The history keeps amounts in millionths of a dollar.
const MICROS: f64 = 1e6;

pub fn has(points: &[Point], series: Series) -> bool {
    points.iter().any(|point| point.bucket.spread(series).is_some())
}

/// The values of a series.
pub fn series(rule: &Rule, points: &[Point], series: Series) -> Result<Values, Untold> {
    let scale = if rule.subject.unit() == Unit::Usd { MICROS } else { 1.0 };
    let mut values = Values::new();
    for point in points {
        if let Some(spread) = point.bucket.spread(series) {
            add(rule, point, Seen::of(spread, scale), &mut values)?;
        }
    }
    Ok(values)
}

/// The available part of what was granted.
pub fn balance_shares(rule: &Rule, points: &[Point]) -> Result<Values, Untold> {
    let mut values = Values::new();
    for point in points {
        let (balance, used) = (point.bucket.spread(Series::Balance), point.bucket.spread(Series::Used));
        let Some((balance, used)) = balance.zip(used) else { continue };
        let granted = balance.last as f64 + used.last as f64;
        if granted > 0.0 {
            add(rule, point, Seen::of(balance, granted), &mut values)?;
        }
    }
    Ok(values)
}

/// Whether the account could not be read: in a point of both kinds first that it could not, then that it could.
pub fn downs(rule: &Rule, points: &[Point]) -> Values {
    let mut values = Values::new();
    for point in points {
        let (down, up) = (point.bucket.down, point.bucket.up);
        repeat(rule, point.at, flag(true), down, &mut values);
        repeat(rule, after_last(point.at, &values), flag(false), up, &mut values);
    }
    values
}

/// The values of one point.
struct Seen {
    least: f64,
    greatest: f64,
    last: f64,
}

impl Seen {
    fn of(spread: Spread, scale: f64) -> Self {
        let [least, greatest, last] = [spread.min, spread.max, spread.last].map(|value| value as f64 / scale);
        Self { least, greatest, last }
    }
}

fn add(rule: &Rule, point: &Point, seen: Seen, values: &mut Values) -> Result<(), Untold> {
    if rule.condition.is_change() && seen.least != seen.greatest {
        return Err(Untold::TooCoarse);
    }
    let worst = match rule.condition {
        Condition::Below(_) | Condition::AtMost(_) => seen.least,
        Condition::Above(_) | Condition::AtLeast(_) => seen.greatest,
        _ => seen.last,
    };
    let holds = |value| rule.condition.judge(rule.subject.unit(), value, None) == Some(Verdict::Holds);
    let count = if holds(seen.least) && holds(seen.greatest) { point.bucket.up } else { 1 };
    repeat(rule, point.at, worst, count, values);
    if worst != seen.last {
        values.push((after_last(point.at, values), seen.last));
    }
    Ok(())
}

/// Adds `count` readings of the same value, but no more than the rule can count. Each has a time of its own, or they would be taken for one.
fn repeat(rule: &Rule, at: Timestamp, value: f64, count: u64, values: &mut Values) {
    for number in 0..count.min(rule.for_collections.max(1).into()) {
        values.push((at.after(Duration::from_millis(number)), value));
    }
}

/// A time in the same point for one more reading.
fn after_last(start: Timestamp, values: &Values) -> Timestamp {
    let last = values.last().map(|(at, _)| at.after(Duration::from_millis(1)));
    last.map_or(start, |at| at.max(start))
}
