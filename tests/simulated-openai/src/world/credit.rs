//! Credit grants: what was bought or given, what is used up, what is left.

use serde_json::{Map, Value, json};

/// The credit of an account. All amounts are US dollars.
#[derive(Clone, Debug, Default)]
pub struct CreditGrants {
    /// The grants, in the order in which the server lists them (the real one does not sort).
    pub grants: Vec<Grant>,
    /// Totals to report. `None` adds up the grants.
    pub totals: Option<Totals>,
    /// Whether to answer as today or as in 2023.
    pub shape: BodyShape,
}

/// One grant of credit.
#[derive(Clone, Debug, PartialEq)]
pub struct Grant {
    /// Usually the invoice, `in_...`.
    pub id: String,
    /// US dollars granted.
    pub amount: f64,
    /// US dollars of it already used.
    pub used: f64,
    /// From when on, in Unix seconds.
    pub effective_at: i64,
    /// Until when, in Unix seconds; some never expire.
    pub expires_at: Option<i64>,
}

/// The four sums above the list of grants, in US dollars.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Totals {
    /// All that was ever granted.
    pub granted: f64,
    /// What of it is used.
    pub used: f64,
    /// What is left; below zero when more was used than granted.
    pub available: f64,
    /// What is left of credit that was paid for.
    pub paid_available: f64,
}

/// How bodies looked, then and now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BodyShape {
    /// July 2026: whole timestamps, a `total_paid_available`.
    #[default]
    Current,
    /// 2023: timestamps with a fraction, no `total_paid_available`.
    Of2023,
}

impl CreditGrants {
    /// The totals as reported.
    #[must_use]
    pub fn totals(&self) -> Totals {
        self.totals.unwrap_or_else(|| {
            let granted = nano_rounded(self.grants.iter().map(|grant| grant.amount).sum());
            let used = nano_rounded(self.grants.iter().map(|grant| grant.used).sum());
            let available = nano_rounded(granted - used);
            Totals { granted, used, available, paid_available: available }
        })
    }

    pub(crate) fn to_json(&self) -> Value {
        let totals = self.totals();
        let mut body = Map::from_iter([
            ("object".to_owned(), json!("credit_summary")),
            ("total_granted".to_owned(), amount(totals.granted)),
            ("total_used".to_owned(), amount(totals.used)),
            ("total_available".to_owned(), amount(totals.available)),
        ]);
        if self.shape == BodyShape::Current {
            body.insert("total_paid_available".to_owned(), amount(totals.paid_available));
        }
        let data: Vec<Value> = self.grants.iter().map(|grant| self.grant_to_json(grant)).collect();
        body.insert("grants".to_owned(), json!({ "object": "list", "data": data }));
        Value::Object(body)
    }

    fn grant_to_json(&self, grant: &Grant) -> Value {
        json!({
            "object": match self.shape {
                BodyShape::Current => "credit_summary",
                BodyShape::Of2023 => "credit_grant",
            },
            "id": grant.id,
            "grant_amount": amount(grant.amount),
            "used_amount": amount(grant.used),
            "effective_at": self.timestamp(grant.effective_at),
            "expires_at": grant.expires_at.map(|seconds| self.timestamp(seconds)),
        })
    }

    fn timestamp(&self, seconds: i64) -> Value {
        match self.shape {
            BodyShape::Current => json!(seconds),
            // Exact: Unix seconds stay far below the 2^53 that an f64 holds.
            BodyShape::Of2023 => json!(seconds as f64),
        }
    }
}

/// The real service writes 20, not 20.0, next to 191.081601325: clients must take both.
fn amount(dollars: f64) -> Value {
    if dollars.fract() == 0.0 && dollars.abs() < 1e15 { json!(dollars as i64) } else { json!(dollars) }
}

/// Sums of binary fractions drift in their last digits; the real service reports nine decimals.
fn nano_rounded(dollars: f64) -> f64 {
    (dollars * 1e9).round() / 1e9
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(amount: f64, used: f64) -> Grant {
        Grant { id: "in_1".to_owned(), amount, used, effective_at: 1_782_864_000, expires_at: None }
    }

    #[test]
    fn totals_are_the_sums_of_the_grants() {
        let credit =
            CreditGrants { grants: vec![grant(20.0, 20.0), grant(180.0, 171.081_601_325)], ..CreditGrants::default() };
        let body = credit.to_json();
        assert_eq!(body["total_granted"], json!(200));
        assert_eq!(body["total_used"], json!(191.081_601_325));
        assert_eq!(body["total_available"], json!(8.918_398_675));
        assert_eq!(body["total_paid_available"], json!(8.918_398_675));
    }

    #[test]
    fn bodies_of_2023_have_fractional_timestamps_and_no_paid_total() {
        let credit =
            CreditGrants { grants: vec![grant(18.0, 0.5)], shape: BodyShape::Of2023, ..CreditGrants::default() };
        let body = credit.to_json();
        assert_eq!(body["grants"]["data"][0]["effective_at"].to_string(), "1782864000.0");
        assert!(body.get("total_paid_available").is_none());
    }
}
