use super::bucket::Bucket;
use super::sample::{Sample, Series};
use super::tier::Tier;
use super::vlq;
use crate::account::Timestamp;

/// The buckets of some time, which are stored together.
///
/// Its text is the chunk's number, then for each bucket how far it is from the one before, and the bucket. All numbers are written as
/// [`vlq`](super::vlq) does. A bucket takes about 15 to 40 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// Counted from 1970.
    pub(super) number: i64,
    /// The number of each bucket in the chunk, and the bucket, in order.
    pub(super) buckets: Vec<(i64, Bucket)>,
}

impl Chunk {
    pub(super) const fn new(number: i64) -> Self {
        Self { number, buckets: Vec::new() }
    }

    /// Where the bucket that includes `at` is, or is to be inserted.
    fn place(&self, tier: Tier, at: Timestamp) -> Result<usize, usize> {
        let number = tier.bucket_of(at).rem_euclid(tier.buckets_in_chunk());
        self.buckets.binary_search_by(|(other, _)| other.cmp(&number))
    }

    /// Whether there is a bucket that includes `at`. The chunk must be of that time.
    pub(super) fn has(&self, tier: Tier, at: Timestamp) -> bool {
        self.place(tier, at).is_ok()
    }

    /// Adds `sample` to its bucket.
    pub(super) fn add(&mut self, tier: Tier, sample: &Sample) {
        match self.place(tier, sample.at) {
            Ok(found) => {
                if let Some((_, bucket)) = self.buckets.get_mut(found) {
                    bucket.add(sample);
                }
            }
            Err(place) => {
                let number = tier.bucket_of(sample.at).rem_euclid(tier.buckets_in_chunk());
                let mut bucket = Bucket::default();
                bucket.add(sample);
                self.buckets.insert(place, (number, bucket));
            }
        }
    }

    /// Counted from 1970.
    #[must_use]
    pub const fn number(&self) -> i64 {
        self.number
    }

    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        vlq::write_signed(&mut text, self.number);
        let (mut at, mut before) = (0, [0; Series::ALL.len()]);
        for (number, bucket) in &self.buckets {
            vlq::write(&mut text, number.abs_diff(at));
            bucket.write(&mut text, &mut before);
            at = *number;
        }
        text
    }

    /// Reads a chunk of `tier` from its text. Of a damaged text, the buckets before the damage are kept.
    #[must_use]
    pub fn read(tier: Tier, text: &str) -> Option<Self> {
        let mut text = text.as_bytes();
        let mut chunk = Self::new(vlq::read_signed(&mut text)?);
        let (mut at, mut before) = (0_i64, [0; Series::ALL.len()]);
        while let Some(apart) = vlq::read(&mut text) {
            let is_first = chunk.buckets.is_empty();
            let number = at.saturating_add_unsigned(apart);
            let bucket = Bucket::read(&mut text, &mut before);
            let Some(bucket) = bucket.filter(|_| number < tier.buckets_in_chunk() && (is_first || apart > 0)) else {
                break;
            };
            chunk.buckets.push((number, bucket));
            at = number;
        }
        Some(chunk)
    }
}
