//! An account in shapes nobody promised, each of which a client has met or may meet.

use serde_json::json;

use super::fields;
use crate::Endpoint;
use crate::world::{Account, CostLine};

/// Numbers as strings, objects where text was expected, unknown fields, and a balance below zero.
#[must_use]
pub fn odd_shapes() -> Account {
    Account {
        usage: vec![
            CostLine::new(0, "gpt-5.5, input", 250.5).with("cost", json!("250.5")),
            CostLine::new(0, "o3", 12.0).with("quantity", json!({ "tokens": 4096 })),
            CostLine::new(1, "gpt-5.5, output", 99.999_999_999),
            CostLine::new(1, "", 1.0).with("name", json!(null)),
            CostLine::new(2, "gpt-5.5, input", 0.0).with("cost", json!(null)),
            CostLine::new(3, "refund, gpt-5.5", -75.0),
        ],
        subscription: fields(json!({
            "object": "billing_subscription",
            "a_field_of_2027": { "nested": [1, 2, 3] },
            "has_payment_method": "true",
            "canceled": true,
            "canceled_at": 1_790_000_000.5,
            "delinquent": true,
            "soft_limit": "1000000",
            "hard_limit": 333_333.0,
            "soft_limit_usd": "16.66665",
            "hard_limit_usd": 19.999_98,
            "system_hard_limit_usd": 19.999_98,
            "plan": "payg",
            "primary": null,
            "account_name": { "legal": "Odd Shapes Ltd", "display": "Odd" },
            "po_number": 4711,
            "billing_email": ["one@example.com", "two@example.com"],
            "tax_ids": ["EU000000000"],
            "billing_address": "1 Some Street, Sometown",
            "business_address": {},
            "billing_mechanism": "something_new",
            "max_balance": "250.00",
            "auto_recharge_enabled": 1,
            "auto_recharge_threshold": "5",
            "trust_tier": 3,
        })),
        ..Account::default()
    }
    .answering(
        Endpoint::CreditGrants,
        &json!({
            "object": "credit_summary",
            "total_granted": "20.00",
            "total_used": "23.25",
            "total_available": "-3.25",
            "total_paid_available": null,
            "currency": "usd",
            "grants": {
                "object": "list",
                "has_more": false,
                "data": [
                    {
                        "id": { "invoice": "in_simulatedOdd" },
                        "grant_amount": "20.00",
                        "used_amount": 23.25,
                        "effective_at": "1782864000",
                        "expires_at": 1_817_078_400.75,
                    },
                    { "object": "credit_grant" },
                ],
            },
        }),
    )
}
