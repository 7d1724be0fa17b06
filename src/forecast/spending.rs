use super::Costs;
use super::history::History;
use super::levels::growing_days;

/// How many days ahead the spending is forecast.
pub const DAYS_AHEAD: usize = 180;

/// What will be spent from the reading to the end of each day: today first, then [`DAYS_AHEAD`] more. In dollars.
#[derive(Debug)]
pub struct Spending {
    pub expected: Vec<f64>,
    /// In 10 of 100 cases it is less than this.
    pub low: Vec<f64>,
    /// In 10 of 100 cases it is more than this.
    pub high: Vec<f64>,
}

impl Spending {
    pub fn of(history: &History, costs: &Costs) -> Self {
        let passed = costs.passed();
        let has_stopped = history.stopped_for(costs).is_some();
        let mut levels = history.levels;
        levels.add(passed, costs.today_dollars().min(history.cap), passed * history.weekdays.factor(costs.today));

        let mut spending = Self { expected: Vec::new(), low: Vec::new(), high: Vec::new() };
        let (mut expected, mut each, mut jobs) = (0.0, [0.0; 3], 0.0);
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for ahead in 0..=DAYS_AHEAD {
            let day = costs.today.plus(ahead as i64);
            let part = if ahead == 0 { 1.0 - passed } else { 1.0 };
            let candidates =
                levels.candidates(growing_days(ahead)).map(|cost| cost * part * history.weekdays.factor(day));
            expected += history.weights.mean(candidates);
            each.iter_mut().zip(candidates).for_each(|(sum, cost)| *sum += cost);
            jobs += history.job.map_or(0.0, |job| job.still_due_on(day, costs));

            let days = (ahead as f64 + 1.0 - passed).max(0.5);
            let width = width(history, expected, each, days);
            low = low.max(expected * (-1.2 * width).exp() + jobs);
            high = high.max(expected * (1.4 * width).exp() + history.excess * days + jobs);
            spending.expected.push(if has_stopped { 0.0 } else { expected + jobs });
            spending.low.push(if has_stopped { 0.0 } else { low });
            spending.high.push(high);
        }
        spending
    }

    /// What will be spent by the end of the day `ahead` of today: expected, low, high.
    pub fn by(&self, ahead: usize) -> (f64, f64, f64) {
        let at = |sums: &[f64]| sums.get(ahead.min(DAYS_AHEAD)).copied().unwrap_or(0.0);
        (at(&self.expected), at(&self.low), at(&self.high))
    }
}

/// The width of the range after `days`, as a logarithm: it grows with time, with what single days differ by, with what the candidates differ by, and
/// with how short the history is. The numbers were fitted on made-up accounts.
fn width(history: &History, expected: f64, each: [f64; 3], days: f64) -> f64 {
    let apart = |sum: f64| if sum > 0.0 && expected > 0.0 { (sum / expected).ln() } else { 0.0 };
    let differ: f64 = history.weights.0.iter().zip(each).map(|(weight, sum)| weight * apart(sum) * apart(sum)).sum();
    let known = history.days.len() as f64;
    let variance = 0.004 + 0.0003 * days + 1.3 * differ + 0.85 * history.noise / days + (0.3 + 0.02 * days) / known;
    variance.sqrt().min(1.3)
}
