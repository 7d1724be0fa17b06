use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Day, Usd};

/// What each model cost on each UTC day of a window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelCost {
    /// The last day of the window that was asked for: "today" when it was measured. The ranges count back from it, so that a
    /// reading looked at the next morning does not claim that today cost nothing.
    pub last_day: Day,
    /// The days that had any lines, in the order they were reported in.
    pub days: Vec<DayCost>,
}

/// What each model cost on one day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DayCost {
    /// The UTC day.
    pub day: Day,
    /// Cost by model name. A model the account reports with no cost is there with zero.
    pub models: BTreeMap<String, Usd>,
}

/// A span of days a cost is summed over. All of them end with, and include, the day of the measurement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Range {
    /// That day alone.
    Today,
    /// Seven days.
    Week,
    /// From the first of that day's month.
    Month,
    /// Thirty days.
    ThirtyDays,
}

/// The cost of one model over a range.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelTotal {
    /// The model's name, as OpenAI writes it; empty where a line had none.
    pub model: String,
    /// The sum of its line items.
    pub cost: Usd,
}

impl Range {
    /// All ranges, shortest first.
    pub const ALL: [Self; 4] = [Self::Today, Self::Week, Self::Month, Self::ThirtyDays];

    /// How it is called in markup, in storage and in message keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Week => "week",
            Self::Month => "month",
            Self::ThirtyDays => "thirty_days",
        }
    }

    /// The range with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|range| range.name() == name)
    }

    /// Its first day, counted back from `last`.
    #[must_use]
    pub fn first_day(self, last: Day) -> Day {
        match self {
            Self::Today => last,
            Self::Week => last.plus(-6),
            Self::Month => last.first_of_month(),
            Self::ThirtyDays => last.plus(-29),
        }
    }
}

impl ModelCost {
    /// The cost of each model over `range`, largest first; equal costs in the order of their names.
    #[must_use]
    pub fn totals(&self, range: Range) -> Vec<ModelTotal> {
        let days = range.first_day(self.last_day)..=self.last_day;
        let mut sums: BTreeMap<String, Usd> = BTreeMap::new();
        for (model, cost) in self.days.iter().filter(|it| days.contains(&it.day)).flat_map(|it| &it.models) {
            let sum = sums.entry(model.clone()).or_default();
            *sum = *sum + *cost;
        }
        let mut totals: Vec<ModelTotal> = sums.into_iter().map(|(model, cost)| ModelTotal { model, cost }).collect();
        totals.sort_by_key(|total| std::cmp::Reverse(total.cost));
        totals
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn sample() -> ModelCost {
        let mut days = Vec::new();
        for (date, model, dollars) in [
            ("2026-10-23", "o3", 100),
            ("2026-10-24", "o3", 1),
            ("2026-10-31", "gpt-5.5", 2),
            ("2026-11-01", "gpt-5.5", 4),
            ("2026-11-15", "o3", 8),
            ("2026-11-16", "o3", 16),
            ("2026-11-22", "gpt-5.5", 32),
            ("2026-11-22", "embeddings", 0),
        ] {
            let models = BTreeMap::from([(model.to_owned(), Usd::whole(dollars))]);
            days.push(DayCost { day: day(date), models });
        }
        ModelCost { last_day: day("2026-11-22"), days }
    }

    fn shown(range: Range) -> Vec<(String, Usd)> {
        sample().totals(range).into_iter().map(|total| (total.model, total.cost)).collect()
    }

    fn rows(rows: &[(&str, i32)]) -> Vec<(String, Usd)> {
        rows.iter().map(|(model, dollars)| ((*model).to_owned(), Usd::whole(*dollars))).collect()
    }

    #[test]
    fn each_range_sums_its_own_days_largest_first() {
        assert_eq!(shown(Range::Today), rows(&[("gpt-5.5", 32), ("embeddings", 0)]));
        assert_eq!(shown(Range::Week), rows(&[("gpt-5.5", 32), ("o3", 16), ("embeddings", 0)]));
        assert_eq!(shown(Range::Month), rows(&[("gpt-5.5", 36), ("o3", 24), ("embeddings", 0)]));
        assert_eq!(shown(Range::ThirtyDays), rows(&[("gpt-5.5", 38), ("o3", 25), ("embeddings", 0)]));
    }

    #[test]
    fn names_are_unique_and_read_back() {
        for range in Range::ALL {
            assert_eq!(Range::named(range.name()), Some(range));
        }
        assert_eq!(Range::named("year"), None);
    }
}
