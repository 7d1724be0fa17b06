//! A whole answer: status, headers and body.

use std::time::Duration;

use credit_gauge::account::Timestamp;
use credit_gauge::monitor::{JitterSeed, MonitorId, Period, Schedule};
use credit_gauge::openai::{Answer, read};

use crate::lab::{NOON, fresh, state, tab_request};
use crate::soundness::is_sound;
use crate::storage::survives;

/// The longest wait: a `Retry-After` is cut to a day, and up to 15 s of jitter are added.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 3600 + 15);

/// An answer, written as `200`, then `content-type:` and `retry-after:` on lines of their own, an empty line, and the body.
///
/// Only a successful status has a body. No header causes a wait of more than a day, or a time that cannot be stored. A collection with
/// this answer to every request leaves a sound state.
pub fn answer(input: &[u8]) {
    let Some(answer) = parse(input) else { return };
    match read(Ok(answer.clone()), NOON) {
        Ok(body) => assert!((200..300).contains(&answer.status) && body == answer.body && !body.starts_with(b"<")),
        Err(failure) => {
            let mut schedule = Schedule::default();
            let id = MonitorId::Automatic(None);
            schedule.plan(NOON, &[failure], Period::default(), JitterSeed::of(&id, NOON));
            is_soon(&schedule);
            survives(&schedule);
        }
    }
    is_taken_in(&answer);
}

fn is_taken_in(answer: &Answer) {
    let browser = fresh();
    browser.happens("webRequest.onSendHeaders", tab_request());
    assert_eq!(browser.world().open.len(), 1, "a new key is asked with");
    while !browser.world().open.is_empty() {
        browser.world_mut().answer(0, Ok(answer.clone()));
        browser.run();
        is_sound(&browser);
    }
    let state = state(&browser);
    assert!(state.running.collections.is_empty(), "every request was answered");
    state.saved.monitors.values().for_each(|monitor| is_soon(&monitor.schedule));
}

fn is_soon(schedule: &Schedule) {
    let is_soon = |at: Timestamp| at.since(NOON) <= LONGEST_WAIT;
    assert!([schedule.next_at, schedule.wait_until].into_iter().flatten().all(is_soon), "{schedule:?}");
}

fn parse(input: &[u8]) -> Option<Answer> {
    let end = input.windows(2).position(|it| it == b"\n\n")?;
    let (head, body) = (input.get(..end)?, input.get(end + 2..)?);
    let head = std::str::from_utf8(head).ok()?;
    let header =
        |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).map(|value| value.trim().to_owned());
    Some(Answer {
        status: head.lines().next()?.trim().parse().ok()?,
        content_type: header("content-type:"),
        retry_after: header("retry-after:"),
        body: body.to_vec(),
    })
}
