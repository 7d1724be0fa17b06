//! The table of all metrics. Decoding, pages and samples are derived from it. A new metric needs a new row and two messages;
//! CONTRIBUTING.md shows how.

use super::{MetricSet, MetricValue, ModelTotal};

/// One row of the catalogue.
#[derive(Debug)]
pub struct Metric {
    /// The set it is read with.
    pub set: MetricSet,
    /// The name in OpenAI's answer (for Model Cost: in HertzBeat's monitor), such as `total_used`. Unique in the whole catalogue.
    pub name: &'static str,
    /// The kind of its value, which also gives the unit.
    pub kind: Kind,
    /// Whether it has one value for the account, or one for each model.
    pub scope: Scope,
    /// Only metrics of the billing subscription are in a group.
    pub group: Option<Group>,
    /// Which value makes it [`Severity::Bad`].
    pub bad_if: BadIf,
    /// Whether it is one of the 32 metrics of HertzBeat's "OpenAI Account Status". The others are ours.
    pub in_hertzbeat: bool,
}

/// The kind of value a metric has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Flag,
    Usd,
    /// A number of credit units. The API counts its limits in them; they are neither calls nor dollars.
    Credits,
    /// A time in UTC.
    Time,
    /// OpenAI sends objects for some of these (`plan`, addresses). They are turned into readable text.
    Text,
}

/// What a metric has a value for.
#[derive(Debug, Clone, Copy)]
pub enum Scope {
    /// One value for the account, from the field of the answer with the metric's name.
    Account,
    /// One value for each model and range of days. Its samples carry the labels [`MODEL_LABEL`] and [`RANGE_LABEL`].
    EachModel(fn(&ModelTotal) -> MetricValue),
    /// The metric is the model's name. It has no samples of its own; it is the label [`MODEL_LABEL`] of the others.
    ModelLabel,
}

/// The label whose value is the model's name.
pub const MODEL_LABEL: &str = "model";

/// The value of [`MODEL_LABEL`] for the models that are not kept by name, taken together. No model has this name.
pub const OTHER_MODELS: &str = "*";

/// The label whose value is the name of the [`Range`](super::Range) that a sample is summed over.
pub const RANGE_LABEL: &str = "range";

/// Which value of a metric needs attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadIf {
    Never,
    /// A flag that is true.
    Yes,
}

/// Whether a value needs attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// In order, or not judged.
    Fine,
    /// A person has to act, for example when the account is delinquent.
    Bad,
}

/// The groups in which the metrics of the billing subscription are shown.
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

    /// The name in markup and in message keys, such as `auto_recharge`.
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
    /// `<set>.<name>`, such as `credit_grants.total_used`: identifies the metric in markup and in exports.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}.{}", self.set.name(), self.name)
    }

    /// The key of the message with the metric's name. The message `<key>_help` explains the metric.
    #[must_use]
    pub fn label_key(&self) -> String {
        format!("metric_{}_{}", self.set.name(), self.name)
    }

    #[must_use]
    pub const fn severity(&self, value: &MetricValue) -> Severity {
        match (self.bad_if, value) {
            (BadIf::Yes, MetricValue::Flag(true)) => Severity::Bad,
            _ => Severity::Fine,
        }
    }

    const fn new(set: MetricSet, name: &'static str, kind: Kind) -> Self {
        Self { set, name, kind, scope: Scope::Account, group: None, bad_if: BadIf::Never, in_hertzbeat: true }
    }

    const fn bad_if_yes(self) -> Self {
        Self { bad_if: BadIf::Yes, ..self }
    }

    /// Marks a metric that HertzBeat does not have.
    const fn ours(self) -> Self {
        Self { in_hertzbeat: false, ..self }
    }
}

#[must_use]
pub fn named(name: &str) -> Option<&'static Metric> {
    CATALOGUE.iter().find(|metric| metric.name == name)
}

/// All metrics of one set, in the order in which they are shown.
pub fn of_set(set: MetricSet) -> impl Iterator<Item = &'static Metric> {
    CATALOGUE.iter().filter(move |metric| metric.set == set)
}

/// All metrics of one group, in the order in which they are shown.
pub fn of_group(group: Group) -> impl Iterator<Item = &'static Metric> {
    CATALOGUE.iter().filter(move |metric| metric.group == Some(group))
}

const fn grants(name: &'static str) -> Metric {
    Metric::new(MetricSet::CreditGrants, name, Kind::Usd)
}

const fn model(name: &'static str, kind: Kind, scope: Scope) -> Metric {
    Metric { scope, ..Metric::new(MetricSet::ModelCost, name, kind) }
}

