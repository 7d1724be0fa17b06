use super::bars::{Bars, days_of};
use super::{Scale, Span, TimeTick, Window};
use crate::account::catalogue::OTHER_MODELS;
use crate::account::{Day, DayCosts, Usd};
use crate::view::Message;

/// The daily cost, stacked by model.
#[derive(Debug, Clone, PartialEq)]
pub struct CostChart {
    /// The first and the last day of the chart.
    pub first: Day,
    pub last: Day,
    pub span: Span,
    /// Whether the window is so short that seven days are shown instead.
    pub is_longer: bool,
    /// In millionths of a dollar.
    pub scale: Scale,
    pub ticks: Vec<TimeTick>,
    pub legend: Vec<LegendItem>,
    /// Those with costs, in the order of time.
    pub bars: Vec<Bar>,
    /// The cost of the models that are shown.
    pub total: Usd,
}

/// A model of the chart, or several together.
#[derive(Debug, Clone, PartialEq)]
pub struct LegendItem {
    /// The model's name from OpenAI; empty for lines without a name, [`OTHER_MODELS`] for all that have no colour of their own.
    pub name: String,
    pub title: Message,
    /// From 1; 0 for the others.
    pub colour: usize,
    pub total: Usd,
    pub is_shown: bool,
}

/// A bar, and its row in the table.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// The first day.
    pub day: Day,
    /// The day after the last one.
    pub until: Day,
    /// The middle.
    pub x: i64,
    /// How far the bar reaches from there.
    pub reach: i64,
    /// The cost of the models that are shown.
    pub total: Usd,
    /// The cost of each item of the legend that is shown.
    pub parts: Vec<Usd>,
    pub blocks: Vec<Block>,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    pub colour: usize,
    pub x: i64,
    pub width: i64,
    pub y: i64,
    pub height: i64,
}

/// How many models have a colour of their own. More could not be told apart.
const COLOURS: usize = 6;

/// The finest ticks: a hundredth of a cent.
const FINEST: i64 = 100;

impl CostChart {
    /// The days of which costs are needed, the first and the last.
    #[must_use]
    pub fn days(window: Window) -> (Day, Day) {
        days_of(window)
    }

    /// `hidden`: the names in the legend that are not shown.
    #[must_use]
    pub fn of(days: &[DayCosts], window: Window, hidden: &[String]) -> Self {
        let (first, last) = days_of(window);
        let bars = Bars::between(first, last);
        let days: Vec<&DayCosts> = days.iter().filter(|costs| (first..=last).contains(&costs.day)).collect();
        let legend = legend(&days, hidden);
        let stacks = stacks(&days, bars, &legend);
        let sums =
            |sum: fn(Usd, Usd) -> Usd| stacks.iter().map(move |(_, parts)| parts.iter().copied().fold(Usd::ZERO, sum));
        let lowest = sums(|sum, part| sum + part.min(Usd::ZERO)).min().unwrap_or_default();
        let highest = sums(|sum, part| sum + part.max(Usd::ZERO)).max().unwrap_or_default();
        let scale = Scale::over(lowest.micros().min(0), highest.micros().max(0), FINEST);
        let made = stacks.into_iter().map(|(number, parts)| bar(bars, number, parts, &legend, &scale));
        Self {
            first,
            last,
            span: bars.span,
            is_longer: first < window.from.day(),
            ticks: bars.ticks(),
            bars: made.collect(),
            total: legend.iter().filter(|item| item.is_shown).map(|item| item.total).sum(),
            legend,
            scale,
        }
    }
}

