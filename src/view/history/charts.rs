use std::time::Duration;

use super::{BalanceChart, CostChart, Mark, ResponseChart, TimeTick, WHOLE, Window};
use crate::account::{DayCosts, Grant};
use crate::history::{Point, Tier};

/// The three charts of a window.
#[derive(Debug, Clone, PartialEq)]
pub struct Charts {
    pub window: Window,
    pub tier: Tier,
    /// The ticks of balance and response.
    pub ticks: Vec<TimeTick>,
    pub balance: BalanceChart,
    pub cost: CostChart,
    pub response: ResponseChart,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    Balance,
    Cost,
    Response,
}

impl ChartKind {
    pub const ALL: [Self; 3] = [Self::Balance, Self::Cost, Self::Response];

    /// The value of `data-chart`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Balance => "balance",
            Self::Cost => "cost",
            Self::Response => "response",
        }
    }

    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A mark belongs to the points this near, in parts of the chart's width.
const NEAR: i64 = WHOLE / 100;

impl Charts {
    /// `hidden`: the models that the cost chart leaves out.
    #[must_use]
    pub fn of(
        window: Window,
        tier: Tier,
        points: &[Point],
        grants: &[Grant],
        costs: &[DayCosts],
        period: Duration,
        hidden: &[String],
    ) -> Self {
        Self {
            window,
            tier,
            ticks: TimeTick::of(window),
            balance: BalanceChart::of(tier, points, grants, window, period),
            cost: CostChart::of(costs, window, hidden),
            response: ResponseChart::of(tier, points, window, period),
        }
    }

    /// The places of a chart's points, from left to right.
    #[must_use]
    pub fn places(&self, kind: ChartKind) -> Vec<i64> {
        match kind {
            ChartKind::Balance => self.balance.rows.iter().map(|row| row.x).collect(),
            ChartKind::Cost => self.cost.bars.iter().map(|bar| bar.x).collect(),
            ChartKind::Response => self.response.rows.iter().map(|row| row.x).collect(),
        }
    }

    /// The time from one point of a chart to another, both included.
    #[must_use]
    pub fn between(&self, kind: ChartKind, first: usize, last: usize) -> Option<Window> {
        let bucket = self.tier.bucket_length();
        match kind {
            ChartKind::Balance => {
                let rows = &self.balance.rows;
                Some(Window::over(rows.get(first)?.at, rows.get(last)?.at.after(bucket)))
            }
            ChartKind::Response => {
                let rows = &self.response.rows;
                Some(Window::over(rows.get(first)?.at, rows.get(last)?.at.after(bucket)))
            }
            ChartKind::Cost => {
                let bars = &self.cost.bars;
                Some(Window::over(bars.get(first)?.day.start(), bars.get(last)?.until.start()))
            }
        }
    }

    /// The time that a drag from one place to another selects. `None` if that was a click. Of the cost chart whole bars are selected.
    #[must_use]
    pub fn dragged(&self, kind: ChartKind, from: i64, to: i64) -> Option<Window> {
        let window = self.window.between(from, to)?;
        if kind != ChartKind::Cost {
            return Some(window);
        }
        let touched = |bar: &super::Bar| bar.x + bar.reach >= from.min(to) && bar.x - bar.reach <= from.max(to);
        let first = self.cost.bars.iter().position(touched)?;
        self.between(kind, first, self.cost.bars.iter().rposition(touched)?)
    }

    /// Where a point of a chart is in the window.
    #[must_use]
    pub fn place_in_window(&self, kind: ChartKind, number: usize) -> Option<i64> {
        match kind {
            ChartKind::Cost => Some(self.window.place(self.cost.bars.get(number)?.day.start()).clamp(0, WHOLE)),
            ChartKind::Balance | ChartKind::Response => self.places(kind).get(number).copied(),
        }
    }

    /// The marks at a place of the balance.
    pub fn marks_near(&self, x: i64) -> impl Iterator<Item = &Mark> {
        self.balance.marks.iter().filter(move |mark| mark.x.is_some_and(|at| at.abs_diff(x) <= NEAR.unsigned_abs()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::{NamedCost, Usd};
    use crate::view::history::tests::{minutes, points, sample};

    const DAY: i64 = 24 * 60;

    fn charts() -> Charts {
        let points = points(&[sample(-90, 10.0, 1.0), sample(-60, 9.0, 2.0), sample(-30, 8.0, 3.0)]);
        let cost = |back: i64| DayCosts {
            models: vec![NamedCost { name: "m".to_owned(), cost: Usd::whole(1) }],
            ..DayCosts::nothing(minutes(-back * DAY).day())
        };
        let window = Window { from: minutes(-10 * DAY), until: minutes(0) };
        Charts::of(window, Tier::Raw, &points, &[], &[cost(5), cost(4), cost(1)], Duration::from_mins(5), &[])
    }

    #[test]
    fn a_selection_by_keys_means_the_time_of_its_points() {
        let charts = charts();
        let first = charts.between(ChartKind::Balance, 0, 1).unwrap();
        assert_eq!(first, Window { from: minutes(-90), until: minutes(-60).after(Duration::from_secs(1)) });
        let days = charts.between(ChartKind::Cost, 0, 1).unwrap();
        assert_eq!((days.from.iso(), days.until.iso()), ("2026-11-17T00:00:00Z".into(), "2026-11-19T00:00:00Z".into()));
        assert_eq!(charts.between(ChartKind::Cost, 0, 3), None);
    }

    #[test]
    fn a_drag_over_bars_selects_whole_days_and_a_click_selects_nothing() {
        let charts = charts();
        let places = charts.places(ChartKind::Cost);
        let days = charts.dragged(ChartKind::Cost, places[1] + 10, places[0] - 100).unwrap();
        assert_eq!((days.from.iso(), days.until.iso()), ("2026-11-17T00:00:00Z".into(), "2026-11-19T00:00:00Z".into()));
        assert_eq!(charts.dragged(ChartKind::Cost, places[0], places[0] + 5), None);
        let half = charts.dragged(ChartKind::Response, 0, WHOLE / 2).unwrap();
        assert_eq!(half, Window { from: minutes(-10 * DAY), until: minutes(-5 * DAY) });
    }
}
