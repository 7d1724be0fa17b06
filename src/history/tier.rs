use std::time::Duration;

use crate::account::Timestamp;

/// One length of buckets, and how long they are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Each sample, for a day.
    Raw,
    /// Buckets of ten minutes, for a week.
    TenMinutes,
    /// Buckets of an hour, for twelve weeks.
    Hour,
    /// Buckets of a UTC day, for ten years.
    Day,
}

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

impl Tier {
    /// The finest first.
    pub const ALL: [Self; 4] = [Self::Raw, Self::TenMinutes, Self::Hour, Self::Day];

    /// The name in the names of items.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::TenMinutes => "ten_minutes",
            Self::Hour => "hour",
            Self::Day => "day",
        }
    }

    /// How long its buckets are kept at least.
    #[must_use]
    pub const fn kept(self) -> Duration {
        Duration::from_secs(self.kept_seconds() as u64)
    }

    /// How long one of its buckets is.
    #[must_use]
    pub const fn bucket_length(self) -> Duration {
        Duration::from_secs(self.bucket_seconds() as u64)
    }

    /// How many chunks its ring has: those that are kept, and two of which only a part is needed, the oldest and the newest.
    pub(super) const fn slots(self) -> i64 {
        self.kept_seconds() / self.chunk_seconds() + 2
    }

    const fn kept_seconds(self) -> i64 {
        match self {
            Self::Raw => DAY,
            Self::TenMinutes => 7 * DAY,
            Self::Hour => 12 * 7 * DAY,
            Self::Day => 3653 * DAY,
        }
    }

    /// Seconds in a bucket. The raw tier has buckets of a second: two samples within one are merged.
    const fn bucket_seconds(self) -> i64 {
        match self {
            Self::Raw => 1,
            Self::TenMinutes => 600,
            Self::Hour => HOUR,
            Self::Day => DAY,
        }
    }

    /// Seconds in a chunk. A shorter chunk writes less for each sample, but there are more items.
    const fn chunk_seconds(self) -> i64 {
        match self {
            Self::Raw => HOUR,
            Self::TenMinutes => 4 * HOUR,
            Self::Hour => DAY,
            Self::Day => 16 * DAY,
        }
    }

    /// The number of the bucket that includes `at`, counted from 1970.
    pub(super) fn bucket_of(self, at: Timestamp) -> i64 {
        at.millis().div_euclid(1000 * self.bucket_seconds())
    }

    /// The number of the chunk that holds a bucket.
    pub(super) const fn chunk_of(self, bucket: i64) -> i64 {
        bucket.div_euclid(self.buckets_in_chunk())
    }

    pub(super) const fn buckets_in_chunk(self) -> i64 {
        self.chunk_seconds() / self.bucket_seconds()
    }

    /// The place of a chunk in the ring.
    pub(super) const fn slot_of(self, chunk: i64) -> i64 {
        chunk.rem_euclid(self.slots())
    }

    pub(super) const fn start_of(self, bucket: i64) -> Timestamp {
        Timestamp::from_millis(bucket.saturating_mul(1000 * self.bucket_seconds()))
    }
}
