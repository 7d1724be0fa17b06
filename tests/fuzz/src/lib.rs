//! Properties of every decoder of outside input. Each is a function that takes any bytes and panics if the property does not hold.
//!
//! The same functions are called from two sides:
//!
//! - `cargo test -p fuzz-properties` runs them with the inputs in `corpus/`, which were written by hand or found by the fuzzer;
//! - `cargo xtask fuzz` runs them with inputs from libFuzzer, through the programs in `cargo-fuzz/`.
//!
//! | module | where the input comes from |
//! |---|---|
//! | [`wire`], [`answer`] | OpenAI, or another server that answers in its place |
//! | [`seen_request`] | requests of a tab, as the browser describes them |
//! | [`typed`] | a person, in the fields of the options page |
//! | [`monitors_file`] | a file to import |
//! | [`stored`] | the browser's storage, possibly damaged |
//! | [`commands`] | messages of the extension's own pages |
//!
//! [`soundness`] checks everything stored, shown and sent, whatever the input was.

#![expect(clippy::expect_used, reason = "a property that does not hold is to end the run")]

mod answer;
mod commands;
mod lab;
mod monitors_file;
mod seen_request;
mod soundness;
mod storage;
mod stored;
mod typed;
mod wire;

pub use answer::answer;
pub use commands::commands;
pub use monitors_file::monitors_file;
pub use seen_request::seen_request;
pub use stored::{held_keys, running, stored_state};
pub use typed::{draft, host, session_key, tag};
pub use wire::{credit_grants, organizations, subscription, usage};

/// A decoder and its property.
pub struct Target {
    /// The name of its folder in `corpus/` and of its program in `cargo-fuzz/fuzz_targets/`.
    pub name: &'static str,
    /// Decodes these bytes; panics if the property does not hold.
    pub feed: fn(&[u8]),
}

/// All targets.
pub const TARGETS: [Target; 15] = [
    Target { name: "answer", feed: answer },
    Target { name: "commands", feed: commands },
    Target { name: "credit_grants", feed: credit_grants },
    Target { name: "draft", feed: draft },
    Target { name: "held_keys", feed: held_keys },
    Target { name: "host", feed: host },
    Target { name: "monitors_file", feed: monitors_file },
    Target { name: "organizations", feed: organizations },
    Target { name: "running", feed: running },
    Target { name: "seen_request", feed: seen_request },
    Target { name: "session_key", feed: session_key },
    Target { name: "stored_state", feed: stored_state },
    Target { name: "subscription", feed: subscription },
    Target { name: "tag", feed: tag },
    Target { name: "usage", feed: usage },
];
