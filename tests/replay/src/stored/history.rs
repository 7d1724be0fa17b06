use std::collections::BTreeMap;
use std::time::Duration;

use credit_gauge::account::Timestamp;
use credit_gauge::engine::stored::history_item;
use credit_gauge::history::{Chunk, Point, Series, Tier, places_between, points};
use credit_gauge::monitor::MonitorId;
use serde::Serialize;
use serde_json::Value;

use super::Items;

/// The points of each range, by the range's name.
pub type History = BTreeMap<&'static str, Vec<HistoryPoint>>;

/// What was measured from `at` on, up to the next point.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HistoryPoint {
    at: String,
    /// Amounts in dollars.
    balance: Option<Spread>,
    used: Option<Spread>,
    month_cost: Option<Spread>,
    response_time_ms: Option<Spread>,
    up: u64,
    down: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
struct Spread {
    min: f64,
    max: f64,
    last: f64,
}

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;
const WEEK: u64 = 7 * DAY;

/// The ranges, how many seconds each is long, and the tier that shows it.
const RANGES: [(&str, u64, Tier); 8] = [
    ("30m", HOUR / 2, Tier::Raw),
    ("1h", HOUR, Tier::Raw),
    ("6h", 6 * HOUR, Tier::Raw),
    ("1d", DAY, Tier::Raw),
    ("1w", WEEK, Tier::TenMinutes),
    ("4w", 4 * WEEK, Tier::Hour),
    ("12w", 12 * WEEK, Tier::Hour),
    ("all", Tier::Day.kept().as_secs(), Tier::Day),
];

/// The history of a monitor up to `now`.
pub fn stored_history(items: &Items, id: &MonitorId, now: Timestamp) -> History {
    let range = |(name, seconds, tier): (&'static str, u64, Tier)| {
        let from = now.before(Duration::from_secs(seconds));
        let chunk = |name: String| items.get(&name).and_then(Value::as_str).and_then(|text| Chunk::read(tier, text));
        let chunks = places_between(tier, from, now).into_iter().filter_map(|place| chunk(history_item(id, place)));
        (name, points(tier, chunks, from, now).iter().map(HistoryPoint::of).collect())
    };
    RANGES.into_iter().map(range).collect()
}

impl HistoryPoint {
    fn of(Point { at, bucket }: &Point) -> Self {
        let spread = |series, unit: f64| {
            bucket.spread(series).map(|it| Spread {
                min: it.min as f64 / unit,
                max: it.max as f64 / unit,
                last: it.last as f64 / unit,
            })
        };
        Self {
            at: at.iso(),
            balance: spread(Series::Balance, 1e6),
            used: spread(Series::Used, 1e6),
            month_cost: spread(Series::MonthCost, 1e6),
            response_time_ms: spread(Series::ResponseTime, 1.0),
            up: bucket.up,
            down: bucket.down,
        }
    }
}