const fn subscription(name: &'static str, kind: Kind, group: Group) -> Metric {
    Metric { group: Some(group), ..Metric::new(MetricSet::BillingSubscription, name, kind) }
}

/// The metrics that the code refers to by name. All others appear only in the table.
pub(super) const TOTAL_GRANTED: &str = "total_granted";
pub(super) const TOTAL_USED: &str = "total_used";
pub(super) const TOTAL_AVAILABLE: &str = "total_available";
pub(super) const PLAN: &str = "plan";
pub const AUTO_RECHARGE_ENABLED: &str = "auto_recharge_enabled";
pub const AUTO_RECHARGE_THRESHOLD: &str = "auto_recharge_threshold";
pub const AUTO_RECHARGE_TO_BALANCE: &str = "auto_recharge_to_balance";

/// The rows, in the order in which they are shown.
pub static CATALOGUE: &[Metric] = &[
    grants(TOTAL_GRANTED),
    grants(TOTAL_USED),
    grants(TOTAL_AVAILABLE),
    grants("total_paid_available"),
    model("model_name", Kind::Text, Scope::ModelLabel),
    model("cost", Kind::Usd, Scope::EachModel(|it| MetricValue::Usd(it.cost))),
    subscription("has_payment_method", Kind::Flag, Group::Standing),
    subscription(PLAN, Kind::Text, Group::Standing),
    subscription("canceled", Kind::Flag, Group::Standing).bad_if_yes(),
    subscription("canceled_at", Kind::Time, Group::Standing),
    subscription("access_until", Kind::Time, Group::Standing).ours(),
    subscription("delinquent", Kind::Flag, Group::Standing).bad_if_yes(),
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
    subscription(AUTO_RECHARGE_ENABLED, Kind::Flag, Group::AutoRecharge),
    subscription(AUTO_RECHARGE_THRESHOLD, Kind::Usd, Group::AutoRecharge),
    subscription(AUTO_RECHARGE_TO_BALANCE, Kind::Usd, Group::AutoRecharge),
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
    use crate::account::{AccountStatus, Reading};

    /// The metrics of HertzBeat's `app-openai.yml`, one set after the other.
    const HERTZBEAT: &str = "
        total_granted total_used total_available total_paid_available
        model_name cost
        has_payment_method canceled canceled_at delinquent soft_limit hard_limit system_hard_limit soft_limit_usd hard_limit_usd
        system_hard_limit_usd plan account_name po_number billing_email tax_ids billing_address business_address primary
        is_arrears_eligible max_balance auto_recharge_eligible auto_recharge_enabled auto_recharge_threshold auto_recharge_to_balance
        billing_mechanism trust_tier";

    #[test]
    fn the_catalogue_has_every_metric_of_hertzbeat_and_marks_the_others_as_ours() {
        let marked: BTreeSet<&str> = CATALOGUE.iter().filter(|it| it.in_hertzbeat).map(|it| it.name).collect();
        assert_eq!(marked, HERTZBEAT.split_whitespace().collect());
    }

    #[test]
    fn no_two_metrics_share_a_name() {
        let names: BTreeSet<&str> = CATALOGUE.iter().map(|metric| metric.name).collect();
        assert_eq!(names.len(), CATALOGUE.len(), "readings are stored by name alone");
    }

    #[test]
    fn every_subscription_metric_is_in_a_group_and_no_other_is() {
        for metric in CATALOGUE {
            assert_eq!(metric.group.is_some(), metric.set == MetricSet::BillingSubscription, "{}", metric.id());
        }
    }

    #[test]
    fn only_metrics_of_the_model_cost_have_a_scope_of_models() {
        for metric in CATALOGUE {
            let of_models = !matches!(metric.scope, Scope::Account);
            assert_eq!(of_models, metric.set == MetricSet::ModelCost, "{}", metric.id());
        }
    }

    #[test]
    fn before_the_first_reading_every_metric_is_absent() {
        for metric in CATALOGUE {
            assert_eq!(metric.read(&AccountStatus::default()), Reading::Absent, "{}", metric.id());
        }
    }

    #[test]
    fn only_true_is_bad_and_only_for_flags_marked_so() {
        let severity = |name, value| named(name).unwrap().severity(&value);
        assert_eq!(severity("delinquent", MetricValue::Flag(true)), Severity::Bad);
        assert_eq!(severity("delinquent", MetricValue::Flag(false)), Severity::Fine);
        assert_eq!(severity("delinquent", MetricValue::Text("true".into())), Severity::Fine, "a text is not a flag");
        assert_eq!(severity("primary", MetricValue::Flag(true)), Severity::Fine);
    }
}
