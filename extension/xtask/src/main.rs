//! `cargo xtask`: the tasks of this repository.
//!
//! - [`args`]: parses the command line
//! - [`setup`]: finds out what the machine lacks, and installs it
//! - [`build`]: builds the unpacked extension in `target/extension/`
//! - [`demo`]: shows the extension in a real browser, against the simulated OpenAI
//! - [`run`]: opens the extension in a browser with a profile of its own, against the real OpenAI
//! - [`test`]: runs everything that must pass
//! - [`bench`]: measures the extension against a plain JavaScript one
//! - [`simulate`]: runs the random simulation of the worker
//! - [`replay`]: runs the worker over days of an account in a file
//! - [`fuzz`]: fuzzes the decoders of outside input

mod args;
mod bench;
mod build;
mod demo;
mod fuzz;
mod progress;
mod replay;
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
            // If printing fails, the exit code still says it.
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
        Task::Replay(options) => replay::replay(&options)?,
        Task::Fuzz(options) => fuzz::fuzz(&options)?,
    }
    Ok(ExitCode::SUCCESS)
}
