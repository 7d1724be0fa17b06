use serde::{Deserialize, Serialize};

use super::{Reading, Timestamp, Usd};

/// The balance of an account.
///
/// Totals are kept as OpenAI states them and never recomputed from the grants: they may include what no grant shows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreditGrants {
    /// Everything ever granted or bought.
    pub total_granted: Reading<Usd>,
    /// What of it was used.
    pub total_used: Reading<Usd>,
    /// What is left. Can be below zero.
    pub total_available: Reading<Usd>,
    /// What of the rest was paid for, as opposed to promotional. Not in bodies of 2023.
    pub total_paid_available: Reading<Usd>,
    /// The single grants, the one that expires first at the top, those that never do at the end.
    pub grants: Vec<Grant>,
}

/// One grant or purchase of credit.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Grant {
    /// Its size.
    pub amount: Reading<Usd>,
    /// What of it was used; a grant can be partly used.
    pub used: Reading<Usd>,
    /// From when on it can be used.
    pub effective_at: Reading<Timestamp>,
    /// When what is left of it lapses; null for one that never does.
    pub expires_at: Reading<Timestamp>,
}

impl CreditGrants {
    /// How much of what was granted is used, 0.0 for nothing to 1.0 for all; above 1.0 for an overdrawn account.
    #[must_use]
    pub fn used_share(&self) -> Option<f64> {
        self.total_used.known()?.share_of(*self.total_granted.known()?)
    }

    /// Puts the grants into the order in which they lapse. OpenAI's list is not sorted.
    pub(crate) fn sort_grants(&mut self) {
        self.grants.sort_by_key(|grant| {
            let expires = grant.expires_at.known().copied();
            (expires.is_none(), expires, grant.effective_at.known().copied())
        });
    }
}
