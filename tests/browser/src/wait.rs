//! Waits for conditions that no single page can check.

use std::fmt::Display;
use std::time::Duration;

use anyhow::{Result, bail};
use tokio::time::Instant;

/// The time between two checks.
const LOOK_EVERY: Duration = Duration::from_millis(15);

/// Calls `look` until it returns `Ok(found)`; `Err(seen)` says what was seen instead.
///
/// # Errors
/// When it is not there `within` the time, with what was seen last; and when looking itself fails.
pub async fn until<T, Seen: Display>(
    what: &str,
    within: Duration,
    mut look: impl AsyncFnMut() -> Result<std::result::Result<T, Seen>>,
) -> Result<T> {
    let deadline = Instant::now() + within;
    loop {
        match look().await? {
            Ok(found) => return Ok(found),
            Err(seen) if Instant::now() >= deadline => {
                bail!("waited {:.1} s in vain for {what}; last seen: {seen}", within.as_secs_f32())
            }
            Err(_) => tokio::time::sleep(LOOK_EVERY).await,
        }
    }
}
