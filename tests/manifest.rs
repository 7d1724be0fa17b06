//! The manifest asks for no more permissions than the README explains, and does not allow code from elsewhere.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::collections::BTreeSet;

use credit_gauge::origin;
use serde_json::{Value, json};

fn manifest() -> Value {
    serde_json::from_str(include_str!("../extension/manifest.json")).unwrap()
}

fn set(list: &Value) -> BTreeSet<&str> {
    list.as_array().unwrap().iter().map(|item| item.as_str().unwrap()).collect()
}

#[test]
fn it_asks_for_no_more_than_the_readme_explains() {
    let manifest = manifest();
    let permissions = set(&manifest["permissions"]);
    let sites = set(&manifest["host_permissions"]);
    assert_eq!(permissions, BTreeSet::from(["alarms", "notifications", "storage", "unlimitedStorage", "webRequest"]));
    let ours = [origin::API, origin::PLATFORM].map(|origin| format!("{origin}/*"));
    assert_eq!(sites, ours.iter().map(String::as_str).collect());
    for name in ["content_scripts", "optional_permissions", "externally_connectable", "web_accessible_resources"] {
        assert_eq!(manifest[name], Value::Null, "{name}");
    }
    // These are optional: the person grants single hosts by name.
    let optional_sites = set(&manifest["optional_host_permissions"]);
    assert_eq!(optional_sites, BTreeSet::from(["https://*/*"]));
    let readme = include_str!("../README.md");
    for permission in permissions.iter().chain(&sites).chain(&optional_sites) {
        assert!(readme.contains(&format!("`{permission}`")), "the README does not explain {permission}");
    }
}

#[test]
fn private_windows_are_left_alone() {
    assert_eq!(manifest()["incognito"], json!("not_allowed"));
}

#[test]
fn pages_load_nothing_from_elsewhere() {
    let manifest = manifest();
    let policy = manifest["content_security_policy"]["extension_pages"].as_str().unwrap();
    let directives: Vec<&str> = policy.split("; ").collect();
    assert!(directives.contains(&"default-src 'none'"));
    assert!(directives.contains(&"script-src 'self' 'wasm-unsafe-eval'"));
    // Which hosts are reachable depends on the permissions the person grants. Unencrypted requests are never allowed.
    assert!(directives.contains(&"connect-src 'self' https:"));
    for unsafe_word in ["unsafe-inline", "unsafe-eval' ", "data:", "http:", "*"] {
        assert!(!policy.contains(unsafe_word), "{unsafe_word} in {policy}");
    }
}

#[test]
fn one_manifest_serves_both_browsers() {
    let manifest = manifest();
    assert_eq!(manifest["version"], json!(env!("CARGO_PKG_VERSION")));
    let background = &manifest["background"];
    assert_eq!(background["scripts"], json!([background["service_worker"]]));
    assert_eq!(
        manifest["browser_specific_settings"]["gecko"]["data_collection_permissions"]["required"],
        // The session key goes back to the server it was made for.
        json!(["authenticationInfo"])
    );
}
