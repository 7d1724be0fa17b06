use serde::{Deserialize, Serialize};

use super::limits::MOST_GRANTS;
use super::{Reading, Readings, Timestamp, Usd, catalogue};

/// The balance of an account: totals and single grants.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreditGrants {
    /// The totals from OpenAI. They are never computed from the grants, because they may include amounts that no grant shows.
    pub totals: Readings,
    /// The single grants: the first to expire first, those that never expire last.
    pub grants: Vec<Grant>,
    /// The number of grants that are not kept, because there were more than [`MOST_GRANTS`].
    #[serde(skip_serializing_if = "is_zero")]
    pub grants_left_out: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it a reference")]
const fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// One grant or purchase of credit.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Grant {
    /// The whole amount, used or not.
    #[serde(skip_serializing_if = "Reading::is_absent")]
    pub amount: Reading<Usd>,
    /// The part of `amount` that is used.
    #[serde(skip_serializing_if = "Reading::is_absent")]
    pub used: Reading<Usd>,
    /// The time from which it can be used.
    #[serde(skip_serializing_if = "Reading::is_absent")]
    pub effective_at: Reading<Timestamp>,
    /// When the unused part expires; null if it never does.
    #[serde(skip_serializing_if = "Reading::is_absent")]
    pub expires_at: Reading<Timestamp>,
}

impl CreditGrants {
    /// The credit that is left, which can be negative. `None` if the answer has no such total.
    #[must_use]
    pub fn balance(&self) -> Option<Usd> {
        self.totals.usd(catalogue::TOTAL_AVAILABLE)
    }

    /// The credit that is used.
    #[must_use]
    pub fn used(&self) -> Option<Usd> {
        self.totals.usd(catalogue::TOTAL_USED)
    }

    /// All credit that was ever granted or bought.
    #[must_use]
    pub fn granted(&self) -> Option<Usd> {
        self.totals.usd(catalogue::TOTAL_GRANTED)
    }

    /// The used part of the granted credit, from 0.0 to 1.0; above 1.0 for an overdrawn account.
    #[must_use]
    pub fn used_share(&self) -> Option<f64> {
        self.used()?.share_of(self.granted()?)
    }

    /// Takes the totals, and the grants in any order. If there are too many grants, those that are used up are left out first.
    #[must_use]
    pub fn new(totals: Readings, grants: impl IntoIterator<Item = Grant>) -> Self {
        let mut all: Vec<Grant> = Vec::new();
        for grant in grants {
            let at = all.partition_point(|other| other.lapses() <= grant.lapses());
            all.insert(at, grant);
        }
        let count = all.len();
        let mut excess = count.saturating_sub(MOST_GRANTS);
        all.retain(|grant| {
            let leaves = excess > 0 && grant.is_used_up();
            excess -= usize::from(leaves);
            !leaves
        });
        all.truncate(MOST_GRANTS);
        Self { totals, grants_left_out: (count - all.len()) as u32, grants: all }
    }
}

impl Grant {
    #[must_use]
    pub fn is_used_up(&self) -> bool {
        self.amount.known().zip(self.used.known()).is_some_and(|(amount, used)| used >= amount)
    }

    /// The sort key: grants that never expire last, the others by when they expire, then by when they start.
    fn lapses(&self) -> (bool, Option<Timestamp>, Option<Timestamp>) {
        let expires = self.expires_at.known().copied();
        (expires.is_none(), expires, self.effective_at.known().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn if_there_are_too_many_grants_used_up_ones_are_left_out_first() {
        let grant = |number: usize, used| Grant {
            amount: Reading::Known(Usd::whole(10)),
            used: Reading::Known(Usd::whole(used)),
            expires_at: Reading::Known(Timestamp::from_millis(number as i64)),
            ..Grant::default()
        };
        let count = MOST_GRANTS + 5;
        let grants = (0..count).rev().map(|number| grant(number, if number >= 100 { 10 } else { 9 }));
        let kept = CreditGrants::new(Readings::default(), grants);
        assert_eq!((kept.grants.len(), kept.grants_left_out), (MOST_GRANTS, 5));
        assert!(kept.grants[..100].iter().all(|it| !it.is_used_up()));
        assert!(kept.grants.is_sorted_by_key(Grant::lapses));
        let all_open = CreditGrants::new(Readings::default(), (0..count).map(|number| grant(number, 0)));
        assert_eq!((all_open.grants.len(), all_open.grants_left_out), (MOST_GRANTS, 5));
    }
}
