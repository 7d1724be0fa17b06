use super::{coerce, object};
use crate::account::{MetricSet, Readings, catalogue};
use crate::openai::Failure;

/// Decodes the body of `GET /dashboard/billing/subscription`, one reading for each row of the catalogue.
///
/// # Errors
/// [`Failure::Unreadable`] if `body` is not a JSON object or has none of the metrics.
pub fn subscription(body: &[u8]) -> Result<Readings, Failure> {
    let body = object(body)?;
    let rows = catalogue::of_set(MetricSet::BillingSubscription);
    let readings: Readings = rows.map(|row| (row.name, coerce::metric(&body, row.name, row.kind))).collect();
    if readings.is_empty() { Err(Failure::Unreadable) } else { Ok(readings) }
}
