//! The time to process a large usage body: against `JSON.parse` and a sum, and with many monitors against one.

use std::path::Path;

use anyhow::Context;

use super::accounts;
use super::figure::{Figure, Unit};
use super::reading::usage_times;
use super::rig::Rig;
use super::visit::open_popup;
use crate::progress::Step;

/// The number of accounts to compare with one.
const MANY: usize = 30;

/// Measures one account and many alternately.
pub async fn figures(ours: &Path, rounds: usize) -> anyhow::Result<Vec<Figure>> {
    // These times are long, so half the rounds are enough.
    let rounds = rounds.div_ceil(2);
    let step = Step::begin(format!("a large usage body, with 1 and with {MANY} monitors ({rounds} rounds)"));
    let (one, many) = (Rig::start(ours, "www/", 1).await?, Rig::start(ours, "www/", MANY).await?);
    for rig in [&one, &many] {
        let grown = rig.openai.edit(|world| {
            world.account_mut(&accounts::organization(0)).map(|account| account.usage = accounts::large_usage())
        });
        grown.context("the measured account is missing")?;
    }
    let (mut of_one, mut of_many, mut parsed, mut bytes) = (Vec::new(), Vec::new(), Vec::new(), 0.0);
    for round in 0..=rounds {
        for (rig, stored) in [(&one, &mut of_one), (&many, &mut of_many)] {
            let (popup, _) = open_popup(rig).await?;
            let times = usage_times(rig, &popup).await?;
            popup.close().await?;
            if round > 0 {
                stored.push(times.stored);
                parsed.push(times.parsed);
                bytes = times.bytes;
            }
        }
        step.hear(&format!("round {round}"));
    }
    one.end().await?;
    many.end().await?;
    step.done();
    let name = format!("usage body of {:.1} MB, answered to stored", bytes / 1e6);
    let figure = |name: String, ours: &[f64], reference: (&str, &[f64]), budget| {
        Figure::of_medians(name, ours, reference, Unit::Milliseconds, budget)
    };
    Ok(vec![
        figure(name.clone(), &of_one, ("JSON.parse and a sum", &parsed), 2.0),
        figure(format!("{name}, {MANY} monitors"), &of_many, ("with 1", &of_one), 1.2),
    ])
}
