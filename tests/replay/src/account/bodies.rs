//! The bodies of OpenAI's answers. They are written by the simulated OpenAI, so they look as they do there.

use credit_gauge::account::Timestamp;
use serde_json::{Map, Value, json};
use simulated_openai::world::{Account, CreditGrants, Grant, Totals};

use super::{Ledger, Lot};
use crate::plan::{Buys, Recharge};

/// The body of `GET /dashboard/billing/credit_grants`.
pub fn credit_grants(ledger: &Ledger) -> Value {
    let lots: Vec<&Lot> = ledger.lots().collect();
    let sum = |of: fn(&Lot) -> i64| dollars(lots.iter().map(|lot| of(lot)).sum());
    let available = dollars(ledger.balance());
    // Told apart from the grants: what has expired is neither used nor available.
    let totals =
        Totals { granted: sum(|lot| lot.amount), used: sum(|lot| lot.used), available, paid_available: available };
    let grants = lots.iter().enumerate().map(|(number, lot)| grant(number, lot)).collect();
    let credit = CreditGrants { grants, totals: Some(totals), ..CreditGrants::default() };
    Account { credit, ..Account::default() }.credit_grants_body()
}

fn grant(number: usize, lot: &Lot) -> Grant {
    let seconds = |at: Timestamp| at.millis().div_euclid(1000);
    Grant {
        id: format!("in_replayed{number:04}"),
        amount: dollars(lot.amount),
        used: dollars(lot.used),
        effective_at: seconds(lot.effective_at),
        expires_at: lot.expires_at.map(seconds),
    }
}

/// The body of `GET /dashboard/billing/subscription`.
pub fn subscription(recharge: Option<&Recharge>) -> Value {
    let (threshold, to_balance) = recharge.map_or((Value::Null, Value::Null), |it| {
        let target = match it.buys {
            Buys::Amount(amount) => it.threshold + amount,
            Buys::UpTo(target) => target,
        };
        (json!(it.threshold.dollars()), json!(target.dollars()))
    });
    let fields = json!({
        "object": "billing_subscription",
        "has_payment_method": true,
        "canceled": false,
        "canceled_at": null,
        "delinquent": null,
        "soft_limit_usd": 100_000.0,
        "hard_limit_usd": 120_000.0,
        "system_hard_limit_usd": 120_000.0,
        "plan": { "title": "Pay-as-you-go", "id": "payg" },
        "primary": true,
        "account_name": TITLE,
        "billing_mechanism": "advance",
        "is_arrears_eligible": false,
        "auto_recharge_eligible": true,
        "auto_recharge_enabled": recharge.is_some(),
        "auto_recharge_threshold": threshold,
        "auto_recharge_to_balance": to_balance,
    });
    let subscription = match fields {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    Account { subscription, ..Account::default() }.subscription_body()
}

/// The body of `GET /v1/organizations`.
pub fn organizations(id: &str) -> Value {
    json!({ "object": "list", "data": [{
        "object": "organization", "id": id, "title": TITLE, "name": "replayed", "personal": false, "is_default": true,
        "role": "owner",
    }]})
}

/// The name of the account.
const TITLE: &str = "Replayed";

fn dollars(nanos: i64) -> f64 {
    nanos as f64 / 1e9
}
