use std::time::Duration;

use super::{Scale, Window};
use crate::account::Timestamp;
use crate::history::{Point, Series, Tier};

/// The course of one series, as the data of SVG paths in a box of [`WHOLE`](super::WHOLE) by as much.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// Through the last value of each point.
    pub path: String,
    /// From the least to the greatest value of each point. Empty if every point is one sample.
    pub band: String,
    /// Between the line and zero. Empty if zero is not on the scale.
    pub area: String,
}

/// A point of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dot {
    pub at: Timestamp,
    pub x: i64,
    pub low: i64,
    pub high: i64,
    pub y: i64,
}

impl Line {
    /// `apart`: points farther apart than this are not joined, because nothing was measured between them. `zero`: where zero is on the scale.
    #[must_use]
    pub fn through(dots: &[Dot], apart: Duration, zero: Option<i64>) -> Self {
        let mut line = Self::default();
        let is_banded = dots.iter().any(|dot| dot.low != dot.high);
        for run in dots.chunk_by(|one, next| next.at.since(one.at) <= apart) {
            // A path without length is drawn as a dot, if its ends are round.
            let one = if run.len() == 1 { run.first() } else { None };
            trace(&mut line.path, 'M', run.iter().chain(one).map(|dot| (dot.x, dot.y)));
            if is_banded {
                trace(&mut line.band, 'M', run.iter().map(|dot| (dot.x, dot.high)));
                trace(&mut line.band, 'L', run.iter().rev().map(|dot| (dot.x, dot.low)));
                line.band.push('Z');
            }
            if let (Some(zero), Some(first), Some(last)) = (zero, run.first(), run.last()) {
                trace(&mut line.area, 'M', [(first.x, zero)].into_iter());
                trace(&mut line.area, 'L', run.iter().map(|dot| (dot.x, dot.y)));
                trace(&mut line.area, 'L', [(last.x, zero)].into_iter());
                line.area.push('Z');
            }
        }
        line
    }
}

/// Appends places to the data of a path.
fn trace(path: &mut String, mut by: char, places: impl Iterator<Item = (i64, i64)>) {
    for (x, y) in places {
        path.push(by);
        path.push_str(&x.to_string());
        path.push(' ');
        path.push_str(&y.to_string());
        by = 'L';
    }
}

/// The dots of one series.
pub fn dots(tier: Tier, points: &[Point], series: Series, window: Window, scale: &Scale) -> Vec<Dot> {
    let dot = |point: &Point| {
        let spread = point.bucket.spread(series)?;
        let (low, high, y) = (scale.y(spread.min), scale.y(spread.max), scale.y(spread.last));
        Some(Dot { at: point.at, x: window.place_of(tier, point), low, high, y })
    };
    points.iter().filter_map(dot).collect()
}

/// The scale of one series; `None` without a value.
pub fn scale(points: &[Point], series: Series, finest: i64) -> Option<Scale> {
    let spreads = || points.iter().filter_map(|point| point.bucket.spread(series));
    let low = spreads().map(|spread| spread.min).min()?;
    let high = spreads().map(|spread| spread.max).max()?;
    Some(Scale::over(low, high, finest))
}

/// How far apart two points may be and still be joined. A monitor with a longer period than its buckets has a point in few of them.
pub fn joined_within(tier: Tier, period: Duration) -> Duration {
    (3 * period).max(2 * tier.bucket_length())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(minute: i64, y: i64) -> Dot {
        Dot { at: Timestamp::from_millis(minute * 60_000), x: minute, low: y, high: y, y }
    }

    const FIFTEEN: Duration = Duration::from_mins(15);

    #[test]
    fn a_line_has_a_gap_where_nothing_was_measured() {
        let line = Line::through(&[dot(0, 5), dot(15, 6), dot(31, 7), dot(40, 8)], FIFTEEN, None);
        assert_eq!(line.path, "M0 5L15 6M31 7L40 8");
        assert_eq!((line.band.as_str(), line.area.as_str()), ("", ""));
    }

    #[test]
    fn a_single_point_is_a_dot() {
        assert_eq!(Line::through(&[dot(3, 5)], FIFTEEN, None).path, "M3 5L3 5");
        assert_eq!(Line::through(&[], FIFTEEN, Some(9)), Line::default());
    }

    #[test]
    fn a_band_goes_along_the_greatest_values_and_back_along_the_least() {
        let wide = |minute, y| Dot { low: y + 1, high: y - 1, ..dot(minute, y) };
        let line = Line::through(&[wide(0, 5), wide(9, 6)], FIFTEEN, Some(10));
        assert_eq!(line.band, "M0 4L9 5L9 7L0 6Z");
        assert_eq!(line.area, "M0 10L0 5L9 6L9 10Z");
    }
}
