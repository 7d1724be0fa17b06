//! The course of the balance, small.

use crate::account::Timestamp;
use crate::history::{Point, Series};

/// The width and height in which it is drawn.
const SIZE: (i64, i64) = (1000, 100);

/// The points of an SVG polyline, from the left to the right and from 0 at the top to 100 at the bottom. `None` with fewer than two values.
#[must_use]
pub fn sparkline(points: &[Point]) -> Option<String> {
    let balance = |point: &Point| Some((point.at, point.bucket.spread(Series::Balance)?.last));
    let values: Vec<(Timestamp, i64)> = points.iter().filter_map(balance).collect();
    let ((from, _), (until, _)) = (values.first()?, values.last()?);
    let time = until.millis().checked_sub(from.millis()).filter(|it| *it > 0)?;
    let least = values.iter().map(|(_, value)| *value).min()?;
    let most = values.iter().map(|(_, value)| *value).max()?;
    let height = most.saturating_sub(least);
    let mut text = String::new();
    for (at, value) in &values {
        let x = scaled(at.millis().saturating_sub(from.millis()), time, SIZE.0);
        // A balance that did not move lies in the middle.
        let y = if height == 0 { SIZE.1 / 2 } else { scaled(most.saturating_sub(*value), height, SIZE.1) };
        if !text.is_empty() {
            text.push(' ');
        }
        text += &x.to_string();
        text.push(',');
        text += &y.to_string();
    }
    Some(text)
}

fn scaled(value: i64, whole: i64, size: i64) -> i64 {
    (i128::from(value) * i128::from(size) / i128::from(whole.max(1))).try_into().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Usd;
    use crate::history::{Sample, Tier, places, points, record};

    /// The points of samples with these balances, an hour apart.
    fn of(balances: &[Option<i32>]) -> Vec<Point> {
        let mut chunk = None;
        for (hour, balance) in balances.iter().enumerate() {
            let at = Timestamp::from_millis(1_795_348_800_000 + hour as i64 * 3_600_000);
            let place = places(at).into_iter().find(|place| place.tier == Tier::Hour).unwrap();
            chunk = record(place, chunk, &Sample { balance: balance.map(Usd::whole), ..Sample::at(at) });
        }
        points(Tier::Hour, chunk, Timestamp::from_millis(0), Timestamp::from_millis(i64::MAX / 4))
    }

    #[test]
    fn it_goes_from_the_first_value_to_the_last() {
        assert_eq!(
            sparkline(&of(&[Some(10), None, Some(20), Some(0), Some(5)])).unwrap(),
            "0,50 500,0 750,100 1000,75"
        );
        assert_eq!(sparkline(&of(&[Some(10), Some(10)])).unwrap(), "0,50 1000,50");
    }

    #[test]
    fn one_value_is_no_course() {
        assert_eq!(sparkline(&of(&[])), None);
        assert_eq!(sparkline(&of(&[Some(10), None])), None);
    }
}
