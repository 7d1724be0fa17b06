//! What the machine lacks, and how to get it.
//!
//! [`machine`] looks, [`plan`] decides, this module does. Nothing is done where nothing is missing, so that every task begins here.

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

/// Sees to it that what is needed is there; returns the compiler for WASM.
///
/// # Errors
/// When something is missing that this person's machine does not let us install; the error holds the commands to type.
pub fn ensure(needs: &Needs) -> anyhow::Result<WasmToolchain> {
    let mut machine = Machine::observe()?;
    // A step that fails can make another way the best one, so the plan is made anew after each.
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
