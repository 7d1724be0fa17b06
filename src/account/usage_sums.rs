use thiserror::Error;

use super::limits::{MOST_LINE_ITEMS, MOST_MODEL_NAMES, MOST_MODELS, shortened};
use super::model_cost::{ModelSums, OtherSums, Sums};
use super::{Day, ModelCost, Range, Usd};

/// Sums the line items of a usage body one by one, without keeping the lines.
///
/// A body has tens of thousands of lines but only a few dozen models, so each line must be cheap. Every day lists the models in much the same
/// order. So a line's model is usually that of the line before, or the one that followed that model the last time. If it is neither, it is
/// searched for.
#[derive(Debug)]
pub struct UsageSums {
    last_day: Day,
    models: Vec<Model>,
    /// Indices of `models`, sorted by name.
    by_name: Vec<u32>,
    /// The index of the last line's model.
    last: u32,
    lines: usize,
    /// The day of the last line, and for each of [`Range::ALL`] whether it includes that day.
    day: Option<(Day, [bool; Range::ALL.len()])>,
}

#[derive(Debug)]
struct Model {
    name: String,
    sums: Sums,
    /// The model of the line that followed this model's last run of lines.
    next: u32,
}

/// The usage has more lines or models than are summed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TooMuchUsage {
    /// More than [`MOST_LINE_ITEMS`].
    #[error("too many line items")]
    LineItems,
    /// More than [`MOST_MODEL_NAMES`].
    #[error("too many models")]
    Models,
}

impl UsageSums {
    /// Sums over the ranges that end with `last_day`. Lines of days outside all ranges are ignored.
    #[must_use]
    pub fn up_to(last_day: Day) -> Self {
        Self { last_day, models: Vec::new(), by_name: Vec::new(), last: 0, lines: 0, day: None }
    }

    /// Adds a line. A name over [`LONGEST_TEXT`](super::limits::LONGEST_TEXT) is cut.
    ///
    /// # Errors
    /// One of the two limits is exceeded.
    pub fn add(&mut self, day: Day, model: &str, cost: Usd) -> Result<(), TooMuchUsage> {
        self.lines += 1;
        if self.lines > MOST_LINE_ITEMS {
            return Err(TooMuchUsage::LineItems);
        }
        let in_range = self.ranges_of(day);
        if !in_range.contains(&true) {
            return Ok(());
        }
        let index = self.index_of(&shortened(model))?;
        if let Some(model) = self.models.get_mut(index as usize) {
            for (sum, _) in model.sums.iter_mut().zip(in_range).filter(|(_, it)| *it) {
                *sum = Some(sum.unwrap_or_default() + cost);
            }
        }
        Ok(())
    }

    /// The sums. If there are more than [`MOST_MODELS`] models, the cheapest ones are added up into one.
    #[must_use]
    pub fn finish(mut self) -> ModelCost {
        let (least, mut room_for_ties) = self.least_kept();
        let (mut models, mut others) = (Vec::new(), OtherSums::default());
        for index in self.by_name {
            let Some(model) = self.models.get_mut(index as usize) else { continue };
            let name = std::mem::take(&mut model.name);
            let rank = rank(&model.sums);
            if rank > least || (rank == least && room_for_ties > 0) {
                room_for_ties -= usize::from(rank == least);
                models.push(ModelSums(name, model.sums));
            } else {
                others.0 += 1;
                for (sum, more) in others.1.iter_mut().zip(model.sums) {
                    *sum = more.map(|more| sum.unwrap_or_default() + more).or(*sum);
                }
            }
        }
        ModelCost { last_day: self.last_day, models, others: Some(others).filter(|it| it.0 > 0) }
    }

    fn ranges_of(&mut self, day: Day) -> [bool; Range::ALL.len()] {
        match self.day {
            Some((known, in_range)) if known == day => in_range,
            _ => {
                let last = self.last_day;
                let in_range = Range::ALL.map(|range| (range.first_day(last)..=last).contains(&day));
                self.day = Some((day, in_range));
                in_range
            }
        }
    }

    fn index_of(&mut self, name: &str) -> Result<u32, TooMuchUsage> {
        let before = self.last;
        let is_it = |index: u32| self.models.get(index as usize).filter(|model| model.name == name);
        if is_it(before).is_some() {
            return Ok(before);
        }
        let after = self.models.get(before as usize).map_or(0, |model| model.next);
        self.last = if is_it(after).is_some() { after } else { self.search(name)? };
        if let Some(model) = self.models.get_mut(before as usize) {
            model.next = self.last;
        }
        Ok(self.last)
    }

