use std::collections::BTreeMap;
use std::time::Duration;

use fastrand::Rng;
use proptest::prelude::*;

use super::*;
use crate::account::{Timestamp, Usd};

const START: Timestamp = Timestamp::from_millis(1_795_359_600_000);

/// The items of one monitor, as storage holds them.
#[derive(Default)]
struct Stored {
    items: BTreeMap<(&'static str, i64), String>,
    /// The bytes of all items that were ever written.
    written: usize,
}

impl Stored {
    fn record(&mut self, sample: &Sample) {
        for place in places(sample.at) {
            let name = (place.tier.name(), place.slot);
            let stored = self.items.get(&name).and_then(|text| Chunk::read(place.tier, text));
            if let Some(chunk) = record(place, stored, sample) {
                self.written += chunk.text().len();
                self.items.insert(name, chunk.text());
            }
        }
    }

    fn points(&self, tier: Tier, from: Timestamp, until: Timestamp) -> Vec<Point> {
        let items = self.items.iter().filter(|((name, _), _)| *name == tier.name());
        points(tier, items.filter_map(|(_, text)| Chunk::read(tier, text)), from, until)
    }

    fn bytes(&self) -> usize {
        self.items.values().map(String::len).sum()
    }
}

fn sample(at: Timestamp, dollars: f64) -> Sample {
    Sample {
        at,
        is_up: true,
        balance: Usd::from_dollars(dollars),
        used: Usd::from_dollars(500.0 - dollars),
        month_cost: Usd::from_dollars(dollars / 3.0),
        response_time: Some(250),
    }
}

fn after(seconds: u64) -> Timestamp {
    START.after(Duration::from_secs(seconds))
}

/// The buckets that a tier should have, from all samples ever taken.
fn expected(tier: Tier, samples: &[Sample], from: Timestamp, until: Timestamp) -> Vec<Point> {
    let mut buckets: BTreeMap<i64, Bucket> = BTreeMap::new();
    for sample in samples {
        buckets.entry(tier.bucket_of(sample.at)).or_default().add(sample);
    }
    let all = buckets.into_iter().map(|(number, bucket)| Point { at: tier.start_of(number), bucket });
    all.filter(|point| (tier.bucket_of(from)..=tier.bucket_of(until)).contains(&tier.bucket_of(point.at))).collect()
}

#[test]
fn each_tier_keeps_its_time() {
    let mut rng = Rng::with_seed(8);
    let (mut stored, mut samples, mut now) = (Stored::default(), Vec::new(), START);
    // Four months, with gaps of hours, days and weeks.
    while now < after(120 * 24 * 3600) {
        let gap = match rng.u32(0..1000) {
            0 => rng.u64(0..20 * 24 * 3600),
            1..10 => rng.u64(0..6 * 3600),
            _ => 300,
        };
        now = now.after(Duration::from_secs(gap));
        let mut sample = sample(now, rng.f64() * 500.0);
        if rng.u32(0..10) == 0 {
            sample = Sample { is_up: false, balance: None, used: None, month_cost: None, ..sample };
        }
        stored.record(&sample);
        samples.push(sample);
    }
    for tier in Tier::ALL {
        let from = now.before(tier.kept());
        assert_eq!(stored.points(tier, from, now), expected(tier, &samples, from, now), "{tier:?}");
    }
}

#[test]
fn ten_years_stay_under_the_ceiling_and_a_sample_costs_the_same() {
    let mut rng = Rng::with_seed(1);
    let mut stored = Stored::default();
    let (mut balance, mut in_year) = (500.0, [0; 10]);
    // Every five minutes would take too long here; every half hour fills all tiers but the first.
    for number in 0..10 * 365 * 48 {
        balance = if balance < 1.0 { 500.0 } else { balance - rng.f64() };
        let before = stored.written;
        stored.record(&sample(after(number * 1800), balance));
        in_year[(number / (365 * 48)) as usize] += stored.written - before;
    }
    assert!(in_year[9] < in_year[1] * 101 / 100, "{in_year:?}");
    let a_sample = in_year[9] / (365 * 48);
    assert!(a_sample < 850, "{a_sample} bytes are written for a sample");
    assert!(stored.bytes() < 210_000, "{} bytes after ten years", stored.bytes());
    let slots: i64 = Tier::ALL.into_iter().map(Tier::slots).sum();
    assert!(stored.items.len() <= slots as usize);
}

#[test]
fn a_sample_every_half_minute_fits_as_well() {
    let mut rng = Rng::with_seed(2);
    let mut stored = Stored::default();
    for number in 0..9 * 24 * 120 {
        let before = stored.written;
        stored.record(&sample(after(number * 30), rng.f64() * 500.0));
        assert!(stored.written - before < 6000, "{}", stored.written - before);
    }
    assert!(stored.bytes() < 115_000, "{} bytes", stored.bytes());
}

#[test]
fn a_bucket_has_the_least_the_greatest_and_the_last_value() {
    let mut stored = Stored::default();
    let hour = START.before(Duration::from_secs(START.millis() as u64 / 1000 % 3600));
    for (minute, dollars) in [(1, 5.0), (2, 9.0), (3, 2.0), (59, 4.0)] {
        stored.record(&sample(hour.after(Duration::from_secs(minute * 60)), dollars));
    }
    stored.record(&Sample { is_up: false, balance: None, ..sample(hour.after(Duration::from_secs(3599)), 0.0) });
    let points = stored.points(Tier::Hour, hour, hour);
    let [Point { at, bucket }] = points[..] else { panic!("{points:?}") };
    assert_eq!((at, bucket.up, bucket.down), (hour, 4, 1));
    let spread = Spread { min: 2_000_000, max: 9_000_000, last: 4_000_000 };
    assert_eq!(bucket.spread(Series::Balance), Some(spread));
    assert_eq!(bucket.spread(Series::Used).unwrap().last, 500_000_000);
}

#[test]
fn amounts_are_kept_to_a_millionth_of_a_dollar() {
    let mut stored = Stored::default();
    stored.record(&sample(START, 8.918_398_675));
    let point = stored.points(Tier::Raw, START, START)[0];
    assert_eq!(point.at, START);
    assert_eq!(point.bucket.spread(Series::Balance), Some(Spread { min: 8_918_399, max: 8_918_399, last: 8_918_399 }));
}

#[test]
fn a_clock_set_back_costs_nothing_and_one_set_ahead_is_overcome() {
    let mut stored = Stored::default();
    let good: Vec<Sample> = (0..288).map(|number| sample(after(number * 300), number as f64)).collect();
    good.iter().for_each(|good| stored.record(good));
    let now = after(287 * 300);
    // With a clock set back for years nothing can be read.
    let down = |at| Sample {
        is_up: false,
        balance: None,
        used: None,
        month_cost: None,
        response_time: None,
        ..sample(at, 0.0)
    };
    for hour in 0..48 {
        stored.record(&down(Timestamp::from_millis(hour * 3_600_000)));
    }
    let from = now.before(Tier::Raw.kept());
    assert_eq!(stored.points(Tier::Raw, from, now), expected(Tier::Raw, &good, from, now));
    // With a clock a year ahead one sample was taken. Later the same place of the ring is used again.
    stored.record(&down(after(365 * 24 * 3600)));
    let later = sample(after(365 * 24 * 3600 - 26 * 3600), 1.0);
    stored.record(&later);
    assert_eq!(stored.points(Tier::Raw, later.at, later.at).len(), 1);
}

#[test]
fn a_damaged_chunk_keeps_what_comes_before_the_damage() {
    let mut stored = Stored::default();
    (0..10).for_each(|number| stored.record(&sample(after(number * 30), 5.0)));
    let ((_, _), text) = stored.items.iter().find(|((name, _), _)| *name == Tier::Raw.name()).unwrap();
    let whole = Chunk::read(Tier::Raw, text).unwrap();
    let half = Chunk::read(Tier::Raw, &text[..text.len() / 2]).unwrap();
    assert!(!half.buckets.is_empty() && whole.buckets.starts_with(&half.buckets));
    assert_eq!(Chunk::read(Tier::Raw, "!"), None);
    let most = "_".repeat(12) + "P";
    let counts = Chunk::read(Tier::Raw, &format!("AAQ{most}{most}")).unwrap();
    assert_eq!(counts.buckets[0].1.up, u64::MAX);
    assert_eq!(Chunk::read(Tier::Raw, &counts.text()), Some(counts), "counts that nobody can have made");
    let repeated = Chunk::read(Tier::Raw, "ABAAA").unwrap();
    assert_eq!(repeated.buckets.len(), 1, "the second bucket is at the place of the first");
}

fn any_sample() -> impl Strategy<Value = Sample> {
    let usd = || prop::option::of((-9e9..9e9_f64).prop_map(Usd::from_dollars_saturating));
    (any::<bool>(), usd(), usd(), usd(), any::<Option<u32>>(), -1_000_000..1_000_000_i64).prop_map(
        |(is_up, balance, used, month_cost, response_time, seconds)| Sample {
            at: Timestamp::from_millis(START.millis() + seconds * 1000),
            is_up,
            balance,
            used,
            month_cost,
            response_time,
        },
    )
}

proptest! {
    #[test]
    fn a_chunk_is_read_back(samples in prop::collection::vec(any_sample(), 1..30)) {
        for tier in Tier::ALL {
            let mut chunk = Chunk::new(tier.chunk_of(tier.bucket_of(START)));
            samples.iter().for_each(|sample| chunk.add(tier, sample));
            prop_assert_eq!(Chunk::read(tier, &chunk.text()), Some(chunk));
        }
    }

    #[test]
    fn any_text_is_read_and_written_without_panic(text in "[A-Za-z0-9_!-]{0,80}") {
        for tier in Tier::ALL {
            if let Some(mut chunk) = Chunk::read(tier, &text) {
                chunk.add(tier, &sample(START, 1.0));
                prop_assert_eq!(Chunk::read(tier, &chunk.text()), Some(chunk.clone()));
                let far = Timestamp::from_millis(i64::MAX / 2);
                let points = points(tier, [chunk], Timestamp::from_millis(0), far);
                prop_assert!(points.is_sorted_by(|one, next| one.at < next.at));
            }
        }
    }
}
