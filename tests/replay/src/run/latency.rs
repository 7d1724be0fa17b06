use std::time::Duration;

use credit_gauge::account::MetricSet;
use credit_gauge::engine::Request;
use credit_gauge::openai::Purpose;

/// How long the answer takes to a request that was sent this many milliseconds after the start. The same file gives the same times.
pub fn of(request: &Request, sent_at: u64) -> Duration {
    let least = match request.id.purpose {
        Purpose::Read(MetricSet::CreditGrants) => 150,
        Purpose::Read(MetricSet::ModelCost) => 320,
        Purpose::Read(MetricSet::BillingSubscription) => 120,
        Purpose::OrganizationNames => 90,
    };
    // Ups and downs that look like a network's.
    let more = sent_at.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 57;
    Duration::from_millis(least + more)
}
