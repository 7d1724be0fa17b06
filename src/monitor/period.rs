use std::time::Duration;

use serde::{Deserialize, Serialize};

/// HertzBeat's "Monitoring Period": the time from a good collection to the next, in whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Period(u32);

impl Period {
    /// HertzBeat's minimum, and the minimum of a browser's alarm.
    pub const SHORTEST: Self = Self(30);

    /// A week.
    pub const LONGEST: Self = Self(7 * 24 * 3600);

    /// Shorter periods lead to 429 answers, in HertzBeat's experience.
    pub const ADVISED: Self = Self(120);

    /// `None` if it is too short or too long.
    #[must_use]
    pub fn seconds(seconds: u32) -> Option<Self> {
        (Self::SHORTEST.0..=Self::LONGEST.0).contains(&seconds).then_some(Self(seconds))
    }

    #[must_use]
    pub const fn as_seconds(self) -> u32 {
        self.0
    }

    #[must_use]
    pub const fn length(self) -> Duration {
        Duration::from_secs(self.0 as u64)
    }
}

/// Five minutes: a balance seldom changes faster than a person looks.
impl Default for Period {
    fn default() -> Self {
        Self(300)
    }
}

impl TryFrom<u32> for Period {
    type Error = &'static str;

    fn try_from(seconds: u32) -> Result<Self, Self::Error> {
        Self::seconds(seconds).ok_or("no period between 30 seconds and a week")
    }
}

impl From<Period> for u32 {
    fn from(period: Period) -> Self {
        period.0
    }
}
