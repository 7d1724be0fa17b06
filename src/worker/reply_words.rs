use super::{NotStored, Reply};
use crate::engine::{MOST_MONITORS, Refusal};
use crate::view::{Arg, Message, field_words};

/// The message for a command that was not done: what happened, and what to do. A command that was done needs none. A reply of `None` means
/// that the worker gave no answer.
#[must_use]
pub fn reply_words(reply: Option<&Reply>) -> Option<Message> {
    Some(match reply {
        Some(Reply::Done) => return None,
        Some(Reply::Refused(refusal)) => refusal_words(refusal),
        Some(Reply::NotStored(NotStored::CannotWrite)) => Message::plain("not_stored_cannot_write"),
        Some(Reply::NotStored(NotStored::CannotRead)) => Message::plain("not_stored_cannot_read"),
        None => Message::plain("no_reply"),
    })
}

fn refusal_words(refusal: &Refusal) -> Message {
    match refusal {
        Refusal::Problems(problems) => match problems.first() {
            Some(problem) => field_words(*problem),
            None => Message::plain("refused_odd_draft"),
        },
        Refusal::NoSuchMonitor => Message::plain("refused_no_such_monitor"),
        Refusal::OtherKeySource => Message::plain("refused_other_key_source"),
        Refusal::TooManyMonitors => Message::with("refused_too_many_monitors", [Arg::Count(MOST_MONITORS)]),
        Refusal::OddFile => Message::plain("refused_odd_file"),
        Refusal::LooksLikeKey => Message::plain("invalid_looks_like_key"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monitor::{Field, Invalid, Problem};

    #[test]
    fn only_what_was_done_needs_no_words() {
        assert_eq!(reply_words(Some(&Reply::Done)), None);
        let problem = Problem { field: Field::TaskName, why: Invalid::NameTaken };
        let refusals = [
            Refusal::Problems(vec![problem]),
            Refusal::Problems(Vec::new()),
            Refusal::NoSuchMonitor,
            Refusal::OtherKeySource,
            Refusal::TooManyMonitors,
            Refusal::OddFile,
            Refusal::LooksLikeKey,
        ];
        let not_stored = [NotStored::CannotWrite, NotStored::CannotRead].map(Reply::NotStored);
        let replies = refusals.map(Reply::Refused).into_iter().chain(not_stored).map(Some).chain([None]);
        let keys: Vec<_> = replies.map(|reply| reply_words(reply.as_ref()).unwrap().key).collect();
        let different: std::collections::BTreeSet<_> = keys.iter().collect();
        assert_eq!(different.len(), keys.len(), "{keys:?}");
    }
}
