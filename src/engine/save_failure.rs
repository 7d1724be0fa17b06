//! Storage is full or broken. The effects of a step that could not be saved are not carried out yet, and pages tell the person.

use super::{Effect, RequestId, State};
use crate::account::Timestamp;
use crate::openai::Failure;

/// A save failed, so its requests were not sent. They are retried as if OpenAI had been unreachable.
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
