use serde::{Deserialize, Serialize};

use super::{Day, Range, Usd};

/// The cost of each model over each [`Range`].
///
/// Only the sums are kept. A usage body has a line for each day, model and kind of token, but pages show no lines. Stored as
/// `{"last_day": "2026-11-22", "models": [["gpt-5.5", [0.32, 1.5, null, 36.25]]]}`, one sum for each range in the order of
/// [`Range::ALL`], models in the order of their names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelCost {
    /// The last day that was asked for: "today" at the time of the request. All ranges end with this day; otherwise a reading from
    /// yesterday would claim that today cost nothing.
    pub last_day: Day,
    pub(super) models: Vec<ModelSums>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) others: Option<OtherSums>,
}

/// The cost over each range. `None` if there is no line in that range; zero if the lines cost nothing.
pub(super) type Sums = [Option<Usd>; Range::ALL.len()];

/// One model: its name and its sums.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct ModelSums(pub(super) String, pub(super) Sums);

/// The models that are not kept by name: their number, and their sums added up.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct OtherSums(pub(super) u32, pub(super) Sums);

/// The cost of one model over a range.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelTotal {
    /// The model's name as OpenAI writes it; empty for lines without a name.
    pub model: String,
    /// The sum of its line items.
    pub cost: Usd,
}

/// The cost over a range of the models that are not kept by name, because there are more than [`MOST_MODELS`](super::limits::MOST_MODELS).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherModels {
    /// The number of these models in all ranges together.
    pub count: u32,
    /// The sum of their line items.
    pub cost: Usd,
}

impl ModelCost {
    /// The cost of each model that has a line in `range`, largest first; equal costs are sorted by name.
    #[must_use]
    pub fn totals(&self, range: Range) -> Vec<ModelTotal> {
        let mut totals: Vec<ModelTotal> = Vec::new();
        for ModelSums(model, sums) in &self.models {
            let Some(cost) = of_range(sums, range) else { continue };
            let at = totals.partition_point(|total| total.cost >= cost);
            totals.insert(at, ModelTotal { model: model.clone(), cost });
        }
        totals
    }

    /// The models that `totals` leaves out, if any of them has a line in `range`.
    #[must_use]
    pub fn others(&self, range: Range) -> Option<OtherModels> {
        let OtherSums(count, sums) = self.others.as_ref()?;
        Some(OtherModels { count: *count, cost: of_range(sums, range)? })
    }

    /// The cost of all models over `range`.
    #[must_use]
    pub fn total(&self, range: Range) -> Usd {
        let others = self.others.iter().filter_map(|OtherSums(_, sums)| of_range(sums, range));
        self.models.iter().filter_map(|ModelSums(_, sums)| of_range(sums, range)).chain(others).sum()
    }

    /// Calls `change` with every text that came from OpenAI.
    pub fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        self.models.iter_mut().for_each(|ModelSums(model, _)| change(model));
    }
}

fn of_range(sums: &Sums, range: Range) -> Option<Usd> {
    sums.get(range as usize).copied().flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{UsageSums, limits};
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn sample() -> ModelCost {
        let mut sums = UsageSums::up_to(day("2026-11-22"));
        for (date, model, dollars) in [
            ("2026-10-23", "o3", 100),
            ("2026-10-24", "o3", 1),
            ("2026-10-31", "gpt-5.5", 2),
            ("2026-11-01", "gpt-5.5", 4),
            ("2026-11-15", "o3", 8),
            ("2026-11-16", "o3", 16),
            ("2026-11-22", "gpt-5.5", 32),
            ("2026-11-22", "embeddings", 0),
            ("2026-11-23", "o3", 1000),
        ] {
            sums.add(day(date), model, "", Usd::whole(dollars)).unwrap();
        }
        sums.finish().cost
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
        assert_eq!(Range::ALL.map(|range| sample().total(range)), [32, 48, 60, 63].map(Usd::whole));
    }

    #[test]
    fn it_is_stored_in_a_compact_form() {
        let stored = serde_json::to_value(sample()).unwrap();
        let compact = json!({"last_day": "2026-11-22", "models": [
            ["embeddings", [0.0, 0.0, 0.0, 0.0]], ["gpt-5.5", [32.0, 32.0, 36.0, 38.0]], ["o3", [null, 16.0, 24.0, 25.0]],
        ]});
        assert_eq!(stored, compact);
        assert_eq!(serde_json::from_value::<ModelCost>(stored).unwrap(), sample());
    }

    #[test]
    fn only_the_most_expensive_models_are_kept_by_name_but_the_total_includes_all() {
        let mut sums = UsageSums::up_to(day("2026-11-22"));
        let extra = 3;
        for number in 0..limits::MOST_MODELS + extra {
            let dollars = Usd::whole(i32::try_from(number).unwrap());
            sums.add(day("2026-11-20"), &format!("model {number:04}"), "", dollars).unwrap();
        }
        let cost = sums.finish().cost;
        let totals = cost.totals(Range::Week);
        assert_eq!(totals.len(), limits::MOST_MODELS);
        assert_eq!(totals.last().unwrap().model, "model 0003");
        assert_eq!(cost.others(Range::Week), Some(OtherModels { count: 3, cost: Usd::whole(1 + 2) }));
        assert_eq!(cost.others(Range::Today), None, "none of the left-out models has a line today");
        let all = i32::try_from(limits::MOST_MODELS + extra).unwrap();
        assert_eq!(cost.total(Range::Week), Usd::whole(all * (all - 1) / 2));
        let stored = serde_json::to_string(&cost).unwrap();
        assert_eq!(serde_json::from_str::<ModelCost>(&stored).unwrap(), cost);
    }
}
