use super::history::History;
use super::purse::{Lapse, Purse, Recharging};
use super::spending::Spending;
use super::{Costs, Credit, DAYS_AHEAD, Recharge};
use crate::account::Day;

/// When the balance runs out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunOut {
    /// On this day.
    On {
        day: Day,
        /// In 10 of 100 cases it runs out before this day.
        low: Day,
        /// In 10 of 100 cases it runs out after this day. `None` if that day is more than [`DAYS_AHEAD`] days away.
        high: Option<Day>,
    },
    /// The day cannot be told, but hardly before this one.
    NotBefore(Day),
    /// Hardly within the next [`DAYS_AHEAD`] days.
    NotWithinHalfAYear,
    /// It does not, because credit is bought automatically.
    Recharged {
        /// The day of the next purchase; `None` if none comes within [`DAYS_AHEAD`] days.
        next: Option<Day>,
        /// The number of purchases to come in the month of the reading.
        this_month: u32,
    },
}

/// Amounts below this, in dollars, are errors of rounding.
const ROUNDING: f64 = 1e-9;

/// The fewest whole days from which a day is named.
const FEWEST_FOR_A_DAY: usize = 5;

/// Spends the credit day by day at the expected cost, and at the low and the high cost for the range. Also gives the credit that expires unused
/// at the expected cost.
pub fn run_out(credit: &Credit, spending: &Spending, history: &History, costs: &Costs) -> (RunOut, Vec<Lapse>) {
    let recharge = credit.recharge.filter(Recharge::can_ever_buy);
    let walk = |sums: &[f64]| Walk::along(sums, credit, recharge, costs.today);
    let expected = walk(&spending.expected);
    // Buying, and credit that expires, can turn the order around: who spends more early has less to lose later.
    let early = walk(&spending.high).out.into_iter().chain(expected.out).min();
    let late = walk(&spending.low).out;
    let on = |ahead: usize| costs.today.plus(ahead as i64);
    let run_out = match (expected.out, early) {
        (None, _) if recharge.is_some() => RunOut::Recharged {
            next: expected.purchases.first().map(|(day, _)| *day),
            this_month: expected
                .purchases
                .iter()
                .filter(|(day, _)| day.is_in_month_of(costs.today))
                .map(|it| it.1)
                .sum(),
        },
        (_, None) => RunOut::NotWithinHalfAYear,
        (Some(ahead), Some(early)) if can_be_named(ahead, early, late, history, costs) => {
            RunOut::On { day: on(ahead), low: on(early), high: late.map(|late| on(late.max(ahead))) }
        }
        (_, Some(early)) => RunOut::NotBefore(on(early)),
    };
    (run_out, expected.lapses)
}

/// Whether the history is long enough, and the range narrow enough, to name the day `ahead`.
fn can_be_named(ahead: usize, early: usize, late: Option<usize>, history: &History, costs: &Costs) -> bool {
    let known = history.days.len();
    known >= FEWEST_FOR_A_DAY
        && history.stopped_for(costs).is_none()
        && late.unwrap_or(DAYS_AHEAD + 1) <= 5 * early + 3
        && ahead <= (3 * known).max(60)
}

/// What becomes of the credit if the costs are as given.
#[derive(Default)]
struct Walk {
    /// How many days ahead a cost could not be paid.
    out: Option<usize>,
    lapses: Vec<Lapse>,
    /// The days on which credit was bought, and how often.
    purchases: Vec<(Day, u32)>,
}

impl Walk {
    /// `sums`: the cost up to the end of each day, in dollars, today first.
    fn along(sums: &[f64], credit: &Credit, recharge: Option<Recharge>, today: Day) -> Self {
        let mut walk = Self::default();
        let mut purse = Purse::of(credit, today);
        let mut recharge = recharge.map(|recharge| Recharging::new(recharge, today));
        let mut before = 0.0;
        for (ahead, sum) in sums.iter().enumerate() {
            let day = today.plus(ahead as i64);
            let mut cost = sum - before;
            before = *sum;
            loop {
                // Credit is bought at the threshold, so that is where spending pauses.
                let floor = recharge.as_ref().filter(|it| it.can_buy(day)).map_or(0.0, Recharging::threshold);
                cost -= purse.spend(cost.min(purse.left() - floor));
                let missing = floor + cost - purse.left();
                if missing < -ROUNDING {
                    break;
                }
                let Some((count, bought)) = recharge.as_mut().and_then(|it| it.buy(day, missing)) else { break };
                walk.purchases.push((day, count));
                purse.add(bought);
            }
            if cost > ROUNDING {
                walk.out = Some(ahead);
                return walk;
            }
            walk.lapses.extend(purse.end(day));
        }
        walk
    }
}
