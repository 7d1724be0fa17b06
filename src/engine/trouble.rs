//! The disk takes nothing: it is full, or broken. What is not remembered is not done either, and it is told.

use super::{Effect, RequestId, State};
use crate::account::Timestamp;
use crate::openai::Failure;

/// A save failed. Its requests were not sent; they are tried again as if nobody had answered.
pub(super) fn on_not_saved(state: &mut State, unsent: &[RequestId], now: Timestamp) -> Vec<Effect> {
    state.unsaved_since.get_or_insert(now);
    for request in unsent {
        let Some(monitor) = state.saved.monitor_mut(&request.monitor) else { continue };
        if monitor.collection.take_if(|it| it.number == request.collection).is_some() {
            monitor.plan(&request.monitor, &[Failure::Unreachable], now);
        }
    }
    Vec::new()
}

/// The disk takes everything again.
pub(super) fn on_saved_again(state: &mut State) -> Vec<Effect> {
    state.unsaved_since = None;
    Vec::new()
}
