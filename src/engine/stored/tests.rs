use super::read::migrated;
use crate::json::Json;

fn text(text: &str) -> Json {
    Json::String(text.to_owned())
}

fn note(items: Json, what: &str) -> Json {
    Json::Array(vec![items, text(what)])
}

/// There is no earlier version yet; the way one is brought up to date is tried with two that were made up.
#[test]
fn an_earlier_version_is_brought_up_to_date_step_by_step() {
    let migrations: [fn(Json) -> Json; 2] = [|it| note(it, "1 to 2"), |it| note(it, "2 to 3")];
    assert_eq!(migrated(text("a"), 1, &migrations), Some(note(note(text("a"), "1 to 2"), "2 to 3")));
    assert_eq!(migrated(text("a"), 2, &migrations), Some(note(text("a"), "2 to 3")));
    assert_eq!(migrated(text("a"), 3, &migrations), Some(text("a")));
    assert_eq!(migrated(text("a"), 4, &migrations), None, "a later version is not ours to read");
    assert_eq!(migrated(text("a"), 0, &migrations), None);
}
