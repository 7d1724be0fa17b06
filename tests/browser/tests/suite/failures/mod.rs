//! Every failure is named, with what to do next, and removes no good values.

mod every_set;
mod one_set;
mod pause;
mod rows;
mod session;

use browser_suite::scenario::chromium;
use browser_suite::{Popup, Stage};
use libtest_mimic::Trial;
use simulated_openai::{Endpoint, Fault, RetryAfter, samples};

/// The endpoints of the three sets.
const ALL: [Endpoint; 3] = [Endpoint::CreditGrants, Endpoint::Usage, Endpoint::Subscription];

pub fn trials() -> Vec<Trial> {
    let rows = |name: &str, rows: fn() -> Vec<rows::Row>| {
        let act = async move |stage: &mut Stage| every_set::fails(stage, rows()).await;
        chromium(&format!("failures::{name}"), samples::world, act)
    };
    let pause = |name: &str, retry_after: Option<RetryAfter>, seconds: i64| {
        let act = async move |stage: &mut Stage| pause::is_kept(stage, retry_after, seconds).await;
        chromium(&format!("failures::too_many_requests_{name}"), samples::world, act)
    };
    vec![
        rows("of_the_key", rows::of_the_key),
        rows("that_last", rows::that_last),
        rows("of_the_server", rows::of_the_server),
        rows("of_the_network", rows::of_the_network),
        rows("of_the_body", rows::of_the_body),
        chromium("failures::of_one_set_on_the_first_reading", samples::world, one_set::on_the_first_reading),
        chromium("failures::of_one_set_after_a_good_reading", samples::world, one_set::after_a_good_reading),
        chromium("failures::of_a_server_that_never_answers", samples::world, one_set::times_out),
        pause("for_seconds", Some(RetryAfter::Seconds(600)), 600),
        pause("until_a_date", Some(RetryAfter::DateIn(600)), 600),
        pause("without_a_time", None, 60),
        chromium("failures::an_ended_session_is_taken_up_again", samples::world, session::is_taken_up_again),
        chromium("failures::a_reader_is_told_of_the_role", samples::world, session::of_a_reader),
    ]
}

/// Puts a fault on all three endpoints.
fn fail_all(stage: &Stage, fault: &Fault) {
    for endpoint in ALL {
        stage.openai.fail(endpoint, fault.clone());
    }
}

/// Whether no metric has a value, because nothing was read.
async fn shows_no_value(popup: &Popup) -> anyhow::Result<bool> {
    let metrics = popup.metrics().await?;
    Ok(popup.models().await?.is_empty() && metrics.values().all(|it| it.value.is_none() && it.text == "—"))
}
