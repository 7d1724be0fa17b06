use super::Unit;
use super::condition::Condition;
use crate::account::catalogue::{self, Scope};
use crate::account::{Kind, Range};

/// What a rule is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    /// A metric of the catalogue with one value for the account, by its name without the set's: the name is unique.
    Metric(&'static str),
    /// The cost of all models over a range of days.
    Cost(Range),
    /// What one model costs of all models together over a range of days.
    ModelShare { model: String, range: Range },
    /// A value that is made of several.
    Derived(Derived),
}

/// A value that is made of several, or no value of the account at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Derived {
    /// What is available of the granted credit.
    BalanceShare,
    /// The days until the balance is expected to run out.
    DaysLeft,
    /// The expected cost of this UTC month.
    MonthForecast,
    /// The cost of today so far, as a multiple of what such a day usually costs.
    TodayAgainstUsual,
    /// Whether today costs far more than it usually does, by the rule of the forecast.
    UnusualDay,
    /// The days until the next grant expires of which something is left.
    GrantExpiresInDays,
    /// Whether the session has ended, or the pasted key is refused.
    SessionEnded,
    /// Whether the account cannot be read.
    MonitorDown,
    /// The longest response time of a collection.
    ResponseTime,
}

/// The name in files of [`Subject::Cost`], which is that of the metric it sums.
pub(super) const COST: &str = "model_cost.cost";

/// The name in files of [`Subject::ModelShare`].
pub(super) const MODEL_SHARE: &str = "model_share";

impl Derived {
    pub const ALL: [Self; 9] = [
        Self::BalanceShare,
        Self::DaysLeft,
        Self::MonthForecast,
        Self::TodayAgainstUsual,
        Self::UnusualDay,
        Self::GrantExpiresInDays,
        Self::SessionEnded,
        Self::MonitorDown,
        Self::ResponseTime,
    ];

    /// The name in files and in message keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BalanceShare => "balance_share",
            Self::DaysLeft => "days_left",
            Self::MonthForecast => "month_forecast",
            Self::TodayAgainstUsual => "today_against_usual",
            Self::UnusualDay => "unusual_day",
            Self::GrantExpiresInDays => "grant_expires_in_days",
            Self::SessionEnded => "session_ended",
            Self::MonitorDown => "monitor_down",
            Self::ResponseTime => "response_time",
        }
    }

    const fn unit(self) -> Unit {
        match self {
            Self::BalanceShare => Unit::Share,
            Self::DaysLeft | Self::GrantExpiresInDays => Unit::Days,
            Self::MonthForecast => Unit::Usd,
            Self::TodayAgainstUsual => Unit::Times,
            Self::UnusualDay | Self::SessionEnded | Self::MonitorDown => Unit::Flag,
            Self::ResponseTime => Unit::Millis,
        }
    }
}

impl Subject {
    /// The subject of this name, if it needs no model: the full name of a metric, or the name of a [`Derived`].
    #[must_use]
    pub fn named(name: &str, range: Range) -> Option<Self> {
        if name == COST {
            return Some(Self::Cost(range));
        }
        if let Some(derived) = Derived::ALL.into_iter().find(|it| it.name() == name) {
            return Some(Self::Derived(derived));
        }
        let (set, name) = name.split_once('.')?;
        let metric = catalogue::named(name)?;
        let fits = metric.set.name() == set && matches!(metric.scope, Scope::Account);
        fits.then_some(Self::Metric(metric.name))
    }

    /// The name in files.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Metric(name) => catalogue::named(name).map(catalogue::Metric::id).unwrap_or_default(),
            Self::Cost(_) => COST.to_owned(),
            Self::ModelShare { .. } => MODEL_SHARE.to_owned(),
            Self::Derived(derived) => derived.name().to_owned(),
        }
    }

    #[must_use]
    pub fn unit(&self) -> Unit {
        match self {
            Self::Metric(name) => match catalogue::named(name).map(|metric| metric.kind) {
                Some(Kind::Flag) => Unit::Flag,
                Some(Kind::Usd) => Unit::Usd,
                Some(Kind::Credits) => Unit::Credits,
                Some(Kind::Time) => Unit::Days,
                Some(Kind::Text) | None => Unit::Text,
            },
            Self::Cost(_) => Unit::Usd,
            Self::ModelShare { .. } => Unit::Share,
            Self::Derived(derived) => derived.unit(),
        }
    }

    /// The days over which it is summed, if it is.
    #[must_use]
    pub const fn range(&self) -> Option<Range> {
        match self {
            Self::Cost(range) | Self::ModelShare { range, .. } => Some(*range),
            Self::Metric(_) | Self::Derived(_) => None,
        }
    }

    /// Whether two rules tell of the same thing, so that the graver one is enough. The balance and its share of what was granted are one thing.
    #[must_use]
    pub fn is_same_matter(&self, other: &Self) -> bool {
        self == other || self.is_balance() && other.is_balance()
    }

    /// Whether such a condition makes sense. The share of a model is only compared.
    #[must_use]
    pub const fn allows(&self, condition: Condition) -> bool {
        match self {
            Self::ModelShare { .. } => !condition.is_change() && !matches!(condition, Condition::Equals(_)),
            Self::Metric(_) | Self::Cost(_) | Self::Derived(_) => true,
        }
    }

    fn is_balance(&self) -> bool {
        match self {
            Self::Metric(name) => *name == catalogue::TOTAL_AVAILABLE,
            Self::Derived(derived) => *derived == Derived::BalanceShare,
            Self::Cost(_) | Self::ModelShare { .. } => false,
        }
    }
}
