//! The two origins everything here is about.

/// The site a person is signed in to. Its tab is the only one whose requests are looked at.
pub const PLATFORM: &str = "https://platform.openai.com";

/// The site that is asked. A key captured from a tab is sent nowhere else.
pub const API: &str = "https://api.openai.com";

/// Whether `url` lies at `origin`. What follows the origin must end its authority, or `https://api.openai.com.evil.example` and
/// `https://api.openai.com@evil.example` would pass.
#[must_use]
pub fn is_of(url: &str, origin: &str) -> bool {
    url.strip_prefix(origin).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
}

/// Where the platform's own page shows usage. It asks the API at once, and so shows its key.
pub const USAGE_PAGE: &str = "/usage";

/// Where the platform's own page shows billing.
pub const BILLING_PAGE: &str = "/settings/organization/billing/overview";
