//! Processes and their descendants, from /proc.

use std::collections::HashMap;
use std::fs;

use rustix::process::Pid;

/// Whether a process runs. A zombie, whose parent has not waited for it yet, does not count.
pub(crate) fn alive(process: Pid) -> bool {
    match Stat::of(process.as_raw_nonzero().get()) {
        Some(stat) => !stat.ended,
        // Not every system has /proc.
        None => rustix::process::test_kill_process(process).is_ok(),
    }
}

/// The process and its running descendants, parents first. Without /proc, only the process.
pub(crate) fn family(root: Pid) -> Vec<Pid> {
    let numbers = fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbers = numbers.filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
    let mut children: HashMap<i32, Vec<i32>> = HashMap::new();
    for number in numbers {
        if let Some(stat) = Stat::of(number).filter(|stat| !stat.ended) {
            children.entry(stat.parent).or_default().push(number);
        }
    }
    let mut family = vec![root.as_raw_nonzero().get()];
    let mut next = 0;
    while let Some(parent) = family.get(next) {
        family.extend(children.remove(parent).unwrap_or_default());
        next += 1;
    }
    family.into_iter().filter_map(Pid::from_raw).collect()
}

/// The two facts of `/proc/<pid>/stat` that matter here.
#[derive(Debug, PartialEq, Eq)]
struct Stat {
    ended: bool,
    parent: i32,
}

impl Stat {
    fn of(process: i32) -> Option<Self> {
        Self::parse(&fs::read_to_string(format!("/proc/{process}/stat")).ok()?)
    }

    fn parse(stat: &str) -> Option<Self> {
        // State and parent follow the name, which is in parentheses and may contain anything.
        let mut fields = stat.rsplit(')').next()?.split_whitespace();
        let ended = matches!(fields.next()?, "Z" | "X");
        Some(Self { ended, parent: fields.next()?.parse().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn a_name_may_look_like_the_rest() {
        assert_eq!(Stat::parse("7 (a) Z 1 (b)) S 42 7 7"), Some(Stat { ended: false, parent: 42 }));
        assert_eq!(Stat::parse("7 (sh) Z 1 7"), Some(Stat { ended: true, parent: 1 }));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn children_belong_to_the_family_until_they_end() {
        let me = rustix::process::getpid();
        let mut child = Command::new("sleep").arg("60").spawn().unwrap();
        let pid = Pid::from_child(&child);
        assert!(family(me).contains(&pid) && alive(pid));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(!family(me).contains(&pid) && !alive(pid));
    }
}
