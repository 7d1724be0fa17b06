use serde::{Deserialize, Serialize};

use super::limits::MOST_GRANTS;
use super::{Reading, Readings, Timestamp, Usd, catalogue};

/// The balance of an account.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreditGrants {
    /// The totals, as OpenAI states them. They are never recomputed from the grants: they may include what no grant shows.
    pub totals: Readings,
    /// The single grants, the one that lapses first at the top, those that never do at the end.
    pub grants: Vec<Grant>,
    /// How many grants there were that are not kept, because there were more than [`MOST_GRANTS`].
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
    /// Its size.
    #[serde(skip_serializing_if = "Reading::is_absent")]
    pub amount: Reading<Usd>,
    /// What of it was used; a grant can be partly used.
    #[serde(skip_serializing_if = "Reading::is_absent")]
    pub used: Reading<Usd>,
    /// From when on it can be used.
    #[serde(skip_serializing_if = "Reading::is_absent")]
    pub effective_at: Reading<Timestamp>,
    /// When what is left of it lapses; null for one that never does.
    #[serde(skip_serializing_if = "Reading::is_absent")]
    pub expires_at: Reading<Timestamp>,
}

impl CreditGrants {
    /// What is left; can be below zero. `None` where the account reports none.
    #[must_use]
    pub fn balance(&self) -> Option<Usd> {
        self.totals.usd(catalogue::TOTAL_AVAILABLE)
    }

    /// Everything that was ever granted or bought.
    #[must_use]
    pub fn granted(&self) -> Option<Usd> {
        self.totals.usd(catalogue::TOTAL_GRANTED)
    }

    /// How much of what was granted is used, 0.0 for nothing to 1.0 for all; above 1.0 for an overdrawn account.
    #[must_use]
    pub fn used_share(&self) -> Option<f64> {
        self.totals.usd(catalogue::TOTAL_USED)?.share_of(self.granted()?)
    }

    /// What OpenAI says of the totals and, in any order, of the grants. Of too many grants those that are used up are left out first.
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
    /// Whether nothing is left in it.
    #[must_use]
    pub fn is_used_up(&self) -> bool {
        self.amount.known().zip(self.used.known()).is_some_and(|(amount, used)| used >= amount)
    }

    /// What the grants are in the order of: when they lapse, those that never do at the end.
    fn lapses(&self) -> (bool, Option<Timestamp>, Option<Timestamp>) {
        let expires = self.expires_at.known().copied();
        (expires.is_none(), expires, self.effective_at.known().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_too_many_grants_those_with_something_left_stay() {
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
