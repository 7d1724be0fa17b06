//! Messages of the extension's own pages.

use credit_gauge::engine::{Command, Event};

use crate::lab::{from_browser, take_in, with_two_monitors};
use crate::soundness::{can_be_exported, is_sound};
use crate::storage::survives;

/// The most that is carried out of one input.
const MOST: usize = 20;

/// Commands, one on each line. Each arrives as it was sent, and whatever it asks, the state stays sound and can be exported.
pub fn commands(lines: &[u8]) {
    let mut state = with_two_monitors();
    for line in lines.split(|byte| *byte == b'\n').take(MOST) {
        let Some(message) = from_browser(line) else { continue };
        let Ok(command) = serde_json::from_value::<Command>(message) else { continue };
        survives(&command);
        take_in(&mut state, Event::Commanded(command));
        is_sound(&state);
        can_be_exported(&state.saved);
    }
}
