use super::condition::Condition;
use super::subject::Derived;
use super::{Rule, RuleId, Severity, Subject};
use crate::account::catalogue;

/// The rules that serve before a person has set up anything. Their ids never change: what a person changed of them is stored by id, and the view has
/// a name for each.
#[must_use]
pub fn default_rules() -> Vec<Rule> {
    use Severity::{Critical, Warning};
    let rule = |id, subject, condition, severity| Rule::new(RuleId::of_default(id), subject, condition, severity);
    let derived = Subject::Derived;
    let is_true = Condition::Is(true);
    vec![
        rule("low_balance_share", derived(Derived::BalanceShare), Condition::Below(0.1), Warning),
        rule("low_balance", Subject::Metric(catalogue::TOTAL_AVAILABLE), Condition::Below(5.0), Critical),
        rule("running_out", derived(Derived::DaysLeft), Condition::AtMost(7.0), Critical),
        rule("grant_expiring", derived(Derived::GrantExpiresInDays), Condition::AtMost(14.0), Warning),
        rule("delinquent", Subject::Metric(catalogue::DELINQUENT), is_true, Critical),
        rule("canceled", Subject::Metric(catalogue::CANCELED), is_true, Critical),
        rule("unusual_day", derived(Derived::UnusualDay), is_true, Warning),
        rule("session_ended", derived(Derived::SessionEnded), is_true, Warning),
    ]
}
