//! A file to import.

use std::collections::BTreeMap;

use credit_gauge::engine::{Command, ImportPlan, MonitorsFile, Refusal};
use credit_gauge::monitor::{MonitorId, Parameters};
use credit_gauge::view::ImportPreview;
use credit_gauge::worker::Reply;
use simulated_browser::SimulatedBrowser;

use crate::lab::{fresh, state, with_two_monitors};
use crate::soundness::{can_be_exported, holds_no_key, is_sound, is_well_formed};
use crate::storage::store;

/// A text that may be an export. An accepted file contains no key, is written as it was read, and is imported as planned, with or without
/// other monitors. A second import changes nothing. A file with too many monitors is refused.
pub fn monitors_file(text: &[u8]) {
    let Ok(text) = str::from_utf8(text) else { return };
    let Ok(file) = MonitorsFile::parse(text) else { return };
    holds_no_key(&store(&file));
    file.monitors.iter().filter_map(|monitor| monitor.organization.as_ref()).for_each(is_well_formed);
    assert_eq!(MonitorsFile::parse(&file.to_json()).as_ref(), Ok(&file), "it is written as it was read");
    for browser in [fresh(), with_two_monitors()] {
        is_taken_over(&browser, &file);
    }
}

fn is_taken_over(browser: &SimulatedBrowser, file: &MonitorsFile) {
    let plan = ImportPlan::of(&state(browser).saved, file);
    drop(ImportPreview::of(&state(browser).saved, file));
    if plan.monitors.len() < file.monitors.len() {
        let before = state(browser);
        assert_eq!(import(browser, file), Some(Reply::Refused(Refusal::TooManyMonitors)));
        assert_eq!(state(browser), before);
        return;
    }
    assert_eq!(import(browser, file), Some(Reply::Done));
    is_sound(browser);
    let saved = state(browser).saved;
    can_be_exported(&saved);
    for planned in &plan.monitors {
        assert!(saved.monitors.contains_key(&planned.id), "{} was planned", planned.id);
    }
    if let Some(settings) = plan.settings {
        assert_eq!(saved.settings, settings, "settings become what was planned");
    }
    let before = parameters(browser);
    assert_eq!(import(browser, file), Some(Reply::Done));
    assert_eq!(parameters(browser), before, "a second time it changes nothing");
}

fn import(browser: &SimulatedBrowser, file: &MonitorsFile) -> Option<Reply> {
    let number = browser.commands(&Command::Import { file: file.clone() });
    browser.reply_to(number)
}

fn parameters(browser: &SimulatedBrowser) -> BTreeMap<MonitorId, Parameters> {
    state(browser).saved.monitors.iter().map(|(id, monitor)| (id.clone(), monitor.parameters.clone())).collect()
}
