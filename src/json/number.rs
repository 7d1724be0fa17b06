use std::fmt;

/// A JSON number: a 64-bit integer exactly, any other number as the nearest `f64`.
#[derive(Clone, Copy, PartialEq)]
pub struct Number(Kept);

/// Each integer has only one form, so that equal integers compare as equal.
#[derive(Clone, Copy, PartialEq)]
enum Kept {
    Unsigned(u64),
    /// Below zero.
    Negative(i64),
    /// A number with a point or an exponent, an integer that does not fit in 64 bits, or `-0`. Infinite if it is too large for an `f64`.
    Float(f64),
}

impl Number {
    /// From a valid JSON number. `is_integer`: without a point and an exponent.
    pub(super) fn of_text(text: &str, is_integer: bool) -> Self {
        if is_integer {
            if let Ok(number) = text.parse() {
                return Self(Kept::Unsigned(number));
            }
            if let Some(number) = text.parse().ok().filter(|number| *number < 0) {
                return Self(Kept::Negative(number));
            }
        }
        // Rust parses every JSON number, and gives infinity for one that is too large.
        Self(Kept::Float(text.parse().unwrap_or(f64::INFINITY)))
    }

    /// The nearest `f64`; `None` if the number is too large.
    #[must_use]
    pub fn as_f64(self) -> Option<f64> {
        let number = match self.0 {
            Kept::Unsigned(number) => number as f64,
            Kept::Negative(number) => number as f64,
            Kept::Float(number) => number,
        };
        number.is_finite().then_some(number)
    }

    /// `None` if the number has a point or an exponent, or does not fit.
    #[must_use]
    pub fn as_i64(self) -> Option<i64> {
        match self.0 {
            Kept::Unsigned(number) => i64::try_from(number).ok(),
            Kept::Negative(number) => Some(number),
            Kept::Float(_) => None,
        }
    }

    /// `None` if the number has a point or an exponent, is negative, or does not fit.
    #[must_use]
    pub fn as_u64(self) -> Option<u64> {
        match self.0 {
            Kept::Unsigned(number) => Some(number),
            Kept::Negative(_) | Kept::Float(_) => None,
        }
    }
}

impl From<u64> for Number {
    fn from(number: u64) -> Self {
        Self(Kept::Unsigned(number))
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        u64::try_from(number).map_or(Self(Kept::Negative(number)), Self::from)
    }
}

impl From<f64> for Number {
    fn from(number: f64) -> Self {
        Self(Kept::Float(number))
    }
}

/// As JSON: the fewest digits that are read back as the same number; `null` for a number that is too large.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Kept::Unsigned(number) => fmt::Display::fmt(&number, f),
            Kept::Negative(number) => fmt::Display::fmt(&number, f),
            Kept::Float(number) if number.is_finite() => f.write_str(ryu::Buffer::new().format_finite(number)),
            Kept::Float(_) => f.write_str("null"),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The shortest text that is read as the same number: `8.9`, `200`, `1e-7`. A number that is not finite gives `0`.
///
/// `f64::to_string` would add 19 KB of WASM.
#[must_use]
pub fn shortest(number: f64) -> String {
    let mut digits = ryu::Buffer::new();
    let text = if number.is_finite() { digits.format_finite(number) } else { "0" };
    text.strip_suffix(".0").unwrap_or(text).to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_shortest_text_of_a_whole_number_has_no_point() {
        for (number, text) in [(200.0, "200"), (-0.0, "-0"), (8.9, "8.9"), (1e-7, "1e-7"), (1e21, "1e21")] {
            assert_eq!(shortest(number), text);
        }
        assert_eq!(shortest(f64::NAN), "0");
    }

    proptest! {
        #[test]
        fn the_shortest_text_is_read_as_the_same_number(number in any::<f64>().prop_filter("finite", |it| it.is_finite())) {
            prop_assert_eq!(shortest(number).parse::<f64>().unwrap().to_bits(), number.to_bits());
        }
    }
}
