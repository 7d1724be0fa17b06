//! The name of an account, so that it is clear whose numbers are shown.

use super::Message;
use crate::monitor::Monitor;

/// The monitor's name: chosen by the person, or the name or id of the organisation. `None` for a key's default organisation, if its name is not
/// known.
pub fn title(monitor: &Monitor) -> Option<&str> {
    Some(monitor.parameters.task_name.as_str()).filter(|name| !name.is_empty())
}

/// [`title`] as a message. An account without a name has a message of its own.
pub fn message(monitor: &Monitor) -> Message {
    title(monitor).map_or_else(|| Message::plain("account_default"), Message::verbatim)
}

/// The organisation's id, unless the name is the id already.
pub fn organization(monitor: &Monitor) -> Option<String> {
    let id = monitor.parameters.account.organization.as_ref()?.to_string();
    Some(id).filter(|id| title(monitor) != Some(id))
}

/// The host, unless it is OpenAI's own.
pub fn other_host(monitor: &Monitor) -> Option<String> {
    let host = &monitor.parameters.account.host;
    (!host.is_openai()).then(|| host.to_string())
}
