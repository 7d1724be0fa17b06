//! Whether access to the two sites of OpenAI is granted.

use crate::access::Access;
use crate::browser::page::dom::Scope;
use crate::browser::webext::permissions;
use crate::browser::words;
use crate::origin;

pub fn listen(page: &Scope) {
    page.on_action("grant-access", |_| {
        // First thing in the click: a browser asks for permissions only then. Page and worker hear of a grant through `permissions.onAdded`.
        drop(permissions::request_openai());
    });
}

pub fn paint(page: &Scope, access: &Access) {
    for (slot, site) in [("access_platform", origin::PLATFORM), ("access_api", origin::API)] {
        let granted = access.grants(site);
        page.text(slot, &words::say_plain(if granted { "access_granted" } else { "access_missing" }));
        if let Some(slot) = page.slot(slot) {
            slot.set("data-level", Some(if granted { "fine" } else { "error" }));
        }
    }
    page.show("grant_access", !access.grants_openai());
}
