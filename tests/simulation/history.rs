//! The history of a monitor, as storage holds it.

use credit_gauge::account::Timestamp;
use credit_gauge::engine::stored::{MonitorPart, Part, REMOVING};
use credit_gauge::history::{Chunk, Point, Tier, points};
use serde_json::Value;

use crate::invariants::{Held, holds};
use crate::mirror::Mirror;

/// A chunk only grows, until another time takes its place in the ring, or its monitor is gone. What storage says is to be removed may go late.
pub fn history_never_shrinks(before: &Mirror, now: &Mirror) -> Held {
    let removing = before.disk.get(REMOVING).and_then(Value::as_array);
    let is_to_go = |name: &String| removing.is_some_and(|names| names.iter().any(|it| it.as_str() == Some(name)));
    for (name, was) in &before.disk {
        let Some(MonitorPart { id, part: Part::History(place) }) = MonitorPart::named(name) else { continue };
        let is = now.disk.get(name);
        let same_account =
            now.monitors.get(&id).is_some_and(|is| before.monitors.get(&id).is_some_and(|was| was.is_same_account(is)));
        if is == Some(was) || !same_account || is_to_go(name) {
            continue;
        }
        let Some(was) = chunk(place.tier, Some(was)) else { continue };
        let kept =
            chunk(place.tier, is).is_some_and(|is| is.number() != was.number() || holds_all(place.tier, &was, &is));
        holds(kept, "history never shrinks", || format!("{name}: {was:?} became {is:?}"))?;
    }
    Ok(())
}

fn holds_all(tier: Tier, was: &Chunk, is: &Chunk) -> bool {
    let is = all(tier, is);
    all(tier, was).iter().all(|was| {
        let same = is.iter().find(|it| it.at == was.at);
        same.is_some_and(|it| it.bucket.up >= was.bucket.up && it.bucket.down >= was.bucket.down)
    })
}

fn all(tier: Tier, chunk: &Chunk) -> Vec<Point> {
    points(tier, [chunk.clone()], Timestamp::from_millis(0), Timestamp::from_millis(i64::MAX / 4))
}

fn chunk(tier: Tier, item: Option<&Value>) -> Option<Chunk> {
    Chunk::read(tier, item?.as_str()?)
}
