use js_sys::global;

use super::js;

/// `navigator.onLine`. `true` if the browser does not say: a request then shows whether there is a network.
pub fn is_online() -> bool {
    let navigator = js::field(&global(), "navigator");
    js::field(&navigator, "onLine").as_bool().unwrap_or(true)
}

/// `navigator.language`, which `Intl` uses by default. Empty if the browser does not say.
pub fn language() -> String {
    let navigator = js::field(&global(), "navigator");
    js::field(&navigator, "language").as_string().unwrap_or_default()
}
