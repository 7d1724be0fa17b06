//! The way to platform.openai.com, where a session begins.

use super::webext::{runtime, tabs};
use crate::origin;
use crate::view::{PASTED_KEY_REFUSED, SESSION_ENDED};

/// Where the platform's own page shows usage. It asks api.openai.com at once, and so shows its key.
const USAGE_PAGE: &str = "/usage";

/// Where the platform's own page shows billing.
const BILLING_PAGE: &str = "/settings/organization/billing/overview";

/// Opens the page that shows its key.
pub fn open() {
    open_page(USAGE_PAGE);
}

/// Opens the billing page.
pub fn open_billing() {
    open_page(BILLING_PAGE);
}

/// Opens the page that shows its key without bringing it forward. The number of its tab; `None` if the browser opened none.
pub async fn open_in_background() -> Option<i32> {
    tabs::create_in_background(&format!("{}{USAGE_PAGE}", origin::PLATFORM)).await
}

/// A notification leads to where what it tells of is mended.
pub fn on_notification_clicked(id: Option<&str>) {
    match id {
        Some(SESSION_ENDED) => open(),
        Some(PASTED_KEY_REFUSED) => drop(runtime::open_options_page()),
        _ => {}
    }
}

fn open_page(path: &str) {
    drop(tabs::create(&format!("{}{path}", origin::PLATFORM)));
}
