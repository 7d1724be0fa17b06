//! `alarms`: <https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/alarms>

use crate::browser::{call, js};
use crate::worker::{Alarm, CallFailed};

/// The name of our only alarm.
const NAME: &str = "collect";

/// `alarms.create(name, {when, periodInMinutes})` or `alarms.clear(name)`. Browsers ring after 30 seconds at the earliest.
pub fn set(alarm: Option<Alarm>) -> impl Future<Output = Result<(), CallFailed>> + use<> {
    let set = match alarm {
        Some(Alarm { at, again_every }) => {
            let when = ("when", (at.millis() as f64).into());
            let period = ("periodInMinutes", (again_every.as_secs_f64() / 60.0).into());
            call::start_needed("browser.alarms.create", &[NAME.into(), js::object([when, period])])
        }
        None => call::start_needed("browser.alarms.clear", &[NAME.into()]),
    };
    async { set.await.map(drop) }
}
