//! Signing in: the platform first sends a key without an organisation, and then one for the person's organisation.

use credit_gauge::engine::{BadgeBalance, Command};
use credit_gauge::monitor::Draft;
use credit_gauge::view::PageState;

use crate::lab::{KEY, Lab, ORG, OTHER_ORG, SECOND_KEY, id, refused};

/// A JSON Web Token, as `POST /dashboard/onboarding/login` carries it.
const TOKEN: &str = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJtYWRlLXVwIn0.bWFkZS11cC1zaWduYXR1cmU";

#[test]
fn the_key_for_an_organisation_replaces_the_key_without_one_whatever_its_shape() {
    for nameless in [TOKEN, KEY, SECOND_KEY] {
        for is_answered in [false, true] {
            let mut lab = Lab::new();
            lab.tab_sends(nameless, "");
            if is_answered {
                lab.all_answer_well();
            }
            lab.tab_sends(KEY, ORG);
            lab.all_answer_well();
            assert_eq!(lab.saved().monitors.keys().cloned().collect::<Vec<_>>(), [id(ORG)]);
            assert_eq!((lab.keys().len(), lab.id()), (1, id(ORG)));
            assert_eq!(lab.popup().state, PageState::Ok);
            let before = lab.sent().len();
            lab.alarm_rings();
            lab.all_answer_well();
            assert!(lab.sent()[before..].iter().all(|request| request.http.authorization.key().expose() == KEY));
            lab.is_woken();
            let items = lab.items(credit_gauge::worker::Area::Disk);
            let left: Vec<&String> = items.as_object().unwrap().keys().filter(|name| name.ends_with(':')).collect();
            assert!(left.is_empty(), "{left:?}");
        }
    }
}

#[test]
fn a_key_without_organisation_changes_nothing_if_an_account_is_watched() {
    let mut lab = Lab::with_a_good_reading();
    lab.tab_sends(TOKEN, "");
    assert!(lab.asks().is_empty());
    assert_eq!((lab.saved().monitors.len(), lab.keys().len(), lab.id()), (1, 1, id(ORG)));
}

#[test]
fn a_log_in_key_that_is_refused_leaves_no_notification_behind() {
    let mut lab = Lab::new();
    lab.tab_sends(TOKEN, "");
    lab.answered_by(|_| refused());
    lab.tab_sends(KEY, ORG);
    lab.all_answer_well();
    assert!(lab.browser.world().notifications.is_empty());
    lab.commanded(Command::Refresh { monitor: None });
    lab.answered_by(|_| refused());
    assert_eq!(lab.browser.world().notifications.len(), 1, "the end of the real session is notified");
}

#[test]
fn the_monitor_of_the_organisation_keeps_what_the_person_chose() {
    let mut lab = Lab::new();
    lab.tab_sends(TOKEN, "");
    lab.all_answer_well();
    let draft = Draft {
        task_name: "Mine".into(),
        period: "600".into(),
        tags: "env:prod".into(),
        ..Draft::of(&lab.monitor().parameters)
    };
    lab.commanded(Command::Save { monitor: Some(id("")), draft });
    lab.commanded(Command::SetBadge { badge: BadgeBalance::Chosen(id("")) });
    lab.tab_sends(KEY, ORG);
    lab.all_answer_well();
    let parameters = lab.monitor().parameters;
    assert_eq!((parameters.task_name.as_str(), parameters.period.as_seconds()), ("Mine", 600));
    assert_eq!(parameters.tags.len(), 1);
    assert_eq!(parameters.account.organization.unwrap().as_str(), ORG);
    assert_eq!(lab.saved().settings.badge, BadgeBalance::Chosen(id(ORG)));
    lab.tab_sends(KEY, OTHER_ORG);
    lab.all_answer_well();
    assert_eq!(lab.monitor().parameters.task_name, "Acme Games", "the chosen name stays with one organisation only");
}
