use std::cell::Cell;

use crate::account::Timestamp;

use super::call::call;

thread_local! {
    /// The last reading of the clock, in milliseconds since 1970.
    static LAST: Cell<f64> = const { Cell::new(0.0) };
}

/// The time by the browser's clock. If the call fails, the last reading. The core never calls this: it is told the time.
pub fn now() -> Timestamp {
    let millis = call("Date.now", &[]).ok().flatten().and_then(|millis| millis.as_f64());
    let millis = millis.unwrap_or_else(|| LAST.get());
    LAST.set(millis);
    Timestamp::from_millis(millis as i64)
}
