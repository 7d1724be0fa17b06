//! The compiler for wasm32-unknown-unknown.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Context;

use super::machine::{DEBIAN_RUSTC, Machine, ask_rustc};
use crate::progress::step;
use crate::shell;

/// The target of the extension's module.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// How this machine compiles for the target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WasmToolchain {
    /// With the compiler in use, which has the target's standard library.
    Installed,
    /// With Debian's second compiler, which also builds the standard library from source.
    ///
    /// The source must belong to exactly that compiler, so the compiler in use cannot build it.
    FromSource {
        /// A linker for WASM, such as `rust-lld`.
        linker: PathBuf,
    },
}

impl WasmToolchain {
    /// The first way that works on this machine. Fails if there is none.
    pub fn find(machine: &Machine) -> anyhow::Result<Self> {
        if machine.wasm_std {
            return Ok(Self::Installed);
        }
        let sysroot = PathBuf::from(ask_rustc(&["--print", "sysroot"])?);
        let host = ask_rustc(&["-vV"])?;
        let host = host.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
        let shipped = sysroot.join("lib/rustlib").join(host).join("bin/rust-lld");
        let linker = if shipped.exists() {
            shipped
        } else {
            ["rust-lld", "wasm-ld"]
                .iter()
                .find_map(|name| which::which(name).ok())
                .context("no linker for WASM was found: install one with `apt-get install lld`")?
        };
        Ok(Self::FromSource { linker })
    }

    /// A cargo command for the target.
    pub fn cargo(&self, subcommand: &str) -> Command {
        let mut command = shell::cargo();
        command.args([subcommand, "--target", TARGET]);
        if let Self::FromSource { linker } = self {
            command
                .arg("-Zbuild-std=std,panic_abort")
                .env("RUSTC", DEBIAN_RUSTC)
                // Building the standard library is not a stable feature yet.
                .env("RUSTC_BOOTSTRAP", "1")
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        command
    }
}

/// `rustup target add`.
pub fn add() -> anyhow::Result<()> {
    step(format!("adding {TARGET} to the Rust toolchain"), |step| {
        shell::capture(Command::new("rustup").args(["target", "add", TARGET]), step)
    })
    .map(drop)
}
