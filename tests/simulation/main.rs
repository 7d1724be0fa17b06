//! Runs the shipped worker in a simulated browser with random events and faults: events in any order; workers killed at any await; calls
//! to the browser that fail, fail after they were done, take long or never end; alarms that are lost or ring twice; every error and delay
//! of OpenAI; disks that cannot be read or written, or come back damaged; clocks that jump; networks that are lost.
//!
//! All randomness comes from one seed, so every finding can be repeated with it. [`invariants`], [`watch`] and [`replies`] check what must
//! always hold.
//!
//! ```sh
//! cargo test -p credit-gauge --test simulation                                          # one million steps
//! CREDIT_GAUGE_STEPS=100000000 CREDIT_GAUGE_SEED=7 cargo test -p credit-gauge --test simulation   # a longer run, another seed
//! ```

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]
#![allow(clippy::print_stdout, reason = "a longer run prints its progress")]

mod answers;
mod calm;
mod damage;
mod faults;
mod happenings;
mod history;
mod invariants;
mod keys;
mod mirror;
mod record;
mod replies;
mod simulation;
mod watch;

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use simulation::Simulation;

/// The default number of steps. A step is one call of the worker to its browser.
const STEPS: u64 = 1_000_000;

/// How many random events one world has before all faults end.
const HAPPENINGS: u64 = 10_000;

fn from_environment(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} is not a number: {text}")))
}

/// Runs the world of this seed: random events first, then [`calm`]. Returns the number of steps, or what did not hold.
fn run(seed: u64) -> Result<u64, String> {
    let mut world = Simulation::new(seed);
    let lived =
        (0..HAPPENINGS).try_for_each(|_| happenings::next(&mut world)).and_then(|()| calm::comes_to_rest(&mut world));
    lived.map(|()| world.calls).map_err(|broken| {
        let last = world.happened.iter().map(String::as_str).collect::<Vec<_>>().join("\n  ");
        format!(
            "seed {seed}, step {}, event {}: {broken}\nthe last events:\n  {last}\nagain: CREDIT_GAUGE_SEED={seed} \
             CREDIT_GAUGE_STEPS=1 cargo test -p credit-gauge --test simulation",
            world.calls, world.events
        )
    })
}

#[test]
fn the_invariants_hold_whatever_happens() {
    let steps = from_environment("CREDIT_GAUGE_STEPS").unwrap_or(STEPS);
    let first_seed = from_environment("CREDIT_GAUGE_SEED").unwrap_or(1);
    let (next, made) = (AtomicU64::new(first_seed), AtomicU64::new(0));
    let live = || {
        while made.load(Ordering::Relaxed) < steps {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            made.fetch_add(run(seed)?, Ordering::Relaxed);
        }
        Ok(())
    };
    let broken: Vec<String> = thread::scope(|scope| {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let lives: Vec<_> = (0..threads).map(|_| scope.spawn(live)).collect();
        lives.into_iter().filter_map(|life| life.join().expect("a thread that does not panic").err()).collect()
    });
    assert!(broken.is_empty(), "{}", broken.join("\n\n"));
    let seeds = next.into_inner() - first_seed;
    println!("{} steps in {seeds} worlds, seeds {first_seed} to {}", made.into_inner(), first_seed + seeds - 1);
}
