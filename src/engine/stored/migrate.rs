//! Bringing items of an earlier version up to date. The worker does it before it reads anything else.

use super::items::{INDEX, Item, VERSION};
use crate::json::{self, Json, Number};

/// Turns one item on disk into its form in the next version. It is called for every item, by name.
pub(super) type Migration = fn(name: &str, item: Json) -> Json;

/// The first is from version 1 to version 2, and so on.
const MIGRATIONS: [Migration; VERSION as usize - 1] = [told_by_its_id];

/// Whether the items were written in an earlier version. `opening` holds at least the index.
#[must_use]
pub fn is_outdated(opening: &Json) -> bool {
    version(opening).is_some_and(|version| (1..VERSION).contains(&version))
}

/// All items on disk in the current form, to be written in one call. `None` if none of them is outdated.
#[must_use]
pub fn migrated(all: &Json) -> Option<Vec<Item>> {
    migrated_by(&MIGRATIONS, all)
}

pub(super) fn migrated_by(migrations: &[Migration], all: &Json) -> Option<Vec<Item>> {
    let made = usize::try_from(version(all)?).ok()?.checked_sub(1)?;
    let due = migrations.get(made..).filter(|due| !due.is_empty())?;
    let current = Json::Number(Number::from(migrations.len() as u64 + 1));
    let migrate = |(name, item): &(String, Json)| {
        let item = due.iter().fold(item.clone(), |item, migration| migration(name, item));
        let item = if name == INDEX { with(item, "version", current.clone()) } else { item };
        (name.clone(), json::to_string(&item))
    };
    Some(all.as_object()?.iter().map(migrate).collect())
}

fn version(items: &Json) -> Option<u64> {
    items.get(INDEX)?.get("version")?.as_u64()
}

/// Version 1 knew only that a notification was shown, not which one.
fn told_by_its_id(name: &str, item: Json) -> Json {
    let told = |index: &Json| index.get("session_end_told").and_then(Json::as_bool) == Some(true);
    match item.get("index").cloned() {
        Some(index) if name == INDEX && told(&index) => {
            with(item, "index", with(index, "told", Json::String("session_ended".to_owned())))
        }
        _ => item,
    }
}

/// The object with this field set.
fn with(object: Json, name: &str, value: Json) -> Json {
    match object {
        Json::Object(mut fields) => {
            fields.retain(|(field, _)| field != name);
            fields.push((name.to_owned(), value));
            Json::Object(fields)
        }
        other => other,
    }
}
