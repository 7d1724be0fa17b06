use super::{NotJson, Number};

/// A number as it is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Numeral<'a> {
    text: &'a str,
    /// Without a point and an exponent.
    is_integer: bool,
    /// The value without its sign. `None` if the number has an exponent or more than [`MOST_DIGITS`] digits.
    size: Option<f64>,
}

/// Every number of so many digits fits in a `u64`.
const MOST_DIGITS: usize = 19;

/// 10 to the power of the index.
const POWERS_OF_TEN: [f64; MOST_DIGITS] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];

impl<'a> Numeral<'a> {
    /// The number at the start of `text`.
    pub(super) fn at_start(text: &'a str) -> Result<Self, NotJson> {
        let byte = |at: usize| text.as_bytes().get(at).copied().unwrap_or(0);
        let digits = |at: usize, value: u64| match digits(text.as_bytes().get(at..).unwrap_or_default(), value) {
            (_, 0) => Err(NotJson),
            found => Ok(found),
        };
        let first = usize::from(byte(0) == b'-');
        let (mut value, count) = if byte(first) == b'0' { (0, 1) } else { digits(first, 0)? };
        let (mut end, mut decimals) = (first + count, 0);
        if byte(end) == b'.' {
            (value, decimals) = digits(end + 1, value)?;
            end += 1 + decimals;
        }
        let has_exponent = matches!(byte(end), b'e' | b'E');
        if has_exponent {
            end += 1 + usize::from(matches!(byte(end + 1), b'+' | b'-'));
            end += digits(end, 0)?.1;
        }
        let power = POWERS_OF_TEN.get(decimals).filter(|_| !has_exponent && count + decimals <= MOST_DIGITS);
        let size = power.map(|power| value as f64 / power);
        Ok(Self { text: text.get(..end).ok_or(NotJson)?, is_integer: decimals == 0 && !has_exponent, size })
    }

    /// The number of bytes.
    pub(super) const fn len(&self) -> usize {
        self.text.len()
    }

    /// Exact, or the nearest `f64`.
    #[must_use]
    pub fn number(&self) -> Number {
        Number::of_text(self.text, self.is_integer)
    }

    /// The value, at most two `f64` away from the nearest one; `None` if it is too large. This is much faster than [`number`](Self::number), and
    /// near enough for amounts, which are rounded to a nano-dollar.
    #[must_use]
    pub fn near_f64(&self) -> Option<f64> {
        match self.size {
            Some(size) if self.text.starts_with('-') => Some(-size),
            Some(size) => Some(size),
            None => self.number().as_f64(),
        }
    }
}

/// Appends the leading digits of `text` to `value`; gives the new value, and how many there were. With more than [`MOST_DIGITS`] in all the value
/// means nothing.
fn digits(text: &[u8], mut value: u64) -> (u64, usize) {
    let (words, _) = text.as_chunks::<8>();
    let mut count = 0;
    for eight in words.iter().map_while(|word| eight_digits(*word)) {
        value = value.wrapping_mul(100_000_000).wrapping_add(eight);
        count += 8;
    }
    for byte in text.get(count..).unwrap_or_default() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
        count += 1;
    }
    (value, count)
}

/// The value of eight digits, if there are no other characters. Neighbours are joined in three steps: to numbers of two, four and eight digits.
fn eight_digits(text: [u8; 8]) -> Option<u64> {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    let each = u64::from_le_bytes(text) ^ (ONES * u64::from(b'0'));
    if (each | each.wrapping_add(ONES * 6)) & (ONES * 0xf0) != 0 {
        return None;
    }
    let twos = each.wrapping_mul(10).wrapping_add(each >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = twos.wrapping_mul(100).wrapping_add(twos >> 16) & 0x0000_ffff_0000_ffff;
    Some(fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xffff_ffff)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn near(text: &str) -> f64 {
        let numeral = Numeral::at_start(text).unwrap();
        assert_eq!(numeral.len(), text.len(), "{text}");
        numeral.near_f64().unwrap()
    }

    #[test]
    fn amounts_are_read_as_they_are_written() {
        for (text, value) in [
            ("0", 0.0),
            ("-0", 0.0),
            ("8.9", 8.9),
            ("-191.081601325", -191.081_601_325),
            ("12345678", 12_345_678.0),
            ("123456789.0000001", 123_456_789.000_000_1),
            ("1e-7", 1e-7),
            ("2.5E+3", 2500.0),
        ] {
            assert_eq!(near(text), value, "{text}");
        }
        assert_eq!(near("9999999999999999999999"), 1e22, "more than 19 digits");
        assert_eq!(Numeral::at_start("1e999").unwrap().near_f64(), None);
    }

    #[test]
    fn it_ends_where_the_number_ends() {
        for (text, end) in [("1,2", 1), ("01", 1), ("1.5]", 3), ("12345678x", 8), ("1234567\u{ff10}", 7)] {
            assert_eq!(Numeral::at_start(text).unwrap().len(), end, "{text}");
        }
        for text in ["", "-", ".5", "1.", "1.e5", "1e", "1e+", "+1", "x"] {
            assert!(Numeral::at_start(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn it_is_near_the_nearest(text in "-?(0|[1-9][0-9]{0,24})(\\.[0-9]{1,24})?([eE][-+]?[0-9]{1,2})?") {
            let nearest = text.parse::<f64>().unwrap();
            let apart = near(&text).abs().to_bits().abs_diff(nearest.abs().to_bits());
            prop_assert!(apart <= 2, "{text}: {} and {nearest}", near(&text));
            prop_assert!(near(&text) == 0.0 || near(&text).signum() == nearest.signum());
        }
    }
}
