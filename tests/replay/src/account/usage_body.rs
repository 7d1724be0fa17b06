use credit_gauge::account::{Day, Timestamp};
use serde_json::{Value, json};
use simulated_openai::world::{Account, CostLine};
use time::{Date, Month};

use super::Spending;

/// The body of `GET /dashboard/billing/usage`. Its days are written by the simulated OpenAI, so they look as they do there.
///
/// Days that are over do not change, so their text is kept: it is nearly the whole body.
#[derive(Debug, Default)]
pub struct UsageBody {
    over: Option<Over>,
}

/// The days before `today`, as text.
#[derive(Debug)]
struct Over {
    first: Day,
    today: Day,
    days: Vec<String>,
    cents: f64,
}

impl UsageBody {
    /// The body for the days from `first` up to, not including, `end`, as of `now`. `None` for days no calendar has.
    pub fn text(&mut self, spending: &Spending, first: Day, end: Day, now: Timestamp) -> Option<String> {
        let today = now.day();
        if end <= today {
            let (days, cents) = written(spending, first, end, now)?;
            return Some(body(&days, "", cents));
        }
        let over = match self.over.take().filter(|over| over.first == first && over.today == today) {
            Some(over) => over,
            None => {
                let (days, cents) = written(spending, first, today, now)?;
                Over { first, today, days, cents }
            }
        };
        let (current, cents) = written(spending, first.max(today), end, now)?;
        let text = body(&over.days, &current.join(","), over.cents + cents);
        self.over = Some(over);
        Some(text)
    }
}

fn body(days: &[String], current: &str, cents: f64) -> String {
    let mut days = days.join(",");
    if !days.is_empty() && !current.is_empty() {
        days.push(',');
    }
    days.push_str(current);
    format!(r#"{{"object":"list","daily_costs":[{days}],"total_usage":{}}}"#, json!(cents))
}

/// The entries of these days, each as text, and their sum in cents. Days before the first known one have none.
fn written(spending: &Spending, first: Day, end: Day, now: Timestamp) -> Option<(Vec<String>, f64)> {
    let today = now.day();
    let mut usage = Vec::new();
    let days = std::iter::successors(Some(first.max(spending.first())), |day| Some(day.plus(1)));
    for day in days.take_while(|day| *day < end && *day <= today) {
        let days_ago = u16::try_from(today.days_since(day)).ok()?;
        let lines = spending.models_of(day, now).into_iter();
        usage.extend(lines.map(|(model, nanos)| CostLine::new(days_ago, model, nanos as f64 / 1e7)));
    }
    let account = Account { usage, ..Account::default() };
    let body = account.usage_body(date(first)?, date(end)?, date(today)?);
    let days = body.get("daily_costs").and_then(Value::as_array)?;
    Some((days.iter().map(Value::to_string).collect(), body.get("total_usage").and_then(Value::as_f64)?))
}

fn date(day: Day) -> Option<Date> {
    let (year, month, day) = day.year_month_day();
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}
