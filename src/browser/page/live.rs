//! Keeping a page true: painted at once, again whenever the stored state changes, and now and then because time passes.

use std::rc::Rc;

use gloo_timers::callback::Interval;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::account::Timestamp;
use crate::browser::store;
use crate::browser::webext::storage::on_local_changed;
use crate::engine::Saved;

/// How often ages are brought up to date, in milliseconds.
const AGES_EVERY_MS: u32 = 20_000;

/// Paints now and from now on. Listens first: a change while the page is painted for the first time is not to be missed.
pub fn keep_painted(paint: impl Fn(&Saved, Option<Timestamp>) + 'static) {
    let paint = Rc::new(paint);
    let paint_now = move || {
        let paint = Rc::clone(&paint);
        spawn_local(async move { paint(&store::load_saved().await, store::load_trouble().await) });
    };
    let listener = Closure::<dyn Fn()>::new(paint_now.clone());
    on_local_changed(listener.as_ref());
    listener.forget();
    Interval::new(AGES_EVERY_MS, paint_now.clone()).forget();
    paint_now();
}
