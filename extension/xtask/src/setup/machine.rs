//! Finds out what is installed on this machine.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;

/// The facts that decide what to install, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// The compiler in use has the WASM target's standard library.
    pub wasm_std: bool,
    /// The compiler in use belongs to rustup, which can add targets to it.
    pub rustup: bool,
    /// Debian's second compiler and the source of its standard library are installed.
    pub debian_rust: bool,
    /// This runs as root, so packages can be installed.
    pub root: bool,
    /// Decides how packages are installed.
    pub distribution: Distribution,
    /// Chromium and its driver can be started.
    pub chromium: bool,
    /// Firefox can be started.
    pub firefox: bool,
}

/// Decides how packages are installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distribution {
    /// Debian, or a distribution that uses its packages.
    Debian,
    /// Ubuntu, whose browser packages only install snaps.
    Ubuntu,
    /// Any other system.
    Other,
}

impl Machine {
    /// Examines this machine.
    pub fn observe() -> anyhow::Result<Self> {
        Ok(Self {
            wasm_std: wasm_std()?,
            // The rustup proxy sets the variable for the programs it starts.
            rustup: std::env::var_os("RUSTUP_TOOLCHAIN").is_some() && found("rustup"),
            debian_rust: debian_rust(),
            root: rustix::process::geteuid().is_root(),
            distribution: Distribution::of(&std::fs::read_to_string("/etc/os-release").unwrap_or_default()),
            chromium: program("CHROMIUM", &["chromium", "chromium-browser"])
                && program("CHROMEDRIVER", &["chromedriver"]),
            firefox: program("FIREFOX", &["firefox", "firefox-esr"]),
        })
    }
}

/// The compiler of Debian's package `rustc-web`.
pub const DEBIAN_RUSTC: &str = "/usr/bin/rustc";

/// Where its package `rust-web-src` puts the standard library's source.
const DEBIAN_STD_SOURCE: &str = "/usr/lib/rustlib/src/rust/library/std";

/// Whether Debian's compiler is installed with its library's source, and is new enough. An older package has the same paths.
fn debian_rust() -> bool {
    let version = Command::new(DEBIAN_RUSTC).arg("--version").output();
    let version = version.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    version.is_ok_and(|version| minor(&version) >= minor(env!("CARGO_PKG_RUST_VERSION")))
        && Path::new(DEBIAN_STD_SOURCE).exists()
}

/// The minor version in `rustc 1.95.0 (...)` or `1.95`: 95.
fn minor(version: &str) -> Option<u32> {
    let (_, rest) = version.split_once("1.")?;
    rest.split(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
}

impl Distribution {
    /// Reads `/etc/os-release`.
    fn of(os_release: &str) -> Self {
        let field = |name: &str| {
            os_release
                .lines()
                .filter_map(|line| line.split_once('='))
                .find(|(key, _)| *key == name)
                .map_or("", |(_, value)| value.trim_matches('"'))
        };
        let family = [field("ID"), field("ID_LIKE")].join(" ");
        let is = |name: &str| family.split_whitespace().any(|word| word == name);
        if is("ubuntu") {
            Self::Ubuntu
        } else if is("debian") {
            Self::Debian
        } else {
            Self::Other
        }
    }
}

/// Whether the compiler in use knows the target and has a standard library for it.
fn wasm_std() -> anyhow::Result<bool> {
    let libraries = PathBuf::from(ask_rustc(&["--print", "target-libdir", "--target", "wasm32-unknown-unknown"])?);
    let Ok(files) = libraries.read_dir() else { return Ok(false) };
    Ok(files.flatten().any(|file| file.file_name().to_string_lossy().starts_with("libstd-")))
}

/// The output of the compiler in use for these arguments, trimmed.
pub fn ask_rustc(question: &[&str]) -> anyhow::Result<String> {
    let output = Command::new("rustc")
        .args(question)
        .output()
        .context("rustc could not be started: is Rust's bin directory on PATH?")?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn program(variable: &str, names: &[&str]) -> bool {
    std::env::var_os(variable).is_some() || names.iter().any(|name| found(name))
}

fn found(name: &str) -> bool {
    which::which(name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_of_rust_are_told_apart() {
        assert_eq!(minor("rustc 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)"), Some(96));
        assert_eq!(minor("1.95"), Some(95));
        assert!(minor("") < minor("rustc 1.63.0"));
    }

    #[test]
    fn distributions_are_told_by_their_release_file() {
        let debian = "PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n";
        let mint = "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n";
        let raspbian = "ID=raspbian\nID_LIKE=debian\n";
        assert_eq!(Distribution::of(debian), Distribution::Debian);
        assert_eq!(Distribution::of(mint), Distribution::Ubuntu);
        assert_eq!(Distribution::of(raspbian), Distribution::Debian);
        assert_eq!(Distribution::of("ID=fedora\n"), Distribution::Other);
        assert_eq!(Distribution::of(""), Distribution::Other);
    }
}
