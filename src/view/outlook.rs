use serde::Serialize;

use super::{Arg, Message};
use crate::account::{AccountStatus, Day, DayCosts, Range, Timestamp, Usd};
use crate::forecast::{Forecast, MonthForecast, RunOut, TooLittleData, forecast_of};
use crate::json::shortest;

/// Where the account is going: when the balance runs out, what the month will cost, and what each of its days did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outlook {
    /// When the balance runs out; `None` if the balance is not known.
    pub run_out: Option<Claim>,
    pub month: Claim,
    /// Credit that will expire unused, and an unusual day.
    pub remarks: Vec<Message>,
    /// The days of this UTC month, from the first to the last.
    pub days: Vec<DayBar>,
}

/// What is claimed of the future, or why nothing is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Claim {
    pub headline: Message,
    pub note: Option<Message>,
    /// As `data-value`, `data-low` and `data-high`: a day as `2026-12-24`, an amount in dollars. `None` if nothing is claimed.
    pub value: Option<String>,
    pub low: Option<String>,
    pub high: Option<String>,
}

/// A day of this month.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DayBar {
    /// The day and its cost, in words.
    pub text: Message,
    /// The cost as a part of the most expensive day's, from 0.0 to 1.0.
    pub share: f64,
    pub when: When,
}

/// Where a day lies from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum When {
    Past,
    Today,
    Ahead,
}

impl When {
    /// The value of `data-when`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Past => "past",
            Self::Today => "today",
            Self::Ahead => "ahead",
        }
    }
}

impl Outlook {
    /// From the last good readings and the costs of past days. `None` before the cost was read for the first time.
    #[must_use]
    pub fn of(status: &AccountStatus, days: &[DayCosts], now: Timestamp) -> Option<Self> {
        let cost = status.model_cost.as_ref()?;
        let forecast = forecast_of(status, days);
        let so_far = cost.value.total(Range::Month);
        let today = now.day();
        let cost_of = |day: Day| days.iter().find(|it| it.day == day).map(DayCosts::total);
        Some(Self {
            run_out: match &forecast {
                Ok(forecast) => match forecast.run_out {
                    Some(it) if !is_past(it, today) => Some(run_out(it, today)),
                    // Balance and cost were not read at one time, or so long ago that the day has passed.
                    _ => status.balance().map(|_| Claim::none(Message::plain("forecast_unknown"), None)),
                },
                Err(more) => status.balance().map(|_| unknown(*more)),
            },
            month: match &forecast {
                Ok(forecast) if forecast.month.until.is_in_month_of(today) => month(forecast.month, so_far),
                Err(more) if cost.value.last_day.is_in_month_of(today) => {
                    Claim { headline: Message::with("month_so_far", [Arg::Usd(so_far)]), ..unknown(*more) }
                }
                // The last reading was in another month.
                _ => Claim::none(Message::plain("month_not_read"), None),
            },
            remarks: forecast.as_ref().map(|it| remarks(it, cost.at.day() == today)).unwrap_or_default(),
            days: bars(today, cost_of),
        })
    }
}

fn is_past(run_out: RunOut, today: Day) -> bool {
    matches!(run_out, RunOut::On { day, .. } if day < today)
}

impl Claim {
    const fn none(headline: Message, note: Option<Message>) -> Self {
        Self { headline, note, value: None, low: None, high: None }
    }
}

fn unknown(TooLittleData { more_days }: TooLittleData) -> Claim {
    let note = if more_days == 1 {
        Message::plain("forecast_needs_one_day")
    } else {
        Message::with("forecast_needs_days", [Arg::Count(more_days)])
    };
    Claim::none(Message::plain("forecast_unknown"), Some(note))
}

