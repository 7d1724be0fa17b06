//! An account that was just opened.

use serde_json::json;

use super::fields;
use crate::world::Account;

/// No grants, no usage, zeroes and nulls everywhere.
#[must_use]
pub fn empty() -> Account {
    Account {
        subscription: fields(json!({
            "object": "billing_subscription",
            "has_payment_method": false,
            "canceled": false,
            "canceled_at": null,
            "delinquent": null,
            "access_until": null,
            "soft_limit": 0,
            "hard_limit": 0,
            "system_hard_limit": 0,
            "soft_limit_usd": 0.0,
            "hard_limit_usd": 0.0,
            "system_hard_limit_usd": 0.0,
            "plan": null,
            "primary": null,
            "account_name": null,
            "po_number": null,
            "billing_email": null,
            "tax_ids": null,
            "billing_address": null,
            "business_address": null,
            "billing_mechanism": null,
            "is_arrears_eligible": false,
            "max_balance": null,
            "auto_recharge_eligible": false,
            "auto_recharge_enabled": false,
            "auto_recharge_threshold": null,
            "auto_recharge_to_balance": null,
            "trust_tier": null,
        })),
        ..Account::default()
    }
}
