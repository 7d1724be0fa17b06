//! Messages into the text a person reads.

use super::webext::i18n::get_message;
use super::{clock, intl};
use crate::view::{Arg, Message};

/// The message in the person's language, its values formatted the way that language does it.
pub fn say(message: &Message) -> String {
    match message.args.as_slice() {
        // A message that is nothing but its placeholder.
        [Arg::Text(text)] if message.key == "verbatim" => text.clone(),
        args => get_message(&message.key, args.iter().map(written)),
    }
}

/// The message with this key, which has no placeholders.
pub fn say_plain(key: &str) -> String {
    get_message(key, [])
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
