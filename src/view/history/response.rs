use std::time::Duration;

use super::lines::{dots, joined_within, scale};
use super::{Line, Scale, Window};
use crate::account::Timestamp;
use crate::history::{Bucket, Point, Series, Tier};

/// Response time and availability.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ResponseChart {
    /// In milliseconds.
    pub scale: Scale,
    pub line: Line,
    pub runs: Vec<Run>,
    /// In the order of time.
    pub rows: Vec<ResponseRow>,
    /// The part of all collections that were up. `None` without any.
    pub up_share: Option<f64>,
    /// The longest response time.
    pub slowest: Option<i64>,
}

/// Whether the account was up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Up,
    Down,
    /// Some collections of a bucket were up, some were not.
    Partly,
}

/// A time in which that was the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    pub x: i64,
    pub width: i64,
    pub standing: Standing,
}

/// A point, and its row in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResponseRow {
    pub at: Timestamp,
    pub x: i64,
    /// `None` without a response time.
    pub y: Option<i64>,
    pub millis: Option<i64>,
    pub up: u64,
    pub down: u64,
    pub standing: Standing,
}

impl Standing {
    /// The value of `data-standing`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Partly => "partly",
        }
    }

    const fn of(bucket: &Bucket) -> Self {
        match (bucket.up, bucket.down) {
            (_, 0) => Self::Up,
            (0, _) => Self::Down,
            _ => Self::Partly,
        }
    }
}

/// A run is at least this wide, or a short failure could not be seen.
const NARROWEST: i64 = 20;

impl ResponseChart {
    #[must_use]
    pub fn of(tier: Tier, points: &[Point], window: Window, period: Duration) -> Self {
        let scale = scale(points, Series::ResponseTime, 10).unwrap_or_default();
        let dots = dots(tier, points, Series::ResponseTime, window, &scale);
        let apart = joined_within(tier, period);
        let count = |of: fn(&Bucket) -> u64| points.iter().map(|point| of(&point.bucket)).fold(0, u64::saturating_add);
        let (up, down) = (count(|it| it.up), count(|it| it.down));
        let spread = |point: &Point| point.bucket.spread(Series::ResponseTime);
        Self {
            line: Line::through(&dots, apart, scale.zero()),
            runs: runs(tier, points, window, period, apart),
            rows: points.iter().map(|point| row(tier, point, window, &scale)).collect(),
            up_share: (up + down > 0).then(|| up as f64 / (up.saturating_add(down)) as f64),
            slowest: points.iter().filter_map(spread).map(|spread| spread.max).max(),
            scale,
        }
    }
}

fn row(tier: Tier, point: &Point, window: Window, scale: &Scale) -> ResponseRow {
    let millis = point.bucket.spread(Series::ResponseTime).map(|spread| spread.last);
    ResponseRow {
        at: point.at,
        x: window.place_of(tier, point),
        y: millis.map(|millis| scale.y(millis)),
        millis,
        up: point.bucket.up,
        down: point.bucket.down,
        standing: Standing::of(&point.bucket),
    }
}

/// A point says how it was until the next one, if that is not too far away.
fn runs(tier: Tier, points: &[Point], window: Window, period: Duration, apart: Duration) -> Vec<Run> {
    let alone = if tier == Tier::Raw { period } else { tier.bucket_length() };
    let mut runs: Vec<Run> = Vec::new();
    let nexts = points.iter().skip(1).map(|next| Some(next.at)).chain([None]);
    for (point, next) in points.iter().zip(nexts) {
        let until = next.filter(|next| next.since(point.at) <= apart).unwrap_or_else(|| point.at.after(alone));
        let x = window.place(point.at.max(window.from));
        let width = (window.place(until.min(window.until)) - x).max(NARROWEST);
        let standing = Standing::of(&point.bucket);
        match runs.last_mut() {
            Some(run) if run.standing == standing && x <= run.x + run.width => {
                run.width = run.width.max(x + width - run.x);
            }
            _ => runs.push(Run { x, width, standing }),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::history::tests::{bucketed, failed, minutes, points, sample};

    const WINDOW: Window = Window { from: minutes(0), until: minutes(100) };
    const PERIOD: Duration = Duration::from_mins(5);

    #[test]
    fn a_failure_is_a_row_without_a_time_and_a_run() {
        let points =
            points(&[sample(0, 1.0, 0.0), sample(5, 1.0, 0.0), failed(10), sample(15, 1.0, 0.0), sample(60, 1.0, 0.0)]);
        let chart = ResponseChart::of(Tier::Raw, &points, WINDOW, PERIOD);
        let runs: Vec<_> = chart.runs.iter().map(|run| (run.standing.name(), run.x, run.width)).collect();
        assert_eq!(runs, [("up", 0, 1000), ("down", 1000, 500), ("up", 1500, 500), ("up", 6000, 500)]);
        let down = chart.rows[2];
        assert_eq!((down.millis, down.y, down.standing), (None, None, Standing::Down));
        assert_eq!((chart.up_share, chart.slowest), (Some(0.8), Some(400)));
    }

    #[test]
    fn a_bucket_can_be_partly_up() {
        let points = bucketed(Tier::TenMinutes, &[sample(0, 1.0, 0.0), failed(5), sample(10, 1.0, 0.0)]);
        let chart = ResponseChart::of(Tier::TenMinutes, &points, WINDOW, PERIOD);
        let standings: Vec<_> = chart.rows.iter().map(|row| (row.standing, row.up, row.down)).collect();
        assert_eq!(standings, [(Standing::Partly, 1, 1), (Standing::Up, 1, 0)]);
    }

    #[test]
    fn nothing_measured_is_not_down() {
        let chart = ResponseChart::of(Tier::Raw, &[], WINDOW, PERIOD);
        assert_eq!((chart.up_share, chart.runs.len(), chart.rows.len()), (None, 0, 0));
    }
}
