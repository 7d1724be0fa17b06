use super::condition::{Condition, Verdict, flag};
use super::fingerprint::Fingerprint;
use super::subject::Derived;
use super::{Rule, Subject};
use crate::account::{AccountStatus, CreditGrants, Measured, MetricValue, ModelCost, Range, Readings, Timestamp, Usd};
use crate::forecast::{DAYS_AHEAD, Forecast, RunOut};
use crate::monitor::{Availability, Session};

/// What was read of one monitor. Whatever was not read this time is `None`: no rule about it fires, ends or counts then.
#[derive(Debug, Clone, Copy, Default)]
pub struct Facts<'a> {
    pub credit_grants: Option<&'a CreditGrants>,
    pub model_cost: Option<&'a ModelCost>,
    pub billing_subscription: Option<&'a Readings>,
    /// Made from what was just read, not from earlier readings.
    pub forecast: Option<&'a Forecast>,
    pub session: Option<Session>,
    pub availability: Option<Availability>,
    /// In milliseconds.
    pub response_time: Option<u32>,
}

/// A value, or all that is known of it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Known {
    Exactly(f64),
    AtLeast(f64),
}

/// The number of days to something that is not in sight: a hundred years.
const NEVER: f64 = 36_500.0;

const MILLIS_OF_DAY: f64 = 86_400_000.0;

impl<'a> Facts<'a> {
    /// The facts of these readings, if all of them are new.
    #[must_use]
    pub fn of(status: &'a AccountStatus) -> Self {
        Self {
            credit_grants: status.credit_grants.as_ref().map(value),
            model_cost: status.model_cost.as_ref().map(value),
            billing_subscription: status.billing_subscription.as_ref().map(value),
            ..Self::default()
        }
    }

    /// The value that `rule` judges, in the unit of its subject. `None` if it was not read.
    #[must_use]
    pub fn value(&self, rule: &Rule, at: Timestamp) -> Option<f64> {
        settled(rule, self.known(rule, at)?)
    }

    fn known(&self, rule: &Rule, at: Timestamp) -> Option<Known> {
        let exactly = match &rule.subject {
            Subject::Metric(name) => self.metric(name, rule.condition, at),
            Subject::Cost(range) => self.model_cost.map(|cost| cost.total(*range).dollars()),
            Subject::ModelShare { model, range } => self.model_cost.and_then(|cost| share(cost, model, *range)),
            Subject::Derived(Derived::DaysLeft) => return days_left(self.forecast?.run_out.as_ref()?, at),
            Subject::Derived(derived) => self.derived(*derived, at),
        };
        exactly.map(Known::Exactly)
    }

    fn metric(&self, name: &str, condition: Condition, at: Timestamp) -> Option<f64> {
        let totals = self.credit_grants.map(|grants| &grants.totals);
        // A name is that of one metric only, so it is in one of the two sets.
        let mut sets = [totals, self.billing_subscription].into_iter().flatten();
        match sets.find_map(|readings| readings.known(name))? {
            MetricValue::Flag(is) => Some(flag(*is)),
            MetricValue::Usd(amount) => Some(amount.dollars()),
            MetricValue::Number(number) => Some(*number),
            MetricValue::Time(time) if condition.is_change() => Some(time.millis() as f64 / MILLIS_OF_DAY),
            MetricValue::Time(time) => Some(days_until(*time, at)),
            // A text in the place of a number is no reading.
            MetricValue::Text(_) if !condition.is_change() => None,
            MetricValue::Text(text) => Some(f64::from(Fingerprint::new().add(text.as_bytes()).number())),
        }
    }

    fn derived(&self, derived: Derived, at: Timestamp) -> Option<f64> {
        match derived {
            Derived::BalanceShare => {
                let grants = self.credit_grants?;
                grants.balance()?.share_of(grants.granted()?)
            }
            Derived::MonthForecast => Some(self.forecast?.month.cost.dollars()),
            Derived::TodayAgainstUsual => self.forecast?.against_usual,
            Derived::UnusualDay => self.forecast.map(|forecast| flag(forecast.unusual.is_some())),
            Derived::GrantExpiresInDays => self.credit_grants.map(|grants| expires_in(grants, at)),
            Derived::SessionEnded => has_ended(self.session?).map(flag),
            Derived::MonitorDown => is_down(self.availability?, self.session).map(flag),
            Derived::ResponseTime => self.response_time.map(f64::from),
            Derived::DaysLeft => None,
        }
    }
}

const fn value<T>(measured: &Measured<T>) -> &T {
    &measured.value
}

/// The value, if what is known of it is enough to judge it.
fn settled(rule: &Rule, known: Known) -> Option<f64> {
    match known {
        Known::Exactly(value) => Some(value),
        Known::AtLeast(least) => {
            let verdict = rule.condition.judge(rule.subject.unit(), least, None)?;
            let settles = match rule.condition {
                Condition::Below(_) | Condition::AtMost(_) => verdict == Verdict::Clear,
                Condition::Above(_) | Condition::AtLeast(_) => verdict == Verdict::Holds,
                _ => false,
            };
            settles.then_some(least)
        }
    }
}

/// Negative if it is over.
fn days_until(time: Timestamp, at: Timestamp) -> f64 {
    time.millis().saturating_sub(at.millis()) as f64 / MILLIS_OF_DAY
}

/// Days from the day of the reading to the day on which the balance runs out.
fn days_left(run_out: &RunOut, at: Timestamp) -> Option<Known> {
    Some(match run_out {
        RunOut::On { day, .. } => Known::Exactly(day.days_since(at.day()).max(0) as f64),
        RunOut::NotBefore(day) => Known::AtLeast(day.days_since(at.day()).max(0) as f64),
        RunOut::NotWithinHalfAYear | RunOut::Recharged { .. } => Known::AtLeast(DAYS_AHEAD as f64),
    })
}

/// Days until the next grant expires of which something is left; [`NEVER`] if none does.
fn expires_in(grants: &CreditGrants, at: Timestamp) -> f64 {
    let open = grants.grants.iter().filter(|grant| !grant.is_used_up());
    let days = open.filter_map(|grant| grant.expires_at.known()).map(|expires| days_until(*expires, at));
    days.filter(|days| *days > 0.0).fold(NEVER, f64::min)
}

/// A model that has no line in the range has no share of its cost.
fn share(cost: &ModelCost, model: &str, range: Range) -> Option<f64> {
    let of_model = cost.totals(range).into_iter().find(|total| total.model == model);
    of_model.map_or(Usd::ZERO, |total| total.cost).share_of(cost.total(range))
}

/// `None` without a key: the browser has just started, and nobody was refused.
pub(super) const fn has_ended(session: Session) -> Option<bool> {
    match session {
        Session::NoKey => None,
        Session::Live => Some(false),
        Session::Ended { .. } => Some(true),
    }
}

fn is_down(availability: Availability, session: Option<Session>) -> Option<bool> {
    match availability {
        Availability::Up => Some(false),
        Availability::Down if session == Some(Session::NoKey) => None,
        Availability::Down => Some(true),
        Availability::Paused | Availability::Unknown => None,
    }
}