    fn search(&mut self, name: &str) -> Result<u32, TooMuchUsage> {
        let name_of = |index: &u32| self.models.get(*index as usize).map_or("", |model| model.name.as_str());
        match self.by_name.binary_search_by(|index| name_of(index).cmp(name)) {
            Ok(place) => Ok(self.by_name.get(place).copied().unwrap_or_default()),
            Err(_) if self.models.len() >= MOST_MODEL_NAMES => Err(TooMuchUsage::Models),
            Err(place) => {
                let index = self.models.len() as u32;
                self.models.push(Model { name: name.to_owned(), sums: Sums::default(), next: index });
                self.by_name.insert(place, index);
                Ok(index)
            }
        }
    }

    /// The lowest rank of a model that is kept by name, and how many models of that rank are kept.
    fn least_kept(&self) -> (Usd, usize) {
        let mut kept: Vec<Usd> = Vec::with_capacity(MOST_MODELS + 1);
        for model in &self.models {
            let rank = rank(&model.sums);
            kept.insert(kept.partition_point(|it| *it >= rank), rank);
            kept.truncate(MOST_MODELS);
        }
        let least = kept.last().copied().unwrap_or_default();
        (least, kept.iter().filter(|rank| **rank == least).count())
    }
}

/// Models with the highest rank are kept by name. The rank is the largest sum, without its sign: a credit is negative.
fn rank(sums: &Sums) -> Usd {
    sums.iter().flatten().map(|sum| sum.size()).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn last_day() -> Day {
        "2026-11-22".parse().unwrap()
    }

    #[test]
    fn the_models_with_the_largest_sums_are_kept_by_name() {
        let mut sums = UsageSums::up_to(last_day());
        for number in 0..MOST_MODELS + 1 {
            sums.add(last_day(), &format!("cheap {number:04}"), Usd::whole(1)).unwrap();
        }
        sums.add(last_day(), "zzz", Usd::whole(2)).unwrap();
        sums.add(last_day(), "zzz credit", Usd::whole(-3)).unwrap();
        let cost = sums.finish();
        let kept = cost.totals(Range::Today);
        assert_eq!(kept.len(), MOST_MODELS);
        assert!(kept.iter().any(|it| it.model == "zzz") && kept.iter().any(|it| it.model == "zzz credit"));
        assert_eq!(cost.others(Range::Today).unwrap().count, 3);
    }

    #[test]
    fn too_many_models_or_lines_are_refused() {
        let mut sums = UsageSums::up_to(last_day());
        let mut add = |name: &str| sums.add(last_day(), name, Usd::ZERO);
        for number in 0..MOST_MODEL_NAMES {
            assert_eq!(add(&number.to_string()), Ok(()));
        }
        assert_eq!(add("one more"), Err(TooMuchUsage::Models));
        for _ in MOST_MODEL_NAMES + 1..MOST_LINE_ITEMS {
            assert_eq!(add("7"), Ok(()));
        }
        assert_eq!(add("7"), Err(TooMuchUsage::LineItems));
    }

    #[test]
    fn lines_with_the_same_long_name_are_one_model() {
        let mut sums = UsageSums::up_to(last_day());
        let long = "é".repeat(1000);
        for name in [&long, "o3", &long] {
            sums.add(last_day(), name, Usd::whole(1)).unwrap();
        }
        let costs: Vec<Usd> = sums.finish().totals(Range::Today).iter().map(|it| it.cost).collect();
        assert_eq!(costs, [Usd::whole(2), Usd::whole(1)]);
    }

    proptest! {
        #[test]
        fn in_any_order_each_line_is_summed_once(
            lines in prop::collection::vec((-40..3_i64, 0..12_u8, -50..1000_i32), 0..200),
        ) {
            let mut sums = UsageSums::up_to(last_day());
            let mut expected: BTreeMap<(usize, String), Usd> = BTreeMap::new();
            for (day, model, cents) in lines {
                let (day, model) = (last_day().plus(day), format!("m{model}"));
                let cost = Usd::from_cents(f64::from(cents)).unwrap();
                sums.add(day, &model, cost).unwrap();
                for (place, range) in Range::ALL.into_iter().enumerate() {
                    if day >= range.first_day(last_day()) && day <= last_day() {
                        let sum = expected.entry((place, model.clone())).or_default();
                        *sum = *sum + cost;
                    }
                }
            }
            let cost = sums.finish();
            for (place, range) in Range::ALL.into_iter().enumerate() {
                let shown = cost.totals(range).into_iter().map(|it| (it.model, it.cost)).collect::<BTreeMap<_, _>>();
                let of_range = expected.iter().filter(|((at, _), _)| *at == place);
                let of_range = of_range.map(|((_, model), cost)| (model.clone(), *cost)).collect::<BTreeMap<_, _>>();
                prop_assert_eq!(shown, of_range);
            }
        }
    }
}
