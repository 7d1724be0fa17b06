use std::collections::BTreeMap;

use serde::Deserialize;

use super::scalar::Scalar;
use crate::account::{Day, DayCost, ModelCost, Timestamp, Usd};
use crate::openai::Failure;

/// Decodes the body of `GET /dashboard/billing/usage`. `last_day` is the last day that was asked for.
///
/// # Errors
/// [`Failure::Unreadable`] for what is no JSON object with a list `daily_costs`.
pub fn usage(body: &[u8], last_day: Day) -> Result<ModelCost, Failure> {
    let body: Body<'_> = serde_json::from_slice(body).map_err(|_| Failure::Unreadable)?;
    let mut days = Vec::with_capacity(body.daily_costs.len());
    for daily in &body.daily_costs {
        let Some(at) = daily.timestamp.number().and_then(Timestamp::from_seconds) else { continue };
        let mut models: BTreeMap<String, Usd> = BTreeMap::new();
        for item in daily.line_items.iter().flatten() {
            let Some(cost) = item.cost() else { continue };
            let sum = models.entry(item.model().to_owned()).or_default();
            *sum = *sum + cost;
        }
        days.push(DayCost { day: at.day(), models });
    }
    Ok(ModelCost { last_day, days })
}

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    daily_costs: Vec<DailyCost<'a>>,
}

#[derive(Deserialize)]
struct DailyCost<'a> {
    #[serde(borrow, default)]
    timestamp: Scalar<'a>,
    #[serde(borrow, default)]
    line_items: Option<Vec<LineItem<'a>>>,
}

#[derive(Deserialize)]
struct LineItem<'a> {
    #[serde(borrow, default)]
    name: Scalar<'a>,
    /// Cents.
    #[serde(borrow, default)]
    cost: Scalar<'a>,
    /// Dollars, in the export variant of this body.
    #[serde(borrow, default)]
    cost_in_major: Scalar<'a>,
}

impl LineItem<'_> {
    /// The model: the text before the first comma. "gpt-5.5, input" and "gpt-5.5, output" are one model; "GPT-4" is itself.
    fn model(&self) -> &str {
        match &self.name {
            Scalar::Text(name) => name.split(',').next().unwrap_or_default().trim(),
            Scalar::Number(_) | Scalar::Other => "",
        }
    }

    fn cost(&self) -> Option<Usd> {
        let cents = self.cost.number().and_then(Usd::from_cents);
        cents.or_else(|| self.cost_in_major.number().and_then(Usd::from_dollars))
    }
}
