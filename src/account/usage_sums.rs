use thiserror::Error;

use super::largest::Largest;
use super::limits::{MOST_LINE_ITEMS, MOST_MODEL_NAMES, MOST_MODELS, MOST_NAMES_OF_A_DAY, MOST_PROJECT_NAMES};
use super::model_cost::{ModelSums, OtherSums, Sums};
use super::named_sums::{DaySums, MOST_DAYS, NamedSums};
use super::{Day, DayCosts, ModelCost, NamedCost, Range, Usage, Usd};

/// Sums the line items of a usage body one by one, without keeping the lines.
///
/// A line is added to the sum of its day. The sums over the ranges are made of those at the end.
#[derive(Debug)]
pub struct UsageSums {
    first_day: Day,
    last_day: Day,
    models: NamedSums,
    projects: NamedSums,
    /// The projects after the first [`MOST_PROJECT_NAMES`].
    more_projects: DaySums,
    lines: usize,
    /// The day of the last line, and its number counted from the first day; `None` if it is outside all ranges.
    day: Option<(Day, Option<usize>)>,
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
        Self {
            first_day: Range::ALL.into_iter().map(|range| range.first_day(last_day)).min().unwrap_or(last_day),
            last_day,
            models: NamedSums::default(),
            projects: NamedSums::default(),
            more_projects: DaySums::default(),
            lines: 0,
            day: None,
        }
    }

    /// Adds a line. The project is empty if the line names none. A long name is cut.
    ///
    /// # Errors
    /// One of the two limits is exceeded.
    pub fn add(&mut self, day: Day, model: &str, project: &str, cost: Usd) -> Result<(), TooMuchUsage> {
        self.lines += 1;
        if self.lines > MOST_LINE_ITEMS {
            return Err(TooMuchUsage::LineItems);
        }
        let Some(day) = self.number_of(day) else { return Ok(()) };
        let sums = self.models.of(model, MOST_MODEL_NAMES).ok_or(TooMuchUsage::Models)?;
        sums.add(day, cost);
        if !project.is_empty() {
            let sums = self.projects.of(project, MOST_PROJECT_NAMES);
            sums.unwrap_or(&mut self.more_projects).add(day, cost);
        }
        Ok(())
    }

    #[must_use]
    pub fn finish(self) -> Usage {
        let days = self.last_day.days_since(self.first_day);
        let days = (0..=days).map(|day| {
            let number = day as usize;
            let (models, other_models) = largest_of_day(&self.models, number, None);
            let (projects, other_projects) = largest_of_day(&self.projects, number, self.more_projects.of_day(number));
            DayCosts { day: self.first_day.plus(day), models, other_models, projects, other_projects }
        });
        Usage { days: days.collect(), cost: self.model_cost() }
    }

    /// If there are more than [`MOST_MODELS`] models, the cheapest ones are added up into one.
    fn model_cost(&self) -> ModelCost {
        let starts = Range::ALL.map(|range| range.first_day(self.last_day).days_since(self.first_day) as usize);
        let all: Vec<Sums> = self.models.iter().map(|it| starts.map(|first| it.sums.since(first))).collect();
        let mut largest = Largest::of(&mut all.iter().map(rank), MOST_MODELS);
        let (mut models, mut others) = (Vec::new(), OtherSums::default());
        for (model, sums) in self.models.iter().zip(all) {
            if largest.has(rank(&sums)) {
                models.push(ModelSums(model.name.clone(), sums));
            } else {
                others.0 += 1;
                for (sum, more) in others.1.iter_mut().zip(sums) {
                    *sum = more.map(|more| sum.unwrap_or_default() + more).or(*sum);
                }
            }
        }
        ModelCost { last_day: self.last_day, models, others: Some(others).filter(|it| it.0 > 0) }
    }

    fn number_of(&mut self, day: Day) -> Option<usize> {
        match self.day {
            Some((known, number)) if known == day => number,
            _ => {
                let number = usize::try_from(day.days_since(self.first_day)).ok();
                let number = number.filter(|number| day <= self.last_day && *number < MOST_DAYS);
                self.day = Some((day, number));
                number
            }
        }
    }
}

