//! Answers of OpenAI.

use credit_gauge::openai::{Answer, NoAnswer, Outcome, Purpose};
use serde_json::{Value, json};

use crate::lab::{CREDIT_GRANTS, ORG, ORGANIZATIONS, OTHER_ORG, SUBSCRIPTION, USAGE};

pub fn answer(status: u16, retry_after: Option<&str>, body: &Value) -> Outcome {
    Ok(Answer {
        status,
        content_type: Some("application/json".into()),
        retry_after: retry_after.map(Into::into),
        body: serde_json::to_vec(body).unwrap(),
    })
}

pub fn refused() -> Outcome {
    answer(401, None, &json!({"error": {"message": "Incorrect API key provided", "code": "invalid_api_key"}}))
}

pub fn broken() -> Outcome {
    answer(503, None, &json!({}))
}

pub const UNREACHABLE: Outcome = Err(NoAnswer::Unreachable);

pub fn good_body(endpoint: Purpose) -> Value {
    match endpoint {
        CREDIT_GRANTS => json!({
            "total_granted": 200, "total_used": 67.6, "total_available": 132.4, "total_paid_available": 120,
            "grants": {"data": [
                {"grant_amount": 12.4, "used_amount": 0, "effective_at": 1782864000, "expires_at": 1796256000},
                {"grant_amount": 120, "used_amount": 0, "effective_at": 1782864000, "expires_at": 1817078400},
                {"grant_amount": 67.6, "used_amount": 67.6, "effective_at": 1751328000, "expires_at": 1782864000},
            ]},
        }),
        USAGE => json!({"daily_costs": [
            {"timestamp": 1793404800, "line_items": [{"name": "o3, input", "cost": 1000}]},
            {"timestamp": 1795305600, "line_items": [
                {"name": "gpt-5.5, input", "cost": 2000}, {"name": "gpt-5.5, output", "cost": 1000},
            ]},
        ]}),
        ORGANIZATIONS => json!({"object": "list", "data": [
            {"id": ORG, "title": "Acme Research", "name": "acme-research", "is_default": true},
            {"id": OTHER_ORG, "title": "Acme Games", "name": "acme-games", "is_default": false},
        ]}),
        SUBSCRIPTION => json!({
            "has_payment_method": true, "canceled": false, "canceled_at": null, "soft_limit_usd": 100, "soft_limit": 1000000,
            "plan": {"title": "Pay-as-you-go", "id": "payg"}, "account_name": "Acme Research",
        }),
    }
}
