use serde::Deserialize;

use super::json;
use super::lenient::{List, Object};
use super::scalar::Scalar;
use crate::account::{Day, ModelCost, Timestamp, TooMuchUsage, UsageSums, Usd};
use crate::openai::Failure;

/// Decodes the body of `GET /dashboard/billing/usage` into sums. `last_day` is the last day that was asked for.
///
/// # Errors
/// [`Failure::Unreadable`] for what is no JSON object with a list `daily_costs`, and for a list of which nothing can be read: an
/// account without cost has an empty one. [`Failure::TooLarge`] for more lines or models than are summed.
pub fn usage(body: &[u8], last_day: Day) -> Result<ModelCost, Failure> {
    decode(body, last_day).or_else(|failure| match json::quote_huge_numbers(body) {
        Some(quoted) if failure == Failure::Unreadable => decode(&quoted, last_day),
        _ => Err(failure),
    })
}

fn decode(body: &[u8], last_day: Day) -> Result<ModelCost, Failure> {
    let body: Object<Body<'_>> = json::parse_borrowed(body)?;
    let daily_costs = body.0.ok_or(Failure::Unreadable)?.daily_costs.unwrap_or_default();
    let (mut lines, mut read) = (daily_costs.len(), 0);
    let mut sums = UsageSums::up_to(last_day);
    for daily in daily_costs.iter().filter_map(|daily| daily.0.as_ref()) {
        let Some(at) = daily.timestamp.number().and_then(Timestamp::from_seconds) else { continue };
        let Some(items) = &daily.line_items.0 else { continue };
        // A day without lines says as much as one with them.
        read += usize::from(items.is_empty());
        lines += items.len();
        let day = at.day();
        for item in items.iter().filter_map(|item| item.0.as_ref()) {
            let Some(cost) = item.cost() else { continue };
            sums.add(day, item.model(), cost).map_err(|_: TooMuchUsage| Failure::TooLarge)?;
            read += 1;
        }
    }
    if lines > 0 && read == 0 {
        return Err(Failure::Unreadable);
    }
    Ok(sums.finish())
}

#[derive(Deserialize)]
struct Body<'a> {
    /// Null is an empty list. `deserialize_with` keeps a missing field, which would be read as null, an error.
    #[serde(borrow, deserialize_with = "Option::deserialize")]
    daily_costs: Option<Vec<Object<DailyCost<'a>>>>,
}

#[derive(Deserialize)]
struct DailyCost<'a> {
    #[serde(borrow, default)]
    timestamp: Scalar<'a>,
    #[serde(borrow, default)]
    line_items: List<Object<LineItem<'a>>>,
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
