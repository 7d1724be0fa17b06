//! Several accounts, and monitors that a person adds, changes and deletes.

pub mod by_hand;
mod lifetime;
mod renewal;
mod several;
mod transfer;

use browser_suite::scenario::chromium;
use libtest_mimic::Trial;
use simulated_openai::samples;

pub fn trials() -> Vec<Trial> {
    vec![
        chromium("monitors::are_switched_in_one_list", samples::world, several::are_switched),
        chromium("monitors::the_badge_shows_what_was_chosen", samples::world, several::badge),
        chromium("monitors::added_by_hand_on_another_host", by_hand::world, by_hand::on_another_host),
        chromium("monitors::fields_say_what_is_wrong", by_hand::world, by_hand::fields),
        chromium("monitors::a_remembered_key_survives_the_browser", by_hand::world, by_hand::remembered_key),
        chromium("monitors::paused_and_resumed", samples::world, lifetime::paused),
        chromium("monitors::deleted_and_brought_back", samples::world, lifetime::deleted),
        chromium("monitors::exported_and_imported", by_hand::world, transfer::exported_and_imported),
        chromium("monitors::an_import_says_what_it_would_do", samples::world, transfer::preview),
        chromium("monitors::a_file_with_a_key_is_not_imported", samples::world, transfer::with_a_key),
        chromium("monitors::a_session_renewed_in_the_background", samples::world, renewal::in_the_background),
    ]
}
