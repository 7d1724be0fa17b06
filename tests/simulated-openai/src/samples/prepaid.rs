//! The common case of 2026: credit bought in advance, topped up automatically.

use serde_json::json;

use super::fields;
use crate::world::{Account, CostLine, CreditGrants, Grant};

/// How many days back the sample's usage goes; longer than any range a client shows.
const DAYS: u16 = 45;

/// $200 granted, $191.081601325 used, $8.918398675 left, and 45 days of usage up to today.
#[must_use]
pub fn prepaid() -> Account {
    Account {
        credit: CreditGrants { grants: grants(), ..CreditGrants::default() },
        usage: (0..DAYS).flat_map(lines_of_day).collect(),
        subscription: fields(json!({
            "object": "billing_subscription",
            "has_payment_method": true,
            "canceled": false,
            "canceled_at": null,
            "delinquent": null,
            "access_until": 1_814_400_000,
            "soft_limit": 1_000_000,
            "hard_limit": 2_000_000,
            "system_hard_limit": 2_000_000,
            "soft_limit_usd": 100.0,
            "hard_limit_usd": 120.0,
            "system_hard_limit_usd": 120.0,
            "plan": { "title": "Pay-as-you-go", "id": "payg" },
            "primary": true,
            "account_name": "Ada Lovelace",
            "po_number": null,
            "billing_email": "billing@example.com",
            "tax_ids": null,
            "billing_address": {
                "city": "Bengaluru",
                "line1": "12 Residency Road",
                "country": "IN",
                "postal_code": "560025",
            },
            "business_address": { "city": "London", "line1": "12 St James's Square", "country": "GB" },
            "billing_mechanism": "advance",
            "is_arrears_eligible": false,
            "max_balance": 500,
            "auto_recharge_eligible": true,
            "auto_recharge_enabled": true,
            "auto_recharge_threshold": 5,
            "auto_recharge_to_balance": 20,
            "trust_tier": "tier_2",
        })),
        ..Account::default()
    }
}

/// Not in order of time, like the real list.
fn grants() -> Vec<Grant> {
    vec![
        grant("in_simulated0003", (50.0, 41.081_601_325), 1_790_812_800, Some(1_822_348_800)),
        grant("in_simulated0001", (100.0, 100.0), 1_767_225_600, Some(1_798_761_600)),
        // A gift rather than a purchase: it never expires.
        grant("in_simulated0000", (30.0, 30.0), 1_751_328_000, None),
        grant("in_simulated0002", (20.0, 20.0), 1_782_864_000, Some(1_817_078_400)),
    ]
}

fn grant(id: &str, (amount, used): (f64, f64), effective_at: i64, expires_at: Option<i64>) -> Grant {
    Grant { id: id.to_owned(), amount, used, effective_at, expires_at }
}

/// About a dollar a day, with the ups and downs of somebody at work on something.
fn lines_of_day(days_ago: u16) -> Vec<CostLine> {
    let ups_and_downs = f64::from(days_ago * 7 % 11);
    let mut lines = vec![
        CostLine::new(days_ago, "gpt-5.5, input", 18.25 + 3.5 * ups_and_downs).of_project("proj_simulatedChat", "Chat"),
        CostLine::new(days_ago, "gpt-5.5, output", 24.5 + 4.0 * ups_and_downs).of_project("proj_simulatedChat", "Chat"),
        CostLine::new(days_ago, "o3, input", 6.125 + ups_and_downs),
        // The same name twice a day, once for each project.
        CostLine::new(days_ago, "gpt-5.5, input", 2.0625).of_project("proj_simulatedSearch", "Search"),
    ];
    if days_ago.is_multiple_of(3) {
        lines.push(CostLine::new(days_ago, "text-embedding-4-large, input", 0.4375));
        lines.push(CostLine::new(days_ago, "gpt-image-2, output", 16.0));
    }
    lines
}
