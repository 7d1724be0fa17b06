use std::time::Duration;

use super::lines::{dots, joined_within, scale};
use super::marks::{marks, usd};
use super::{Line, Mark, Scale, Window};
use crate::account::{Grant, Timestamp, Usd};
use crate::history::{Point, Series, Tier};

/// The balance over time.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BalanceChart {
    /// In millionths of a dollar.
    pub scale: Scale,
    pub line: Line,
    pub marks: Vec<Mark>,
    /// In the order of time.
    pub rows: Vec<BalanceRow>,
    /// What was used from the first point to the last.
    pub spent: Option<Usd>,
}

/// A point, and its row in the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BalanceRow {
    pub at: Timestamp,
    pub x: i64,
    pub y: i64,
    pub balance: Usd,
    /// The least and the greatest, if the point stands for more than one sample.
    pub spread: Option<(Usd, Usd)>,
}

/// A scale finer than a cent would have ticks that look alike.
const CENT: i64 = 10_000;

impl BalanceChart {
    #[must_use]
    pub fn of(tier: Tier, points: &[Point], grants: &[Grant], window: Window, period: Duration) -> Self {
        let marks = marks(tier, points, grants, window);
        let Some(scale) = scale(points, Series::Balance, CENT) else { return Self { marks, ..Self::default() } };
        let dots = dots(tier, points, Series::Balance, window, &scale);
        let line = Line::through(&dots, joined_within(tier, period), scale.zero());
        let spreads = points.iter().filter_map(|point| point.bucket.spread(Series::Balance));
        let rows = dots.iter().zip(spreads).map(|(dot, spread)| BalanceRow {
            at: dot.at,
            x: dot.x,
            y: dot.y,
            balance: usd(spread.last),
            spread: (tier != Tier::Raw).then(|| (usd(spread.min), usd(spread.max))),
        });
        Self { rows: rows.collect(), spent: spent(points), scale, line, marks }
    }
}

fn spent(points: &[Point]) -> Option<Usd> {
    let mut used = points.iter().filter_map(|point| point.bucket.spread(Series::Used)).map(|used| used.last);
    let first = used.next()?;
    let spent = used.next_back()?.saturating_sub(first);
    (spent >= 0).then(|| usd(spent))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::history::tests::{bucketed, failed, minutes, points, sample};

    const WINDOW: Window = Window { from: minutes(0), until: minutes(100) };
    const PERIOD: Duration = Duration::from_mins(5);

    #[test]
    fn each_value_is_a_point_and_a_row_and_a_failure_is_none() {
        let points = points(&[sample(0, 40.0, 1.0), failed(5), sample(10, 30.0, 11.0), sample(50, 20.0, 21.0)]);
        let chart = BalanceChart::of(Tier::Raw, &points, &[], WINDOW, PERIOD);
        let rows: Vec<_> = chart.rows.iter().map(|row| (row.at, row.x, row.y, row.balance, row.spread)).collect();
        let dollars = Usd::whole;
        assert_eq!(
            rows,
            [
                (minutes(0), 0, 0, dollars(40), None),
                (minutes(10), 1000, 2500, dollars(30), None),
                (minutes(50), 5000, 5000, dollars(20), None),
            ]
        );
        assert_eq!(chart.line.path, "M0 0L1000 2500M5000 5000L5000 5000");
        assert_eq!(chart.spent, Some(dollars(20)));
    }

    #[test]
    fn a_bucket_shows_its_least_and_its_greatest() {
        let points = bucketed(Tier::TenMinutes, &[sample(0, 40.0, 1.0), sample(4, 20.0, 1.0), sample(8, 30.0, 1.0)]);
        let chart = BalanceChart::of(Tier::TenMinutes, &points, &[], WINDOW, PERIOD);
        assert_eq!(chart.rows[0].balance, Usd::whole(30));
        assert_eq!(chart.rows[0].spread, Some((Usd::whole(20), Usd::whole(40))));
        assert_eq!(chart.line.band, "M500 0L500 5000Z");
    }

    #[test]
    fn without_a_value_there_is_nothing() {
        let chart = BalanceChart::of(Tier::Raw, &points(&[failed(5)]), &[], WINDOW, PERIOD);
        assert_eq!(chart, BalanceChart::default());
    }
}
