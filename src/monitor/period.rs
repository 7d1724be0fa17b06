use std::time::Duration;

use serde::{Deserialize, Serialize};

/// How long after a good collection the next one is made: HertzBeat's "Monitoring Period". Whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Period(u32);

impl Period {
    /// The shortest: HertzBeat's shortest, and the shortest time a browser's alarm keeps.
    pub const SHORTEST: Self = Self(30);

    /// The longest: a week.
    pub const LONGEST: Self = Self(7 * 24 * 3600);

    /// Below this 429 follows, is HertzBeat's experience.
    pub const ADVISED: Self = Self(120);

    /// The period of this many seconds; `None` for one that is too short or too long.
    #[must_use]
    pub fn seconds(seconds: u32) -> Option<Self> {
        (Self::SHORTEST.0..=Self::LONGEST.0).contains(&seconds).then_some(Self(seconds))
    }

    /// Its seconds.
    #[must_use]
    pub const fn as_seconds(self) -> u32 {
        self.0
    }

    /// Its length.
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
