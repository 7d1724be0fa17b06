use serde_json::{Map, Value};

use super::coerce;
use crate::account::{CreditGrants, Grant, MetricSet, catalogue};
use crate::openai::Failure;

/// Decodes the body of `GET /dashboard/billing/credit_grants`: one total for each row of the catalogue, and the grants.
///
/// # Errors
/// [`Failure::Unreadable`] for what is no JSON object or holds none of the totals.
pub fn credit_grants(body: &[u8]) -> Result<CreditGrants, Failure> {
    let body: Map<String, Value> = serde_json::from_slice(body).map_err(|_| Failure::Unreadable)?;
    let rows = catalogue::of_set(MetricSet::CreditGrants);
    let totals = rows.map(|row| (row.name, coerce::exactly(&body, row.name, row.kind))).collect();
    let mut decoded = CreditGrants { totals, grants: grants(&body) };
    if decoded.totals.is_empty() {
        return Err(Failure::Unreadable);
    }
    decoded.sort_grants();
    Ok(decoded)
}

/// `grants.data[]`; an account without any has an empty list, and some bodies have none.
fn grants(body: &Map<String, Value>) -> Vec<Grant> {
    let list = body.get("grants").and_then(|grants| grants.get("data")).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_object).map(grant).collect()
}

fn grant(grant: &Map<String, Value>) -> Grant {
    Grant {
        amount: coerce::usd(grant, "grant_amount"),
        used: coerce::usd(grant, "used_amount"),
        effective_at: coerce::time(grant, "effective_at"),
        expires_at: coerce::time(grant, "expires_at"),
    }
}
