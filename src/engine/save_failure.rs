//! Storage takes nothing: it is full, or broken. What could not be saved is not done either, and the person is told.

use super::{Effect, RequestId, State};
use crate::account::Timestamp;
use crate::openai::Failure;

/// A save failed. Its requests were not sent; they are tried again as if nobody had answered.
pub(super) fn on_not_saved(state: &mut State, unsent: &[RequestId], now: Timestamp) -> Vec<Effect> {
    state.running.unsaved_since.get_or_insert(now);
    for request in unsent {
        let Some(mut subject) = state.subject(&request.monitor) else { continue };
        if subject.collection_mut().is_some_and(|it| it.number == request.collection) {
            subject.give_up(Failure::Unreachable, now);
        }
    }
    Vec::new()
}

/// A save went well after one had failed.
pub(super) fn on_saved_again(state: &mut State) -> Vec<Effect> {
    state.running.unsaved_since = None;
    Vec::new()
}
