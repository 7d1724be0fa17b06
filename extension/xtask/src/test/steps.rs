//! The steps of `cargo xtask test`, in order.

use std::io::IsTerminal;
use std::process::Command;

use crate::setup::WasmToolchain;
use crate::shell;

/// A line of the final table.
pub struct Step {
    /// Such as "lints on the host".
    pub name: &'static str,
    /// The work of the step.
    pub action: Action,
}

/// What a step does, and how its outcome is counted.
pub enum Action {
    /// A command that passes or fails as a whole, and counts as one.
    Check(Command),
    /// A run of `cargo test`, in which each test counts.
    Tests(Command),
    /// Builds the extension for the suites that follow, and checks its sizes. The build and each size count.
    Build,
    /// Fuzzes for a minute; each target counts. On a machine that cannot fuzz, the step is skipped and counts nothing.
    Fuzz,
}

/// All steps, cheap ones first.
pub fn steps(toolchain: &WasmToolchain) -> Vec<Step> {
    let check = |name, command| Step { name, action: Action::Check(command) };
    let tests = |name, command| Step { name, action: Action::Tests(command) };
    vec![
        check("format", cargo(&["fmt", "--all", "--check"])),
        check(
            "lints on the host",
            cargo(&["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"]),
        ),
        check("lints for wasm32", wasm_lints(toolchain)),
        tests(
            "tests on the host",
            cargo_test(&["--workspace", "--exclude", "browser-driver", "--exclude", "browser-suite"]),
        ),
        Step { name: "fuzzing", action: Action::Fuzz },
        Step { name: "the extension", action: Action::Build },
        tests("the simulated pages, in a browser", cargo_test(&["--package", "simulated-openai", "--", "--ignored"])),
        // One browser at a time: several at once slow each other down beyond what their tests wait for.
        tests("the driver, in both browsers", cargo_test(&["--package", "browser-driver", "--", "--test-threads=1"])),
        tests("the extension in browsers", browser_suite()),
    ]
}

/// The test command of `tests/browser`, which runs the built extension in real browsers.
pub fn browser_suite() -> Command {
    cargo_test(&["--package", "browser-suite"])
}

fn cargo(arguments: &[&str]) -> Command {
    prepared(shell::cargo(), arguments)
}

fn cargo_test(selection: &[&str]) -> Command {
    let mut command = cargo(&["test", "--locked", "--no-fail-fast"]);
    command.args(selection);
    command
}

/// Clippy comes with the compiler in use. Debian's second compiler has none, so there the compiler's own warnings are denied instead.
fn wasm_lints(toolchain: &WasmToolchain) -> Command {
    match toolchain {
        WasmToolchain::Installed => {
            prepared(toolchain.cargo("clippy"), &["--locked", "--package", "credit-gauge", "--", "-D", "warnings"])
        }
        WasmToolchain::FromSource { .. } => {
            let arguments = &["-Zwarnings", "--locked", "--package", "credit-gauge"];
            let mut check = prepared(toolchain.cargo("check"), arguments);
            check.env("CARGO_BUILD_WARNINGS", "deny");
            check
        }
    }
}

fn prepared(mut command: Command, arguments: &[&str]) -> Command {
    // Cargo's output is a pipe to this program, so cargo cannot see whether it ends up on a terminal.
    let color = if std::io::stderr().is_terminal() { "always" } else { "never" };
    command
        .args(arguments)
        .env("CARGO_TERM_COLOR", color)
        // A snapshot that differs fails the test, and no file to review is written.
        .env("INSTA_UPDATE", "no")
        .env("CI", "1");
    command
}
