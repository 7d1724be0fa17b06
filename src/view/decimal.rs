//! Rounds a number to decimal digits and groups them in thousands.

use crate::json::shortest;

/// The absolute value of a number, as the decimal digits of the shortest text that is read as the same number. `Intl` rounds that text too.
pub(super) struct Decimal {
    digits: Vec<u8>,
    /// The number of digits before the point.
    whole: usize,
}

impl Decimal {
    /// The caller writes the sign. A number that is not finite becomes zero.
    pub fn of(number: f64) -> Self {
        let text = shortest(number.abs());
        let (text, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let exponent: isize = exponent.parse().unwrap_or_default();
        let whole = text.find('.').unwrap_or(text.len()).saturating_add_signed(exponent.max(0));
        let zeros = std::iter::repeat_n(0, exponent.min(0).unsigned_abs());
        let mut digits: Vec<u8> =
            zeros.chain(text.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0')).collect();
        digits.resize(digits.len().max(whole), 0);
        Self { digits, whole }
    }

    /// Multiplied by a hundred.
    pub fn hundredfold(mut self) -> Self {
        self.whole += 2;
        self.digits.resize(self.digits.len().max(self.whole), 0);
        self
    }

    /// The text with exactly this number of decimals.
    pub fn fixed(mut self, decimals: usize) -> String {
        self.round(self.whole + decimals);
        self.text()
    }

    /// The text with at most this number of decimals, without trailing zeros.
    pub fn at_most(mut self, decimals: usize) -> String {
        self.round(self.whole + decimals);
        self.drop_zeros();
        self.text()
    }

    /// The text with at most `count` significant digits, without trailing zeros after the point.
    pub fn significant(mut self, count: usize) -> String {
        let leading = self.digits.iter().take_while(|digit| **digit == 0).count();
        self.round(leading + count);
        self.drop_zeros();
        self.text()
    }

    /// Rounds to the first `keep` digits. A half is rounded up.
    fn round(&mut self, keep: usize) {
        let up = self.digits.get(keep).is_some_and(|digit| *digit >= 5);
        self.digits.resize(keep, 0);
        if !up {
            return;
        }
        for digit in self.digits.iter_mut().rev() {
            if *digit < 9 {
                *digit += 1;
                return;
            }
            *digit = 0;
        }
        self.digits.insert(0, 1);
        self.whole += 1;
    }

    fn drop_zeros(&mut self) {
        while self.digits.len() > self.whole && self.digits.last() == Some(&0) {
            self.digits.pop();
        }
    }

    /// Such as `1,234.5`.
    fn text(&self) -> String {
        let shown = self.digits.iter().skip(self.leading_zeros());
        let whole = self.whole - self.leading_zeros();
        let mut text = String::new();
        for (at, digit) in shown.enumerate() {
            if at == whole {
                text.push('.');
            } else if at > 0 && at < whole && (whole - at).is_multiple_of(3) {
                text.push(',');
            }
            text.push(char::from(b'0' + digit));
        }
        text
    }

    /// The number of leading zeros that are not shown. `hundredfold` can produce them.
    fn leading_zeros(&self) -> usize {
        self.digits.iter().take(self.whole.saturating_sub(1)).take_while(|digit| **digit == 0).count()
    }
}
