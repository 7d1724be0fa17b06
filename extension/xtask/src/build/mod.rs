//! The unpacked extension, from the core's source and the files beside it.

mod assemble;
mod wasm;

use std::path::PathBuf;

use crate::progress::{say, step};
use crate::setup::WasmToolchain;
use crate::workspace;

/// Builds the extension into `target/extension/`, and returns that path.
pub fn build(toolchain: &WasmToolchain) -> anyhow::Result<PathBuf> {
    assemble::check_version()?;
    let module = step("building the WASM module", |step| wasm::compile(toolchain, step))?;
    let staging = assemble::staging()?;
    let size = step("making its JavaScript bindings", |_| wasm::bind(&module, staging.path()))?;
    let extension = workspace::extension();
    step("assembling the extension", |_| assemble::assemble(staging, &extension))?;
    say(&format!("  {} (its module: {:.1} KB)", extension.display(), size as f64 / 1000.0));
    Ok(extension)
}
