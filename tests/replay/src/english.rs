//! The extension's messages in English.

use std::collections::BTreeMap;

use credit_gauge::view::{Arg, Message, english};
use serde::Deserialize;

/// The words of `extension/_locales/en/messages.json`.
#[derive(Debug)]
pub struct English(BTreeMap<String, Words>);

#[derive(Debug, Deserialize)]
struct Words {
    message: String,
    #[serde(default)]
    placeholders: BTreeMap<String, Placeholder>,
}

#[derive(Debug, Deserialize)]
struct Placeholder {
    /// `$1` for the first value.
    content: String,
}

impl English {
    /// # Errors
    /// The messages are no JSON of the expected form.
    pub fn new() -> Result<Self, serde_json::Error> {
        serde_json::from_str(include_str!("../../../extension/_locales/en/messages.json")).map(Self)
    }

    /// The text of a message. Its key, if there is no such message.
    pub fn text(&self, message: &Message) -> String {
        let Some(words) = self.0.get(message.key.as_ref()) else { return message.key.to_string() };
        let mut text = String::new();
        // `The balance is $BALANCE$.`: every other part is the name of a placeholder.
        for (number, part) in words.message.split('$').enumerate() {
            match words.placeholders.get(&part.to_lowercase()) {
                Some(placeholder) if number % 2 == 1 => text.push_str(&self.value(placeholder, &message.args)),
                _ => text.push_str(part),
            }
        }
        text
    }

    fn value(&self, placeholder: &Placeholder, args: &[Arg]) -> String {
        let number = placeholder.content.strip_prefix('$').and_then(|number| number.parse::<usize>().ok());
        let arg = number.and_then(|number| args.get(number.checked_sub(1)?));
        arg.map(|arg| self.spoken(arg)).unwrap_or_default()
    }

    fn spoken(&self, arg: &Arg) -> String {
        match arg {
            Arg::Word(key) => self.text(&Message { key: key.clone(), args: Vec::new() }),
            Arg::Number(number) => english::number(*number),
            Arg::Text(text) => text.clone(),
            Arg::Usd(amount) => english::usd(*amount),
            Arg::Count(count) => english::number(*count as f64),
            Arg::Share(share) => english::percent(*share),
            Arg::Time(at) => english::date_time(*at),
            Arg::Age(age) => english::age(*age),
            Arg::Date(at) => english::date(*at),
            Arg::Day(day) => english::date(day.start()),
            Arg::DaysAhead(days) => english::days_ahead(*days),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_filled_in() {
        let english = English::new().unwrap();
        let message = Message::with("notification_session_ended", [Arg::Text("Acme".to_owned())]);
        assert_eq!(english.text(&message), "The OpenAI session of Acme has ended");
        assert_eq!(english.text(&Message::plain("no_such_message")), "no_such_message");
    }
}
