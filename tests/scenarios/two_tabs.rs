//! Two tabs use two keys for one organisation in turn, as two signed-in windows do. That must not cause requests all the time.

use std::time::Duration;

use credit_gauge::engine::{Command, Request};
use credit_gauge::monitor::MOST_PROMPTS;
use credit_gauge::openai::Outcome;
use simulated_browser::Call;

use crate::lab::{
    CREDIT_GRANTS, KEY, Lab, ORG, OTHER_ORG, SECOND_KEY, USAGE, answer, broken, good_body, id, refused, tab_request,
};

/// The time between two requests of the tabs.
const EVERY: Duration = Duration::from_secs(5);

/// The number of collections in `periods` periods of 300 s, with tabs that use these keys in turn.
fn collections(keys: &[&str], periods: usize, outcome: impl Fn(&Request) -> Outcome) -> usize {
    let mut lab = Lab::new();
    for turn in 0..periods * 60 {
        lab.tab_sends(keys[turn % keys.len()], ORG);
        lab.answered_by(&outcome);
        lab.lives(EVERY, &outcome);
    }
    lab.sent().iter().filter(|request| request.id.purpose == CREDIT_GRANTS).count()
}

fn one_set_fails(request: &Request) -> Outcome {
    match request.id.purpose {
        USAGE => broken(),
        endpoint => answer(200, None, &good_body(endpoint)),
    }
}

fn one_key_is_refused(request: &Request) -> Outcome {
    match request.http.authorization.key().expose() {
        SECOND_KEY => refused(),
        _ => answer(200, None, &good_body(request.id.purpose)),
    }
}

fn all_are_refused(_: &Request) -> Outcome {
    refused()
}

#[test]
fn each_of_them_causes_a_few_collections_in_a_period_and_no_more() {
    let most = usize::from(MOST_PROMPTS);
    let cases = [
        ("one set fails", one_set_fails as fn(&Request) -> Outcome),
        ("one key is refused", one_key_is_refused),
        ("both are refused", all_are_refused),
    ];
    for (what, outcome) in cases {
        for periods in [1, 2, 12] {
            let (by_one, by_two) =
                (collections(&[KEY], periods, outcome), collections(&[KEY, SECOND_KEY], periods, outcome));
            let bound = by_one.max(periods) + most * periods;
            assert!(
                by_two <= bound,
                "{what}, {periods} periods: {by_two} collections with two keys, {by_one} with one"
            );
        }
    }
}

#[test]
fn a_new_key_is_still_used_at_once() {
    let mut lab = Lab::new();
    lab.tab_sends(KEY, ORG);
    lab.answered_by(all_are_refused);
    lab.tab_sends(SECOND_KEY, ORG);
    assert_eq!(lab.open()[0].http.authorization.key().expose(), SECOND_KEY);
}

#[test]
fn after_an_ended_session_the_key_of_each_sign_in_is_used_at_once() {
    let mut lab = Lab::new();
    for number in 0..10 {
        let key = format!("{KEY}{number}");
        lab.tab_sends(&key, ORG);
        let asked = lab.open().first().map(|it| it.http.authorization.key().expose().to_owned());
        assert_eq!(asked, Some(key), "sign-in {number}");
        lab.answered_by(|it| answer(200, None, &good_body(it.id.purpose)));
        lab.commanded(Command::Refresh { monitor: None });
        lab.answered_by(all_are_refused);
    }
}

/// Each tab's next request comes while ours, made with the other tab's key, is in flight.
fn crossing(turns: usize, outcome: impl Fn(&Request) -> Outcome) -> usize {
    let mut lab = Lab::new();
    for turn in 0..turns {
        lab.tab_sends([KEY, SECOND_KEY][turn % 2], ORG);
        if turn > 0
            && let Some(request) = lab.open().first().cloned()
        {
            lab.ends(request.id.purpose, outcome(&request));
        }
        lab.passes(Duration::from_secs(1));
    }
    lab.sent().len()
}

#[test]
fn requests_that_cross_ours_are_no_way_round_the_bound() {
    // In two minutes: the collection of the first key, and those that captured keys may cause, of three requests each.
    let most = 3 * (1 + usize::from(MOST_PROMPTS));
    for (what, outcome) in
        [("both are refused", all_are_refused as fn(&Request) -> Outcome), ("one key is refused", one_key_is_refused)]
    {
        let sent = crossing(120, outcome);
        assert!(sent <= most, "{what}: {sent} requests in two minutes");
    }
}

#[test]
fn two_tabs_in_two_organisations_do_not_change_what_a_person_chose() {
    let mut lab = Lab::new();
    let in_tab = |lab: &mut Lab, tab: i32, organization: &str| {
        let mut request = tab_request(KEY, organization);
        request["tabId"] = tab.into();
        lab.browser.happens("webRequest.onSendHeaders", request);
        lab.all_answer_well();
    };
    in_tab(&mut lab, 1, ORG);
    in_tab(&mut lab, 2, OTHER_ORG);
    assert_eq!(lab.id(), id(OTHER_ORG), "the popup follows a tab that is new");
    lab.commanded(Command::Show { monitor: id(ORG) });
    let writes = |lab: &Lab| lab.count(|call| matches!(call, Call::Save(..)));
    let before = writes(&lab);
    for _ in 0..5 {
        in_tab(&mut lab, 1, ORG);
        in_tab(&mut lab, 2, OTHER_ORG);
    }
    assert_eq!((lab.id(), writes(&lab)), (id(ORG), before));
    in_tab(&mut lab, 2, ORG);
    in_tab(&mut lab, 2, OTHER_ORG);
    assert_eq!(lab.id(), id(OTHER_ORG), "this tab has switched");
}
