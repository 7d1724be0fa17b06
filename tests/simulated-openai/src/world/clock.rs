//! The simulated service's own idea of now.

use time::{Date, OffsetDateTime};

/// Where "now" comes from. Fixing it makes a test at five to midnight the same as one at noon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// Always this moment.
    Fixed(OffsetDateTime),
}

impl Clock {
    /// The current moment, in UTC.
    #[must_use]
    pub fn now(self) -> OffsetDateTime {
        match self {
            Self::System => OffsetDateTime::now_utc(),
            Self::Fixed(moment) => moment.to_offset(time::UtcOffset::UTC),
        }
    }

    /// The current UTC day: the days of usage reports are UTC days.
    #[must_use]
    pub fn today(self) -> Date {
        self.now().date()
    }
}
