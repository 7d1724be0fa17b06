//! The window of a usage request.

use axum::extract::Query;
use axum::http::Uri;
use serde::Deserialize;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{Date, Duration};

use super::ApiError;

const YEAR_MONTH_DAY: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

/// The widest window clients are known to ask for.
const LONGEST: Duration = Duration::days(99);

/// Other parameters, such as `exclude_project_costs`, have been seen and change nothing here.
#[derive(Deserialize)]
struct Parameters {
    start_date: Option<String>,
    end_date: Option<String>,
}

/// The first day of the window and the day after its last one.
pub(super) fn window(uri: &Uri) -> Result<(Date, Date), ApiError> {
    let Query(parameters) = Query::<Parameters>::try_from_uri(uri)
        .map_err(|error| ApiError::bad_request(format!("The query cannot be read: {error}")))?;
    let start = day("start_date", parameters.start_date)?;
    let end = day("end_date", parameters.end_date)?;
    if end <= start {
        return Err(ApiError::bad_request("'end_date' must come after 'start_date'"));
    }
    if end - start > LONGEST {
        return Err(ApiError::bad_request("The time range is too long: at most 99 days can be asked for"));
    }
    Ok((start, end))
}

fn day(name: &str, value: Option<String>) -> Result<Date, ApiError> {
    let value = value.ok_or_else(|| ApiError::bad_request(format!("'{name}' is a required property")))?;
    Date::parse(&value, YEAR_MONTH_DAY)
        .map_err(|_| ApiError::bad_request(format!("'{value}' is not a 'date' - '{name}' (expected YYYY-MM-DD)")))
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn asked(query: &str) -> Result<(Date, Date), u16> {
        let uri = format!("https://api.openai.com/dashboard/billing/usage?{query}").parse().unwrap();
        window(&uri).map_err(|error| crate::world::RawAnswer::from(error).status)
    }

    #[test]
    fn both_dates_are_required_and_in_order() {
        assert_eq!(
            asked("start_date=2026-11-01&end_date=2026-11-23&new_endpoint=true"),
            Ok((date!(2026 - 11 - 01), date!(2026 - 11 - 23)))
        );
        for wrong in [
            "",
            "start_date=2026-11-01",
            "end_date=2026-11-01",
            "start_date=2026-11-01&end_date=2026-11-01",
            "start_date=2026-11-02&end_date=2026-11-01",
            "start_date=2026-1-2&end_date=2026-11-01",
            "start_date=1782864000&end_date=2026-11-01",
        ] {
            assert_eq!(asked(wrong), Err(400), "{wrong}");
        }
    }

    #[test]
    fn ninety_nine_days_are_the_most() {
        assert!(asked("start_date=2026-08-15&end_date=2026-11-22").is_ok());
        assert!(asked("start_date=2026-08-14&end_date=2026-11-22").is_err());
    }
}
