//! Calls to the browser that cannot throw.
//!
//! An exception that leaves a call would leave the Rust frames below it as well, without undoing what they had begun. So every call goes
//! through here: it is looked up by its path, and whatever it throws, or rejects with later, is a [`CallFailed`].

use js_sys::{Array, Function, Promise, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::worker::CallFailed;

/// What a function returned; `None` if this browser has no such function.
pub type Returned = Result<Option<JsValue>, CallFailed>;

/// Calls the function at a path: `browser.alarms.create`.
pub fn call(path: &str, args: &[JsValue]) -> Returned {
    let Some((this, function)) = find(path) else { return Ok(None) };
    let args: Array = args.iter().collect();
    function.apply(&this, &args).map(Some).map_err(|error| refused(path, &error))
}

/// Calls the function now, as some have to be called within a click. What it promises is waited for later, and is listened to at once: a
/// promise that is rejected before anybody listens is an error of its own.
pub fn start(path: &'static str, args: &[JsValue]) -> impl Future<Output = Returned> + use<> {
    // Some browsers return nothing where others return a promise.
    let returned = call(path, args);
    let promised = returned.map(|returned| returned.map(|it| JsFuture::from(Promise::resolve(&it))));
    async move {
        let Some(promised) = promised? else { return Ok(None) };
        promised.await.map(Some).map_err(|error| refused(path, &error))
    }
}

/// The same for a function that every browser has. One that is missing has failed.
pub fn start_needed(path: &'static str, args: &[JsValue]) -> impl Future<Output = Result<JsValue, CallFailed>> + use<> {
    let started = start(path, args);
    async move { started.await?.ok_or(CallFailed::Refused) }
}

/// Makes an object with the constructor at a path: `Intl.NumberFormat`.
pub fn construct(path: &str, args: &[JsValue]) -> Option<JsValue> {
    let (_, constructor) = find(path)?;
    Reflect::construct(&constructor, &args.iter().collect()).map_err(|error| refused(path, &error)).ok()
}

/// A function, and the object it belongs to.
pub fn find(path: &str) -> Option<(JsValue, Function)> {
    let mut owner = JsValue::UNDEFINED;
    let mut found: JsValue = global().into();
    for name in path.split('.') {
        let inner = Reflect::get(&found, &name.into()).ok()?;
        owner = std::mem::replace(&mut found, inner);
    }
    Some((owner, found.dyn_into().ok()?))
}

/// The browser's own words go to the console. They name the quota or the permission, and never what was handed over.
fn refused(path: &str, error: &JsValue) -> CallFailed {
    web_sys::console::warn_3(&"Credit Gauge:".into(), &path.into(), error);
    CallFailed::Refused
}
