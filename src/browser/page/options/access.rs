//! Whether access to the two sites of OpenAI is granted.

use crate::access::Access;
use crate::browser::page::dom::Scope;
use crate::browser::page::status::say_status;
use crate::browser::webext::permissions;
use crate::origin;
use crate::view::{Message, Status, Tone};

pub fn listen(page: &Scope) {
    page.on_action("grant-access", |_| {
        // First thing in the click: a browser asks for permissions only then. Page and worker hear of a grant through `permissions.onAdded`.
        drop(permissions::request_openai());
    });
}

pub fn paint(page: &Scope, access: &Access) {
    for (slot, site) in [("access_platform", origin::PLATFORM), ("access_api", origin::API)] {
        let granted = access.grants(site);
        let (key, level) = if granted { ("access_granted", Tone::Fine) } else { ("access_missing", Tone::Error) };
        say_status(page, slot, &Status { text: Message::plain(key), level: Some(level) });
    }
    page.show("grant_access", !access.grants_openai());
}
