//! How much more a hundred accounts cost than one: in time, and in bytes written.

use std::path::Path;

use super::accounts;
use super::figure::{Figure, Unit};
use super::reading::bytes_written;
use super::rig::Rig;
use super::visit::open_popup;
use super::wake::wake;
use crate::progress::Step;

/// The number of accounts to compare with one.
const MANY: usize = 100;

/// The number of rounds in which the bytes are counted: the first ones.
const COUNTED: usize = 3;

/// The results for one number of accounts, one for each round.
#[derive(Default)]
struct Costs {
    woken: Vec<f64>,
    shown: Vec<f64>,
    written: Vec<f64>,
}

/// Measures one account and many alternately.
pub async fn figures(ours: &Path, rounds: usize) -> anyhow::Result<Vec<Figure>> {
    let step = Step::begin(format!("{MANY} monitors against one: each is read once"));
    let (one, many) = (Rig::start(ours, "www/", 1).await?, Rig::start(ours, "www/", MANY).await?);
    step.done();
    let step = Step::begin(format!("waking up, opening the popup, one reading ({rounds} rounds)"));
    let (mut of_one, mut of_many) = (Costs::default(), Costs::default());
    for round in 0..=rounds {
        for (rig, costs) in [(&many, &mut of_many), (&one, &mut of_one)] {
            let (popup, visit) = open_popup(rig).await?;
            // A few rounds are enough: the bytes differ only by the digits of times.
            if round < COUNTED {
                costs.written.push(bytes_written(rig, &popup).await?);
            }
            let woken = wake(rig, &popup).await?;
            if round > 0 {
                costs.woken.push(woken);
                costs.shown.push(visit.shown);
            }
        }
        step.hear(&format!("round {round}"));
    }
    let read =
        one.openai.edit(|world| world.account_mut(&accounts::organization(0)).map(|it| accounts::bytes_read(it)));
    one.end().await?;
    many.end().await?;
    step.done();
    let read = read.map_or(f64::NAN, |bytes| bytes as f64);
    let against_one = |name: &str, many: &[f64], one: &[f64], unit, budget| {
        Figure::of_medians(format!("{name}, {MANY} monitors"), many, ("with 1", one), unit, budget)
    };
    let (woken, shown) = ("worker killed, the tab's request to our own", "popup, navigation to everything shown");
    Ok(vec![
        against_one(woken, &of_many.woken, &of_one.woken, Unit::Milliseconds, 1.3),
        against_one(shown, &of_many.shown, &of_one.shown, Unit::Milliseconds, 1.3),
        against_one("written for one reading", &of_many.written, &of_one.written, Unit::Bytes, 1.2),
        Figure::of_medians("written for one reading, 1 monitor", &of_one.written, ("read", &[read]), Unit::Bytes, 2.0),
    ])
}
