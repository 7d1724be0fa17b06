//! Access to the two sites is missing, until the person grants it.

use credit_gauge::access::Access;
use credit_gauge::engine::Command;
use credit_gauge::view::{PageState, Panel};

use crate::lab::{CREDIT_GRANTS, KEY, Lab, ORG};

#[test]
fn without_access_no_request_is_sent() {
    let mut lab = Lab::with_a_good_reading();
    lab.access_changes(Access::none());
    lab.commanded(Command::Refresh { monitor: None });
    assert_eq!(lab.alarm(), None);
    lab.passes(std::time::Duration::from_secs(600));
    lab.is_woken();
    assert!(lab.asks().is_empty());
    assert_eq!((lab.popup().panel, lab.popup().state), (Panel::NoAccess, PageState::Stale));
    assert_eq!(lab.badge_text(), "!");
}

#[test]
fn once_access_is_granted_the_reading_starts_again() {
    let mut lab = Lab::new();
    lab.access_changes(Access::none());
    assert_eq!((lab.popup().panel, lab.popup().state), (Panel::NoAccess, PageState::Error));
    lab.access_changes(Access::default());
    assert_eq!(lab.popup().panel, Panel::NoKey);
    lab.tab_sends(KEY, ORG);
    lab.access_changes(Access::none());
    lab.all_answer_well();
    lab.access_changes(Access::default());
    assert_eq!(lab.asks(), [CREDIT_GRANTS], "the interrupted collection starts again");
    lab.all_answer_well();
    assert_eq!(lab.popup().state, PageState::Ok);
    assert_eq!(lab.sent().first().map(|request| request.id.purpose), Some(CREDIT_GRANTS));
}