fn run_out(run_out: RunOut, today: Day) -> Claim {
    match run_out {
        RunOut::On { day, low, high } => Claim {
            headline: Message::with("run_out_in", [Arg::DaysAhead(day.days_since(today))]),
            note: Some(match high {
                Some(high) => Message::with("run_out_between", [Arg::Day(day), Arg::Day(low), Arg::Day(high)]),
                None => Message::with("run_out_from", [Arg::Day(day), Arg::Day(low)]),
            }),
            value: Some(day.to_string()),
            low: Some(low.to_string()),
            high: high.map(|day| day.to_string()),
        },
        RunOut::NotBefore(day) => Claim {
            low: Some(day.to_string()),
            ..Claim::none(
                Message::with("run_out_not_before", [Arg::Day(day)]),
                Some(Message::plain("run_out_not_before_note")),
            )
        },
        RunOut::NotWithinHalfAYear => Claim::none(Message::plain("run_out_not_soon"), None),
        RunOut::Recharged { next: Some(day), .. } => Claim::none(
            Message::plain("run_out_recharged"),
            Some(Message::with("run_out_recharged_on", [Arg::Day(day)])),
        ),
        RunOut::Recharged { next: None, .. } => {
            Claim::none(Message::plain("run_out_recharged"), Some(Message::plain("run_out_recharged_later")))
        }
    }
}

fn month(month: MonthForecast, so_far: Usd) -> Claim {
    Claim {
        headline: Message::with("month_forecast", [Arg::Usd(month.cost)]),
        note: Some(Message::with("month_range", [Arg::Usd(so_far), Arg::Usd(month.low), Arg::Usd(month.high)])),
        value: Some(shortest(month.cost.dollars())),
        low: Some(shortest(month.low.dollars())),
        high: Some(shortest(month.high.dollars())),
    }
}

/// `is_of_today`: whether the cost was read today. Otherwise "today" would be another day.
fn remarks(forecast: &Forecast, is_of_today: bool) -> Vec<Message> {
    let lapses = forecast.lapses.iter();
    let lapses = lapses.map(|it| Message::with("credit_lapses", [Arg::Usd(it.amount), Arg::Day(it.last_day)]));
    let unusual = forecast.unusual.filter(|_| is_of_today);
    let unusual = unusual.map(|it| Message::with("unusual_day", [Arg::Usd(it.cost), Arg::Usd(it.usual)]));
    unusual.into_iter().chain(lapses).collect()
}

