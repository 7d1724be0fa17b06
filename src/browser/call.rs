//! Calls to the browser that cannot throw.
//!
//! A JavaScript exception would unwind through the Rust frames that made the call, without running their destructors. So every call
//! goes through here. The function is looked up by its path, and what it throws or rejects with becomes a [`CallFailed`].

use js_sys::{Array, Function, Promise, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::worker::CallFailed;

/// The function's return value; `None` if this browser has no such function.
pub type Returned = Result<Option<JsValue>, CallFailed>;

/// Calls the function at a path: `browser.alarms.create`.
pub fn call(path: &str, args: &[JsValue]) -> Returned {
    let Some((this, function)) = find(path) else { return Ok(None) };
    let args: Array = args.iter().collect();
    function.apply(&this, &args).map(Some).map_err(|error| refused(path, &error))
}

/// Calls the function now, because some must be called during a click. The future waits for its promise. The promise is listened to
/// at once: a rejection that nobody listens to is reported as an error of its own.
pub fn start(path: &'static str, args: &[JsValue]) -> impl Future<Output = Returned> + use<> {
    // Some browsers return nothing where others return a promise.
    let returned = call(path, args);
    let promised = returned.map(|returned| returned.map(|it| JsFuture::from(Promise::resolve(&it))));
    async move {
        let Some(promised) = promised? else { return Ok(None) };
        promised.await.map(Some).map_err(|error| refused(path, &error))
    }
}

/// The same for a function that every browser has. A missing one counts as failed.
pub fn start_needed(path: &'static str, args: &[JsValue]) -> impl Future<Output = Result<JsValue, CallFailed>> + use<> {
    let started = start(path, args);
    async move { started.await?.ok_or(CallFailed::Refused) }
}

/// Calls the constructor at a path: `Intl.NumberFormat`.
pub fn construct(path: &str, args: &[JsValue]) -> Option<JsValue> {
    let (_, constructor) = find(path)?;
    Reflect::construct(&constructor, &args.iter().collect()).map_err(|error| refused(path, &error)).ok()
}

/// The object that owns the function at a path, and the function.
pub fn find(path: &str) -> Option<(JsValue, Function)> {
    let mut owner = JsValue::UNDEFINED;
    let mut found: JsValue = global().into();
    for name in path.split('.') {
        let inner = Reflect::get(&found, &name.into()).ok()?;
        owner = std::mem::replace(&mut found, inner);
    }
    Some((owner, found.dyn_into().ok()?))
}

/// Writes the browser's message to the console. It names the quota or the permission, never the arguments of the call.
fn refused(path: &str, error: &JsValue) -> CallFailed {
    web_sys::console::warn_3(&"Credit Gauge:".into(), &path.into(), error);
    CallFailed::Refused
}
