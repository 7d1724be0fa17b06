//! The way to platform.openai.com, where a session begins.

use super::webext::tabs;
use crate::origin::{BILLING_PAGE, PLATFORM, USAGE_PAGE};

/// Opens the page that shows its key.
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
