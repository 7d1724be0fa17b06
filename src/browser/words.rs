//! Turns messages into text in the person's language.

use super::webext::i18n::get_message;
use super::{clock, intl};
use crate::view::{Arg, Message};
use crate::worker::CallFailed;

/// The text of a message, with its values formatted for the language. Empty if the browser fails to give it.
pub fn say(message: &Message) -> String {
    try_say(message).unwrap_or_default()
}

/// The same, for callers that can try again if the browser fails.
pub fn try_say(message: &Message) -> Result<String, CallFailed> {
    match message.args.as_slice() {
        // A message that is nothing but its placeholder.
        [Arg::Text(text)] if message.key == "verbatim" => Ok(text.clone()),
        args => get_message(&message.key, args.iter().map(written)),
    }
}

/// The text for a key without placeholders.
pub fn say_plain(key: &str) -> String {
    get_message(key, []).unwrap_or_default()
}

fn written(arg: &Arg) -> String {
    match arg {
        Arg::Text(text) => text.clone(),
        Arg::Usd(amount) => intl::usd(*amount),
        Arg::Count(count) => intl::number(*count as f64),
        Arg::Share(share) => intl::share(*share),
        Arg::Time(at) => intl::time(*at, clock::now()),
        Arg::Age(age) => intl::age(*age),
        Arg::Date(at) => intl::date(*at),
        Arg::Day(day) => intl::date(day.start()),
        Arg::DaysAhead(days) => intl::days_ahead(*days),
    }
}
