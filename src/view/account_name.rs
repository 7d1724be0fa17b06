//! What an account is called, so that there is no doubt whose numbers are shown.

use super::Message;
use crate::monitor::Monitor;

/// The name of its monitor: what a person chose, what the organisation is called, or its id. `None` for the default organisation of a
/// key, whose name is not known.
pub fn title(monitor: &Monitor) -> Option<&str> {
    Some(monitor.parameters.task_name.as_str()).filter(|name| !name.is_empty())
}

/// The same as something to be said: there are words for the account without a name.
pub fn message(monitor: &Monitor) -> Message {
    title(monitor).map_or_else(|| Message::plain("account_default"), Message::verbatim)
}

/// The organisation's id, where the name is not that already.
pub fn organization(monitor: &Monitor) -> Option<String> {
    let id = monitor.parameters.account.organization.as_ref()?.to_string();
    Some(id).filter(|id| title(monitor) != Some(id))
}

/// The host, where it is not OpenAI's own.
pub fn other_host(monitor: &Monitor) -> Option<String> {
    let host = &monitor.parameters.account.host;
    (!host.is_openai()).then(|| host.to_string())
}
