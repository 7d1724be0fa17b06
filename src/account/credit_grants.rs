use serde::{Deserialize, Serialize};

use super::{Reading, Readings, Timestamp, Usd, catalogue};

/// The balance of an account.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreditGrants {
    /// The totals, as OpenAI states them. They are never recomputed from the grants: they may include what no grant shows.
    pub totals: Readings,
    /// The single grants, the one that lapses first at the top, those that never do at the end.
    pub grants: Vec<Grant>,
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

    /// Puts the grants into the order in which they lapse. OpenAI's list is not sorted.
    pub(crate) fn sort_grants(&mut self) {
        self.grants.sort_by_key(|grant| {
            let expires = grant.expires_at.known().copied();
            (expires.is_none(), expires, grant.effective_at.known().copied())
        });
    }
}
