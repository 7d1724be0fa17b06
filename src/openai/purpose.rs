use crate::account::MetricSet;

/// What a request is made for. How it is made is a matter of the [`Source`](super::Source).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Reading this set.
    Read(MetricSet),
    /// Learning what the organisations of a key are called.
    OrganizationNames,
}

impl Purpose {
    /// The set it reads, if it reads one.
    #[must_use]
    pub const fn set(self) -> Option<MetricSet> {
        match self {
            Self::Read(set) => Some(set),
            Self::OrganizationNames => None,
        }
    }
}

impl From<MetricSet> for Purpose {
    fn from(set: MetricSet) -> Self {
        Self::Read(set)
    }
}
