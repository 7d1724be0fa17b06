use crate::monitor::{MonitorId, Tag};

/// Which monitors a rule is for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Scope {
    #[default]
    All,
    Monitors(Vec<MonitorId>),
    /// Those that have at least one of these tags.
    Tags(Vec<Tag>),
}

impl Scope {
    /// Whether it includes the monitor with these tags. The one that is being tried out is in no scope.
    #[must_use]
    pub fn includes(&self, monitor: &MonitorId, tags: &[Tag]) -> bool {
        !monitor.is_detection()
            && match self {
                Self::All => true,
                Self::Monitors(monitors) => monitors.contains(monitor),
                Self::Tags(wanted) => wanted.iter().any(|tag| tags.contains(tag)),
            }
    }
}
