//! `cargo xtask`: every task of this repository under one name.
//!
//! - [`args`]: which task, with what
//! - [`setup`]: what the machine lacks, and how to get it
//! - [`build`]: the unpacked extension in `target/extension/`
//! - [`demo`]: the extension at work in a real browser, against the simulated OpenAI
//! - [`run`]: the extension in a browser of one's own, against the real OpenAI
//! - [`test`]: everything that must pass
//! - [`bench`]: ours against a plain JavaScript extension
//! - [`simulate`]: the core at the mercy of chance
//! - [`fuzz`]: the decoders of outside input, fed by a fuzzer

mod args;
mod bench;
mod build;
mod demo;
mod fuzz;
mod progress;
mod run;
mod setup;
mod shell;
mod simulate;
mod test;
mod workspace;

use std::process::ExitCode;

use args::{Arguments, Task};
use clap::Parser;

fn main() -> ExitCode {
    let task = match Arguments::try_parse() {
        Ok(arguments) => arguments.task,
        Err(error) => {
            // With nowhere to print to, the exit code has to say it.
            drop(error.print());
            return args::exit_code(&error);
        }
    };
    perform(task).unwrap_or_else(|error| {
        progress::say(&format!("\nerror: {error:#}"));
        ExitCode::FAILURE
    })
}

fn perform(task: Task) -> anyhow::Result<ExitCode> {
    match task {
        Task::Setup => drop(setup::ensure(&setup::Needs::everything())?),
        Task::Build => drop(build::build(&setup::ensure(&setup::Needs::wasm())?)?),
        Task::Demo(options) => demo::demo(options)?,
        Task::Run => run::run()?,
        Task::Test(options) => return test::test(&options),
        Task::Bench(options) => return bench::bench(&options),
        Task::Simulate(options) => return simulate::simulate(options),
        Task::Fuzz(options) => fuzz::fuzz(&options)?,
    }
    Ok(ExitCode::SUCCESS)
}
