//! Computes the expected cost of each model over a range of days.

use std::collections::BTreeMap;

use serde_json::Value;
use simulated_openai::world::Account;
use time::{Date, Duration};

/// A range that the popup offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// This UTC day.
    Today,
    /// Seven days, today the last.
    Week,
    /// From the first of the month.
    Month,
    /// Thirty days, today the last.
    ThirtyDays,
}

impl Range {
    /// All ranges, in the order of the popup.
    pub const ALL: [Self; 4] = [Self::Today, Self::Week, Self::Month, Self::ThirtyDays];

    /// Its `data-range`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Week => "week",
            Self::Month => "month",
            Self::ThirtyDays => "thirty_days",
        }
    }

    fn first_day(self, last: Date) -> Date {
        match self {
            Self::Today => last,
            Self::Week => last - Duration::days(6),
            Self::Month => last.replace_day(1).unwrap_or(last),
            Self::ThirtyDays => last - Duration::days(29),
        }
    }
}

/// The cost in USD by model over a range. A model whose lines all cost nothing is included with 0.
///
/// `last` is the last day the extension asked for, `today` the day the simulated OpenAI had when it answered: two clocks, and
/// midnight may lie between them.
#[must_use]
pub fn costs(account: &Account, range: Range, last: Date, today: Date) -> BTreeMap<String, f64> {
    let body = account.usage_body(range.first_day(last), last + Duration::days(1), today);
    let days = body.get("daily_costs").and_then(Value::as_array);
    let lines = days.into_iter().flatten().filter_map(|day| day.get("line_items")?.as_array()).flatten();
    let mut usd = BTreeMap::new();
    for (model, cents) in lines.filter_map(|line| Some((model(line), cents(line.get("cost")?)?))) {
        *usd.entry(model).or_insert(0.0) += cents / 100.0;
    }
    usd
}

/// The text before the first comma.
fn model(line: &Value) -> String {
    let name = line.get("name").and_then(Value::as_str).unwrap_or_default();
    name.split(',').next().unwrap_or_default().trim().to_owned()
}

fn cents(cost: &Value) -> Option<f64> {
    cost.as_f64().or_else(|| cost.as_str()?.parse().ok())
}

#[cfg(test)]
mod tests {
    use simulated_openai::samples;
    use time::macros::date;

    use super::*;

    #[test]
    fn cents_of_all_lines_of_a_model_become_its_dollars() {
        let day = date!(2026 - 11 - 22);
        let today = costs(&samples::prepaid(), Range::Today, day, day);
        // 18.25 + 24.5 + 2.0625 cents in three lines.
        assert!((today.get("gpt-5.5").unwrap() - 0.448_125).abs() < 1e-12);
        let legacy = costs(&samples::legacy_2023(), Range::Week, day, day);
        assert_eq!(legacy.get("Embedding models"), Some(&0.0));
    }

    #[test]
    fn each_range_ends_today() {
        let first = |range: Range| range.first_day(date!(2026 - 11 - 22));
        let days = [date!(2026 - 11 - 22), date!(2026 - 11 - 16), date!(2026 - 11 - 01), date!(2026 - 10 - 24)];
        assert_eq!(Range::ALL.map(first), days);
    }
}
