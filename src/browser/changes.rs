//! Tells open pages that storage has changed.
//!
//! It sends only the names of items. `storage.onChanged` would hand every page the items themselves, remembered keys included.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::BroadcastChannel;

const NAME: &str = "credit-gauge";

thread_local! {
    static CHANNEL: Option<BroadcastChannel> = BroadcastChannel::new(NAME).ok();
}

/// Sends pages the names of the changed items.
pub fn announce(items: &[&str]) {
    let names: Array = items.iter().map(|name| JsValue::from_str(name)).collect();
    CHANNEL.with(|channel| {
        // Without a channel, pages see the change when they next paint ages.
        if let Some(channel) = channel {
            let _ = channel.post_message(&names);
        }
    });
}

/// Calls `react` after every change, for as long as the page is open.
pub fn listen(react: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn()>::new(react);
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        }
    });
    listener.forget();
}
