//! One figure, and its line in the output.

use std::fmt;

/// The unit of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Milliseconds,
    Bytes,
    Count,
}

/// A figure and the value it is compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Such as "popup, first contentful paint".
    pub name: String,
    /// The measured value.
    pub ours: f64,
    /// The name of the other side, such as "JavaScript".
    pub compared_with: String,
    /// The value of the other side.
    pub reference: f64,
    /// The unit of both values.
    pub unit: Unit,
    /// The largest allowed ratio of `ours` to `reference`.
    pub budget: f64,
}

impl Figure {
    /// Compares the medians of two sides. `reference` has the name of the other side.
    pub fn of_medians(
        name: impl Into<String>,
        ours: &[f64],
        (compared_with, reference): (&str, &[f64]),
        unit: Unit,
        budget: f64,
    ) -> Self {
        Self {
            name: name.into(),
            ours: median(ours),
            compared_with: compared_with.to_owned(),
            reference: median(reference),
            unit,
            budget,
        }
    }

    /// 0 where both are nothing.
    fn ratio(&self) -> f64 {
        if self.ours == 0.0 && self.reference == 0.0 { 0.0 } else { self.ours / self.reference }
    }

    /// Whether the ratio is within the budget. `NaN` is not.
    pub fn fits(&self) -> bool {
        self.ratio() <= self.budget
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let amount = |amount: f64| match self.unit {
            Unit::Milliseconds => format!("{amount:.1} ms"),
            Unit::Bytes => format!("{amount:.0} bytes"),
            Unit::Count => format!("{amount:.0}"),
        };
        let (ours, reference) = (amount(self.ours), amount(self.reference));
        let Self { name, compared_with, budget, .. } = self;
        write!(f, "{name}: ours {ours}, {compared_with} {reference}, ratio {:.2}, budget {budget:.1}", self.ratio())?;
        if self.fits() { Ok(()) } else { f.write_str(" over budget") }
    }
}

/// The median, which a single disturbed round hardly changes. `NaN` for no values.
fn median(measured: &[f64]) -> f64 {
    let mut sorted = measured.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let at = |index: usize| sorted.get(index).copied().unwrap_or(f64::NAN);
    if sorted.len().is_multiple_of(2) { (at(middle.wrapping_sub(1)) + at(middle)) / 2.0 } else { at(middle) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(ours: f64, unit: Unit) -> Figure {
        Figure::of_medians("popup", &[ours], ("JavaScript", &[50.0]), unit, 1.7)
    }

    #[test]
    fn the_line_has_the_form_others_read() {
        assert_eq!(
            figure(60.06, Unit::Milliseconds).to_string(),
            "popup: ours 60.1 ms, JavaScript 50.0 ms, ratio 1.20, budget 1.7"
        );
        assert_eq!(
            figure(100.0, Unit::Bytes).to_string(),
            "popup: ours 100 bytes, JavaScript 50 bytes, ratio 2.00, budget 1.7 over budget"
        );
    }

    #[test]
    fn what_was_not_measured_is_over_budget() {
        let nothing = Figure { reference: 0.0, ..figure(0.0, Unit::Count) };
        assert_eq!(nothing.to_string(), "popup: ours 0, JavaScript 0, ratio 0.00, budget 1.7");
        assert!(!Figure { ours: 1.0, ..nothing }.fits(), "one where there should be none");
        assert!(!figure(f64::NAN, Unit::Bytes).fits());
        assert!(median(&[]).is_nan());
    }

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(&[9.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[9.0, 1.0, 2.0, 4.0]), 3.0);
    }
}
