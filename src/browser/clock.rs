use std::cell::Cell;

use crate::account::Timestamp;

use super::call::call;

thread_local! {
    /// What the clock said last.
    static LAST: Cell<f64> = const { Cell::new(0.0) };
}

/// The browser's clock. The core is told the time; it never asks. A clock that fails stands still.
pub fn now() -> Timestamp {
    let millis = call("Date.now", &[]).ok().flatten().and_then(|millis| millis.as_f64());
    let millis = millis.unwrap_or_else(|| LAST.get());
    LAST.set(millis);
    Timestamp::from_millis(millis as i64)
}
