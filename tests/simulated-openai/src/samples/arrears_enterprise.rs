//! A large organisation on invoice: six-digit sums, forty models, and names that do not fit.

use serde_json::json;

use super::fields;
use crate::world::{Account, CostLine, CreditGrants, Grant};

/// As far back as the widest window a client may ask for.
const DAYS: u16 = 99;
/// How many models cost something every day.
const MODELS: u16 = 40;

/// $132,457.82 left of half a million, 40 models a day, tax ids as objects, a trust tier as an object.
#[must_use]
pub fn arrears_enterprise() -> Account {
    Account {
        credit: CreditGrants {
            grants: vec![Grant {
                id: "in_simulatedCommitment2026".to_owned(),
                amount: 500_000.0,
                used: 367_542.18,
                effective_at: 1_767_225_600,
                expires_at: Some(1_798_761_600),
            }],
            ..CreditGrants::default()
        },
        usage: (0..DAYS).flat_map(lines_of_day).collect(),
        subscription: fields(json!({
            "object": "billing_subscription",
            "has_payment_method": true,
            "canceled": false,
            "canceled_at": null,
            "delinquent": false,
            "access_until": 1_830_297_600,
            "soft_limit": 2_500_000_000_u64,
            "hard_limit": 3_000_000_000_u64,
            "system_hard_limit": 5_000_000_000_u64,
            "soft_limit_usd": 250_000.0,
            "hard_limit_usd": 300_000.0,
            "system_hard_limit_usd": 500_000.0,
            "plan": { "title": "Enterprise (Scale Tier, invoiced monthly)", "id": "enterprise_scale" },
            "primary": true,
            "account_name": "Analytical Engines and Difference Machines International Holding \
                             Gesellschaft mit beschränkter Haftung & Compagnie Kommanditgesellschaft",
            "po_number": "PO-2026-0000471-ÄÖÜ/7",
            "billing_email": "accounts.payable.artificial.intelligence@invoices.analytical-engines.example.com",
            "tax_ids": [
                { "type": "eu_vat", "value": "DE000000000", "country": "DE" },
                { "type": "gb_vat", "value": "GB000000000", "country": "GB" },
            ],
            "billing_address": {
                "line1": "Großer Hasenpfad 141, Gebäude C, 14. Obergeschoss",
                "line2": "z. Hd. Kreditorenbuchhaltung",
                "city": "Frankfurt am Main",
                "state": "Hessen",
                "country": "DE",
                "postal_code": "60598",
            },
            "business_address": {
                "line1": "Großer Hasenpfad 141",
                "city": "Frankfurt am Main",
                "country": "DE",
                "postal_code": "60598",
            },
            "billing_mechanism": "arrears",
            "is_arrears_eligible": true,
            "max_balance": { "amount": 1_000_000, "currency": "usd" },
            "auto_recharge_eligible": false,
            "auto_recharge_enabled": false,
            "auto_recharge_threshold": null,
            "auto_recharge_to_balance": null,
            "trust_tier": { "name": "Tier 5", "level": 5, "reviewed": true },
        })),
        ..Account::default()
    }
}

/// Each model as two lines, input and output, the first models costing by far the most.
fn lines_of_day(days_ago: u16) -> impl Iterator<Item = CostLine> {
    (0..MODELS).flat_map(move |rank| {
        let model = model_name(rank);
        let ups_and_downs = f64::from((days_ago * 5 + rank) % 7);
        let cents = 60_000.0 / f64::from(rank + 1) + 125.5 * ups_and_downs;
        [
            CostLine::new(days_ago, &format!("{model}, input"), cents),
            CostLine::new(days_ago, &format!("{model}, output"), cents * 1.5),
        ]
    })
}

fn model_name(rank: u16) -> String {
    match rank {
        0 => "gpt-5.5".to_owned(),
        1 => "o3".to_owned(),
        2 => "ft:gpt-5.5-mini-2026-04-16:analytical-engines-international:customer-support-triage-v17:Bq3xYz01"
            .to_owned(),
        _ if rank.is_multiple_of(5) => {
            format!("gpt-5.5-mini-2026-{:02}-16-realtime-preview-long-context", rank % 12 + 1)
        }
        _ => format!("internal-model-{rank:02}"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn there_are_forty_models() {
        let names: BTreeSet<String> = (0..MODELS).map(model_name).collect();
        assert_eq!(names.len(), 40);
    }
}
