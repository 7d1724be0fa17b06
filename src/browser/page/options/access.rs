//! Whether access to the two sites of OpenAI is granted.

use crate::access::Access;
use crate::browser::page::dom::Scope;
use crate::browser::webext::permissions;
use crate::browser::words;
use crate::origin;
use crate::view::Tone;

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
        page.text(slot, &words::say_plain(key));
        if let Some(slot) = page.slot(slot) {
            slot.set("data-level", Some(level.name()));
        }
    }
    page.show("grant_access", !access.grants_openai());
}
