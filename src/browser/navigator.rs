use js_sys::global;

use super::js;

/// `navigator.onLine`. A browser that does not say is believed to have a network: what is asked then shows it.
pub fn is_online() -> bool {
    let navigator = js::field(&global(), "navigator");
    js::field(&navigator, "onLine").as_bool().unwrap_or(true)
}

/// `navigator.language`, the language `Intl` writes in.
pub fn language() -> String {
    let navigator = js::field(&global(), "navigator");
    js::field(&navigator, "language").as_string().unwrap_or_default()
}
