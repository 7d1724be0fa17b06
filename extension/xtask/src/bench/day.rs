//! What a day takes: counted on the host, by the scenarios that hold it to its limits.

use super::figure::{Figure, Unit};
use crate::progress::Step;
use crate::{shell, workspace};

/// How a scenario begins a line with what it counted: a name, our count, and the least the schedule allows.
const COUNTED: &str = "counted: ";

/// How many lines the scenarios print.
const LINES: usize = 4;

/// Runs the scenarios and reads what they counted.
pub fn figures() -> anyhow::Result<Vec<Figure>> {
    let mut test = shell::cargo();
    test.args(["test", "--locked", "--quiet", "--package", "credit-gauge", "--test", "scenarios", "costs::a_day"])
        .args(["--", "--nocapture", "--test-threads=1"])
        .current_dir(workspace::root());
    let step = Step::begin("counting the wake-ups and requests of a day".to_owned());
    let printed = shell::capture(&mut test, &step)?;
    step.done();
    let figures: Vec<Figure> = printed.lines().filter_map(figure).collect();
    anyhow::ensure!(figures.len() == LINES, "the scenarios of a day printed {} of {LINES} lines", figures.len());
    Ok(figures)
}

fn figure(line: &str) -> Option<Figure> {
    // The test runner may have begun the line with a dot.
    let (_, counted) = line.split_once(COUNTED)?;
    let (rest, least) = counted.rsplit_once(' ')?;
    let (name, ours) = rest.rsplit_once(' ')?;
    Some(Figure {
        name: name.to_owned(),
        ours: ours.parse().ok()?,
        compared_with: "the schedule's minimum".to_owned(),
        reference: least.parse().ok()?,
        unit: Unit::Count,
        budget: 1.0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_figure() {
        let line = figure(".counted: wake-ups a day 281 288").unwrap().to_string();
        assert_eq!(line, "wake-ups a day: ours 281, the schedule's minimum 288, ratio 0.98, budget 1.0");
        assert_eq!(figure("running 2 tests"), None);
    }
}
