//! Replays an account that a file describes, and prints what came of it.

use std::path::Path;

use anyhow::Context as _;
use replay::Plan;

use crate::args::ReplayOptions;
use crate::progress::{Step, print};

/// Prints one JSON object to standard output, and progress to standard error.
pub fn replay(options: &ReplayOptions) -> anyhow::Result<()> {
    let file = options.file.display();
    let text = read(&options.file).with_context(|| format!("{file} cannot be read"))?;
    let plan = Plan::read(&text).with_context(|| file.to_string())?;
    let days = plan.days();
    let step = Step::begin(format!("replaying {days} days"));
    let report =
        replay::run(&plan, &mut |day| step.hear(&format!("day {day} of {days}"))).with_context(|| file.to_string())?;
    let report = report.json()?;
    step.done();
    print(&report);
    Ok(())
}

/// The text of a file; of standard input for `-`.
fn read(file: &Path) -> std::io::Result<String> {
    if file == Path::new("-") { std::io::read_to_string(std::io::stdin()) } else { std::fs::read_to_string(file) }
}
