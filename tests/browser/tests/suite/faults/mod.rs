//! The fault table: a fault after a good reading is reported, removes no values, and recovers.

mod account;
mod clock;
mod course;
mod damage;
mod killed;
mod row;
mod storage;
mod table;

use browser_suite::scenario::chromium;
use libtest_mimic::Trial;
use simulated_openai::{Endpoint, Fault, SimulatedOpenAi, samples};

pub fn trials() -> Vec<Trial> {
    let rows = table::rows().into_iter().map(|row| {
        let name = format!("fault_{}", row.name);
        chromium(&name, samples::world, async move |stage| course::run(stage, row).await)
    });
    // Scenarios that need more than one cause and one recovery are in files of their own.
    let others = vec![
        chromium("fault_slow_answers", samples::world, account::slow),
        chromium("fault_organizations_endpoint", samples::world, account::organizations_fail),
        chromium("fault_organizations_endpoint_never_answers", samples::world, account::organizations_hang),
        chromium("fault_key_replaced_in_flight", samples::world, account::key_replaced),
        chromium("fault_two_popups_at_once", samples::world, account::two_popups),
        chromium("fault_worker_killed_while_asking", samples::world, killed::worker),
        chromium("fault_browser_killed", samples::world, killed::browser),
        chromium("fault_clock_set_forward", samples::world, clock::set_forward),
        chromium("fault_clock_set_back", samples::world, clock::set_back),
        chromium("fault_disk_full", samples::world, storage::disk_full),
        chromium("fault_disk_full_is_told_at_once", samples::world, storage::told_at_once),
        chromium("fault_stored_reading_damaged", samples::world, damage::reading),
        chromium("fault_stored_monitor_damaged", samples::world, damage::monitor),
        chromium("fault_stored_index_damaged", samples::world, damage::index),
    ];
    rows.chain(others).collect()
}

/// Puts a fault on the endpoints of all three sets.
fn fail_all(openai: &SimulatedOpenAi, fault: &Fault) {
    for endpoint in [Endpoint::CreditGrants, Endpoint::Usage, Endpoint::Subscription] {
        openai.fail(endpoint, fault.clone());
    }
}
