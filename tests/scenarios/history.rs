//! Each collection leaves one sample in the history of its monitor.

use std::time::Duration;

use credit_gauge::account::Usd;
use credit_gauge::engine::{Command, UNDO_WITHIN};
use credit_gauge::history::{Series, Tier};
use credit_gauge::monitor::Draft;
use simulated_browser::{Call, Fate};

use crate::lab::{KEY, Lab, ORG, SUBSCRIPTION, UNREACHABLE, USAGE};

/// How many samples each tier holds.
fn counts(lab: &Lab) -> [u64; 4] {
    Tier::ALL.map(|tier| lab.history(tier).iter().map(|point| point.bucket.up + point.bucket.down).sum())
}

fn balances(lab: &Lab) -> Vec<Option<i64>> {
    let last = |tier| lab.history(tier).last()?.bucket.spread(Series::Balance).map(|it| it.last);
    Tier::ALL.map(last).to_vec()
}

fn micros(dollars: f64) -> Option<i64> {
    Usd::from_dollars(dollars).map(Usd::micros)
}

#[test]
fn a_collection_leaves_one_sample_in_each_tier() {
    let mut lab = Lab::with_a_good_reading();
    assert_eq!(counts(&lab), [1; 4]);
    assert_eq!(balances(&lab), vec![micros(132.4); 4]);
    let point = &lab.history(Tier::Raw)[0];
    for series in Series::ALL {
        assert!(point.bucket.spread(series).is_some(), "{series:?}");
    }
    lab.passes(Duration::from_secs(11));
    lab.commanded(Command::Refresh { monitor: None });
    lab.all_answer_well();
    assert_eq!(counts(&lab), [2; 4]);
    assert_eq!(lab.history(Tier::Raw).len(), 2);
}

#[test]
fn a_failed_collection_is_a_sample_without_values() {
    let mut lab = Lab::with_a_good_reading();
    lab.passes(Duration::from_secs(11));
    lab.commanded(Command::Refresh { monitor: None });
    lab.all_fail(&UNREACHABLE);
    let point = lab.history(Tier::Raw).pop().unwrap();
    assert_eq!((point.bucket.up, point.bucket.down), (0, 1));
    assert_eq!(point.bucket.spread(Series::Balance), None);
}

#[test]
fn what_was_read_before_a_failure_is_in_the_sample() {
    let mut lab = Lab::new();
    lab.tab_sends(KEY, ORG);
    lab.answers_well(crate::lab::CREDIT_GRANTS);
    lab.ends(USAGE, UNREACHABLE);
    lab.answers_well(SUBSCRIPTION);
    let point = lab.history(Tier::Raw).pop().unwrap();
    assert_eq!((point.bucket.up, point.bucket.down), (1, 0));
    let known = Series::ALL.map(|series| point.bucket.spread(series).is_some());
    assert_eq!(known, [true, true, false, true]);
}

#[test]
fn a_history_that_cannot_be_read_is_not_written_over() {
    let mut lab = Lab::with_a_good_reading();
    lab.passes(Duration::from_secs(11));
    let is_part = |name: &String| name.starts_with("history:") || name.starts_with("costs:");
    let is_history = move |call: &Call| matches!(call, Call::Load(_, Some(items)) if items.iter().any(is_part));
    lab.browser.decide(move |call| if is_history(call) { Fate::Refused } else { Fate::Done });
    lab.commanded(Command::Refresh { monitor: None });
    lab.all_answer_well();
    assert_eq!(counts(&lab), [1; 4], "the sample waits");
    assert!(lab.alarm().unwrap() <= lab.now().after(Duration::from_secs(60)), "the worker wakes to try again");
    lab.worker_is_killed();
    assert_eq!(counts(&lab), [1; 4], "it waits for the next worker, too");
    lab.browser.decide(|_| Fate::Done);
    lab.passes(Duration::from_secs(60));
    lab.alarm_rings();
    assert_eq!(counts(&lab), [2; 4]);
    lab.alarm_rings();
    assert_eq!(counts(&lab), [2; 4], "once");
}

#[test]
fn a_full_disk_and_a_dead_worker_lose_no_sample() {
    let mut lab = Lab::with_a_good_reading();
    lab.passes(Duration::from_secs(60));
    let began_at = lab.now();
    lab.commanded(Command::Refresh { monitor: None });
    lab.answers_well(crate::lab::CREDIT_GRANTS);
    lab.answers_well(USAGE);
    lab.disk_takes(false);
    lab.answers_well(SUBSCRIPTION);
    lab.disk_takes(true);
    lab.worker_is_killed();
    lab.passes(Duration::from_secs(60));
    lab.alarm_rings();
    lab.all_answer_well();
    let points = lab.history(Tier::Raw);
    assert!(points.iter().any(|point| point.at == began_at), "the sample is lost");
    assert_eq!(counts(&lab), [points.len() as u64; 4]);
}

#[test]
fn what_is_read_after_a_long_sleep_belongs_to_the_time_after_it() {
    let mut lab = Lab::with_a_good_reading();
    lab.passes(Duration::from_secs(60));
    lab.commanded(Command::Refresh { monitor: None });
    lab.browser.kill();
    lab.passes(Duration::from_secs(3 * 24 * 3600));
    lab.is_woken();
    lab.all_answer_well();
    let last = lab.history(Tier::Raw).pop().unwrap();
    assert_eq!(last.at, lab.now());
}

