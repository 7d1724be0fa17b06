//! The two sites of OpenAI, and whether the browser lets us work with them.

use wasm_bindgen_futures::JsFuture;

use crate::browser::page::dom::Scope;
use crate::browser::webext::permissions;
use crate::browser::words;
use crate::origin;

pub fn listen(page: &Scope) {
    let page_too = page.clone();
    page.on_action("grant-access", move || {
        // First thing in the click: a browser asks for permissions only then.
        let asked = JsFuture::from(permissions::request_openai());
        let page = page_too.clone();
        async move {
            let _ = asked.await;
            paint(&page).await;
        }
    });
}

/// Paints what the browser says now: the worker may not have heard of it yet.
pub async fn paint(page: &Scope) {
    let access = permissions::granted().await;
    for (slot, site) in [("access_platform", origin::PLATFORM), ("access_api", origin::API)] {
        let granted = access.grants(site);
        page.text(slot, &words::say_plain(if granted { "access_granted" } else { "access_missing" }));
        if let Some(slot) = page.slot(slot) {
            slot.set("data-level", Some(if granted { "fine" } else { "error" }));
        }
    }
    page.show("grant_access", !access.grants_openai());
}
