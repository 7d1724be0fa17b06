use super::{coerce, object};
use crate::account::{CreditGrants, Grant, MetricSet, Readings, catalogue};
use crate::json::Json;
use crate::openai::Failure;

/// Decodes the body of `GET /dashboard/billing/credit_grants`: one total for each row of the catalogue, and the grants.
///
/// # Errors
/// [`Failure::Unreadable`] if `body` is not a JSON object or has none of the totals.
pub fn credit_grants(body: &[u8]) -> Result<CreditGrants, Failure> {
    let body = object(body)?;
    let rows = catalogue::of_set(MetricSet::CreditGrants);
    let totals: Readings = rows.map(|row| (row.name, coerce::exactly(&body, row.name, row.kind))).collect();
    if totals.is_empty() { Err(Failure::Unreadable) } else { Ok(CreditGrants::new(totals, grants(&body))) }
}

/// `grants.data[]`. An account without grants has an empty list; some bodies have no list.
fn grants(body: &Json) -> impl Iterator<Item = Grant> {
    let list = body.get("grants").and_then(|grants| grants.get("data")).and_then(Json::as_array);
    list.into_iter().flatten().filter(|it| it.as_object().is_some()).map(grant)
}

fn grant(grant: &Json) -> Grant {
    Grant {
        amount: coerce::usd(grant, "grant_amount"),
        used: coerce::usd(grant, "used_amount"),
        effective_at: coerce::time(grant, "effective_at"),
        expires_at: coerce::time(grant, "expires_at"),
    }
}
