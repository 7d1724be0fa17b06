//! Edge cases at the border to the browser: a sleeping worker, a failed call, a full disk, a request that logs in.

mod cold_worker;
mod failed_call;
mod failed_read;
mod hammering;
mod key_in_a_field;
mod log_in;
mod lost_alarm;
mod no_visible_key;
mod not_stored;
mod old_tab;
mod oversized;
mod page_listens;
mod page_not_started;
mod platform_workers;

use browser_suite::scenario::{chromium, firefox, meddled};
use browser_suite::{SiteWorker, Stage};
use libtest_mimic::Trial;
use simulated_openai::samples;

use super::monitors::by_hand;

pub fn trials() -> Vec<Trial> {
    let calls = failed_call::CASES.iter().map(|case| {
        let name = format!("edges::{}_fails_once", case.function);
        chromium(&name, samples::world, async move |stage| failed_call::is_no_end(stage, case).await)
    });
    let captured =
        |worker: SiteWorker| async move |stage: &mut Stage| platform_workers::is_captured(stage, worker).await;
    let others = vec![
        chromium("edges::a_log_in_with_a_refused_jwt_is_no_account", log_in::world, log_in::refused),
        chromium("edges::a_log_in_with_an_accepted_jwt_is_no_account", log_in::world, log_in::accepted),
        chromium("edges::a_sleeping_worker_detects", by_hand::world, cold_worker::detects),
        chromium("edges::a_cold_worker_keeps_the_order", samples::world, cold_worker::keeps_the_order),
        meddled("edges::a_failed_read_of_the_disk_loses_nothing", by_hand::world, failed_read::of_the_disk),
        meddled("edges::a_failed_read_of_the_memory_loses_nothing", by_hand::world, failed_read::of_the_memory),
        chromium("edges::a_module_that_stops_short_is_loaded_anew", samples::world, failed_call::module_stops_short),
        chromium("edges::a_key_in_another_field_is_refused", samples::world, key_in_a_field::is_refused),
        chromium("edges::a_key_in_a_field_of_a_file_is_refused", samples::world, key_in_a_field::in_a_file_is_refused),
        chromium("edges::an_oversized_account_keeps_to_itself", oversized::world, oversized::keeps_to_itself),
        chromium("edges::two_keys_of_one_organisation_do_not_hammer", samples::world, hammering::two_keys),
        chromium("edges::a_setting_that_is_not_stored_is_not_saved", samples::world, not_stored::setting),
        chromium("edges::a_monitor_that_is_not_stored_is_not_saved", by_hand::world, not_stored::monitor),
        chromium("edges::a_late_reply_leaves_the_next_form_alone", by_hand::world, not_stored::a_late_reply),
        chromium("edges::what_is_still_stored_was_not_deleted", samples::world, not_stored::forgetting),
        meddled("edges::a_tab_of_an_earlier_browser_is_not_closed", samples::world, old_tab::is_not_closed),
        chromium("edges::a_lost_alarm_is_set_by_the_popup", samples::world, lost_alarm::is_set_by_the_popup),
        chromium("edges::pages_do_not_listen_to_storage", by_hand::world, page_listens::to_no_storage),
        chromium("edges::a_page_without_its_module_says_so", samples::world, page_not_started::is_told_of),
        chromium("edges::a_key_of_a_shared_worker_is_captured", samples::world, captured(SiteWorker::Shared)),
        chromium("edges::a_key_of_a_service_worker_is_captured", samples::world, captured(SiteWorker::Service)),
        firefox("edges::firefox_a_key_of_a_shared_worker_is_captured", samples::world, captured(SiteWorker::Shared)),
        firefox("edges::firefox_a_key_of_a_service_worker_is_captured", samples::world, captured(SiteWorker::Service)),
        chromium("edges::a_platform_that_shows_no_key_is_told_of", no_visible_key::world, no_visible_key::is_told_of),
    ];
    calls.chain(others).collect()
}
