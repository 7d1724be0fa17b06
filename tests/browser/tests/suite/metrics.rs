//! Every metric shows the account's value. Null, absent and zero are told apart.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use browser_suite::expected::{self, Range};
use browser_suite::requests::{self, of_extension, of_extension_to, wait_for_extension};
use browser_suite::scenario::chromium;
use browser_suite::wait::until;
use browser_suite::{Model, Popup, SOON, Stage};
use libtest_mimic::Trial;
use simulated_openai::world::PathForms;
use simulated_openai::{Endpoint, World, samples};

pub fn trials() -> Vec<Trial> {
    let account = |name: &str, organization: &'static str| {
        let act = async move |stage: &mut Stage| all_metrics(stage, organization).await;
        chromium(&format!("metrics::of_{name}"), samples::world, act)
    };
    vec![
        account("prepaid", samples::PREPAID),
        account("arrears_enterprise", samples::ARREARS_ENTERPRISE),
        account("legacy_2023", samples::LEGACY_2023),
        account("empty", samples::EMPTY),
        account("odd_shapes", samples::ODD_SHAPES),
        chromium("metrics::where_only_v1_paths_answer", only_v1, only_v1_answers),
        chromium("metrics::where_only_bare_paths_answer", only_bare, only_bare_answers),
    ]
}

async fn all_metrics(stage: &mut Stage, organization: &str) -> Result<()> {
    let (_platform, popup) = stage.popup_of(organization).await?;
    single_values(stage, &popup, organization).await?;
    let world = stage.openai.world();
    let account = expected::account(&world, organization).context("no such account")?;
    let asked = of_extension_to(&stage.openai, Endpoint::Usage);
    let asked =
        asked.iter().rfind(|it| it.organization.as_deref() == Some(organization)).context("no usage was asked for")?;
    let last = requests::last_day(asked)?;
    for range in Range::ALL {
        popup.choose_range(range.name()).await?;
        let costs = expected::costs(account, range, last, asked.at.date());
        until(&format!("the costs of {}: {costs:?}", range.name()), SOON, async || {
            let models = popup.models().await?;
            Ok(if are(&models, &costs) { Ok(()) } else { Err(format!("{models:?}")) })
        })
        .await?;
    }
    Ok(())
}

async fn single_values(stage: &Stage, popup: &Popup, organization: &str) -> Result<()> {
    let world = stage.openai.world();
    let account = expected::account(&world, organization).context("no such account")?;
    let mut expected = expected::credit_grants(account);
    expected.extend(expected::subscription(account));
    let shown = popup.metrics().await?;
    // The popup may show metrics that are not listed here, but must show all that are.
    let wrong: Vec<String> = expected
        .iter()
        .map(|(metric, expected)| (metric, expected, shown.get(metric)))
        .filter(|(_, expected, shown)| !shown.is_some_and(|shown| expected.is_shown_by(shown)))
        .map(|(metric, expected, shown)| format!("{metric}: {expected:?} is shown as {shown:?}"))
        .collect();
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// Checks that the models and costs are the same, to a ten-thousandth of a cent, largest first, and that each has a text.
fn are(models: &[Model], costs: &BTreeMap<String, f64>) -> bool {
    let same = |model: &Model| costs.get(&model.name).is_some_and(|cost| (cost - model.cost).abs() < 1e-6);
    let descending = models.is_sorted_by(|one, next| one.cost >= next.cost);
    models.len() == costs.len()
        && models.iter().all(same)
        && descending
        && models.iter().all(|it| it.text.contains('$'))
}

fn only_v1() -> World {
    World { path_forms: PathForms::OnlyV1, ..samples::world() }
}

fn only_bare() -> World {
    World { path_forms: PathForms::OnlyBare, ..samples::world() }
}

async fn only_v1_answers(stage: &mut Stage) -> Result<()> {
    let (first, second) = paths_of_two_readings(stage).await?;
    ensure!(first.len() == 7 && first.iter().any(|it| it.starts_with("/v1/")), "first it asked {first:?}");
    ensure!(second.len() == 3 && second.iter().all(|it| it.starts_with("/v1/")), "then it asked {second:?}");
    Ok(())
}

async fn only_bare_answers(stage: &mut Stage) -> Result<()> {
    let (mut first, second) = paths_of_two_readings(stage).await?;
    // Names exist only under /v1. Without a name, the account is shown by its id.
    let names = first.extract_if(.., |it| it == "/v1/organizations").count();
    ensure!(names == 1, "names were asked for {names} times");
    for asked in [first, second] {
        ensure!(asked.len() == 3 && asked.iter().all(|it| it.starts_with("/dashboard/")), "it asked {asked:?}");
    }
    Ok(())
}

/// The paths of the requests in the first reading, and in the refresh that follows.
async fn paths_of_two_readings(stage: &Stage) -> Result<(Vec<String>, Vec<String>)> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    single_values(stage, &popup, samples::PREPAID).await?;
    let paths = || of_extension(&stage.openai).into_iter().map(|it| it.path).collect::<Vec<_>>();
    let first = paths();
    let subscriptions = of_extension_to(&stage.openai, Endpoint::Subscription).len();
    popup.click("refresh").await?;
    wait_for_extension(&stage.openai, Endpoint::Subscription, subscriptions + 1).await?;
    stage.backstage()?.wait_until_settled().await?;
    let second = paths().split_off(first.len());
    Ok((first, second))
}
