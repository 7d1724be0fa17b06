//! Builds the unpacked extension from the core's source, the manifest and the pages.

mod assemble;
mod comments;
mod includes;
mod pages;
mod sizes;
mod wasm;

use std::path::PathBuf;

pub use sizes::{Size, sizes};

use crate::progress::{say, step};
use crate::setup::WasmToolchain;
use crate::workspace;

/// Builds the extension into `target/extension/`, and returns that path.
pub fn build(toolchain: &WasmToolchain) -> anyhow::Result<PathBuf> {
    assemble::check_version()?;
    let module = step("building the WASM module", |step| wasm::compile(toolchain, step))?;
    let staging = assemble::staging()?;
    step("making its JavaScript bindings", |_| wasm::bind(&module, staging.path()))?;
    let extension = workspace::extension();
    step("assembling the extension", |_| assemble::assemble(staging, &extension))?;
    say(&format!("  {}", extension.display()));
    for size in sizes(&extension)? {
        say(&format!("  {size}"));
    }
    Ok(extension)
}