/// The largest costs of a day by name, and the sum of the others.
fn largest_of_day(sums: &NamedSums, day: usize, mut others: Option<Usd>) -> (Vec<NamedCost>, Option<Usd>) {
    let costs = || sums.iter().filter_map(|it| Some((&it.name, it.sums.of_day(day)?)));
    let mut largest = Largest::of(&mut costs().map(|(_, cost)| cost.size()), MOST_NAMES_OF_A_DAY);
    let mut named = Vec::new();
    for (name, cost) in costs() {
        if largest.has(cost.size()) {
            named.push(NamedCost { name: name.clone(), cost });
        } else {
            others = Some(others.unwrap_or_default() + cost);
        }
    }
    (named, others)
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
            sums.add(last_day(), &format!("cheap {number:04}"), "", Usd::whole(1)).unwrap();
        }
        sums.add(last_day(), "zzz", "", Usd::whole(2)).unwrap();
        sums.add(last_day(), "zzz credit", "", Usd::whole(-3)).unwrap();
        let cost = sums.finish().cost;
        let kept = cost.totals(Range::Today);
        assert_eq!(kept.len(), MOST_MODELS);
        assert!(kept.iter().any(|it| it.model == "zzz") && kept.iter().any(|it| it.model == "zzz credit"));
        assert_eq!(cost.others(Range::Today).unwrap().count, 3);
    }

    #[test]
    fn too_many_models_or_lines_are_refused() {
        let mut sums = UsageSums::up_to(last_day());
        let mut add = |name: &str| sums.add(last_day(), name, "", Usd::ZERO);
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
            sums.add(last_day(), name, "", Usd::whole(1)).unwrap();
        }
        let costs: Vec<Usd> = sums.finish().cost.totals(Range::Today).iter().map(|it| it.cost).collect();
        assert_eq!(costs, [Usd::whole(2), Usd::whole(1)]);
    }

    #[test]
    fn a_day_keeps_its_largest_names_and_the_sum_of_the_others() {
        let mut sums = UsageSums::up_to(last_day());
        for number in 0..MOST_NAMES_OF_A_DAY + 2 {
            let (name, cost) = (format!("{number:02}"), Usd::whole(i32::try_from(number).unwrap()));
            sums.add(last_day(), &name, &name, cost).unwrap();
        }
        sums.add(last_day(), "credit", "", Usd::whole(-100)).unwrap();
        let usage = sums.finish();
        let today = usage.days.last().unwrap();
        let names = |costs: &[NamedCost]| costs.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
        let kept = |first: usize| (first..MOST_NAMES_OF_A_DAY + 2).map(|it| format!("{it:02}"));
        assert_eq!(names(&today.models), kept(3).chain(["credit".to_owned()]).collect::<Vec<_>>());
        assert_eq!(names(&today.projects), kept(2).collect::<Vec<_>>());
        assert_eq!((today.other_models, today.other_projects), (Some(Usd::whole(3)), Some(Usd::whole(1))));
        assert_eq!(today.total(), usage.cost.total(Range::Today));
    }

    #[test]
    fn a_body_with_too_many_projects_is_read_and_their_sum_is_complete() {
        let mut sums = UsageSums::up_to(last_day());
        for number in 0..MOST_PROJECT_NAMES + 5 {
            sums.add(last_day(), "o3", &number.to_string(), Usd::whole(1)).unwrap();
        }
        let today = sums.finish().days.pop().unwrap();
        let named: Usd = today.projects.iter().map(|it| it.cost).sum();
        assert_eq!(named + today.other_projects.unwrap(), Usd::whole(MOST_PROJECT_NAMES as i32 + 5));
    }

    #[test]
    fn long_names_that_are_cut_to_the_same_are_one_project() {
        let mut sums = UsageSums::up_to(last_day());
        let long = "x".repeat(1000);
        sums.add(last_day(), "", &long, Usd::whole(1)).unwrap();
        sums.add(last_day(), "", &format!("{long}y"), Usd::whole(1)).unwrap();
        assert_eq!(sums.finish().days.pop().unwrap().projects.len(), 1);
    }

    proptest! {
        #[test]
        fn each_day_has_the_sums_of_its_lines(
            lines in prop::collection::vec((-40..3_i64, 0..12_u8, 0..6_u8, -50..1000_i32), 0..200),
        ) {
            let mut sums = UsageSums::up_to(last_day());
            let mut expected: BTreeMap<(Day, bool, String), Usd> = BTreeMap::new();
            for (day, model, project, cents) in lines {
                let (day, model) = (last_day().plus(day), format!("m{model}"));
                let project = if project == 0 { String::new() } else { format!("project {project}") };
                let cost = Usd::from_cents(f64::from(cents)).unwrap();
                sums.add(day, &model, &project, cost).unwrap();
                for (is_model, name) in [(true, model), (false, project)] {
                    if day >= last_day().plus(-29) && day <= last_day() && !name.is_empty() {
                        let sum = expected.entry((day, is_model, name)).or_default();
                        *sum = *sum + cost;
                    }
                }
            }
            let days = sums.finish().days;
            prop_assert_eq!(days.len(), 30);
            prop_assert!(days.iter().zip(-29..).all(|(it, number)| it.day == last_day().plus(number)));
            let mut found = BTreeMap::new();
            for it in days {
                prop_assert!(it.models.is_sorted_by(|one, next| one.name < next.name));
                prop_assert!(it.projects.is_sorted_by(|one, next| one.name < next.name));
                prop_assert_eq!((it.other_models, it.other_projects), (None, None));
                found.extend(it.models.into_iter().map(|part| ((it.day, true, part.name), part.cost)));
                found.extend(it.projects.into_iter().map(|part| ((it.day, false, part.name), part.cost)));
            }
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn in_any_order_each_line_is_summed_once(
            lines in prop::collection::vec((-40..3_i64, 0..12_u8, -50..1000_i32), 0..200),
        ) {
            let mut sums = UsageSums::up_to(last_day());
            let mut expected: BTreeMap<(usize, String), Usd> = BTreeMap::new();
            for (day, model, cents) in lines {
                let (day, model) = (last_day().plus(day), format!("m{model}"));
                let cost = Usd::from_cents(f64::from(cents)).unwrap();
                sums.add(day, &model, "", cost).unwrap();
                for (place, range) in Range::ALL.into_iter().enumerate() {
                    if day >= range.first_day(last_day()) && day <= last_day() {
                        let sum = expected.entry((place, model.clone())).or_default();
                        *sum = *sum + cost;
                    }
                }
            }
            let cost = sums.finish().cost;
            for (place, range) in Range::ALL.into_iter().enumerate() {
                let shown = cost.totals(range).into_iter().map(|it| (it.model, it.cost)).collect::<BTreeMap<_, _>>();
                let of_range = expected.iter().filter(|((at, _), _)| *at == place);
                let of_range = of_range.map(|((_, model), cost)| (model.clone(), *cost)).collect::<BTreeMap<_, _>>();
                prop_assert_eq!(shown, of_range);
            }
        }
    }
}
