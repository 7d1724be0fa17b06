//! Compiles the core to a WASM module with JavaScript bindings.

use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Deserialize;
use wasm_bindgen_cli_support::Bindgen;

use crate::progress::Step;
use crate::setup::{WasmToolchain, ask_rustc};
use crate::{shell, workspace};

/// The file name of the module and its bindings, without extension.
const NAME: &str = "credit_gauge";

/// Their directory in the extension.
const FOLDER: &str = "wasm";

/// Compiles the core; returns the raw module's path.
pub fn compile(toolchain: &WasmToolchain, step: &Step) -> anyhow::Result<PathBuf> {
    let mut cargo = toolchain.cargo("rustc");
    cargo
        .args(["--release", "--locked", "--package", "credit-gauge", "--lib"])
        // Only a `cdylib`: with an `rlib` as well, cargo links without LTO, and the module is a fifth larger.
        .args(["--crate-type", "cdylib"])
        // Where cargo puts the module depends on settings such as `CARGO_TARGET_DIR`. Its messages name the path.
        .args(["--message-format", "json-render-diagnostics"])
        .env("CARGO_ENCODED_RUSTFLAGS", without_local_paths()?)
        .current_dir(workspace::root());
    let messages = shell::capture(&mut cargo, step)?;
    module_in(&messages).context("cargo built no WASM module")
}

/// Compiler flags that keep local paths out of the module, so that all machines build the same bytes.
fn without_local_paths() -> anyhow::Result<String> {
    let home = |variable: &str| std::env::var(variable).unwrap_or_default();
    let cargo_home = match home("CARGO_HOME") {
        unset if unset.is_empty() => format!("{}/.cargo", home("HOME")),
        set => set,
    };
    let sysroot = ask_rustc(&["--print", "sysroot"])?;
    let root = workspace::root();
    let flags = [(root.to_string_lossy().as_ref(), "credit-gauge"), (&cargo_home, "cargo"), (&sysroot, "rust")]
        .map(|(from, to)| format!("--remap-path-prefix={from}=/{to}"));
    // The separator of CARGO_ENCODED_RUSTFLAGS, which allows paths with spaces.
    Ok(flags.join("\u{1f}"))
}

/// Finds the module's path in cargo's JSON messages.
fn module_in(messages: &str) -> Option<PathBuf> {
    #[derive(Deserialize)]
    struct Message {
        #[serde(default)]
        filenames: Vec<PathBuf>,
    }
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Message>(line).ok())
        .flat_map(|message| message.filenames)
        .find(|file| file.ends_with(format!("{NAME}.wasm")))
}

/// The module's path in the extension.
pub fn module() -> String {
    format!("{FOLDER}/{NAME}_bg.wasm")
}

/// The path of its bindings in the extension.
pub fn bindings() -> String {
    format!("{FOLDER}/{NAME}.js")
}

/// Writes the module and its bindings below `extension`.
pub fn bind(module: &Path, extension: &Path) -> anyhow::Result<()> {
    Bindgen::new()
        .input_path(module)
        .out_name(NAME)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        // extension/worker.js uses it to restart a module that has crashed.
        .reset_state_function(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(extension.join(FOLDER))
        .context("the bindings could not be made: does Cargo.toml pin wasm-bindgen to the version of wasm-bindgen-cli-support?")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_module_is_found_among_other_messages() {
        let messages = "not json\n{\"reason\":\"build-finished\",\"success\":true}\n\
            {\"filenames\":[\"/t/libserde.rlib\"]}\n{\"filenames\":[\"/t/libcredit_gauge.rlib\",\"/t/credit_gauge.wasm\"]}";
        assert_eq!(module_in(messages), Some(PathBuf::from("/t/credit_gauge.wasm")));
        assert_eq!(module_in(""), None);
    }
}
