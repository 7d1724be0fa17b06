//! What tells open pages that something stored has changed.
//!
//! Only the names of items go this way. A listener to `storage.onChanged` would be handed the items themselves, and with them remembered
//! keys.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::BroadcastChannel;

const NAME: &str = "credit-gauge";

thread_local! {
    static CHANNEL: Option<BroadcastChannel> = BroadcastChannel::new(NAME).ok();
}

/// Tells pages which items have changed.
pub fn announce(items: &[&str]) {
    let names: Array = items.iter().map(|name| JsValue::from_str(name)).collect();
    CHANNEL.with(|channel| {
        // Without a channel, pages look again when they paint ages.
        if let Some(channel) = channel {
            let _ = channel.post_message(&names);
        }
    });
}

/// Calls `react` whenever something has changed, for as long as the page is there.
pub fn listen(react: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn()>::new(react);
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        }
    });
    listener.forget();
}