fn bars(today: Day, cost_of: impl Fn(Day) -> Option<Usd>) -> Vec<DayBar> {
    let first = today.first_of_month();
    let days: Vec<Day> = (0..31).map(|place| first.plus(place)).filter(|day| day.is_in_month_of(today)).collect();
    let costs = days.iter().filter_map(|day| cost_of(*day));
    let largest = costs.max().filter(|it| *it > Usd::ZERO);
    let bar = |day: Day| {
        let cost = cost_of(day);
        let share = cost.zip(largest).and_then(|(cost, largest)| cost.share_of(largest));
        DayBar {
            text: match cost {
                Some(cost) => Message::with("day_cost", [Arg::Day(day), Arg::Usd(cost)]),
                None => Message::with("day_without_cost", [Arg::Day(day)]),
            },
            share: share.unwrap_or_default().clamp(0.0, 1.0),
            when: match day.cmp(&today) {
                std::cmp::Ordering::Less => When::Past,
                std::cmp::Ordering::Equal => When::Today,
                std::cmp::Ordering::Greater => When::Ahead,
            },
        }
    };
    days.into_iter().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::{CreditGrants, Measured, NamedCost, UsageSums};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// An account that spends two dollars a day from `first` to `last`, read at noon of `last`.
    fn account(first: &str, last: &str, balance: f64) -> (AccountStatus, Vec<DayCosts>, Timestamp) {
        let (first, last) = (day(first), day(last));
        let at = last.start().after(std::time::Duration::from_secs(12 * 3600));
        let totals = serde_json::from_value(serde_json::json!({ "total_available": balance })).unwrap();
        let grants = CreditGrants { totals, ..CreditGrants::default() };
        let days = (0..=last.days_since(first)).map(|number| {
            let cost = if first.plus(number) == last { 1 } else { 2 };
            let model = NamedCost { name: "o3".to_owned(), cost: Usd::whole(cost) };
            DayCosts { models: vec![model], ..DayCosts::nothing(first.plus(number)) }
        });
        let days: Vec<DayCosts> = days.collect();
        let mut sums = UsageSums::up_to(last);
        days.iter().for_each(|it| sums.add(it.day, "o3", "", it.total()).unwrap());
        let status = AccountStatus {
            credit_grants: Some(Measured { at, value: grants }),
            model_cost: Some(Measured { at, value: sums.finish().cost }),
            billing_subscription: None,
        };
        (status, days, at)
    }

    #[test]
    fn a_steady_account_has_a_day_and_an_amount_with_their_ranges() {
        let (status, days, now) = account("2026-10-20", "2026-11-20", 20.5);
        let outlook = Outlook::of(&status, &days, now).unwrap();
        let run_out = outlook.run_out.unwrap();
        assert_eq!(run_out.value.as_deref(), Some("2026-11-30"));
        assert_eq!(run_out.headline, Message::with("run_out_in", [Arg::DaysAhead(10)]));
        assert!(run_out.low <= run_out.value && run_out.value <= run_out.high);
        let month: f64 = outlook.month.value.unwrap().parse().unwrap();
        assert!((59.0..61.0).contains(&month), "{month}");
        assert_eq!(outlook.days.len(), 30);
        let shares: Vec<f64> = outlook.days.iter().map(|it| it.share).collect();
        assert_eq!((shares[18], shares[19], shares[20]), (1.0, 0.5, 0.0));
        let whens: Vec<When> = outlook.days.iter().map(|it| it.when).collect();
        assert_eq!(whens[18..21], [When::Past, When::Today, When::Ahead]);
    }

    #[test]
    fn nothing_is_claimed_from_too_little() {
        let (status, days, now) = account("2026-11-19", "2026-11-20", 21.0);
        let outlook = Outlook::of(&status, &days, now).unwrap();
        let run_out = outlook.run_out.unwrap();
        assert_eq!((run_out.value, run_out.low, run_out.high), (None, None, None));
        assert_eq!(run_out.note, Some(Message::with("forecast_needs_days", [Arg::Count(2)])));
        assert_eq!(outlook.month.value, None);
        assert_eq!(outlook.month.headline, Message::with("month_so_far", [Arg::Usd(Usd::whole(3))]));
        assert_eq!(Outlook::of(&AccountStatus::default(), &days, now), None);
        // The history has no days yet, but the cost is known.
        let outlook = Outlook::of(&status, &[], now).unwrap();
        assert_eq!(outlook.month.headline, Message::with("month_so_far", [Arg::Usd(Usd::whole(3))]));
        let later = Outlook::of(&status, &days, day("2026-12-02").start()).unwrap();
        assert_eq!(later.month.headline, Message::plain("month_not_read"));
    }

    #[test]
    fn a_day_that_has_passed_is_no_forecast() {
        let (status, days, _) = account("2026-10-20", "2026-11-20", 5.0);
        let outlook = Outlook::of(&status, &days, day("2026-11-28").start()).unwrap();
        assert_eq!(outlook.run_out, Some(Claim::none(Message::plain("forecast_unknown"), None)));
    }

    #[test]
    fn a_reading_of_last_month_claims_nothing_of_this_one() {
        let (status, days, _) = account("2026-10-20", "2026-11-20", 21.0);
        let outlook = Outlook::of(&status, &days, day("2026-12-02").start()).unwrap();
        assert_eq!(outlook.month, Claim::none(Message::plain("month_not_read"), None));
        assert_eq!(outlook.days.len(), 31);
    }
}
