//! A request of a tab, as `webRequest.onSendHeaders` describes it.

use credit_gauge::origin;
use credit_gauge::session::{SeenRequest, capture};
use credit_gauge::worker::Area;
use url::Url;

use crate::lab::{fresh, from_browser, items, state};
use crate::soundness::{fits_into_a_header, is_sound, is_well_formed};

/// The details of a request. A key is only captured from a request of the platform to the API, by the browser's reading of both URLs. It
/// never gets into the part of the state that is on disk.
pub fn seen_request(detail: &[u8]) {
    let Some(detail) = from_browser(detail) else { return };
    let Ok(request) = serde_json::from_value::<SeenRequest>(detail.clone()) else { return };
    let browser = fresh();
    browser.happens("webRequest.onSendHeaders", detail);
    let state = state(&browser);
    if let Ok(captured) = capture(&request) {
        assert!(request.incognito != Some(true));
        is_at(&request.url, origin::API);
        let pages: Vec<&String> = [&request.initiator, &request.origin_url].into_iter().flatten().collect();
        assert!(!pages.is_empty(), "a page made it");
        pages.into_iter().for_each(|page| is_at(page, origin::PLATFORM));
        assert!(!request.url.contains("/onboarding/"), "a log-in is not looked at: {}", request.url);
        fits_into_a_header(&captured.key);
        captured.organization.iter().for_each(is_well_formed);
        assert_eq!(state.keys.len(), 1);
        let on_disk = items(&browser.world(), Area::Disk).to_string();
        let named_alike = captured.organization.is_some_and(|id| id.as_str().contains(captured.key.expose()));
        assert!(named_alike || !on_disk.contains(captured.key.expose()), "the key would reach the disk");
    } else {
        assert!(state.keys.is_empty() && state.saved.monitors.is_empty());
    }
    is_sound(&browser);
}

fn is_at(url: &str, origin: &str) {
    let url = Url::parse(url).expect("a browser can read the URL");
    assert_eq!(url.origin().ascii_serialization(), origin, "{url}");
}
