//! Every metric, once. Pages, exports, alerts and documentation are made from this table; a new metric is a new row.

use super::{AccountStatus, CreditGrants, MetricSet, MetricValue, ModelTotal, Reading, Usd};

/// One metric: where it belongs, what it is, and how it is read.
#[derive(Debug)]
pub struct Metric {
    /// The set it is read with.
    pub set: MetricSet,
    /// Its name as in OpenAI's answer (for Model Cost: as in HertzBeat's monitor).
    pub name: &'static str,
    /// What kind of value it has, and with that its unit.
    pub kind: Kind,
    /// How it is read from what was measured.
    pub source: Source,
}

/// What kind of value a metric has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Yes or no.
    Flag,
    /// An amount in USD.
    Usd,
    /// A number of credit units: a limit as the API counts it, neither calls nor dollars.
    Credits,
    /// A moment, UTC.
    Time,
    /// Words. OpenAI sends objects for some (`plan`, addresses); they are made readable.
    Text,
}

/// Where a metric's value comes from.
#[derive(Debug)]
pub enum Source {
    /// One amount of the credit grants.
    CreditGrants(fn(&CreditGrants) -> Reading<Usd>),
    /// One value for each model.
    Model(fn(&ModelTotal) -> MetricValue),
    /// The field of the billing subscription with the metric's own name, shown in this group.
    BillingSubscription(Group),
}

/// The groups the 26 metrics of a billing subscription are shown in, so that a person finds things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Is everything in order?
    Standing,
    /// How far can spending go?
    Limits,
    /// Is credit bought automatically, and when?
    AutoRecharge,
    /// Who is billed, and where?
    Account,
}

impl Group {
    /// All groups, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Standing, Self::Limits, Self::AutoRecharge, Self::Account];

    /// How it is called in markup and in message keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Standing => "standing",
            Self::Limits => "limits",
            Self::AutoRecharge => "auto_recharge",
            Self::Account => "account",
        }
    }
}

impl Metric {
    /// `<set>.<name>`: how the metric is called on pages and in exports.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}.{}", self.set.name(), self.name)
    }

    /// The key of the message that names it to a person. The message `<key>_help` explains it.
    #[must_use]
    pub fn label_key(&self) -> String {
        format!("metric_{}_{}", self.set.name(), self.name)
    }

    /// What the account says of it. Absent if its set was never read, and for a metric that has one value for each model.
    #[must_use]
    pub fn read(&self, status: &AccountStatus) -> Reading<MetricValue> {
        match self.source {
            Source::CreditGrants(read) => {
                status.credit_grants.as_ref().map(|it| read(&it.value).map(MetricValue::Usd)).unwrap_or_default()
            }
            Source::BillingSubscription(_) => {
                status.billing_subscription.as_ref().map(|it| it.value.get(self.name)).unwrap_or_default()
            }
            Source::Model(_) => Reading::Absent,
        }
    }
}

/// All metrics of one set, in the order in which they are shown.
pub fn of_set(set: MetricSet) -> impl Iterator<Item = &'static Metric> {
    CATALOGUE.iter().filter(move |metric| metric.set == set)
}

/// All metrics of one group of the billing subscription, in the order in which they are shown.
pub fn of_group(group: Group) -> impl Iterator<Item = &'static Metric> {
    CATALOGUE.iter().filter(move |metric| matches!(metric.source, Source::BillingSubscription(of) if of == group))
}

const fn grants(name: &'static str, read: fn(&CreditGrants) -> Reading<Usd>) -> Metric {
    Metric { set: MetricSet::CreditGrants, name, kind: Kind::Usd, source: Source::CreditGrants(read) }
}

const fn model(name: &'static str, kind: Kind, read: fn(&ModelTotal) -> MetricValue) -> Metric {
    Metric { set: MetricSet::ModelCost, name, kind, source: Source::Model(read) }
}

const fn subscription(name: &'static str, kind: Kind, group: Group) -> Metric {
    Metric { set: MetricSet::BillingSubscription, name, kind, source: Source::BillingSubscription(group) }
}

/// The table.
pub static CATALOGUE: [Metric; 32] = [
    grants("total_granted", |it| it.total_granted),
    grants("total_used", |it| it.total_used),
    grants("total_available", |it| it.total_available),
    grants("total_paid_available", |it| it.total_paid_available),
    model("model_name", Kind::Text, |it| MetricValue::Text(it.model.clone())),
    model("cost", Kind::Usd, |it| MetricValue::Usd(it.cost)),
    subscription("has_payment_method", Kind::Flag, Group::Standing),
    subscription("plan", Kind::Text, Group::Standing),
    subscription("canceled", Kind::Flag, Group::Standing),
    subscription("canceled_at", Kind::Time, Group::Standing),
    subscription("delinquent", Kind::Flag, Group::Standing),
    subscription("billing_mechanism", Kind::Text, Group::Standing),
    subscription("is_arrears_eligible", Kind::Flag, Group::Standing),
    subscription("primary", Kind::Flag, Group::Standing),
    subscription("trust_tier", Kind::Text, Group::Standing),
    subscription("soft_limit_usd", Kind::Usd, Group::Limits),
    subscription("hard_limit_usd", Kind::Usd, Group::Limits),
    subscription("system_hard_limit_usd", Kind::Usd, Group::Limits),
    subscription("soft_limit", Kind::Credits, Group::Limits),
    subscription("hard_limit", Kind::Credits, Group::Limits),
    subscription("system_hard_limit", Kind::Credits, Group::Limits),
    subscription("max_balance", Kind::Usd, Group::Limits),
    subscription("auto_recharge_eligible", Kind::Flag, Group::AutoRecharge),
    subscription("auto_recharge_enabled", Kind::Flag, Group::AutoRecharge),
    subscription("auto_recharge_threshold", Kind::Usd, Group::AutoRecharge),
    subscription("auto_recharge_to_balance", Kind::Usd, Group::AutoRecharge),
    subscription("account_name", Kind::Text, Group::Account),
    subscription("billing_email", Kind::Text, Group::Account),
    subscription("po_number", Kind::Text, Group::Account),
    subscription("tax_ids", Kind::Text, Group::Account),
    subscription("billing_address", Kind::Text, Group::Account),
    subscription("business_address", Kind::Text, Group::Account),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn holds_hertzbeats_32_metrics_each_once() {
        let ids: BTreeSet<String> = CATALOGUE.iter().map(Metric::id).collect();
        assert_eq!(ids.len(), CATALOGUE.len());
        let count = |set| of_set(set).count();
        assert_eq!(MetricSet::ALL.map(count), [4, 2, 26]);
    }

    #[test]
    fn every_subscription_metric_is_in_one_group() {
        let grouped: usize = Group::ALL.into_iter().map(|group| of_group(group).count()).sum();
        assert_eq!(grouped, of_set(MetricSet::BillingSubscription).count());
    }

    #[test]
    fn what_was_never_read_is_absent() {
        for metric in &CATALOGUE {
            assert_eq!(metric.read(&AccountStatus::default()), Reading::Absent, "{}", metric.id());
        }
    }
}
