//! Messages into the text a person reads.

use super::webext::i18n::get_message;
use super::{clock, intl};
use crate::view::{Arg, Message};
use crate::worker::CallFailed;

/// The message in the person's language, its values formatted the way that language does it.
pub fn say(message: &Message) -> String {
    try_say(message).unwrap_or_default()
}

/// The same, where somebody can do something about a browser that does not say it.
pub fn try_say(message: &Message) -> Result<String, CallFailed> {
    match message.args.as_slice() {
        // A message that is nothing but its placeholder.
        [Arg::Text(text)] if message.key == "verbatim" => Ok(text.clone()),
        args => get_message(&message.key, args.iter().map(written)),
    }
}

/// The message with this key, which has no placeholders.
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
    }
}
