use credit_gauge::account::Timestamp;
use time::format_description::well_known::Iso8601;
use time::{Date, OffsetDateTime, PrimitiveDateTime};

/// Reads a moment in ISO 8601: `2026-03-01T12:00:00Z`. Without a zone it is UTC, without a time midnight.
pub fn moment(text: &str) -> Option<Timestamp> {
    let format = &Iso8601::PARSING;
    let with_zone = OffsetDateTime::parse(text, format).ok();
    let in_utc = || PrimitiveDateTime::parse(text, format).ok().map(PrimitiveDateTime::assume_utc);
    let midnight = || Date::parse(text, format).ok().map(|day| day.midnight().assume_utc());
    let at = with_zone.or_else(in_utc).or_else(midnight)?;
    let millis = i64::try_from(at.unix_timestamp_nanos().div_euclid(1_000_000)).ok()?;
    Some(Timestamp::from_millis(millis))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_form_is_read() {
        let noon = Some("2026-03-01T12:00:00Z".to_owned());
        for text in [
            "2026-03-01T12:00:00Z",
            "2026-03-01T12:00Z",
            "2026-03-01T12:00:00.000Z",
            "2026-03-01T13:00:00+01:00",
            "2026-03-01T12:00:00",
        ] {
            assert_eq!(moment(text).map(Timestamp::iso), noon, "{text}");
        }
        assert_eq!(moment("2026-03-01").map(Timestamp::iso).as_deref(), Some("2026-03-01T00:00:00Z"));
        for text in ["", "tomorrow", "2026-02-30", "1772366400", "01.03.2026", "2026-03-01T25:00:00Z"] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
