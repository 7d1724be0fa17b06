//! What arrived at the simulated OpenAI, and from whom.

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use simulated_openai::{API_HOST, Endpoint, LoggedRequest, SimulatedOpenAi};
use time::{Date, Month};

/// Whether the extension sent it to api.openai.com.
#[must_use]
pub fn is_from_extension(request: &LoggedRequest) -> bool {
    is_of_no_page(request) && request.host == API_HOST && request.method == "GET"
}

/// Whether the extension (or the browser itself) sent it, and no web page. From a worker, Chromium sends no origin, and Firefox its own
/// kind of origin.
#[must_use]
pub fn is_of_no_page(request: &LoggedRequest) -> bool {
    match request.origin.as_deref() {
        None => request.sec_fetch_site.as_deref() == Some("none"),
        Some(origin) => origin.contains("-extension://"),
    }
}

/// All requests of the extension, oldest first.
#[must_use]
pub fn of_extension(openai: &SimulatedOpenAi) -> Vec<LoggedRequest> {
    openai.requests().into_iter().filter(is_from_extension).collect()
}

/// The requests of the extension to one endpoint, oldest first.
#[must_use]
pub fn of_extension_to(openai: &SimulatedOpenAi, endpoint: Endpoint) -> Vec<LoggedRequest> {
    of_extension(openai).into_iter().filter(|request| request.endpoint() == Some(endpoint)).collect()
}

/// Waits until this many requests of the extension to an endpoint have arrived.
///
/// # Errors
/// When they do not.
pub async fn wait_for_extension(openai: &SimulatedOpenAi, endpoint: Endpoint, wanted: usize) -> Result<()> {
    let fits = |request: &LoggedRequest| is_from_extension(request) && request.endpoint() == Some(endpoint);
    openai.wait_for(fits, wanted, Duration::from_secs(10)).await?;
    Ok(())
}

/// The last day a request for usage asks for: `end_date` is exclusive.
///
/// # Errors
/// When it does not say, or no day.
pub fn last_day(usage: &LoggedRequest) -> Result<Date> {
    let end = usage.query.split("end_date=").nth(1).and_then(|rest| rest.split('&').next()).unwrap_or_default();
    let parts: Vec<&str> = end.split('-').collect();
    let [year, month, day] = parts.as_slice() else { bail!("{:?} names no last day", usage.query) };
    let month = Month::try_from(month.parse::<u8>()?)?;
    Date::from_calendar_date(year.parse()?, month, day.parse()?)?.previous_day().context("no day before it")
}

/// A request in one line, with stars in place of the key.
#[must_use]
pub fn line(request: &LoggedRequest) -> String {
    let status = request.status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
    let query = if request.query.is_empty() { String::new() } else { format!("?{}", request.query) };
    let from = request.origin.as_deref().unwrap_or("no origin");
    let key = request.authorization.as_ref().map(ToString::to_string).unwrap_or_default();
    let organization = request.organization.as_deref().unwrap_or_default();
    format!(
        "{} {} {}{}{query} -> {status} ({from}) {key} {organization}",
        request.at.time(),
        request.method,
        request.host,
        request.path
    )
}
