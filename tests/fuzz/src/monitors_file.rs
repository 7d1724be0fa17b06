//! A file to import.

use std::collections::BTreeMap;

use credit_gauge::engine::{Command, Event, ImportPlan, MonitorsFile, State};
use credit_gauge::monitor::{MonitorId, Parameters};
use credit_gauge::view::ImportPreview;

use crate::lab::{fresh, take_in, with_two_monitors};
use crate::soundness::{can_be_exported, holds_no_key, is_sound, is_well_formed};
use crate::storage::store;

/// A text that may be an export. What is accepted holds no key, is written as it is read, and is taken over as it was planned, into an
/// empty browser or beside other monitors; a second time it changes nothing.
pub fn monitors_file(text: &[u8]) {
    let Ok(text) = str::from_utf8(text) else { return };
    let Ok(file) = MonitorsFile::parse(text) else { return };
    holds_no_key(&store(&file));
    file.monitors.iter().filter_map(|monitor| monitor.organization.as_ref()).for_each(is_well_formed);
    assert_eq!(MonitorsFile::parse(&file.to_json()).as_ref(), Ok(&file), "it is written as it was read");
    for state in [fresh(), with_two_monitors()] {
        is_taken_over(state, &file);
    }
}

fn is_taken_over(mut state: State, file: &MonitorsFile) {
    let plan = ImportPlan::of(&state.saved, file);
    drop(ImportPreview::of(&state.saved, file));
    let import = || Event::Commanded(Command::Import { file: file.clone() });
    take_in(&mut state, import());
    is_sound(&state);
    can_be_exported(&state.saved);
    for planned in &plan.monitors {
        assert!(state.saved.monitors.contains_key(&planned.id), "{} was planned", planned.id);
    }
    if let Some(settings) = plan.settings {
        assert_eq!(state.saved.settings, settings, "settings become what was planned");
    }
    let before = parameters(&state);
    take_in(&mut state, import());
    assert_eq!(parameters(&state), before, "a second time it changes nothing");
}

fn parameters(state: &State) -> BTreeMap<MonitorId, Parameters> {
    state.saved.monitors.iter().map(|(id, monitor)| (id.clone(), monitor.parameters.clone())).collect()
}
