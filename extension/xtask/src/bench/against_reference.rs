//! Our extension against the JavaScript one, with a few accounts: waking up, and showing the popup.

use std::path::Path;

use super::figure::{Figure, Unit};
use super::reference::STATIC_PAGE;
use super::rig::Rig;
use super::visit::{open_popup, open_static};
use super::wake::wake;
use crate::progress::Step;

/// The number of accounts in both extensions.
const FEW: usize = 5;

/// The times of one side in milliseconds, one for each round.
#[derive(Default)]
struct Times {
    woken: Vec<f64>,
    shown: Vec<f64>,
    painted: Vec<f64>,
}

/// Measures both extensions alternately.
pub async fn figures(ours: &Path, reference: &Path, rounds: usize) -> anyhow::Result<Vec<Figure>> {
    let step = Step::begin(format!("waking up and opening the popup, against plain JavaScript ({rounds} rounds)"));
    let (ours, reference) = (Rig::start(ours, "www/", FEW).await?, Rig::start(reference, "", FEW).await?);
    let (mut own, mut plain, mut painted) = (Times::default(), Times::default(), Vec::new());
    for round in 0..=rounds {
        let times = [round_of(&ours).await?, round_of(&reference).await?];
        let visit = open_static(&reference, STATIC_PAGE).await?;
        // The first round does not count: it fills caches that a person's browser has already filled.
        if round > 0 {
            for (times, [woken, shown, painted]) in [&mut own, &mut plain].into_iter().zip(times) {
                times.woken.push(woken);
                times.shown.push(shown);
                times.painted.push(painted);
            }
            painted.push(visit.painted);
        }
        step.hear(&format!("round {round}"));
    }
    ours.end().await?;
    reference.end().await?;
    step.done();
    let figure = |name: &str, ours: &[f64], reference: (&str, &[f64]), budget| {
        Figure::of_medians(name, ours, reference, Unit::Milliseconds, budget)
    };
    Ok(vec![
        figure("worker killed, the tab's request to our own", &own.woken, ("JavaScript", &plain.woken), 1.7),
        figure("popup, navigation to everything shown, worker dead", &own.shown, ("JavaScript", &plain.shown), 1.7),
        figure("popup, first contentful paint", &own.painted, ("static page", &painted), 1.2),
    ])
}

async fn round_of(rig: &Rig) -> anyhow::Result<[f64; 3]> {
    let (popup, visit) = open_popup(rig).await?;
    Ok([wake(rig, &popup).await?, visit.shown, visit.painted])
}
