//! Writes a monitor's history as the worker stores it. Written anew from the description of the format, without the core.

use serde_json::{Map, Value};

/// What one collection left. Amounts are in millionths of a dollar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Unix time in whole seconds.
    pub second: i64,
    /// The credit that is left and that is used; `None` if the account could not be read.
    pub balance_and_used: Option<(i64, i64)>,
    /// The response time in milliseconds.
    pub millis: Option<i64>,
}

const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Each single sample is kept for a day, in chunks of an hour: 24 of them, and one more at each end.
const SLOTS: i64 = 26;
const CHUNK_SECONDS: i64 = 3600;

/// The items with these samples, which are in the order of time and of the last day.
#[must_use]
pub fn items(monitor: &str, samples: &[Measured]) -> Map<String, Value> {
    let chunks = samples.chunk_by(|one, next| one.second / CHUNK_SECONDS == next.second / CHUNK_SECONDS);
    let item = |chunk: &[Measured]| {
        let number = chunk.first()?.second / CHUNK_SECONDS;
        Some((format!("history:raw:{}:{monitor}", number % SLOTS), Value::from(text(number, chunk))))
    };
    chunks.filter_map(item).collect()
}

fn text(number: i64, samples: &[Measured]) -> String {
    let mut text = String::new();
    signed(&mut text, number);
    let (mut second, mut before) = (number * CHUNK_SECONDS, [0; 3]);
    for sample in samples {
        unsigned(&mut text, sample.second.abs_diff(second));
        second = sample.second;
        // One bit for each series that has a value, and one for up.
        let flags = if sample.balance_and_used.is_some() { 0b10_0011 } else { 0 };
        unsigned(&mut text, flags | if sample.millis.is_some() { 0b1000 } else { 0 });
        let (balance, used) = sample.balance_and_used.unzip();
        // What is used is written relative to the balance.
        let used = used.zip(balance).map(|(used, balance)| used + balance);
        for (before, value) in before.iter_mut().zip([balance, used, sample.millis]) {
            if let Some(value) = value {
                signed(&mut text, value - *before);
                *before = value;
            }
        }
    }
    text
}

/// Five bits to a character, the lowest first, with a bit that says that more follow.
fn unsigned(text: &mut String, mut number: u64) {
    loop {
        let (digit, more) = (number & 31, number > 31);
        let digit = usize::try_from(digit | if more { 32 } else { 0 }).unwrap_or_default();
        text.extend(ALPHABET.get(digit).map(|byte| char::from(*byte)));
        number >>= 5;
        if !more {
            return;
        }
    }
}

fn signed(text: &mut String, number: i64) {
    unsigned(text, number.unsigned_abs() * 2 - u64::from(number < 0));
}
