use std::time::Duration;

use crate::account::{Day, Timestamp};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Reads a date as servers write it: `Sun, 06 Nov 1994 08:49:37 GMT`. The day of the week is not looked at. The two forms that are out of
/// date since 1999 are not read (<https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7>).
pub fn http_date(text: &str) -> Option<Timestamp> {
    let mut parts = text.split(' ').skip(1);
    let mut next = || parts.next();
    let (day, month, year, time, zone) = (next()?, next()?, next()?, next()?, next()?);
    let month = MONTHS.iter().position(|it| *it == month)? + 1;
    let day = Day::from_ymd(year.parse().ok()?, month as u8, day.parse().ok()?)?;
    let mut time = time.splitn(3, ':').map(|it| it.parse::<u8>().ok());
    let mut next_below = |end: u8| time.next().flatten().filter(|it| *it < end).map(u64::from);
    // A leap second is the 61st.
    let seconds = next_below(24)? * 3600 + next_below(60)? * 60 + next_below(61)?;
    (zone == "GMT").then(|| day.start().after(Duration::from_secs(seconds)))
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "soon",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 31 Feb 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 1994 08:60:00 GMT",
            "Sun, 06 Nov 1994 08:49 GMT",
            "Sun, 06 november 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
        ] {
            assert_eq!(http_date(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_date_is_read_as_httpdate_writes_it(seconds in 0..253_402_300_800_u64) {
            let written = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds));
            prop_assert_eq!(http_date(&written), Some(Timestamp::from_millis(seconds as i64 * 1000)));
        }

        #[test]
        fn no_text_panics(text in "[A-Za-z0-9:, +-]{0,40}|Sun, [0-9]{1,3} Nov [0-9]{1,9} [0-9:]{0,12} GMT") {
            let _ = http_date(&text);
        }
    }
}
