use crate::account::MetricSet;

/// What a request is for. The [`Source`](super::Source) decides how it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To read this set.
    Read(MetricSet),
    /// To learn the names of a key's organisations.
    OrganizationNames,
}

impl Purpose {
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
