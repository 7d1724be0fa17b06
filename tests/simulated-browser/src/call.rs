use credit_gauge::engine::NotificationId;
use credit_gauge::view::{Badge, Notification};
use credit_gauge::worker::{Alarm, Area};

/// A call of the worker to its browser, with the arguments of a method of `credit_gauge::worker::Browser`.
#[derive(Debug, Clone, PartialEq)]
pub enum Call {
    Granted,
    Load(Area, Option<Vec<String>>),
    NamesOnDisk,
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
    /// The place the call writes to. Calls to the same place are carried out in order.
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

/// How a call ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is done and succeeds.
    Done,
    /// It fails and nothing is done.
    Refused,
    /// It is done, but fails.
    DoneAndRefused,
    /// It ends only when [`World::let_go`](crate::World::let_go) is called.
    Later,
    /// It never ends, and nothing is done.
    Never,
    /// The worker dies before it is done.
    DiesBefore,
    /// The worker dies after it is done.
    DiesAfter,
}
