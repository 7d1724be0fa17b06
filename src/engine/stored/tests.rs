use super::migrate::{Migration, migrated, migrated_by};
use crate::json::{self, Json};

fn tree(text: &str) -> Json {
    json::parse(text.as_bytes()).unwrap()
}

fn texts(items: Option<Vec<(String, String)>>) -> Vec<String> {
    items.into_iter().flatten().map(|(name, text)| format!("{name} {text}")).collect()
}

#[test]
fn every_item_goes_through_each_migration_that_is_due() {
    let migrations: [Migration; 2] = [
        |name, it| if name == "a" { Json::Array(vec![it, tree("1")]) } else { it },
        |name, it| if name == "a" { Json::Array(vec![it, tree("2")]) } else { it },
    ];
    let at = |version: u64| tree(&format!(r#"{{"index": {{"version": {version}}}, "a": 0, "b": 0}}"#));
    let current = r#"index {"version":3}"#;
    assert_eq!(texts(migrated_by(&migrations, &at(1))), [current, "a [[0,1],2]", "b 0"]);
    assert_eq!(texts(migrated_by(&migrations, &at(2))), [current, "a [0,2]", "b 0"]);
    for version in [0, 3, 4] {
        assert_eq!(migrated_by(&migrations, &at(version)), None, "version {version}");
    }
    assert_eq!(migrated_by(&migrations, &tree(r#"{"a": 0}"#)), None, "a fresh start");
}

#[test]
fn version_1_did_not_say_which_notification_was_shown() {
    let index = |fields: &str| tree(&format!(r#"{{"index": {{"version": 1, "index": {{{fields}}}}}}}"#));
    let migrated = |fields: &str| texts(migrated(&index(fields)));
    let shown = migrated(r#""session_end_told": true"#);
    assert_eq!(shown, [r#"index {"index":{"session_end_told":true,"told":"session_ended"},"version":2}"#]);
    assert_eq!(migrated(r#""session_end_told": false"#), [r#"index {"index":{"session_end_told":false},"version":2}"#]);
}
