use std::time::Duration;

/// An age in days, hours or minutes: the largest unit of which there is at least one, named as `Intl.RelativeTimeFormat` expects. Less than a
/// minute is 0 seconds.
#[must_use]
pub fn in_units(age: Duration) -> (u64, &'static str) {
    let seconds = age.as_secs();
    match seconds {
        0..60 => (0, "second"),
        60..3600 => (seconds / 60, "minute"),
        3600..86_400 => (seconds / 3600, "hour"),
        _ => (seconds / 86_400, "day"),
    }
}

/// An age rounded down to the unit in which it is shown, so that two ages with the same text are equal.
#[must_use]
pub fn as_shown(age: Duration) -> Duration {
    let (count, unit) = in_units(age);
    let seconds = match unit {
        "day" => 86_400,
        "hour" => 3600,
        _ => 60,
    };
    Duration::from_secs(count * seconds)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_age_is_in_the_largest_unit_it_fills() {
        for (seconds, shown) in [
            (0, (0, "second")),
            (59, (0, "second")),
            (60, (1, "minute")),
            (3599, (59, "minute")),
            (3600, (1, "hour")),
            (86_399, (23, "hour")),
            (86_400, (1, "day")),
            (86_400 * 400, (400, "day")),
        ] {
            assert_eq!(in_units(Duration::from_secs(seconds)), shown, "{seconds}");
        }
    }

    proptest! {
        #[test]
        fn rounding_an_age_does_not_change_what_is_shown(millis in 0_u64..100_000_000_000) {
            let age = Duration::from_millis(millis);
            prop_assert_eq!(in_units(as_shown(age)), in_units(age));
            prop_assert!(as_shown(age) <= age);
        }
    }
}
