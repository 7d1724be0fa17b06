use credit_gauge::engine::NotificationId;
use credit_gauge::view::{Badge, Notification};
use credit_gauge::worker::{Alarm, Area};

/// A call of the worker to its browser.
#[derive(Debug, Clone, PartialEq)]
pub enum Call {
    Granted,
    Load(Area, Option<Vec<String>>),
    Save(Area, Vec<(String, String)>),
    Remove(Vec<String>),
    PaintBadge(Badge),
    SetAlarm(Option<Alarm>),
    Notify(Notification),
    ClearNotification(NotificationId),
    OpenTab { url: String, is_active: bool },
    CloseTab(i32),
    OpenOptions,
}

impl Call {
    /// What the call writes to, if it does.
    pub(crate) fn place(&self) -> Option<&'static str> {
        match self {
            Self::Save(Area::Disk, _) | Self::Remove(_) => Some("disk"),
            Self::Save(Area::Memory, _) => Some("memory"),
            Self::SetAlarm(_) => Some("alarm"),
            Self::PaintBadge(_) => Some("badge"),
            Self::Notify(_) | Self::ClearNotification(_) => Some("notifications"),
            _ => None,
        }
    }
}

/// What becomes of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is done, and says so.
    Done,
    /// It fails, and nothing is done.
    Refused,
    /// It is done, and says that it failed.
    DoneAndRefused,
    /// It is done later, when somebody lets it: [`World::let_go`](crate::World::let_go).
    Later,
    /// It never ends.
    Never,
    /// The worker dies before it is done.
    DiesBefore,
    /// The worker dies after it is done.
    DiesAfter,
}
