//! Writes an amount of money in the four characters of a toolbar badge.

use crate::account::Usd;

/// The most characters a toolbar shows.
const ROOM: usize = 4;

/// The units for large amounts, largest first.
const UNITS: [(f64, &str); 4] = [(1e9, "B"), (1e6, "M"), (1e3, "k"), (1.0, "")];

/// An amount in at most four characters. Digits are cut, never rounded up, so that the badge does not show money that is not there.
pub(super) fn amount(balance: Usd) -> String {
    let dollars = balance.dollars();
    let (sign, size) = (if dollars < 0.0 { "-" } else { "" }, dollars.abs());
    let ways = ways_to_write(sign, size);
    ways.into_iter().find(|way| way.chars().count() <= ROOM).unwrap_or_default()
}

/// The ways to write an amount, the most precise first. An amount in whole dollars drops the decimal before it drops the dollar sign.
fn ways_to_write(sign: &str, size: f64) -> Vec<String> {
    let index = UNITS.iter().position(|(scale, _)| size >= *scale).unwrap_or(UNITS.len() - 1);
    let (scale, unit) = UNITS.get(index).copied().unwrap_or((1.0, ""));
    let (whole, tenth) = whole_and_tenth(size / scale);
    let mut ways = Vec::new();
    if tenth > 0 && whole < 10 {
        ways.push(format!("{sign}${whole}.{tenth}{unit}"));
        if whole == 0 {
            ways.push(format!("{sign}$.{tenth}"));
        }
        if !unit.is_empty() {
            ways.push(format!("{sign}{whole}.{tenth}{unit}"));
        }
    }
    let cents = (size * 100.0 + EPSILON).floor() as u32;
    if whole == 0 && tenth == 0 && cents > 0 {
        ways.push(format!("{sign}$.0{cents}"));
    }
    ways.push(format!("{sign}${whole}{unit}"));
    ways.push(format!("{sign}{whole}{unit}"));
    // A debt of six figures, such as -132,000, fits only as a tenth of the next unit: `-.1M`.
    if let Some((scale, unit)) = index.checked_sub(1).and_then(|next| UNITS.get(next)) {
        ways.push(format!("{sign}.{}{unit}", whole_and_tenth(size / scale).1));
    }
    ways
}

/// Without it, an amount such as 8.9, which no `f64` holds exactly, could be cut to 8.8.
const EPSILON: f64 = 1e-6;

fn whole_and_tenth(number: f64) -> (u32, u32) {
    let tenths = (number * 10.0 + EPSILON).floor() as u32;
    (tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_are_cut_to_four_characters() {
        let table = [
            (8.918_398_675, "$8.9"),
            (132.0, "$132"),
            (1234.5, "1.2k"),
            (0.0, "$0"),
            (-3.2, "-$3"),
            (8.9, "$8.9"),
            (8.0, "$8"),
            (0.5, "$0.5"),
            (0.07, "$.07"),
            (0.004, "$0"),
            (9.999, "$9.9"),
            (10.75, "$10"),
            (999.99, "$999"),
            (1000.0, "$1k"),
            (9999.0, "9.9k"),
            (12_345.0, "$12k"),
            (132_000.0, "132k"),
            (1_250_000.0, "1.2M"),
            (45_000_000.0, "$45M"),
            (9_000_000_000.0, "$9B"),
            (-0.5, "-$.5"),
            (-0.05, "-$0"),
            (-12.7, "-$12"),
            (-132.0, "-132"),
            (-1234.0, "-$1k"),
            (-12_345.0, "-12k"),
            (-132_000.0, "-.1M"),
        ];
        for (dollars, text) in table {
            assert_eq!(amount(Usd::from_dollars(dollars).unwrap()), text, "{dollars}");
        }
    }

    proptest! {
        #[test]
        fn every_amount_fits_and_has_its_sign(dollars in -9e9..9e9_f64) {
            let text = amount(Usd::from_dollars(dollars).unwrap());
            prop_assert!((1..=ROOM).contains(&text.chars().count()), "{}", text);
            prop_assert_eq!(text.starts_with('-'), dollars < -5e-10, "{}", text);
        }
    }
}
