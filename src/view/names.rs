//! Each enum that a view holds has one name: `name()`, which binders put into markup. A serialized view has the same name.

use serde::{Serialize, Serializer};

use super::{Action, DetectedState, GrantLevel, Level, NoticeSeverity, PageState, Panel, RowLevel, Tone};
use crate::account::Group;
use crate::engine::ImportEffect;
use crate::monitor::Availability;

// These two enums are of floors below, which need no names for them.

impl Availability {
    /// The value of `data-availability`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Paused => "paused",
            Self::Unknown => "unknown",
        }
    }
}

impl ImportEffect {
    /// The value of `data-import`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Adds => "adds",
            Self::Replaces => "replaces",
            Self::ChangesNothing => "changes_nothing",
        }
    }
}

macro_rules! serialized_by_name {
    ($($named:ty),*) => {$(
        impl Serialize for $named {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }
    )*};
}

serialized_by_name!(
    Action,
    Availability,
    DetectedState,
    GrantLevel,
    Group,
    ImportEffect,
    Level,
    PageState,
    Panel,
    RowLevel,
    NoticeSeverity,
    Tone
);
