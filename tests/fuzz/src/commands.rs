//! Messages of the extension's own pages.

use credit_gauge::engine::Command;
use credit_gauge::worker::{Area, Reply};
use simulated_browser::SimulatedBrowser;

use crate::lab::{from_browser, items, state, with_two_monitors};
use crate::soundness::{can_be_exported, is_sound};
use crate::storage::survives;

/// The most commands of one input that are carried out.
const MOST: usize = 20;

/// Commands, one on each line. Each is decoded unchanged and gets a reply. A refused command leaves storage as it was. After any others,
/// storage is sound and can be exported.
pub fn commands(lines: &[u8]) {
    let browser = with_two_monitors();
    for line in lines.split(|byte| *byte == b'\n').take(MOST) {
        let Some(message) = from_browser(line) else { continue };
        let Ok(command) = serde_json::from_value::<Command>(message) else { continue };
        survives(&command);
        is_served(&browser, &command);
        is_sound(&browser);
        can_be_exported(&state(&browser).saved);
    }
}

fn is_served(browser: &SimulatedBrowser, command: &Command) {
    let stored = || [Area::Disk, Area::Memory].map(|area| items(&browser.world(), area));
    let before = stored();
    let number = browser.commands(command);
    match browser.reply_to(number) {
        Some(Reply::Done) => {}
        Some(Reply::Refused(_)) => assert_eq!(stored(), before, "what was refused has changed something"),
        other => assert_eq!(other, Some(Reply::Done), "storage takes everything"),
    }
}
