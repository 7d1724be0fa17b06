//! How late things come. The same file gives the same times.

use std::time::Duration;

use credit_gauge::account::{MetricSet, Timestamp};
use credit_gauge::engine::Request;
use credit_gauge::openai::Purpose;

/// How long the answer takes to a request that was sent this many milliseconds after the start.
pub fn of_answer(request: &Request, sent_at: u64) -> Duration {
    let least = match request.id.purpose {
        Purpose::Read(MetricSet::CreditGrants) => 150,
        Purpose::Read(MetricSet::ModelCost) => 320,
        Purpose::Read(MetricSet::BillingSubscription) => 120,
        Purpose::OrganizationNames => 90,
    };
    Duration::from_millis(least + scattered(sent_at, 7))
}

/// When the alarm rings that is set for `at`: up to half a second late. An alarm that rang on time every five minutes would have a worker
/// that is killed every minute die at the same point of its work for ever.
pub fn of_alarm(at: Timestamp) -> Timestamp {
    at.after(Duration::from_millis(scattered(at.millis().unsigned_abs(), 9)))
}

/// A number of this many bits that looks random.
const fn scattered(seed: u64, bits: u32) -> u64 {
    seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - bits)
}
