use serde::{Deserialize, Serialize};

use super::collect::begin;
use super::{Effect, State};
use crate::account::{Range, Timestamp, Usd};

/// What a page asks the worker to do. Pages change nothing themselves; the worker is the only writer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum Command {
    /// Read the shown account now. Does nothing during a wait OpenAI asked for; the page says until when.
    Refresh,
    /// Show model costs over this range from now on.
    ShowRange {
        /// The range.
        range: Range,
    },
    /// Call a balance below this amount low.
    SetLowBalance {
        /// In USD.
        amount: Usd,
    },
    /// Forget every account, reading, key and setting.
    Forget,
}

pub(super) fn on_command(state: &mut State, command: Command, now: Timestamp) -> Vec<Effect> {
    match command {
        Command::Refresh => match state.saved.current.clone() {
            Some(id) => begin(state, &id, now),
            None => Vec::new(),
        },
        Command::ShowRange { range } => {
            state.saved.settings.range = range;
            Vec::new()
        }
        Command::SetLowBalance { amount } => {
            state.saved.settings.low_balance = amount;
            Vec::new()
        }
        Command::Forget => {
            let (access_missing, collections) = (state.saved.access_missing, state.saved.collections);
            *state = State::default();
            // Kept: the one because it is not ours to forget, the other so that a late answer finds no collection of its number.
            state.saved.access_missing = access_missing;
            state.saved.collections = collections;
            Vec::new()
        }
    }
}
