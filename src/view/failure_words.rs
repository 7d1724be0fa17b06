use super::{Arg, Message};
use crate::account::Timestamp;
use crate::openai::Failure;

/// The text a person reads about a failure.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    /// What happened.
    pub title: Message,
    /// What to do, or what happens automatically.
    pub next: Message,
}

/// The text for a failure. `wait_until` is when the monitor is read next, if OpenAI asked for a pause.
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
