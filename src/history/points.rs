use super::bucket::Bucket;
use super::chunk::Chunk;
use super::tier::Tier;
use crate::account::Timestamp;

/// A bucket and when it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    pub at: Timestamp,
    pub bucket: Bucket,
}

/// The buckets of `tier` in `chunks` of which some part lies between `from` and `until`, in the order of time. The chunks may be in any order.
#[must_use]
pub fn points(tier: Tier, chunks: impl IntoIterator<Item = Chunk>, from: Timestamp, until: Timestamp) -> Vec<Point> {
    let (first, last) = (tier.bucket_of(from), tier.bucket_of(until));
    let mut chunks: Vec<Chunk> = chunks.into_iter().collect();
    chunks.sort_by_key(|chunk| chunk.number);
    let mut points = Vec::new();
    for chunk in chunks {
        let start = chunk.number.saturating_mul(tier.buckets_in_chunk());
        for (number, bucket) in chunk.buckets {
            let number = start.saturating_add(number);
            if (first..=last).contains(&number) {
                points.push(Point { at: tier.start_of(number), bucket });
            }
        }
    }
    points
}
