use serde_json::json;

use super::read::migrated;
use crate::json::Json;

/// There is no earlier version yet; the way one is brought up to date is tried with two that were made up.
#[test]
fn an_earlier_version_is_brought_up_to_date_step_by_step() {
    let note = |items: Json, what: &str| json!([items, what]);
    let migrations: [fn(Json) -> Json; 2] = [|it| json!([it, "1 to 2"]), |it| json!([it, "2 to 3"])];
    assert_eq!(migrated(json!("a"), 1, &migrations), Some(note(note(json!("a"), "1 to 2"), "2 to 3")));
    assert_eq!(migrated(json!("a"), 2, &migrations), Some(note(json!("a"), "2 to 3")));
    assert_eq!(migrated(json!("a"), 3, &migrations), Some(json!("a")));
    assert_eq!(migrated(json!("a"), 4, &migrations), None, "a later version is not ours to read");
    assert_eq!(migrated(json!("a"), 0, &migrations), None);
}
