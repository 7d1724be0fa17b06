//! Usage: what was spent, by day and line.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use time::{Date, Duration};

/// One line of one day's cost.
#[derive(Clone, Debug, PartialEq)]
pub struct CostLine {
    /// How many UTC days before today; 0 is today.
    pub days_ago: u16,
    /// The line's name: `gpt-5.5, input` today, `GPT-4` in 2023.
    pub name: String,
    /// The cost in US **cents**, as the real service counts it.
    pub cents: f64,
    /// Further fields of the line, such as `project_id`. A field named `name` or `cost` replaces the
    /// proper one, for lines of odd shape.
    pub extra: Map<String, Value>,
}

impl CostLine {
    /// A line with nothing but a name and a cost.
    #[must_use]
    pub fn new(days_ago: u16, name: &str, cents: f64) -> Self {
        Self { days_ago, name: name.to_owned(), cents, extra: Map::new() }
    }

    /// The same line, attributed to a project as bodies of 2026 do.
    #[must_use]
    pub fn of_project(self, id: &str, name: &str) -> Self {
        self.with("project_id", json!(id)).with("project_name", json!(name))
    }

    /// The same line with one more field, or with `name` or `cost` in an odd shape.
    #[must_use]
    pub fn with(mut self, field: &str, value: Value) -> Self {
        self.extra.insert(field.to_owned(), value);
        self
    }

    fn day(&self, today: Date) -> Option<Date> {
        today.checked_sub(Duration::days(i64::from(self.days_ago)))
    }

    fn to_json(&self) -> Value {
        let mut item = Map::from_iter([("name".to_owned(), json!(self.name)), ("cost".to_owned(), json!(self.cents))]);
        item.extend(self.extra.clone());
        Value::Object(item)
    }
}

/// The body for the days `start..end`. A day has an entry when it has a line, if only one of zero cents.
pub(crate) fn usage_body(lines: &[CostLine], start: Date, end: Date, today: Date) -> Value {
    let mut days: BTreeMap<Date, Vec<&CostLine>> = BTreeMap::new();
    for line in lines {
        if let Some(day) = line.day(today).filter(|day| (start..end).contains(day)) {
            days.entry(day).or_default().push(line);
        }
    }
    let total: f64 = days.values().flatten().map(|line| line.cents).sum();
    let daily_costs: Vec<Value> = days
        .into_iter()
        .map(|(day, lines)| {
            json!({
                // A float, as the real service sends it.
                "timestamp": day.midnight().assume_utc().unix_timestamp() as f64,
                "line_items": lines.into_iter().map(CostLine::to_json).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({ "object": "list", "daily_costs": daily_costs, "total_usage": total })
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn the_last_day_of_the_window_is_not_in_it() {
        let lines = [
            CostLine::new(0, "gpt-5.5, input", 3.0),
            CostLine::new(1, "gpt-5.5, input", 5.0),
            CostLine::new(2, "gpt-5.5, input", 7.0),
        ];
        let body = usage_body(&lines, date!(2026 - 11 - 21), date!(2026 - 11 - 22), date!(2026 - 11 - 22));
        assert_eq!(body["total_usage"], json!(5.0));
        assert_eq!(body["daily_costs"].as_array().map(Vec::len), Some(1));
        assert_eq!(body["daily_costs"][0]["timestamp"].to_string(), "1795219200.0");
    }

    #[test]
    fn a_day_of_zero_rows_is_reported() {
        let body = usage_body(
            &[CostLine::new(0, "Embedding models", 0.0)],
            date!(2026 - 11 - 22),
            date!(2026 - 11 - 23),
            date!(2026 - 11 - 22),
        );
        assert_eq!(body["daily_costs"][0]["line_items"][0], json!({ "name": "Embedding models", "cost": 0.0 }));
    }
}
