//! Finds out which file of a crate imports from which, by reading the source text.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The path of a module: `engine::stored::read`. A `mod.rs` has the path of its folder.
pub type Module = Vec<String>;

/// The code of every module.
pub struct Crate(BTreeMap<Module, String>);

/// The path of its file, for messages.
pub fn file_name(module: &Module) -> String {
    format!("src/{}", module.join("/"))
}

impl Crate {
    pub fn read(src: &Path) -> Self {
        let mut files = BTreeMap::new();
        collect(src, &[], &mut files);
        Self(files)
    }

    pub fn files(&self) -> impl Iterator<Item = (&Module, &String)> {
        self.0.iter()
    }

    /// Every module that contains modules, and the crate itself.
    pub fn folders(&self) -> BTreeSet<Module> {
        self.0.keys().map(|module| module[..module.len() - 1].to_vec()).collect()
    }

    /// The pairs of a module and a module it imports from.
    pub fn imports(&self) -> BTreeSet<(Module, Module)> {
        let of_file = |(module, code): (&Module, &String)| {
            let paths = paths(code).into_iter().filter_map(|path| self.resolve(&path, module)).collect::<Vec<_>>();
            paths.into_iter().map(|to| (module.clone(), to)).collect::<Vec<_>>()
        };
        self.0.iter().flat_map(of_file).filter(|(from, to)| from != to).collect()
    }

    /// The imports between the files and folders directly in a folder, its `mod.rs` included.
    pub fn imports_within(&self, folder: &Module) -> BTreeMap<String, BTreeSet<String>> {
        let entry = |module: &Module| match module.strip_prefix(folder.as_slice())? {
            [] => Some("mod".to_owned()),
            [name, ..] => Some(name.clone()),
        };
        let mut within: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (from, to) in self.imports() {
            if let (Some(from), Some(to)) = (entry(&from), entry(&to))
                && from != to
            {
                within.entry(from).or_default().insert(to);
            }
        }
        within
    }

    /// The module that defines what a path names, also if other modules re-export it.
    fn resolve(&self, path: &[String], user: &Module) -> Option<Module> {
        let mut at: Module = match path[0].as_str() {
            "crate" => Vec::new(),
            "self" => user.clone(),
            _ => user[..user.len() - 1].to_vec(),
        };
        for (index, name) in path.iter().enumerate().skip(1) {
            if name == "super" {
                at.pop();
                continue;
            }
            let inner = [at.as_slice(), std::slice::from_ref(name)].concat();
            if self.0.contains_key(&inner) {
                at = inner;
            } else {
                let handed_on = self.0.get(&at).and_then(|code| handed_on(code, name));
                return match handed_on {
                    Some(from) if from.len() > 1 => self.resolve(&from, &at).or(Some(at)),
                    _ => Some(at).filter(|_| index > 0),
                };
            }
        }
        Some(at).filter(|at| !at.is_empty())
    }
}

fn collect(folder: &Path, within: &[String], files: &mut BTreeMap<Module, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let mut module = within.to_vec();
        if path.is_dir() {
            module.push(name);
            collect(&path, &module, files);
        } else if path.extension().is_some_and(|it| it == "rs") && !is_test(&name) {
            if name != "mod" {
                module.push(name);
            }
            files.insert(module, code_of(&fs::read_to_string(&path).unwrap()));
        }
    }
}

fn is_test(name: &str) -> bool {
    name == "tests" || name.ends_with("_tests")
}

/// The source without comments, and without the tests at its end.
fn code_of(source: &str) -> String {
    let code = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

/// Every path into the crate in a file, with groups expanded: `crate::a::{b, c::d}` is two paths. A re-export with `pub use` does not
/// count as a use.
fn paths(code: &str) -> Vec<Vec<String>> {
    let used: String = code.split_inclusive(';').filter(|it| !it.trim_start().starts_with("pub use ")).collect();
    let mut found = Vec::new();
    for root in ["crate", "self", "super"] {
        for (at, _) in used.match_indices(&format!("{root}::")) {
            let before = used[..at].chars().next_back();
            if before.is_none_or(|it| !it.is_alphanumeric() && it != '_' && it != ':' && it != '(')
                || is_call(&used[..at])
            {
                expand(&used[at..], &[], &mut found);
            }
        }
    }
    found
}

/// Whether a `(` before a path belongs to a call or a tuple, and not to `pub(super)`.
fn is_call(before: &str) -> bool {
    before.ends_with('(') && !before.ends_with("pub(")
}

/// The module and name that a `pub use` in this code re-exports as `name`.
fn handed_on(code: &str, name: &str) -> Option<Vec<String>> {
    code.split(';').filter_map(|it| it.trim_start().strip_prefix("pub use ")).find_map(|path| {
        let mut all = Vec::new();
        expand(path, &[], &mut all);
        let from = all.into_iter().find(|path| path.last().is_some_and(|it| it == name))?;
        let rooted = ["crate", "self", "super"].contains(&from[0].as_str());
        Some(if rooted { from } else { [vec!["self".to_owned()], from].concat() })
    })
}

/// Expands the path or group at the start of `text`. Returns its length.
fn expand(text: &str, before: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let name_end = text.find(|it: char| !it.is_alphanumeric() && it != '_').unwrap_or(text.len());
    let path = [before, &[text[..name_end].to_owned()]].concat();
    let rest = &text[name_end..];
    if let Some(group) = rest.strip_prefix("::{") {
        let mut at = 0;
        loop {
            at += group[at..].len() - group[at..].trim_start_matches([' ', '\n', ',']).len();
            if at >= group.len() || group[at..].starts_with('}') {
                return name_end + 3 + at + 1;
            }
            let length = expand(&group[at..], &path, found);
            if length == 0 {
                return name_end;
            }
            at += length;
        }
    }
    match rest.strip_prefix("::") {
        Some(next) if next.starts_with(|it: char| it.is_alphabetic()) => name_end + 2 + expand(next, &path, found),
        _ => {
            let is_self = path.last().is_some_and(|it| it == "self") && path.len() > 1;
            found.push(if is_self { path[..path.len() - 1].to_vec() } else { path });
            name_end
        }
    }
}