/// The most expensive models, and one item for all others.
fn legend(days: &[&DayCosts], hidden: &[String]) -> Vec<LegendItem> {
    let mut totals: Vec<(&str, Usd)> = Vec::new();
    for model in days.iter().flat_map(|costs| &costs.models) {
        match totals.iter_mut().find(|(name, _)| *name == model.name) {
            Some((_, total)) => *total = *total + model.cost,
            None => totals.push((&model.name, model.cost)),
        }
    }
    let item = |name: &str, colour, total| LegendItem {
        title: match name {
            "" => Message::plain("model_unnamed"),
            OTHER_MODELS => Message::plain("history_other_models"),
            name => Message::verbatim(name),
        },
        is_shown: !hidden.iter().any(|hidden| hidden == name),
        name: name.to_owned(),
        colour,
        total,
    };
    let mut legend = Vec::new();
    while legend.len() < COLOURS {
        let most = totals.iter().map(|(_, total)| *total).max();
        let Some(at) = totals.iter().position(|(_, total)| Some(*total) == most) else { break };
        let (name, total) = totals.remove(at);
        legend.push(item(name, legend.len() + 1, total));
    }
    let others = days.iter().filter_map(|costs| costs.other_models);
    if !totals.is_empty() || others.clone().next().is_some() {
        legend.push(item(OTHER_MODELS, 0, totals.iter().map(|(_, total)| *total).chain(others).sum()));
    }
    legend
}

/// The number of each bar that has costs, and the cost of each item of the legend that is shown.
fn stacks(days: &[&DayCosts], bars: Bars, legend: &[LegendItem]) -> Vec<(i64, Vec<Usd>)> {
    let item_of =
        |name: &str| legend.iter().position(|item| item.name == name).unwrap_or(legend.len().saturating_sub(1));
    let mut stacks: Vec<(i64, Vec<Usd>)> = Vec::new();
    for costs in days {
        let number = bars.number_of(costs.day);
        if stacks.last().is_none_or(|(last, _)| *last != number) {
            stacks.push((number, vec![Usd::ZERO; legend.len()]));
        }
        let Some((_, parts)) = stacks.last_mut() else { continue };
        let named = costs.models.iter().map(|model| (model.name.as_str(), model.cost));
        for (name, cost) in named.chain(costs.other_models.map(|cost| (OTHER_MODELS, cost))) {
            if let Some(part) = parts.get_mut(item_of(name)) {
                *part = *part + cost;
            }
        }
    }
    for (_, parts) in &mut stacks {
        let mut items = legend.iter();
        parts.retain(|_| items.next().is_some_and(|item| item.is_shown));
    }
    stacks
}

