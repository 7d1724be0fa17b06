//! The expected values of metrics that have one value for each account.

use std::collections::BTreeMap;

use serde_json::Value;
use simulated_openai::Endpoint;
use simulated_openai::world::Account;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::raw_body;
use crate::Metric;

/// The value a metric must show.
#[derive(Clone, Debug, PartialEq)]
pub enum Expected {
    /// A dash and no value, because the account reports null or nothing.
    Nothing,
    /// This number.
    Number(f64),
    /// This text.
    Text(String),
    /// A text that contains all of these. The account reports a list or an object, whose format is up to the page.
    Words(Vec<String>),
}

const FLAGS: [&str; 7] = [
    "has_payment_method",
    "canceled",
    "delinquent",
    "primary",
    "is_arrears_eligible",
    "auto_recharge_eligible",
    "auto_recharge_enabled",
];

const NUMBERS: [&str; 9] = [
    "soft_limit",
    "hard_limit",
    "system_hard_limit",
    "soft_limit_usd",
    "hard_limit_usd",
    "system_hard_limit_usd",
    "max_balance",
    "auto_recharge_threshold",
    "auto_recharge_to_balance",
];

const TIMES: [&str; 2] = ["access_until", "canceled_at"];

const TEXTS: [&str; 9] = [
    "plan",
    "billing_mechanism",
    "trust_tier",
    "account_name",
    "po_number",
    "billing_email",
    "tax_ids",
    "billing_address",
    "business_address",
];

/// The four credit metrics of an account, by metric.
#[must_use]
pub fn credit_grants(account: &Account) -> BTreeMap<String, Expected> {
    let body = raw_body(account, Endpoint::CreditGrants).unwrap_or_else(|| account.credit_grants_body());
    let names = ["total_granted", "total_used", "total_available", "total_paid_available"];
    names.map(|name| (format!("credit_grants.{name}"), of_field(&body, name, number))).into()
}

/// The subscription metrics of an account, by metric.
#[must_use]
pub fn subscription(account: &Account) -> BTreeMap<String, Expected> {
    let body = raw_body(account, Endpoint::Subscription).unwrap_or_else(|| account.subscription_body());
    let of = |names: &[&str], read: fn(&Value) -> Option<Expected>| {
        let metrics = names.iter().map(|name| (format!("billing_subscription.{name}"), of_field(&body, name, read)));
        metrics.collect::<Vec<_>>()
    };
    [of(&FLAGS, flag), of(&NUMBERS, number), of(&TIMES, time), of(&TEXTS, |_| None)].concat().into_iter().collect()
}

/// The field as the expected type; if it has another type, its text.
fn of_field(body: &Value, name: &str, read: fn(&Value) -> Option<Expected>) -> Expected {
    match body.get(name) {
        None | Some(Value::Null) => Expected::Nothing,
        Some(value) => read(value).unwrap_or_else(|| words(value)),
    }
}

fn flag(value: &Value) -> Option<Expected> {
    let flag = value.as_bool().or_else(|| value.as_str()?.parse().ok())?;
    Some(Expected::Text(flag.to_string()))
}

fn number(value: &Value) -> Option<Expected> {
    value.as_f64().or_else(|| value.as_str()?.parse().ok()).map(Expected::Number)
}

fn time(value: &Value) -> Option<Expected> {
    let seconds = value.as_f64()?.floor();
    let at = OffsetDateTime::from_unix_timestamp(seconds as i64).ok()?;
    at.format(&Rfc3339).ok().map(Expected::Text)
}

fn words(value: &Value) -> Expected {
    match value {
        Value::String(text) => Expected::Text(text.clone()),
        // An object with a name is shown by it: a plan by its title.
        Value::Object(fields) if ["title", "name"].iter().any(|name| fields.contains_key(*name)) => {
            let name = ["title", "name"].iter().find_map(|name| fields.get(*name)?.as_str());
            Expected::Text(name.unwrap_or_default().to_owned())
        }
        Value::Array(_) | Value::Object(_) => Expected::Words(leaves(value)),
        scalar => Expected::Text(scalar.to_string()),
    }
}

fn leaves(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(leaves).collect(),
        Value::Object(fields) => fields.values().flat_map(leaves).collect(),
        scalar => vec![scalar.to_string()],
    }
}

impl Expected {
    /// Whether the popup shows this.
    #[must_use]
    pub fn is_shown_by(&self, shown: &Metric) -> bool {
        let has_text = !shown.text.is_empty() && shown.text != "—";
        match (self, &shown.value) {
            (Self::Nothing, value) => value.is_none() && shown.text == "—",
            (Self::Number(number), Some(value)) => {
                has_text && value.parse().is_ok_and(|value: f64| (value - number).abs() < 1e-9)
            }
            (Self::Text(text), Some(value)) => has_text && value == text,
            // An empty list or object shows no text.
            (Self::Words(words), Some(value)) => {
                has_text != words.is_empty() && words.iter().all(|word| value.contains(word))
            }
            (_, None) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use simulated_openai::samples;

    use super::*;

    #[test]
    fn as_many_metrics_are_expected_of_every_account() {
        for account in [samples::prepaid(), samples::empty(), samples::odd_shapes()] {
            assert_eq!(
                (credit_grants(&account).len(), subscription(&account).len()),
                (4, FLAGS.len() + NUMBERS.len() + TIMES.len() + TEXTS.len())
            );
        }
    }

    #[test]
    fn odd_shapes_are_taken_for_what_they_say() {
        let metrics = subscription(&samples::odd_shapes());
        let metric = |name: &str| metrics.get(&format!("billing_subscription.{name}")).cloned().unwrap();
        assert_eq!(metric("has_payment_method"), Expected::Text("true".to_owned()));
        assert_eq!(metric("canceled_at"), Expected::Text("2026-09-21T14:13:20Z".to_owned()));
        assert_eq!(metric("soft_limit_usd"), Expected::Number(16.666_65));
        assert_eq!(metric("plan"), Expected::Text("payg".to_owned()));
        assert_eq!(metric("primary"), Expected::Nothing);
        assert_eq!(metric("auto_recharge_to_balance"), Expected::Nothing);
    }
}
