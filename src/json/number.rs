use std::fmt;

/// A number as it was written: integers of 64 bits exactly, all others as the nearest `f64`.
#[derive(Clone, Copy, PartialEq)]
pub struct Number(Kept);

/// The one form a number is kept in, so that equal numbers are equal.
#[derive(Clone, Copy, PartialEq)]
enum Kept {
    Unsigned(u64),
    /// Below zero.
    Negative(i64),
    /// Written with a point or an exponent, or out of range for an integer. Infinite where no `f64` is large enough.
    Float(f64),
}

impl Number {
    /// From the text of a JSON number.
    pub(super) fn of_text(text: &str, is_integer: bool) -> Self {
        if is_integer {
            if let Ok(number) = text.parse() {
                return Self(Kept::Unsigned(number));
            }
            if let Some(number) = text.parse().ok().filter(|number| *number < 0) {
                return Self(Kept::Negative(number));
            }
        }
        // Every JSON number is a text that Rust reads; one that is too large is infinite.
        Self(Kept::Float(text.parse().unwrap_or(f64::INFINITY)))
    }

    /// The nearest `f64`; `None` for one that is too large.
    #[must_use]
    pub fn as_f64(self) -> Option<f64> {
        let number = match self.0 {
            Kept::Unsigned(number) => number as f64,
            Kept::Negative(number) => number as f64,
            Kept::Float(number) => number,
        };
        number.is_finite().then_some(number)
    }

    /// The integer, where one was written and fits.
    #[must_use]
    pub fn as_i64(self) -> Option<i64> {
        match self.0 {
            Kept::Unsigned(number) => i64::try_from(number).ok(),
            Kept::Negative(number) => Some(number),
            Kept::Float(_) => None,
        }
    }

    /// The integer, where one of zero or more was written and fits.
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

/// As JSON writes it: the fewest digits that are read back as the same number, and null for one that is too large.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Kept::Unsigned(number) => fmt::Display::fmt(&number, f),
            Kept::Negative(number) => fmt::Display::fmt(&number, f),
            Kept::Float(number) if number.is_finite() => fmt::Debug::fmt(&number, f),
            Kept::Float(_) => f.write_str("null"),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
