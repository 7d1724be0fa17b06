//! The bodies of OpenAI's answers. A decoded body is read back from storage unchanged, and every metric of it can be read.

use credit_gauge::account::catalogue::of_set;
use credit_gauge::account::{AccountStatus, Measured, MetricSet, Range, Reading, Usage};
use credit_gauge::history::{CostChunk, cost_slots, record_costs};
use credit_gauge::openai::wire;

use crate::lab::NOON;
use crate::storage::survives;

/// The body of `/dashboard/billing/credit_grants`. Grants are sorted by expiry, those that never expire last.
pub fn credit_grants(body: &[u8]) {
    let Ok(value) = wire::credit_grants(body) else { return };
    let lapses: Vec<_> = value.grants.iter().map(|grant| grant.expires_at.known().copied()).collect();
    assert!(lapses.is_sorted_by_key(|at| (at.is_none(), *at)), "{lapses:?}");
    let known = of_set(MetricSet::CreditGrants).any(|metric| value.totals.get(metric.name) != Reading::Absent);
    assert!(known, "a body without totals would hide a good reading");
    is_kept(AccountStatus { credit_grants: Some(Measured { at: NOON, value }), ..AccountStatus::default() });
}

/// The body of `/dashboard/billing/usage`. A longer range contains every model of a shorter one. The days follow each other, and their costs are
/// stored and read back.
pub fn usage(body: &[u8]) {
    let Ok(Usage { cost: value, days }) = wire::usage(body, NOON.day()) else { return };
    assert!(days.is_sorted_by(|one, next| one.day.plus(1) == next.day));
    assert_eq!(days.last().map(|it| it.day), Some(NOON.day()));
    for slot in cost_slots(&days) {
        let chunk = record_costs(slot, None, &days).expect("days that are not yet stored");
        assert_eq!(CostChunk::read(&chunk.text()), Some(chunk.clone()));
        assert_eq!(record_costs(slot, Some(chunk), &days), None, "the same reading again");
    }
    let models = |range| value.totals(range).into_iter().map(|total| total.model);
    let in_thirty_days: Vec<String> = models(Range::ThirtyDays).collect();
    for range in Range::ALL {
        assert!(models(range).all(|model| in_thirty_days.contains(&model)), "{range:?}");
    }
    is_kept(AccountStatus { model_cost: Some(Measured { at: NOON, value }), ..AccountStatus::default() });
}

/// The body of `/dashboard/billing/subscription`. Only fields of the catalogue are kept.
pub fn subscription(body: &[u8]) {
    let Ok(value) = wire::subscription(body) else { return };
    let known = |set| of_set(set).filter(|metric| value.get(metric.name) != Reading::Absent).count();
    assert!(known(MetricSet::BillingSubscription) > 0, "a body without metrics would hide a good reading");
    is_kept(AccountStatus { billing_subscription: Some(Measured { at: NOON, value }), ..AccountStatus::default() });
}

/// The body of `/v1/organizations`. Titles are not empty, and not too long for a page.
pub fn organizations(body: &[u8]) {
    for organization in wire::organizations(body).unwrap_or_default() {
        assert!(!organization.id.trim().is_empty());
        assert!((1..=100).contains(&organization.title.chars().count()), "{:?}", organization.title);
        assert!(!organization.title.trim().is_empty());
    }
}

fn is_kept(status: AccountStatus) {
    survives(&status);
    for metric in MetricSet::ALL.into_iter().flat_map(of_set) {
        drop(metric.read(&status));
    }
}
