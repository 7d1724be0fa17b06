//! The browser keeps us from the two sites, until the person lets us in.

use credit_gauge::engine::{Command, Event};
use credit_gauge::openai::Endpoint::CreditGrants;
use credit_gauge::view::{PageState, Panel};

use crate::lab::{KEY, Lab, ORG};

#[test]
fn without_access_nothing_is_asked() {
    let mut lab = Lab::with_a_good_reading();
    lab.happens(Event::AccessChanged { access: false });
    lab.commanded(Command::Refresh);
    lab.alarm_rings();
    assert!(lab.asks().is_empty());
    assert_eq!((lab.popup().panel, lab.popup().state), (Panel::NoAccess, PageState::Stale));
    assert_eq!(lab.badge_text(), "!");
}

#[test]
fn with_access_it_goes_on() {
    let mut lab = Lab::new();
    lab.happens(Event::AccessChanged { access: false });
    assert_eq!((lab.popup().panel, lab.popup().state), (Panel::NoAccess, PageState::Error));
    lab.happens(Event::AccessChanged { access: true });
    assert_eq!(lab.popup().panel, Panel::NoKey);
    lab.tab_sends(KEY, ORG);
    lab.happens(Event::AccessChanged { access: false });
    lab.all_answer_well();
    lab.happens(Event::AccessChanged { access: true });
    assert_eq!(lab.popup().state, PageState::Ok);
    assert_eq!(lab.sent.first().map(|request| request.id.endpoint), Some(CreditGrants));
}
