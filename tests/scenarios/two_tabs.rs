//! Two tabs use two keys for one organisation in turn, as two signed-in windows do. That must not cause requests all the time.

use std::time::Duration;

use credit_gauge::engine::{Command, Request};
use credit_gauge::monitor::MOST_PROMPTS;
use credit_gauge::openai::Outcome;

use crate::lab::{CREDIT_GRANTS, KEY, Lab, ORG, SECOND_KEY, USAGE, answer, broken, good_body, refused};

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
