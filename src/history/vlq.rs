//! Whole numbers as text. Small numbers are short: five bits to a character, in the alphabet of Base64, the lowest bits first.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The bit that says that more characters follow.
const MORE: u64 = 0x20;

pub fn write(text: &mut String, mut number: u64) {
    loop {
        let digit = number & (MORE - 1);
        number >>= 5;
        let digit = if number == 0 { digit } else { digit | MORE };
        text.extend(ALPHABET.get(digit as usize).map(|byte| char::from(*byte)));
        if number == 0 {
            return;
        }
    }
}

/// Small negative numbers are short as well.
pub fn write_signed(text: &mut String, number: i64) {
    write(text, ((number << 1) ^ (number >> 63)) as u64);
}

/// Takes a number off the start of `text`. `None` if there is none.
pub fn read(text: &mut &[u8]) -> Option<u64> {
    let (mut number, mut shift) = (0_u64, 0);
    loop {
        let (first, rest) = text.split_first()?;
        *text = rest;
        let digit = value(*first)?;
        number |= (digit & (MORE - 1)).checked_shl(shift)?;
        if digit & MORE == 0 {
            return Some(number);
        }
        shift += 5;
    }
}

pub fn read_signed(text: &mut &[u8]) -> Option<i64> {
    let number = read(text)?;
    Some((number >> 1) as i64 ^ -((number & 1) as i64))
}

fn value(character: u8) -> Option<u64> {
    let value = match character {
        b'A'..=b'Z' => character - b'A',
        b'a'..=b'z' => character - b'a' + 26,
        b'0'..=b'9' => character - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    };
    Some(value.into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn small_numbers_are_one_character() {
        let mut text = String::new();
        for number in [0, 31] {
            write(&mut text, number);
        }
        for number in [-16, 15] {
            write_signed(&mut text, number);
        }
        assert_eq!(text, "Affe");
    }

    #[test]
    fn nonsense_is_refused() {
        for nonsense in ["", "g", "!", "gggggggggggggggggggg"] {
            assert_eq!(read(&mut nonsense.as_bytes()), None, "{nonsense}");
        }
    }

    proptest! {
        #[test]
        fn numbers_are_read_back(numbers: Vec<(u64, i64)>) {
            let mut text = String::new();
            for (number, signed) in &numbers {
                write(&mut text, *number);
                write_signed(&mut text, *signed);
            }
            let mut rest = text.as_bytes();
            for (number, signed) in numbers {
                prop_assert_eq!((read(&mut rest), read_signed(&mut rest)), (Some(number), Some(signed)));
            }
            prop_assert!(rest.is_empty());
        }
    }
}
