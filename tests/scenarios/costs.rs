//! The cost of running: bytes written, wake-ups, requests.

use std::time::Duration;

use credit_gauge::engine::{Command, Request};
use credit_gauge::openai::{Outcome, Purpose};
use credit_gauge::worker::Area;
use serde_json::{Value, json};
use simulated_browser::Call;

use crate::lab::{CREDIT_GRANTS, KEY, Lab, ORG, SUBSCRIPTION, USAGE, answer, good_body, id};

/// An account with 30 models in use on five days of a week.
fn busy(endpoint: Purpose) -> Value {
    if endpoint != USAGE {
        return good_body(endpoint);
    }
    let items = |day: i64| -> Vec<Value> {
        (0..30).map(|model| json!({"name": format!("gpt-5.{model}-mini, input"), "cost": day * 31 + model})).collect()
    };
    let days = (0..30).filter(|day| day % 7 < 5);
    let days: Vec<Value> =
        days.map(|day| json!({"timestamp": 1_795_305_600 - day * 86_400, "line_items": items(day)})).collect();
    json!({ "daily_costs": days })
}

fn answers(request: &Request) -> Outcome {
    answer(200, None, &busy(request.id.purpose))
}

fn with_monitors(number: usize) -> Lab {
    let mut lab = Lab::new();
    for number in 0..number {
        lab.tab_sends(KEY, &format!("org-{number}"));
        lab.answered_by(answers);
    }
    assert_eq!(lab.saved().monitors.len(), number);
    lab
}

fn bytes_written(lab: &Lab, area: Area) -> usize {
    let world = lab.browser.world();
    let saves = world.calls.iter().filter_map(|(call, _)| match call {
        Call::Save(it, items) if *it == area => Some(items),
        _ => None,
    });
    saves.flatten().map(|(name, text)| name.len() + text.len()).sum()
}

/// Bytes written for one reading of one monitor: to disk, and to memory.
fn for_one_reading(monitors: usize) -> (usize, usize) {
    let mut lab = with_monitors(monitors);
    lab.browser.world_mut().calls.clear();
    lab.commanded(Command::Refresh { monitor: Some(id("org-0")) });
    lab.answered_by(answers);
    (bytes_written(&lab, Area::Disk), bytes_written(&lab, Area::Memory))
}

#[test]
fn a_reading_costs_the_same_beside_a_hundred_monitors() {
    let sets = [CREDIT_GRANTS, USAGE, SUBSCRIPTION];
    let read: usize = sets.map(|it| busy(it).to_string().len()).iter().sum();
    let ((one, one_in_memory), (hundred, hundred_in_memory)) = (for_one_reading(1), for_one_reading(100));
    assert!(hundred * 50 <= one * 51, "{hundred} bytes to disk with 100 monitors, {one} with 1");
    assert!(
        hundred_in_memory * 50 <= one_in_memory * 51,
        "{hundred_in_memory} bytes to memory with 100 monitors, {one_in_memory} with 1"
    );
    assert!(one <= 2 * read, "{one} bytes written for {read} bytes read");
}

#[test]
fn a_hundred_monitors_fit_into_two_megabytes() {
    let stored = with_monitors(100).items(Area::Disk).to_string().len();
    assert!(stored < 2_000_000, "{stored} bytes");
}

#[test]
fn nothing_is_written_while_nothing_happens() {
    let mut lab = Lab::with_a_good_reading();
    lab.worker_is_killed();
    lab.browser.world_mut().calls.clear();
    for _ in 0..20 {
        lab.tab_sends(KEY, ORG);
        lab.is_woken();
        lab.commanded(Command::CatchUp);
        lab.passes(Duration::from_secs(5));
        lab.worker_is_killed();
    }
    assert_eq!(lab.count(|call| matches!(call, Call::Save(..) | Call::Remove(_))), 0);
    assert!(lab.asks().is_empty());
}

const DAY: Duration = Duration::from_secs(24 * 3600);

/// Wake-ups and requests of a day.
fn of_a_day(lab: &mut Lab) -> (usize, usize) {
    let before = lab.sent().len();
    let woken = lab.lives(DAY, answers);
    (woken, lab.sent().len() - before)
}

/// What the schedule's period of 300 s takes at least: a wake-up for each collection, and three requests.
const COLLECTIONS: usize = 86_400 / 300;

/// `cargo xtask bench` shows what is printed here.
#[expect(clippy::print_stdout, reason = "the benchmark reads it")]
fn show(name: &str, counted: usize, least: usize) {
    println!("counted: {name} {counted} {least}");
}

#[test]
fn a_day_takes_one_wake_up_for_each_collection() {
    let (woken, asked) = of_a_day(&mut Lab::with_a_good_reading());
    show("wake-ups a day", woken, COLLECTIONS);
    show("requests a day", asked, 3 * COLLECTIONS);
    // Up to 15 s are added to the period.
    assert!((86_400 / 315..=COLLECTIONS).contains(&woken), "{woken} wake-ups");
    assert_eq!(asked, 3 * woken, "three requests for each, and none besides");
}

#[test]
fn a_day_without_a_key_takes_nothing() {
    let (woken, asked) = of_a_day(&mut Lab::new());
    show("wake-ups a day without a key", woken, 0);
    show("requests a day without a key", asked, 0);
    assert_eq!((woken, asked), (0, 0));
}

#[test]
fn without_a_key_nothing_is_set_to_wake_it() {
    let mut lab = Lab::new();
    let set = |lab: &Lab| lab.count(|call| matches!(call, Call::SetAlarm(Some(_))));
    assert_eq!((set(&lab), lab.lives(DAY, answers)), (0, 0));
    lab.tab_sends(KEY, ORG);
    lab.all_answer_well();
    lab.browser_restarts();
    let before = set(&lab);
    lab.is_woken();
    lab.commanded(Command::CatchUp);
    assert_eq!((lab.alarm(), set(&lab)), (None, before), "the key was lost when the browser closed");
}
