//! An account answered by the service of 2023.

use serde_json::json;

use super::fields;
use crate::world::{Account, BodyShape, CostLine, CreditGrants, Grant};

/// Float timestamps, no paid total, none of the fields of 2024, and model names without a comma.
#[must_use]
pub fn legacy_2023() -> Account {
    Account {
        credit: CreditGrants {
            grants: vec![Grant {
                id: "a1b2c3d4-simulated".to_owned(),
                amount: 18.0,
                used: 4.207_34,
                effective_at: 1_680_307_200,
                expires_at: Some(1_688_169_600),
            }],
            shape: BodyShape::Of2023,
            ..CreditGrants::default()
        },
        usage: (0..10).flat_map(lines_of_day).collect(),
        subscription: fields(json!({
            "object": "billing_subscription",
            "has_payment_method": false,
            "canceled": false,
            "canceled_at": null,
            "delinquent": null,
            "access_until": 1_685_249_945,
            "soft_limit": 66_667,
            "hard_limit": 83_334,
            "system_hard_limit": 83_334,
            "soft_limit_usd": 4.000_02,
            "hard_limit_usd": 5.000_04,
            "system_hard_limit_usd": 5.000_04,
            "plan": { "title": "Explore", "id": "free" },
            "account_name": "Since 2023",
            "po_number": null,
            "billing_email": null,
            "tax_ids": null,
            "billing_address": null,
            "business_address": null,
        })),
        ..Account::default()
    }
}

/// Families rather than models, and a row for each whether it cost anything or not.
fn lines_of_day(days_ago: u16) -> [CostLine; 4] {
    [
        CostLine::new(days_ago, "GPT-4", 12.75 * f64::from(days_ago % 3)),
        CostLine::new(days_ago, "Chat models", 0.25 + 0.5 * f64::from(days_ago)),
        CostLine::new(days_ago, "Embedding models", 0.0),
        CostLine::new(days_ago, "Fine-tuned models", 0.0),
    ]
}
