use super::sample::{Sample, Series};
use super::vlq;

/// The values of one series in the time of a bucket. Amounts are in millionths of a dollar, times in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    pub min: i64,
    pub max: i64,
    pub last: i64,
}

/// What the samples of some time come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bucket {
    /// The number of samples in which the account was up.
    pub up: u64,
    /// The number of those in which it was not.
    pub down: u64,
    /// In the order of [`Series::ALL`]. `None` if no sample has a value.
    pub(super) spreads: [Option<Spread>; Series::ALL.len()],
}

impl Spread {
    const fn of(value: i64) -> Self {
        Self { min: value, max: value, last: value }
    }

    const fn above(self) -> i64 {
        self.max.wrapping_sub(self.last)
    }

    const fn below(self) -> i64 {
        self.last.wrapping_sub(self.min)
    }

    fn add(&mut self, value: i64) {
        *self = Self { min: self.min.min(value), max: self.max.max(value), last: value };
    }
}

impl Bucket {
    #[must_use]
    pub fn spread(&self, series: Series) -> Option<Spread> {
        self.spreads.get(series as usize).copied().flatten()
    }

    pub(super) fn add(&mut self, sample: &Sample) {
        let count = if sample.is_up { &mut self.up } else { &mut self.down };
        *count = count.saturating_add(1);
        for (spread, value) in self.spreads.iter_mut().zip(sample.values()) {
            match (spread, value) {
                (Some(spread), Some(value)) => spread.add(value),
                (spread @ None, Some(value)) => *spread = Some(Spread::of(value)),
                (_, None) => {}
            }
        }
    }

    /// Appends this bucket to `text`. `before` holds what the last number of each series was, and is updated.
    ///
    /// First a number whose bits say which series have values, then whether this is more than one sample, then whether the one was up. If there
    /// are more: how many were up and down. Then for each series: its last value less the one before; if there are more samples, also how
    /// far the greatest is above it and the least below it. What is used grows as the balance falls. So it is written as its difference
    /// from that, which is mostly zero.
    pub(super) fn write(&self, text: &mut String, before: &mut [i64]) {
        let is_many = self.up.saturating_add(self.down) != 1;
        let series = self.spreads.iter().enumerate();
        let flags: u64 = series.filter(|(_, spread)| spread.is_some()).map(|(at, _)| 1 << at).sum();
        let is_up = !is_many && self.up == 1;
        vlq::write(text, flags | u64::from(is_many) << MANY | u64::from(is_up) << UP);
        if is_many {
            vlq::write(text, self.up);
            vlq::write(text, self.down);
        }
        for ((series, before), spread) in Series::ALL.into_iter().zip(before).zip(self.spreads) {
            let Some(spread) = spread else { continue };
            let like = self.expected(series);
            let last = spread.last.wrapping_sub(like.last);
            vlq::write_signed(text, last.wrapping_sub(*before));
            if is_many {
                vlq::write_signed(text, spread.above().wrapping_sub(like.above()));
                vlq::write_signed(text, spread.below().wrapping_sub(like.below()));
            }
            *before = last;
        }
    }

    /// Takes a bucket off the start of `text`.
    pub(super) fn read(text: &mut &[u8], before: &mut [i64]) -> Option<Self> {
        let flags = vlq::read(text)?;
        let is_many = flags >> MANY & 1 == 1;
        let mut bucket = Self { up: flags >> UP & 1, down: !flags >> UP & 1, ..Self::default() };
        if is_many {
            (bucket.up, bucket.down) = (vlq::read(text)?, vlq::read(text)?);
        }
        for (at, before) in before.iter_mut().enumerate() {
            if flags >> at & 1 == 0 {
                continue;
            }
            let like = bucket.expected(*Series::ALL.get(at)?);
            *before = before.wrapping_add(vlq::read_signed(text)?);
            let last = before.wrapping_add(like.last);
            let mut apart =
                |like: i64| is_many.then(|| vlq::read_signed(text)).map_or(Some(0), |it| Some(it?.wrapping_add(like)));
            let (above, below) = (apart(like.above())?, apart(like.below())?);
            let spread = Spread { min: last.checked_sub(below)?, max: last.checked_add(above)?, last };
            if spread.min > last || last > spread.max {
                return None;
            }
            bucket.spreads.iter_mut().skip(at).take(1).for_each(|it| *it = Some(spread));
        }
        Some(bucket)
    }

    /// What a series is written relative to.
    fn expected(&self, series: Series) -> Spread {
        let balance = self.spread(Series::Balance).filter(|_| series == Series::Used);
        balance.map_or(Spread::of(0), |it| Spread {
            min: it.max.wrapping_neg(),
            max: it.min.wrapping_neg(),
            last: it.last.wrapping_neg(),
        })
    }
}

/// The bits after those of the series.
const MANY: usize = Series::ALL.len();
const UP: usize = MANY + 1;
