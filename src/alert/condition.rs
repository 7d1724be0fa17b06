use super::Unit;

/// When a rule's value calls for an alert. Numbers are in the subject's [`Unit`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Condition {
    Below(f64),
    AtMost(f64),
    Above(f64),
    AtLeast(f64),
    Equals(f64),
    /// A flag has this value.
    Is(bool),
    /// It is another value than at the last good reading.
    Changes,
    /// It is at least so much more than at the last good reading.
    RisesBy(Step),
    /// It is at least so much less than at the last good reading.
    FallsBy(Step),
}

/// How far a value moves between two readings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    Amount(f64),
    /// Of the value before: 10.0 for a tenth of it.
    Percent(f64),
}

/// What a value means to a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is as the condition says.
    Holds,
    /// It is not, but too near to say that it is over.
    Near,
    /// It is not.
    Clear,
}

/// An alert ends when its value is so far beyond the threshold, as a part of the threshold. Values that go to and fro around it then cause one
/// alert, not many.
const MARGIN: f64 = 0.05;

/// The same for numbers of days.
const MARGIN_DAYS: f64 = 1.0;

const YES: f64 = 1.0;
const NO: f64 = 0.0;

/// A flag as a value.
pub(super) const fn flag(is: bool) -> f64 {
    if is { YES } else { NO }
}

impl Condition {
    /// Judges a value; `before` is that of the last good reading. `None` if it cannot be judged: it is no number, or there is none before.
    #[must_use]
    pub fn judge(self, unit: Unit, value: f64, before: Option<f64>) -> Option<Verdict> {
        if value.is_nan() {
            return None;
        }
        let (holds, is_over) = match self {
            Self::Below(_) | Self::AtMost(_) | Self::Above(_) | Self::AtLeast(_) => {
                (self.compare(value, 0.0), !self.compare(value, self.margin(unit)))
            }
            Self::Equals(wanted) => (value == wanted, value != wanted),
            Self::Is(wanted) => (value == flag(wanted), value != flag(wanted)),
            Self::Changes | Self::RisesBy(_) | Self::FallsBy(_) => {
                let moved = self.has_moved(value, before?);
                (moved, !moved)
            }
        };
        Some(if holds {
            Verdict::Holds
        } else if is_over {
            Verdict::Clear
        } else {
            Verdict::Near
        })
    }

    /// Compares with the threshold, made easier to meet by `margin`.
    fn compare(self, value: f64, margin: f64) -> bool {
        match self {
            Self::Below(most) => value < most + margin,
            Self::AtMost(most) => value <= most + margin,
            Self::Above(least) => value > least - margin,
            Self::AtLeast(least) => value >= least - margin,
            _ => false,
        }
    }

    fn has_moved(self, value: f64, before: f64) -> bool {
        let (moved, step) = match self {
            Self::RisesBy(step) => (value - before, step),
            Self::FallsBy(step) => (before - value, step),
            _ => return value != before,
        };
        let least = match step {
            Step::Amount(amount) => amount,
            Step::Percent(percent) => percent / 100.0 * before.abs(),
        };
        moved > 0.0 && moved >= least
    }

    /// The value at which an alert of a comparison ends.
    #[must_use]
    pub fn ends_at(self, unit: Unit) -> Option<f64> {
        match self {
            Self::Below(threshold) | Self::AtMost(threshold) => Some(threshold + self.margin(unit)),
            Self::Above(threshold) | Self::AtLeast(threshold) => Some(threshold - self.margin(unit)),
            _ => None,
        }
    }

    fn margin(self, unit: Unit) -> f64 {
        match unit {
            Unit::Days => MARGIN_DAYS,
            _ => MARGIN * self.number().unwrap_or_default().abs(),
        }
    }

    /// Whether it compares with the last good reading.
    #[must_use]
    pub const fn is_change(self) -> bool {
        matches!(self, Self::Changes | Self::RisesBy(_) | Self::FallsBy(_))
    }

    /// The threshold of a comparison.
    #[must_use]
    pub const fn number(self) -> Option<f64> {
        match self {
            Self::Below(number)
            | Self::AtMost(number)
            | Self::Above(number)
            | Self::AtLeast(number)
            | Self::Equals(number) => Some(number),
            Self::Is(_) | Self::Changes | Self::RisesBy(_) | Self::FallsBy(_) => None,
        }
    }

    /// Whether it can be said of values of this unit, with the numbers it has.
    #[must_use]
    pub fn fits(self, unit: Unit) -> bool {
        let is_step = |number: f64| number.is_finite() && number > 0.0;
        match (unit, self) {
            (_, Self::Changes) => true,
            (Unit::Flag, condition) => matches!(condition, Self::Is(_)),
            (Unit::Text, _) | (_, Self::Is(_)) => false,
            // Of a share, a percentage could be points or a part of it. It is always a part of it.
            (Unit::Share, Self::RisesBy(Step::Amount(_)) | Self::FallsBy(Step::Amount(_))) => false,
            // A part of a date means nothing, and a number of days with fractions equals no other.
            (Unit::Days, Self::Equals(_) | Self::RisesBy(Step::Percent(_)) | Self::FallsBy(Step::Percent(_))) => false,
            (_, Self::RisesBy(step) | Self::FallsBy(step)) => match step {
                Step::Amount(number) | Step::Percent(number) => is_step(number),
            },
            (Unit::Share, condition) => condition.number().is_some_and(|share| (0.0..=1.0).contains(&share)),
            (_, condition) => condition.number().is_some_and(f64::is_finite),
        }
    }

    /// The field of a rule in a file that holds its number.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Below(_) => "below",
            Self::AtMost(_) => "at_most",
            Self::Above(_) => "above",
            Self::AtLeast(_) => "at_least",
            Self::Equals(_) => "equals",
            Self::Is(_) => "is",
            Self::Changes => "changes",
            Self::RisesBy(_) => "rises_by",
            Self::FallsBy(_) => "falls_by",
        }
    }

    /// All names, in the order in which a form offers them.
    pub const NAMES: [&str; 9] =
        ["below", "at_most", "above", "at_least", "equals", "is", "changes", "rises_by", "falls_by"];

    /// The condition of this name with the number that a person gave for a value of this unit. A percentage is a threshold only for shares.
    /// `None` if that makes no condition.
    #[must_use]
    pub fn said(name: &str, step: Step, unit: Unit) -> Option<Self> {
        let number = match step {
            Step::Amount(number) => Some(number),
            Step::Percent(percent) => (unit == Unit::Share).then_some(percent / 100.0),
        };
        Some(match name {
            "below" => Self::Below(number?),
            "at_most" => Self::AtMost(number?),
            "above" => Self::Above(number?),
            "at_least" => Self::AtLeast(number?),
            "equals" => Self::Equals(number?),
            "rises_by" => Self::RisesBy(step),
            "falls_by" => Self::FallsBy(step),
            _ => return None,
        })
    }
}
