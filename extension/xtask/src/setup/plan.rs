//! Decides what to install, without side effects.

use super::machine::{Distribution, Machine};

/// What a task needs besides the compiler for WASM.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needs {
    /// Chromium and its driver.
    pub chromium: bool,
    /// Firefox.
    pub firefox: bool,
}

impl Needs {
    /// Only the compiler, which every task needs.
    pub fn wasm() -> Self {
        Self { chromium: false, firefox: false }
    }

    /// The compiler and both browsers.
    pub fn everything() -> Self {
        Self { chromium: true, firefox: true }
    }
}

/// One step of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// `rustup target add`.
    AddTarget,
    /// `apt-get install` of these packages.
    Install(Vec<&'static str>),
    /// The person must do it; this text says how.
    Tell(String),
}

/// Debian's second, newer compiler, and the source of the standard library, which is built for the target.
const RUST_PACKAGES: [&str; 2] = ["rustc-web", "rust-web-src"];
const CHROMIUM_PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];
const FIREFOX_PACKAGE: &str = "firefox-esr";

/// The steps that install what is missing; none if nothing is.
pub fn plan(machine: &Machine, needs: &Needs) -> Vec<Step> {
    let missing = missing(machine, needs);
    let mut steps = Vec::new();
    let mut packages = missing.clone();
    if machine.rustup && missing.contains(&RUST_PACKAGES[0]) {
        packages.retain(|package| !RUST_PACKAGES.contains(package));
        steps.push(Step::AddTarget);
    }
    if packages.is_empty() {
        return steps;
    }
    let browsers: Vec<_> = packages.iter().copied().filter(|package| !RUST_PACKAGES.contains(package)).collect();
    steps.push(match (machine.distribution, machine.root) {
        (Distribution::Debian, true) => Step::Install(packages),
        (Distribution::Debian, false) => Step::Tell(format!(
            "this machine lacks {}. Installing them takes root:\n\n  \
             sudo apt-get update\n  sudo apt-get install -y --no-install-recommends {}\n\nThen run this task again.",
            packages.join(", "),
            packages.join(" "),
        )),
        // The compiler comes first: without it no browser is of use.
        _ if browsers.len() < packages.len() => Step::Tell(no_wasm()),
        (Distribution::Ubuntu, _) => Step::Tell(on_ubuntu(&browsers)),
        (Distribution::Other, _) => Step::Tell(elsewhere(&browsers)),
    });
    steps
}

/// The Debian packages that contain what is missing.
pub fn missing(machine: &Machine, needs: &Needs) -> Vec<&'static str> {
    let mut packages = Vec::new();
    if !machine.wasm_std && !machine.debian_rust {
        packages.extend(RUST_PACKAGES);
    }
    if needs.chromium && !machine.chromium {
        packages.extend(CHROMIUM_PACKAGES);
    }
    if needs.firefox && !machine.firefox {
        packages.push(FIREFOX_PACKAGE);
    }
    packages
}

fn no_wasm() -> String {
    "this Rust has no standard library for wasm32-unknown-unknown, and rustup cannot add it here. Either install Rust with rustup:\n\n  \
     curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- --target wasm32-unknown-unknown\n\n\
     or add your distribution's package for that target (Fedora: rust-std-static-wasm32-unknown-unknown, \
     Arch: rust-wasm), and run this task again."
        .to_owned()
}

fn on_ubuntu(browsers: &[&str]) -> String {
    format!(
        "this machine lacks {}. Ubuntu's packages of that name only point to snaps, which can neither be driven nor run in a \
         container. Fetch ordinary builds, and say where they are:\n\n  \
         npx @puppeteer/browsers install chrome@stable        # prints the path of chrome\n  \
         npx @puppeteer/browsers install chromedriver@stable  # prints the path of chromedriver\n  \
         npx @puppeteer/browsers install firefox@stable       # prints the path of firefox\n  \
         export CHROMIUM=<path of chrome> CHROMEDRIVER=<path of chromedriver> FIREFOX=<path of firefox>\n\n\
         Then run this task again.",
        browsers.join(", "),
    )
}

fn elsewhere(browsers: &[&str]) -> String {
    format!(
        "this machine lacks what Debian calls {}. Install Chromium with the chromedriver of the same version, and Firefox, with \
         your package manager; where they are not on PATH, name them:\n\n  \
         export CHROMIUM=<path> CHROMEDRIVER=<path> FIREFOX=<path>\n\nThen run this task again.",
        browsers.join(", "),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare() -> Machine {
        Machine {
            wasm_std: false,
            rustup: true,
            debian_rust: false,
            root: true,
            distribution: Distribution::Debian,
            chromium: false,
            firefox: false,
        }
    }

    fn complete() -> Machine {
        Machine { wasm_std: true, chromium: true, firefox: true, ..bare() }
    }

    fn told(machine: &Machine) -> String {
        match plan(machine, &Needs::everything()).pop() {
            Some(Step::Tell(words)) => words,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn nothing_is_done_if_nothing_is_missing() {
        assert_eq!(plan(&complete(), &Needs::everything()), []);
        let no_browsers = Machine { wasm_std: true, ..bare() };
        assert_eq!(plan(&no_browsers, &Needs::wasm()), []);
    }

    #[test]
    fn rustup_adds_the_target_and_apt_the_browsers() {
        let browsers = Step::Install(vec!["chromium", "chromium-driver", "firefox-esr"]);
        assert_eq!(plan(&bare(), &Needs::everything()), [Step::AddTarget, browsers]);
    }

    #[test]
    fn without_rustup_debian_brings_the_standard_library() {
        let machine = Machine { rustup: false, ..bare() };
        let rust = Step::Install(vec!["rustc-web", "rust-web-src"]);
        assert_eq!(plan(&machine, &Needs::wasm()), [rust]);
        let installed = Machine { debian_rust: true, ..machine };
        assert_eq!(plan(&installed, &Needs::wasm()), []);
    }

    #[test]
    fn without_root_the_commands_are_printed() {
        let words = told(&Machine { root: false, wasm_std: true, chromium: true, ..bare() });
        assert!(words.contains("sudo apt-get install -y --no-install-recommends firefox-esr"), "{words}");
    }

    #[test]
    fn snaps_are_not_mistaken_for_browsers() {
        let words = told(&Machine { distribution: Distribution::Ubuntu, ..bare() });
        assert!(words.contains("snap") && words.contains("CHROMEDRIVER="), "{words}");
    }

    #[test]
    fn without_apt_the_names_of_the_programs_are_printed() {
        let other = Machine { distribution: Distribution::Other, ..bare() };
        assert!(told(&other).contains("chromedriver of the same version"));
        assert!(told(&Machine { rustup: false, ..other }).contains("rust-wasm"));
    }
}
