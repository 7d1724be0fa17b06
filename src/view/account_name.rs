//! The name of an account, so that it is clear whose numbers are shown.

use super::{Arg, Message};
use crate::monitor::Parameters;

/// The monitor's name: chosen by the person, or the name or id of the organisation. `None` for a key's default organisation, if its name is not
/// known.
fn title(parameters: &Parameters) -> Option<&str> {
    Some(parameters.task_name.as_str()).filter(|name| !name.is_empty())
}

/// The name as a message. An account without a name has a message of its own.
pub fn message(parameters: &Parameters) -> Message {
    title(parameters).map_or_else(|| Message::plain("account_default"), Message::verbatim)
}

/// The name inside a sentence, where an account without a name is called by its provider.
pub fn spoken(parameters: &Parameters) -> Arg {
    Arg::Text(title(parameters).unwrap_or("OpenAI").to_owned())
}

/// The organisation's id, unless the name is the id already.
pub fn organization(parameters: &Parameters) -> Option<String> {
    let id = parameters.account.organization.as_ref()?.to_string();
    Some(id).filter(|id| title(parameters) != Some(id))
}

/// The host, unless it is OpenAI's own.
pub fn other_host(parameters: &Parameters) -> Option<String> {
    let host = &parameters.account.host;
    (!host.is_openai()).then(|| host.to_string())
}
