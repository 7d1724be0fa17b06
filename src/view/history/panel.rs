use crate::engine::Saved;
use crate::monitor::{Monitor, MonitorId};
use crate::view::PageState;

/// What the history page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryPanel {
    /// There is no account yet.
    NoAccount,
    /// The address names an account that is not there.
    Unknown,
    /// Nothing was measured yet.
    Empty,
    Charts,
}

impl HistoryPanel {
    pub const PARTS: [Self; 4] = [Self::NoAccount, Self::Unknown, Self::Empty, Self::Charts];

    /// The `data-part`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoAccount => "no_account",
            Self::Unknown => "unknown_account",
            Self::Empty => "no_history",
            Self::Charts => "charts",
        }
    }

    #[must_use]
    pub const fn state(self) -> PageState {
        match self {
            Self::NoAccount => PageState::NoKey,
            Self::Unknown => PageState::Error,
            Self::Empty | Self::Charts => PageState::Ok,
        }
    }
}

/// The monitor whose history is shown, or what is said instead. `asked`: the text of the id in the address, if there is one; otherwise the monitor
/// that the popup shows.
///
/// # Errors
/// The panel that is shown if there is no such monitor.
pub fn panel<'a>(saved: &'a Saved, asked: Option<&str>) -> Result<(MonitorId, &'a Monitor), HistoryPanel> {
    let found = match asked {
        Some(asked) => {
            let id = MonitorId::parse(asked).filter(|id| !id.is_detection());
            id.and_then(|id| saved.monitor(&id).map(|monitor| (id, monitor)))
        }
        None => saved.current().map(|(id, monitor)| (id.clone(), monitor)),
    };
    let none = if saved.monitors.is_empty() { HistoryPanel::NoAccount } else { HistoryPanel::Unknown };
    found.ok_or(none)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_names_the_monitor_or_the_popup_does() {
        let mut saved = Saved::default();
        assert_eq!(panel(&saved, None), Err(HistoryPanel::NoAccount));
        assert_eq!(panel(&saved, Some("#1")), Err(HistoryPanel::NoAccount));
        for id in [MonitorId::Pasted(1), MonitorId::Pasted(2)] {
            saved.monitors.insert(id, Monitor::default());
        }
        saved.index.current = Some(MonitorId::Pasted(2));
        let id = |asked| panel(&saved, asked).map(|(id, _)| id);
        assert_eq!((id(None), id(Some("#1"))), (Ok(MonitorId::Pasted(2)), Ok(MonitorId::Pasted(1))));
        for unknown in ["#3", "?", "", "org-gone", "<b>"] {
            assert_eq!(id(Some(unknown)), Err(HistoryPanel::Unknown), "{unknown}");
        }
    }
}
