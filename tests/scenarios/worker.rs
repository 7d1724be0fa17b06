//! What pages can rely on: they are served in order, and the reply says whether the command is done.

use credit_gauge::account::Range;
use credit_gauge::engine::{Command, Refusal};
use credit_gauge::monitor::Draft;
use credit_gauge::worker::{Area, Reply, Sender};
use serde_json::{Value, json};
use simulated_browser::{Call, Fate};

use crate::forms::{PASTED_KEY, pasted};
use crate::lab::{CREDIT_GRANTS, KEY, Lab, ORG, id, tab_request};

fn range(range: Range) -> Command {
    Command::ShowRange { range }
}

fn saves_take_their_time(lab: &mut Lab) {
    lab.browser.decide(|call| if matches!(call, Call::Save(..)) { Fate::Later } else { Fate::Done });
}

fn numbers(lab: &Lab) -> Vec<u64> {
    lab.browser.world().replies.iter().map(|(number, _)| *number).collect()
}

#[test]
fn a_worker_that_slept_serves_in_the_order_of_arrival() {
    let lab = Lab::with_a_good_reading();
    lab.browser.kill();
    let detect = Command::Detect { monitor: None, draft: pasted(PASTED_KEY) };
    let sent = [&Command::EndDetection, &detect].map(|command| lab.browser.sends(command));
    lab.browser.run();
    assert_eq!(numbers(&lab), sent);
    assert_eq!(lab.asks(), [CREDIT_GRANTS], "the old detection was ended before the new one started");

    lab.browser.kill();
    let sent = [&detect, &Command::EndDetection].map(|command| lab.browser.sends(command));
    lab.browser.run();
    assert_eq!(numbers(&lab)[2..], sent);
    assert!(lab.saved().detection.is_none());
}

#[test]
fn an_event_before_a_command_is_served_before_it() {
    let mut lab = Lab::new();
    lab.browser.kill();
    lab.browser.calls("webRequest.onSendHeaders", tab_request(KEY, ORG));
    assert_eq!(lab.tries(Command::Pause { monitor: id(ORG) }), Some(Reply::Done));
    assert!(lab.monitor().parameters.paused);
}

#[test]
fn a_command_is_served_only_after_the_one_before_it() {
    let mut lab = Lab::with_a_good_reading();
    saves_take_their_time(&mut lab);
    let sent = [Range::Today, Range::Week].map(|it| lab.browser.commands(&range(it)));
    assert_eq!(lab.browser.world().waiting().count(), 1, "the second command has not started");
    for number in sent {
        assert!(!numbers(&lab).contains(&number));
        lab.browser.world_mut().let_go(0, true);
        lab.browser.run();
        assert_eq!(numbers(&lab).last(), Some(&number));
    }
    assert_eq!(lab.saved().settings.range, Range::Week);
}

#[test]
fn a_reply_comes_after_the_save() {
    let mut lab = Lab::with_a_good_reading();
    saves_take_their_time(&mut lab);
    for command in [range(Range::Today), Command::Delete { monitor: lab.id() }, Command::Forget] {
        let before = lab.items(Area::Disk);
        let number = lab.browser.commands(&command);
        while lab.browser.world().waiting().next().is_some() {
            assert_eq!(lab.browser.reply_to(number), None, "{command:?}");
            lab.browser.world_mut().let_go(0, true);
            lab.browser.run();
        }
        assert_eq!(lab.browser.reply_to(number), Some(Reply::Done));
        assert_ne!(lab.items(Area::Disk), before);
    }
}

#[test]
fn a_refused_command_says_why_and_changes_nothing() {
    let mut lab = Lab::with_a_good_reading();
    let is_refused = |lab: &mut Lab, command: Command| {
        let (disk, memory) = (lab.items(Area::Disk), lab.items(Area::Memory));
        let before = lab.count(|call| matches!(call, Call::Save(..) | Call::Remove(_)));
        let Some(Reply::Refused(why)) = lab.tries(command.clone()) else { panic!("{command:?}") };
        lab.is_woken();
        let after = lab.count(|call| matches!(call, Call::Save(..) | Call::Remove(_)));
        assert_eq!(after, before, "{command:?}: nothing is written, then or later");
        assert_eq!((lab.items(Area::Disk), lab.items(Area::Memory)), (disk, memory));
        assert!(lab.asks().is_empty());
        why
    };
    let odd = Draft { period: "1".into(), ..pasted(PASTED_KEY) };
    let why = is_refused(&mut lab, Command::Save { monitor: None, draft: odd.clone() });
    assert!(matches!(why, Refusal::Problems(problems) if problems.len() == 1));
    let why = is_refused(&mut lab, Command::Detect { monitor: None, draft: odd });
    assert!(matches!(why, Refusal::Problems(_)));
    let why = is_refused(&mut lab, Command::Save { monitor: Some(id("#9")), draft: pasted(PASTED_KEY) });
    assert_eq!(why, Refusal::NoSuchMonitor);
    assert_eq!(is_refused(&mut lab, Command::Show { monitor: id("#9") }), Refusal::NoSuchMonitor);
    let why = is_refused(&mut lab, Command::Save { monitor: Some(id(ORG)), draft: pasted(PASTED_KEY) });
    assert_eq!(why, Refusal::OtherKeySource);
    let why = is_refused(&mut lab, Command::SetCollector { name: PASTED_KEY.to_owned() + "0123456789" });
    assert_eq!(why, Refusal::LooksLikeKey);
}

#[test]
fn a_message_from_a_stranger_gets_no_reply_and_has_no_effect() {
    let mut lab = Lab::with_a_good_reading();
    let own = "chrome-extension://credit-gauge/www/popup.html";
    let forget = json!("forget");
    for (id, url, message) in [
        ("credit-gauge", "https://platform.openai.com/usage", &forget),
        ("another", "chrome-extension://another/popup.html", &forget),
        ("another", own, &forget),
        ("credit-gauge", "", &forget),
        ("credit-gauge", own, &json!("explode")),
        ("credit-gauge", own, &json!({"forget": 1, "catch_up": 2})),
        ("credit-gauge", own, &Value::Null),
    ] {
        let calls = lab.count(|_| true);
        let number = lab.browser.sends_from(&Sender { id: id.into(), url: url.into() }, message);
        lab.browser.run();
        assert_eq!(number, None, "{id} {url} {message}: the listener says at once that there will be no reply");
        assert_eq!(lab.count(|_| true), calls, "{id} {url} {message}: the worker was not even woken");
    }
    let number = lab.browser.sends_from(&Sender { id: "credit-gauge".into(), url: own.into() }, &forget).unwrap();
    lab.browser.run();
    assert_eq!(lab.browser.reply_to(number), Some(Reply::Done));
    lab.is_woken();
    assert!(lab.saved().monitors.is_empty());
}
