//! The two sites of OpenAI, and the pages of the platform that are opened.

/// The site a person signs in to. Only requests made by its tabs are looked at.
pub const PLATFORM: &str = "https://platform.openai.com";

/// The site that answers. A key captured from a tab is sent nowhere else.
pub const API: &str = "https://api.openai.com";

/// Whether `url` belongs to `origin`. The host must end where `origin` ends, or `https://api.openai.com.evil.example` and
/// `https://api.openai.com@evil.example` would pass.
#[must_use]
pub fn is_of(url: &str, origin: &str) -> bool {
    url.strip_prefix(origin).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
}

/// The path of the platform's usage page. It calls the API as soon as it is opened, which shows us the session key.
pub const USAGE_PAGE: &str = "/usage";

/// The path of the platform's billing page.
pub const BILLING_PAGE: &str = "/settings/organization/billing/overview";
