use serde_json::{Map, Value};

use super::coerce;
use crate::account::{CreditGrants, Grant, Reading};
use crate::openai::Failure;

/// Decodes the body of `GET /dashboard/billing/credit_grants`.
///
/// # Errors
/// [`Failure::Unreadable`] for what is no JSON object or holds none of the totals.
pub fn credit_grants(body: &[u8]) -> Result<CreditGrants, Failure> {
    let body: Map<String, Value> = serde_json::from_slice(body).map_err(|_| Failure::Unreadable)?;
    let mut decoded = CreditGrants {
        total_granted: coerce::usd(&body, "total_granted"),
        total_used: coerce::usd(&body, "total_used"),
        total_available: coerce::usd(&body, "total_available"),
        total_paid_available: coerce::usd(&body, "total_paid_available"),
        grants: grants(&body),
    };
    if [decoded.total_granted, decoded.total_used, decoded.total_available].iter().all(|it| *it == Reading::Absent) {
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
