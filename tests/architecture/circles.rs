use std::collections::{BTreeMap, BTreeSet};

/// A circle of imports: each name imports the next, and the last the first. Empty if there is none.
pub fn circle(imports: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let mut done = BTreeSet::new();
    imports.keys().find_map(|start| follow(imports, start, &mut Vec::new(), &mut done)).unwrap_or_default()
}

fn follow(
    imports: &BTreeMap<String, BTreeSet<String>>,
    at: &String,
    way: &mut Vec<String>,
    done: &mut BTreeSet<String>,
) -> Option<Vec<String>> {
    if let Some(start) = way.iter().position(|it| it == at) {
        return Some(way[start..].iter().chain([at]).cloned().collect());
    }
    if done.contains(at) {
        return None;
    }
    way.push(at.clone());
    let found = imports.get(at).into_iter().flatten().find_map(|next| follow(imports, next, way, done));
    way.pop();
    done.insert(at.clone());
    found
}

#[test]
fn circles_are_found() {
    let imports = |list: &[(&str, &str)]| {
        let mut imports: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (from, to) in list {
            imports.entry((*from).to_owned()).or_default().insert((*to).to_owned());
        }
        imports
    };
    assert_eq!(circle(&imports(&[("a", "b"), ("b", "c"), ("a", "c")])), Vec::<String>::new());
    assert_eq!(circle(&imports(&[("a", "b"), ("b", "c"), ("c", "b")])), ["b", "c", "b"]);
}
