use super::{Arg, Message};
use crate::account::Timestamp;
use crate::openai::Failure;

/// What a person is told of a failure: what happened, and what to do next.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    /// What happened.
    pub title: Message,
    /// What to do, or what happens by itself.
    pub next: Message,
}

/// The one place where a failure becomes words. `wait_until` is when the monitor is asked next, if OpenAI asked for a pause.
#[must_use]
pub fn failure_words(failure: &Failure, wait_until: Option<Timestamp>) -> Words {
    let key = |suffix| format!("failure_{}{suffix}", failure.name());
    let (mut title, mut next) = (Message::named(key("")), Message::named(key("_next")));
    match failure {
        Failure::ServerError { status } | Failure::UnexpectedStatus { status } => {
            title.args = vec![Arg::Text(status.to_string())];
        }
        Failure::TooManyRequests { .. } => match wait_until {
            Some(at) => next.args = vec![Arg::Time(at)],
            None => next = Message::named(key("_next_soon")),
        },
        _ => {}
    }
    Words { title, next }
}