#[test]
fn wherever_the_worker_dies_a_collection_is_counted_once() {
    for fate in [Fate::DiesBefore, Fate::DiesAfter, Fate::Refused, Fate::DoneAndRefused, Fate::Never] {
        for after in 0.. {
            let mut lab = Lab::new();
            let before = lab.count(|_| true);
            lab.call_has_fate(after, fate);
            lab.tab_sends(KEY, ORG);
            lab.all_answer_well();
            let is_over = lab.count(|_| true) <= before + after;
            lab.worker_is_killed();
            lab.tab_sends(KEY, ORG);
            lab.all_answer_well();
            // Whatever was to be retried is retried.
            lab.passes(Duration::from_secs(120));
            lab.alarm_rings();
            lab.all_answer_well();
            let collections = lab.history(Tier::Raw).len() as u64;
            assert_eq!(counts(&lab), [collections; 4], "{fate:?}, {after} calls before");
            assert!((1..=2).contains(&collections), "{fate:?}, {after} calls before: {collections} samples");
            if is_over {
                assert!(after > 10, "the reading makes only {after} calls");
                break;
            }
        }
    }
}

#[test]
fn usage_leaves_what_each_day_cost() {
    let mut lab = Lab::new();
    lab.tab_sends(KEY, ORG);
    lab.answers_well(crate::lab::CREDIT_GRANTS);
    assert_eq!(lab.daily_costs(), []);
    lab.answers_well(USAGE);
    let days = lab.daily_costs();
    assert_eq!(days.len(), 30, "the window that was asked for");
    assert_eq!(days.last().unwrap().day, lab.now().day());
    let of_month: Usd = days.iter().filter(|it| it.day.is_in_month_of(lab.now().day())).map(|it| it.total()).sum();
    let shown = lab.known().readings.model_cost.unwrap().value.total(credit_gauge::account::Range::Month);
    assert_eq!(of_month, shown);
    // The same again changes nothing, so nothing is written.
    lab.all_answer_well();
    lab.passes(Duration::from_secs(3600));
    let before = lab.count(|_| true);
    lab.commanded(Command::Refresh { monitor: None });
    lab.all_answer_well();
    let world = lab.browser.world();
    let writes_costs =
        |call: &Call| matches!(call, Call::Save(_, items) if items.iter().any(|(name, _)| name.starts_with("costs:")));
    assert!(!world.calls[before..].iter().any(|(call, _)| writes_costs(call)));
}

#[test]
fn a_deleted_monitor_takes_its_history_along() {
    let mut lab = Lab::with_a_good_reading();
    let has_history = |lab: &Lab| {
        lab.browser.world().disk.keys().any(|name| name.starts_with("history:") || name.starts_with("costs:"))
    };
    lab.commanded(Command::Delete { monitor: lab.id() });
    let id = lab.options().deleted.unwrap().id;
    assert!(has_history(&lab), "the deletion can be undone");
    lab.passes(Duration::from_secs(5));
    lab.commanded(Command::UndoDelete { monitor: id });
    lab.all_answer_well();
    assert_eq!(counts(&lab)[3], 2, "undo brings it back");
    lab.commanded(Command::Delete { monitor: lab.id() });
    lab.passes(UNDO_WITHIN);
    lab.is_woken();
    assert!(!has_history(&lab));
}

#[test]
fn wherever_the_worker_dies_another_account_does_not_inherit_the_history() {
    use crate::forms::{PASTED_KEY, pasted};
    let draft = || Draft { organization: "org-other".to_owned(), ..pasted(PASTED_KEY) };
    for fate in [Fate::DiesBefore, Fate::DiesAfter, Fate::Refused, Fate::Never] {
        for after in 0.. {
            let mut lab = Lab::new();
            lab.commanded(Command::Save { monitor: None, draft: pasted(PASTED_KEY) });
            lab.all_answer_well();
            assert_eq!(counts(&lab), [1; 4]);
            lab.passes(Duration::from_secs(60));
            let (id, before) = (lab.id(), lab.count(|_| true));
            lab.call_has_fate(after, fate);
            lab.tries(Command::Save { monitor: Some(id.clone()), draft: draft() });
            let is_over = lab.count(|_| true) <= before + after;
            lab.worker_is_killed();
            // Whatever was to be retried is retried.
            lab.tries(Command::Save { monitor: Some(id), draft: draft() });
            lab.passes(Duration::from_secs(120));
            lab.alarm_rings();
            lab.all_answer_well();
            let collections = lab.history(Tier::Raw).len() as u64;
            let points = lab.history(Tier::Day);
            assert_eq!(counts(&lab), [collections; 4], "{fate:?}, {after} calls before: {points:?}");
            let first = lab.history(Tier::Raw).first().map(|it| it.at).unwrap();
            assert!(
                first >= lab.now().before(Duration::from_secs(125)),
                "{fate:?}, {after} calls before: the old history is there"
            );
            if is_over {
                assert!(after > 3, "saving makes only {after} calls");
                break;
            }
        }
    }
}

#[test]
fn a_tried_monitor_has_no_history() {
    let mut lab = Lab::with_a_good_reading();
    let before = lab.browser.world().disk.len();
    let draft = Draft::of(&lab.monitor().parameters);
    lab.commanded(Command::Detect { monitor: Some(lab.id()), draft });
    lab.all_answer_well();
    let names: Vec<String> = lab.browser.world().disk.keys().filter(|name| name.ends_with('?')).cloned().collect();
    assert!(lab.browser.world().disk.len() > before, "it was tried");
    let is_history = |name: &String| name.starts_with("history:") || name.starts_with("costs:");
    assert!(!names.iter().any(is_history), "{names:?}");
}
