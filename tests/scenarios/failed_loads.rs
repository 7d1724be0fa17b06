//! Storage cannot be read. The read is tried again, and nothing is overwritten meanwhile.

use std::time::Duration;

use credit_gauge::account::Range;
use credit_gauge::engine::Command;
use credit_gauge::worker::{Area, NotStored, Reply};
use serde_json::json;
use simulated_browser::{Call, Fate};

use crate::lab::{KEY, Lab, ORG, tab_request};

const COMMAND: Command = Command::ShowRange { range: Range::Week };

/// A sleeping worker and storage with a damaged item, so that the next worker makes every read there is.
fn asleep() -> Lab {
    let lab = Lab::with_a_good_reading();
    lab.browser.kill();
    lab.browser.world_mut().disk.insert("settings".into(), json!("damaged"));
    lab
}

const READS: usize = 4;

/// Makes the read with this number, counted from 0, fail this many times. Each failure starts the count again.
fn read_fails(lab: &mut Lab, number: usize, times: usize, fate: Fate) {
    let (mut reads, mut failed) = (0, 0);
    lab.browser.decide(move |call| match call {
        Call::Load(..) if reads == number && failed < times => {
            failed += 1;
            reads = 0;
            fate
        }
        Call::Load(..) => {
            reads += 1;
            Fate::Done
        }
        _ => Fate::Done,
    });
}

fn writes(lab: &Lab) -> usize {
    lab.count(|call| matches!(call, Call::Save(..) | Call::Remove(_)))
}

#[test]
fn a_starting_worker_makes_at_most_four_reads() {
    let mut lab = asleep();
    let before = lab.count(|call| matches!(call, Call::Load(..)));
    lab.is_woken();
    assert_eq!(lab.count(|call| matches!(call, Call::Load(..))) - before, READS);
}

#[test]
fn a_read_that_fails_is_tried_again_and_nothing_is_lost() {
    for (number, fate) in (0..READS).flat_map(|number| [(number, Fate::Refused), (number, Fate::Never)]) {
        for times in 1..=4 {
            let mut lab = asleep();
            let (disk, before) = (lab.items(Area::Disk), writes(&lab));
            read_fails(&mut lab, number, times, fate);
            let asked = lab.browser.commands(&COMMAND);
            let what = format!("read {number} {fate:?} {times} times");
            assert_eq!((lab.browser.reply_to(asked), writes(&lab)), (None, before), "{what}");
            assert_eq!(lab.items(Area::Disk), disk, "{what}");
            lab.passes(Duration::from_secs(60));
            assert_eq!(lab.browser.reply_to(asked), Some(Reply::Done), "{what}");
            assert!(lab.saved().monitors.len() == 1 && lab.keys().len() == 1, "{what}");
            assert_eq!(lab.known().readings, Lab::with_a_good_reading().known().readings, "{what}");
        }
    }
}

#[test]
fn reads_that_keep_failing_are_reported_and_retried_at_the_next_event() {
    for (number, fate) in (0..READS).flat_map(|number| [(number, Fate::Refused), (number, Fate::Never)]) {
        let what = format!("read {number} {fate:?}");
        let mut lab = asleep();
        let (disk, memory, before) = (lab.items(Area::Disk), lab.items(Area::Memory), writes(&lab));
        read_fails(&mut lab, number, usize::MAX, fate);
        lab.browser.calls("webRequest.onSendHeaders", tab_request(KEY, ORG));
        let asked = [COMMAND, Command::Forget].map(|command| lab.browser.sends(&command));
        lab.browser.run();
        lab.passes(Duration::from_secs(60));
        for number in asked {
            assert_eq!(lab.browser.reply_to(number), Some(Reply::NotStored(NotStored::CannotRead)), "{what}");
        }
        assert_eq!(writes(&lab), before, "{what}: nothing is written");
        assert_eq!((lab.items(Area::Disk), lab.items(Area::Memory)), (disk, memory), "{what}");
        lab.browser.decide(|_| Fate::Done);
        lab.commanded(COMMAND);
        assert_eq!(lab.saved().monitors.len(), 1, "{what}");
    }
}
