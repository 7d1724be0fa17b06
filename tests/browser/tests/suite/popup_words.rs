//! How the popup writes shares and ages.

use anyhow::{Result, ensure};
use browser_suite::scenario::chromium;
use browser_suite::wait::until;
use browser_suite::{Popup, SOON, Stage, Words};
use libtest_mimic::Trial;
use serde_json::json;
use simulated_openai::world::RawAnswer;
use simulated_openai::{Endpoint, World, samples};
use time::OffsetDateTime;

pub fn trials() -> Vec<Trial> {
    vec![
        chromium("popup::a_small_share_is_not_nothing", world_of_shares, small_shares),
        chromium("popup::says_how_old_its_numbers_are", samples::world, ages),
    ]
}

/// Costs in cents, and the displayed share of each.
const COSTS: &[(&str, f64, &str)] = &[
    ("model-large", 99_000.0, "99%"),
    ("model-small", 700.0, "1%"),
    ("model-tiny", 299.0, "<1%"),
    ("model-free", 0.0, "0%"),
];

fn world_of_shares() -> World {
    let mut world = samples::world();
    if let Some(account) = world.account_mut(samples::PREPAID) {
        let today = OffsetDateTime::now_utc().replace_time(time::Time::MIDNIGHT).unix_timestamp();
        let items: Vec<_> = COSTS.iter().map(|(name, cost, _)| json!({ "name": name, "cost": cost })).collect();
        let day = json!({ "timestamp": today, "line_items": items });
        let body = json!({ "object": "list", "total_usage": 99_999.0, "daily_costs": [day] }).to_string().into_bytes();
        let usage = RawAnswer { status: 200, content_type: "application/json".to_owned(), body };
        account.raw_answers.insert(Endpoint::Usage, usage);
    }
    world
}

const SHARES: &str = "Array.from(document.querySelectorAll('[data-slot=share_text]'), it => [
  it.closest('li, tr, [data-slot=models] > *, [data-slot=more_models_list] > *').querySelector('[data-slot=name]').textContent,
  it.textContent,
])";

async fn small_shares(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    let shown: Vec<(String, String)> = popup.tab.eval_as(SHARES).await?;
    for (name, _, share) in COSTS {
        let found = shown.iter().find(|(model, _)| model == name).map(|(_, text)| text.as_str());
        // A model that cost nothing may be left out.
        ensure!(
            found == Some(share) || (found.is_none() && *share == "0%"),
            "{name} has {found:?}, not {share}: {shown:?}"
        );
    }
    Ok(())
}

/// By how much the page's clock is set ahead, and the displayed age.
const AGES: &[(i64, &str)] = &[
    (0, "now"),
    (90, "1 minute ago"),
    (5 * 60 + 30, "5 minutes ago"),
    (3 * 3600 + 60, "3 hours ago"),
    (24 * 3600 + 60, "yesterday"),
    (50 * 3600, "2 days ago"),
];

async fn ages(stage: &mut Stage) -> Result<()> {
    let (_platform, popup) = stage.popup_of(samples::PREPAID).await?;
    popup.tab.close().await?;
    for (seconds, age) in AGES {
        let tab = stage.browser()?.new_tab().await?;
        // Only the page's clock is changed, so nothing is due for the worker.
        let ahead = format!("() => {{ const now = Date.now; Date.now = () => now() + {seconds} * 1000; }}");
        tab.run_before_each_page(&ahead).await?;
        tab.goto(&stage.browser()?.extension_url("www/popup.html")).await?;
        let popup = Popup { tab };
        let words = Words::read()?.say("measured_at", &["\u{0}", age])?;
        let (start, end) = words.split_once('\u{0}').unwrap_or((&words, ""));
        until(&format!("the age {age:?}"), SOON, async || {
            let measured = popup.tab.text("[data-slot=measured]").await?;
            let time = measured.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
            Ok(if time.is_some_and(|time| !time.is_empty()) { Ok(()) } else { Err(measured) })
        })
        .await?;
        popup.tab.close().await?;
    }
    Ok(())
}
