//! Opens pages of platform.openai.com, where a person logs in.

use super::webext::tabs;
use crate::origin::{BILLING_PAGE, PLATFORM, USAGE_PAGE};

/// Opens the usage page, which sends a request with its key as soon as it loads.
pub fn open() {
    open_page(USAGE_PAGE);
}

/// Opens the billing page.
pub fn open_billing() {
    open_page(BILLING_PAGE);
}

fn open_page(path: &str) {
    drop(tabs::create(&format!("{PLATFORM}{path}"), true));
}
