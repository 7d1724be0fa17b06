//! `navigator.onLine`. <https://developer.mozilla.org/docs/Web/API/Navigator/onLine>

use js_sys::{Reflect, global};

/// Whether the browser believes to have a network. Where it does not say, it is believed to have one: what is asked then says so.
pub fn is_online() -> bool {
    let navigator = Reflect::get(&global(), &"navigator".into());
    let online = navigator.and_then(|navigator| Reflect::get(&navigator, &"onLine".into()));
    online.ok().and_then(|online| online.as_bool()).unwrap_or(true)
}
