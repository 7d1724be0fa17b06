//! Installs what the machine lacks.
//!
//! [`machine`] examines, [`plan`] decides, this module acts. It does nothing if nothing is missing, so every task can start with it.

mod machine;
mod packages;
mod plan;
mod wasm_target;

use anyhow::bail;

use self::machine::Machine;
pub use self::machine::ask_rustc;
pub use self::plan::Needs;
pub use self::wasm_target::WasmToolchain;
use crate::progress;
use plan::Step;

/// Installs what is needed and missing. Returns the compiler for WASM.
///
/// # Errors
/// Something is missing that cannot be installed from here. The error contains the commands to type.
pub fn ensure(needs: &Needs) -> anyhow::Result<WasmToolchain> {
    let mut machine = Machine::observe()?;
    // The plan is made again after each step: if rustup fails, the distribution's packages are tried.
    loop {
        match plan::plan(&machine, needs).into_iter().next() {
            None => return WasmToolchain::find(&machine),
            Some(Step::AddTarget) => {
                if let Err(error) = wasm_target::add() {
                    progress::say(&format!(
                        "  rustup refused: {error:#}\n  trying the distribution's packages instead"
                    ));
                    machine.rustup = false;
                    continue;
                }
                machine = Machine { wasm_std: true, ..machine };
            }
            Some(Step::Install(wanted)) => {
                packages::install(&wanted)?;
                let seen = Machine::observe()?;
                let missing = plan::missing(&seen, needs);
                if wanted.iter().any(|package| missing.contains(package)) {
                    bail!(
                        "apt-get installed {}, but what they bring was not found on PATH.\n\
                         Look with `dpkg -L {}` where it is, and add that directory to PATH.",
                        wanted.join(" "),
                        wanted.join(" ")
                    );
                }
                machine = Machine { rustup: machine.rustup, ..seen };
            }
            Some(Step::Tell(words)) => bail!(words),
        }
    }
}
