//! The browser suite: `cargo test -p browser-suite --test suite [NAME]`. Build the extension first: `cargo xtask build`.

#![expect(clippy::print_stdout, reason = "the figures a run has measured are for people to read")]

mod canary;
mod capture;
mod edges;
mod failures;
mod faults;
mod firefox;
mod history;
mod many;
mod metrics;
mod monitors;
mod not_captured;
mod notifications;
mod options;
mod popup;
mod popup_accounts;
mod popup_first_paint;
mod popup_links;
mod popup_words;
mod worker;

use std::process::ExitCode;

use browser_suite::{extension, measured};
use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // One at a time: browsers that run in parallel would disturb each other's time measurements. And the canary must come last.
    arguments.test_threads = Some(1);
    let trials = match extension::directory() {
        Ok(_) => all(),
        Err(missing) => {
            // This runs whatever the filter is, so that a filter cannot hide such a failure.
            (arguments.filter, arguments.skip) = (None, Vec::new());
            vec![Trial::test("the_extension_is_built", move || Err(missing.into()))]
        }
    };
    let conclusion = libtest_mimic::run(&arguments, trials);
    for figure in measured::figures() {
        println!("{figure}");
    }
    conclusion.exit_code()
}

fn all() -> Vec<Trial> {
    [
        capture::trials(),
        not_captured::trials(),
        metrics::trials(),
        popup::trials(),
        popup_first_paint::trials(),
        popup_links::trials(),
        popup_accounts::trials(),
        popup_words::trials(),
        notifications::trials(),
        many::trials(),
        worker::trials(),
        failures::trials(),
        faults::trials(),
        edges::trials(),
        options::trials(),
        monitors::trials(),
        history::trials(),
        firefox::trials(),
        canary::trials(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
