//! Points for the tests of this folder, made as the worker makes them.

use crate::account::{Timestamp, Usd};
use crate::history::{self, Point, Sample, Tier};

pub const fn minutes(minutes: i64) -> Timestamp {
    Timestamp::from_millis(1_795_359_600_000 + minutes * 60_000)
}

pub fn sample(minute: i64, balance: f64, used: f64) -> Sample {
    Sample {
        at: minutes(minute),
        is_up: true,
        balance: Usd::from_dollars(balance),
        used: Usd::from_dollars(used),
        month_cost: None,
        response_time: Some(400),
    }
}

pub fn failed(minute: i64) -> Sample {
    Sample { is_up: false, balance: None, used: None, response_time: None, ..sample(minute, 0.0, 0.0) }
}

pub fn points(samples: &[Sample]) -> Vec<Point> {
    bucketed(Tier::Raw, samples)
}

pub fn bucketed(tier: Tier, samples: &[Sample]) -> Vec<Point> {
    let mut stored: Vec<(i64, history::Chunk)> = Vec::new();
    for sample in samples {
        let place = history::places(sample.at).into_iter().find(|place| place.tier == tier).unwrap();
        let at = stored.iter().position(|(slot, _)| *slot == place.slot);
        let before = at.map(|at| stored.remove(at).1);
        stored.push((place.slot, history::record(place, before, sample).unwrap()));
    }
    let chunks = stored.into_iter().map(|(_, chunk)| chunk);
    history::points(tier, chunks, minutes(-100_000), minutes(100_000))
}
