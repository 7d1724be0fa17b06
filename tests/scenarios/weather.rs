//! The network is lost, and the clock jumps.

use std::time::Duration;

use credit_gauge::engine::Command;
use credit_gauge::view::PageState;

use crate::lab::{CREDIT_GRANTS, KEY, Lab, NOON, ORG, UNREACHABLE};

#[test]
fn nothing_runs_by_itself_while_offline() {
    let mut lab = Lab::with_a_good_reading();
    lab.network_changes(false);
    assert_eq!(lab.popup().notices[0].title.key, "offline_title");
    lab.passes(Duration::from_secs(1200));
    lab.is_woken();
    lab.worker_is_killed();
    assert!(lab.asks().is_empty());
    assert_eq!(lab.alarm().unwrap().since(lab.now()), Duration::from_secs(60), "it looks for the network");
    lab.network_changes(true);
    assert_eq!(lab.asks(), [CREDIT_GRANTS], "requests start at once when the network is back");
    lab.all_answer_well();
    assert_eq!(lab.popup().state, PageState::Ok);
}

#[test]
fn a_request_of_the_tab_or_a_refresh_overrides_the_offline_state() {
    let mut lab = Lab::new();
    lab.network_changes(false);
    lab.tab_sends(KEY, ORG);
    assert_eq!(lab.asks(), [CREDIT_GRANTS], "a tab that sends requests has a network");
    lab.all_answer_well();
    lab.commanded(Command::Refresh { monitor: None });
    assert_eq!(lab.asks(), [CREDIT_GRANTS]);
}

#[test]
fn back_online_the_back_off_is_cut_short() {
    let mut lab = Lab::with_a_good_reading();
    for _ in 0..6 {
        lab.commanded(Command::Refresh { monitor: None });
        lab.all_fail(&UNREACHABLE);
    }
    lab.assert_alarm_in(1920);
    lab.network_changes(false);
    lab.passes(Duration::from_secs(100));
    lab.network_changes(true);
    assert_eq!(lab.asks(), [CREDIT_GRANTS]);
}

#[test]
fn a_clock_set_back_delays_no_reading() {
    let mut lab = Lab::with_a_good_reading();
    lab.clock_is_set(NOON.before(Duration::from_secs(24 * 3600)));
    lab.worker_is_killed();
    lab.assert_alarm_in(300);
    lab.alarm_rings();
    lab.all_answer_well();
    assert_eq!(lab.popup().state, PageState::Ok);
}

#[test]
fn a_clock_set_back_under_a_running_worker_moves_its_alarm() {
    let mut lab = Lab::with_a_good_reading();
    lab.clock_is_set(NOON.before(Duration::from_secs(24 * 3600)));
    lab.tab_sends(KEY, ORG);
    lab.assert_alarm_in(300);
}

#[test]
fn a_clock_set_forward_and_back_causes_one_collection() {
    let mut lab = Lab::with_a_good_reading();
    lab.passes(Duration::from_secs(30 * 24 * 3600));
    lab.worker_is_killed();
    assert_eq!(lab.asks(), [CREDIT_GRANTS]);
    lab.all_answer_well();
    lab.clock_is_set(NOON.after(Duration::from_secs(10)));
    lab.worker_is_killed();
    assert!(lab.asks().is_empty());
    lab.assert_alarm_in(300);
}

#[test]
fn values_with_a_time_in_the_future_are_stale() {
    let mut lab = Lab::with_a_good_reading();
    lab.clock_is_set(NOON.before(Duration::from_secs(30)));
    assert_eq!(lab.popup().state, PageState::Ok, "small corrections of the clock are normal");
    lab.clock_is_set(NOON.before(Duration::from_secs(3600)));
    assert_eq!(lab.popup().state, PageState::Stale);
    lab.is_woken();
    assert_eq!(lab.badge().title.key, "badge_stale");
    lab.commanded(Command::Refresh { monitor: None });
    lab.all_answer_well();
    assert_eq!((lab.popup().state, lab.badge().title.key.as_ref()), (PageState::Ok, "badge_fine"));
}