/// Costs are stacked upwards from zero, credits downwards.
fn bar(bars: Bars, number: i64, parts: Vec<Usd>, legend: &[LegendItem], scale: &Scale) -> Bar {
    let (middle, width) = (bars.middle(number), bars.width());
    let (mut above, mut below) = (0_i64, 0_i64);
    let mut blocks = Vec::new();
    for (item, part) in legend.iter().filter(|item| item.is_shown).zip(&parts) {
        let part = part.micros();
        let end = if part < 0 { &mut below } else { &mut above };
        let start = *end;
        *end = end.saturating_add(part);
        let (top, bottom) = (scale.y(start.max(*end)), scale.y(start.min(*end)));
        if bottom > top {
            blocks.push(Block { colour: item.colour, x: middle - width / 2, width, y: top, height: bottom - top });
        }
    }
    Bar {
        day: bars.day_of(number),
        until: bars.day_of(number + 1),
        x: middle,
        reach: width / 2,
        total: parts.iter().copied().sum(),
        parts,
        blocks,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::NamedCost;
    use crate::view::HistoryRange;
    use crate::view::history::WHOLE;
    use crate::view::history::tests::minutes;

    fn costs(day: &str, models: &[(&str, f64)]) -> DayCosts {
        let model = |(name, dollars): &(&str, f64)| NamedCost {
            name: (*name).to_owned(),
            cost: Usd::from_dollars(*dollars).unwrap(),
        };
        DayCosts { models: models.iter().map(model).collect(), ..DayCosts::nothing(day.parse().unwrap()) }
    }

    fn week() -> Window {
        Window::of(HistoryRange::Week, minutes(0))
    }

    fn dollars(amounts: &[Usd]) -> Vec<f64> {
        amounts.iter().map(|amount| amount.dollars()).collect()
    }

    #[test]
    fn models_are_stacked_from_the_most_expensive() {
        let days = [costs("2026-11-20", &[("cheap", 1.0), ("dear", 3.0)]), costs("2026-11-22", &[("dear", 2.0)])];
        let chart = CostChart::of(&days, week(), &[]);
        let legend: Vec<_> = chart.legend.iter().map(|item| (item.name.as_str(), item.colour)).collect();
        assert_eq!(legend, [("dear", 1), ("cheap", 2)]);
        assert_eq!((chart.total.dollars(), chart.is_longer), (6.0, false));
        let [first, last] = chart.bars.as_slice() else { panic!("{:?}", chart.bars) };
        assert_eq!((dollars(&first.parts), dollars(&last.parts)), (vec![3.0, 1.0], vec![2.0, 0.0]));
        let blocks: Vec<_> = first.blocks.iter().map(|block| (block.colour, block.y, block.height)).collect();
        assert_eq!(blocks, [(1, 2500, 7500), (2, 0, 2500)]);
        assert_eq!(last.blocks.len(), 1);
        assert!(first.x < last.x && last.x < WHOLE);
    }

    #[test]
    fn a_hidden_model_is_in_the_legend_alone() {
        let days = [costs("2026-11-20", &[("cheap", 1.0), ("dear", 3.0)])];
        let chart = CostChart::of(&days, week(), &["dear".to_owned()]);
        let legend: Vec<_> = chart.legend.iter().map(|item| (item.name.as_str(), item.is_shown)).collect();
        assert_eq!(legend, [("dear", false), ("cheap", true)]);
        assert_eq!((chart.total.dollars(), dollars(&chart.bars[0].parts)), (1.0, vec![1.0]));
        assert_eq!((chart.bars[0].blocks[0].colour, chart.bars[0].blocks[0].y), (2, 0));
    }

    #[test]
    fn all_models_without_a_colour_are_one() {
        let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
        let models: Vec<_> = names.iter().rev().enumerate().map(|(at, name)| (*name, 1.0 + at as f64)).collect();
        let chart = CostChart::of(&[costs("2026-11-20", &models)], week(), &[]);
        let legend: Vec<_> = chart.legend.iter().map(|item| (item.name.as_str(), item.total.dollars())).collect();
        assert_eq!(legend[0], ("a", 8.0));
        assert_eq!(legend[6], (OTHER_MODELS, 3.0));
        assert_eq!(chart.total.dollars(), 36.0);
    }

    #[test]
    fn what_was_not_kept_by_name_belongs_to_the_others() {
        let day = DayCosts { other_models: Some(Usd::whole(2)), ..costs("2026-11-20", &[("dear", 3.0)]) };
        let chart = CostChart::of(&[day], week(), &[]);
        let legend: Vec<_> = chart.legend.iter().map(|item| (item.name.as_str(), item.total.dollars())).collect();
        assert_eq!(legend, [("dear", 3.0), (OTHER_MODELS, 2.0)]);
        assert_eq!((dollars(&chart.bars[0].parts), chart.total.dollars()), (vec![3.0, 2.0], 5.0));
    }

    #[test]
    fn a_credit_hangs_below_zero() {
        let chart = CostChart::of(&[costs("2026-11-20", &[("dear", 3.0), ("", -1.0)])], week(), &[]);
        let blocks: Vec<_> = chart.bars[0].blocks.iter().map(|block| (block.y, block.height)).collect();
        assert_eq!(blocks, [(0, 7500), (7500, 2500)]);
        assert_eq!(chart.bars[0].total.dollars(), 2.0);
    }

    #[test]
    fn less_than_a_day_shows_seven_and_many_days_are_months() {
        let days = [
            costs("2026-10-31", &[("m", 1.0)]),
            costs("2026-11-16", &[("m", 2.0)]),
            costs("2026-11-22", &[("m", 3.0)]),
        ];
        let hour = CostChart::of(&days, Window::of(HistoryRange::Hour, minutes(0)), &[]);
        assert_eq!((hour.is_longer, hour.bars.len()), (true, 2));
        let all = CostChart::of(&days, Window::of(HistoryRange::All, minutes(0)), &[]);
        let totals: Vec<_> = all.bars.iter().map(|bar| (bar.day.to_string(), bar.total.dollars())).collect();
        assert_eq!(totals, [("2026-10-01".to_owned(), 1.0), ("2026-11-01".to_owned(), 5.0)]);
    }

    #[test]
    fn no_costs_are_an_empty_chart() {
        let chart = CostChart::of(&[], week(), &[]);
        assert_eq!((chart.bars.len(), chart.legend.len(), chart.total), (0, 0, Usd::ZERO));
    }
}
