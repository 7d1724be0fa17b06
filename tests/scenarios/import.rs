//! Export and import of monitors and settings, never of keys.

use std::time::{Duration, Instant};

use credit_gauge::engine::{
    BadgeBalance, Command, FileKeySource, FileMonitor, ImportEffect, ImportPlan, MOST_MONITORS, MonitorsFile,
    NotAMonitorsFile, Refusal,
};
use credit_gauge::monitor::{Draft, MonitorId, MonitoringHost, Session};
use credit_gauge::view::{ImportPreview, import_words};
use credit_gauge::worker::Reply;
use serde_json::{Value, json};

use crate::forms::{PASTED_KEY, pasted};
use crate::lab::{KEY, Lab, ORG};

/// A captured monitor with an own name and tags, a pasted one, and changed settings.
fn rich() -> Lab {
    let mut lab = Lab::with_a_good_reading();
    let id = lab.id();
    let draft = Draft {
        task_name: "Research".into(),
        tags: "env:prod".into(),
        description: "What the team spends".into(),
        period: "600".into(),
        ..Draft::of(&lab.monitor().parameters)
    };
    lab.commanded(Command::Save { monitor: Some(id.clone()), draft });
    lab.commanded(Command::Save { monitor: None, draft: pasted(PASTED_KEY) });
    lab.all_answer_well();
    lab.commanded(Command::SetBadge { badge: BadgeBalance::Chosen(id) });
    lab.commanded(Command::SetCollector { name: "Work laptop".into() });
    lab
}

fn export(lab: &Lab) -> String {
    MonitorsFile::of(&lab.saved(), lab.now()).to_json()
}

fn effects(lab: &Lab, file: &MonitorsFile) -> Vec<ImportEffect> {
    ImportPlan::of(&lab.saved(), file).monitors.iter().map(|it| it.effect).collect()
}

#[test]
fn an_export_is_json_a_person_can_read_and_holds_no_key() {
    let lab = rich();
    let json = export(&lab);
    assert!(!json.contains(KEY) && !json.contains(PASTED_KEY) && !json.contains("sess-"));
    insta::assert_snapshot!(json);
}

#[test]
fn an_export_can_be_imported_in_another_browser() {
    let from = rich();
    let file = MonitorsFile::parse(&export(&from)).unwrap();
    let mut to = Lab::new();
    assert_eq!(effects(&to, &file), [ImportEffect::Adds, ImportEffect::Adds]);
    to.commanded(Command::Import { file: file.clone() });
    let (from, to_saved) = (from.saved(), to.saved());
    for (id, monitor) in from.monitors.iter() {
        let taken_over = to_saved.monitors.get(id).unwrap();
        assert_eq!(taken_over.parameters, monitor.parameters);
        assert_eq!(taken_over.session, Session::NoKey);
    }
    assert_eq!(to_saved.settings.badge, from.settings.badge);
    assert_eq!(to_saved.settings.collector, "", "the collector's name belongs to the browser that exported");
    assert!(ImportPlan::of(&to_saved, &file).is_empty(), "a second import changes nothing");
    to.tab_sends(KEY, ORG);
    to.all_answer_well();
    assert_eq!(to.monitor().parameters.task_name, "Research", "a captured key finds its monitor");
}

#[test]
fn a_preview_shows_what_an_import_would_do_and_changes_nothing() {
    let lab = rich();
    let mut file = MonitorsFile::parse(&export(&lab)).unwrap();
    assert!(!ImportPreview::of(&lab.saved(), &file).changes_something);
    file.monitors[1].paused = true;
    let mut new = file.monitors[1].clone();
    (new.organization, new.task_name) = (None, "Gateway".into());
    new.session_key = FileKeySource::Automatic;
    file.monitors.push(new);
    let preview = ImportPreview::of(&lab.saved(), &file);
    let rows: Vec<_> = preview.monitors.iter().map(|row| row.effect).collect();
    assert_eq!(rows, [ImportEffect::ChangesNothing, ImportEffect::Replaces, ImportEffect::Adds]);
    let name = format!("{:?}", preview.monitors[2].name.args[0]);
    assert_eq!(name, r#"Text("Research (2)")"#.replace("Research", "Gateway"), "names are unique");
    assert_eq!(lab.saved().monitors.len(), 2);
}

#[test]
fn a_preview_says_all_that_a_new_monitor_needs() {
    let lab = Lab::new();
    let mut file = MonitorsFile::parse(&export(&rich())).unwrap();
    let pasted = file.monitors.iter().find(|it| it.session_key == FileKeySource::Pasted).unwrap();
    let at = |host: &str| FileMonitor {
        task_name: host.to_owned(),
        monitoring_host: MonitoringHost::parse(host).unwrap(),
        ..pasted.clone()
    };
    file.monitors = vec![at("api.openai.com"), at("gateway.example.test")];
    let preview = ImportPreview::of(&lab.saved(), &file);
    let needs = preview.monitors.iter().map(|row| row.needs.iter().map(|it| it.key.as_ref()).collect());
    let needs: Vec<Vec<&str>> = needs.collect();
    assert_eq!(needs, [vec!["import_needs_key"], vec!["import_needs_key", "import_needs_access"]]);
}

#[test]
fn an_import_keeps_readings_and_keys_of_accounts_that_stay() {
    let mut lab = rich();
    let mut file = MonitorsFile::parse(&export(&lab)).unwrap();
    file.monitors.iter_mut().for_each(|monitor| monitor.description = "changed".into());
    let before = lab.known();
    lab.commanded(Command::Import { file });
    let after = lab.known();
    assert_eq!(after.readings, before.readings);
    for (id, monitor) in after.saved.monitors.iter() {
        assert_eq!(monitor.glance, before.saved.monitors.get(id).unwrap().glance);
        assert_eq!(monitor.parameters.description, "changed");
    }
    assert_eq!(lab.keys().len(), 2, "the keys stay");
}

#[test]
fn a_file_that_is_none_of_ours_says_why() {
    let file = |monitors: Value, settings: Value| {
        json!({"format": "credit-gauge-monitors", "version": 1, "monitors": monitors, "settings": settings}).to_string()
    };
    let key = "sess-MadeUp0123456789abcdef";
    let table = [
        ("".to_owned(), NotAMonitorsFile::NotJson),
        ("{".to_owned(), NotAMonitorsFile::NotJson),
        ("[]".to_owned(), NotAMonitorsFile::OtherFormat),
        (json!({"format": "hertzbeat", "version": 1}).to_string(), NotAMonitorsFile::OtherFormat),
        (json!({"format": "credit-gauge-monitors"}).to_string(), NotAMonitorsFile::OtherFormat),
        (json!({"format": "credit-gauge-monitors", "version": 2}).to_string(), NotAMonitorsFile::TooNew { version: 2 }),
        (file(json!({}), Value::Null), NotAMonitorsFile::OtherFormat),
        (file(json!([{"task_name": 7}]), Value::Null), NotAMonitorsFile::OddMonitor { number: 1 }),
        (file(json!([{}, {"monitoring_period_seconds": 5}]), Value::Null), NotAMonitorsFile::OddMonitor { number: 2 }),
        (file(json!([{"monitoring_host": "http://x"}]), Value::Null), NotAMonitorsFile::OddMonitor { number: 1 }),
        (file(json!([{"monitoring_host": "evil.example"}]), Value::Null), NotAMonitorsFile::OddMonitor { number: 1 }),
        (file(json!([{"surprise": 1}]), Value::Null), NotAMonitorsFile::OddMonitor { number: 1 }),
        (
            json!({"format": "credit-gauge-monitors", "version": 1, "surprise": 1}).to_string(),
            NotAMonitorsFile::UnknownField { name: "surprise".to_owned() },
        ),
        (file(json!([{"description": key}]), Value::Null), NotAMonitorsFile::HoldsAKey),
        (file(json!([{"session_key": key}]), Value::Null), NotAMonitorsFile::HoldsAKey),
        (file(json!([]), json!({"low_balance_usd": -1})), NotAMonitorsFile::OddSettings),
        (" ".repeat(1_000_001), NotAMonitorsFile::TooLarge),
    ];
    for (text, why) in table {
        assert_eq!(MonitorsFile::parse(&text), Err(why.clone()), "{text:.80}");
        assert!(import_words(&why).key.starts_with("import_"));
    }
}

#[test]
fn a_taken_name_gets_a_number_and_a_second_import_adds_no_more() {
    let mut lab = Lab::with_a_good_reading();
    let long = "x".repeat(100);
    for name in ["Acme Research", &long] {
        let twice = json!({"format": "credit-gauge-monitors", "version": 1, "monitors": [
            {"task_name": name, "organization": format!("org-{}", name.len())},
            {"task_name": name, "session_key": "pasted"},
        ]});
        let file = MonitorsFile::parse(&twice.to_string()).unwrap();
        lab.commanded(Command::Import { file: file.clone() });
        let monitors = lab.saved().monitors.len();
        lab.commanded(Command::Import { file });
        assert_eq!(lab.saved().monitors.len(), monitors, "a second import adds nothing");
        let exported = MonitorsFile::parse(&export(&lab)).expect("what is exported can be imported");
        assert!(ImportPlan::of(&lab.saved(), &exported).is_empty());
    }
}

#[test]
fn an_import_command_is_checked_like_a_file() {
    let mut lab = Lab::new();
    let mut file = MonitorsFile::of(&lab.saved(), lab.now());
    file.monitors.push(serde_json::from_value(json!({"description": "sess-MadeUp0123456789abcdef"})).unwrap());
    assert_eq!(lab.tries(Command::Import { file }), Some(Reply::Refused(Refusal::OddFile)));
    assert!(lab.saved().monitors.is_empty());
}

#[test]
fn an_organisation_in_a_file_is_an_id_or_nothing() {
    let file = |organization: Value| {
        let monitors = json!([{"organization": organization}]);
        MonitorsFile::parse(&json!({"format": "credit-gauge-monitors", "version": 1, "monitors": monitors}).to_string())
    };
    assert_eq!(file(json!("")).unwrap().monitors[0].organization, None);
    assert_eq!(file(Value::Null).unwrap().monitors[0].organization, None);
    for odd in [json!(" org-a"), json!("org\u{2003}a"), json!(7)] {
        assert_eq!(file(odd), Err(NotAMonitorsFile::OddMonitor { number: 1 }));
    }
}

#[test]
fn an_account_that_is_twice_in_a_file_becomes_one_monitor() {
    let mut lab = Lab::new();
    let twice = json!({"format": "credit-gauge-monitors", "version": 1, "monitors": [
        {"organization": ORG, "task_name": "One"}, {"organization": ORG, "task_name": "Two"},
        {"session_key": "pasted", "task_name": "One"},
    ]});
    let file = MonitorsFile::parse(&twice.to_string()).unwrap();
    assert_eq!(effects(&lab, &file), [ImportEffect::Adds, ImportEffect::Replaces, ImportEffect::Adds]);
    lab.commanded(Command::Import { file });
    let names: Vec<_> = lab.saved().monitors.values().map(|it| it.parameters.task_name.clone()).collect();
    assert_eq!(names, ["Two", "One"]);
    assert_eq!(lab.saved().monitors.keys().last(), Some(&MonitorId::Pasted(1)));
}

fn of_one_name(monitors: usize) -> MonitorsFile {
    let monitors = vec![json!({"task_name": "Gateway", "session_key": "pasted"}); monitors];
    let numbered = monitors.into_iter().enumerate().map(|(number, mut monitor)| {
        monitor["organization"] = json!(format!("org-{number}"));
        monitor["session_key"] = json!("automatic");
        monitor
    });
    let file = json!({"format": "credit-gauge-monitors", "version": 1, "monitors": numbered.collect::<Vec<_>>()});
    MonitorsFile::parse(&file.to_string()).unwrap()
}

#[test]
fn a_file_with_too_many_monitors_is_refused_as_a_whole() {
    let mut lab = Lab::with_a_good_reading();
    let before = lab.known();
    let reply = lab.tries(Command::Import { file: of_one_name(MOST_MONITORS) });
    assert_eq!(reply, Some(Reply::Refused(Refusal::TooManyMonitors)), "with the existing monitor it is one too many");
    assert_eq!(lab.known(), before);
    lab.commanded(Command::Import { file: of_one_name(MOST_MONITORS - 1) });
    assert_eq!(lab.saved().monitors.len(), MOST_MONITORS);
    let draft = Draft { organization: "org-one-more".into(), ..Draft::blank() };
    let reply = lab.tries(Command::Save { monitor: None, draft });
    assert_eq!(reply, Some(Reply::Refused(Refusal::TooManyMonitors)));
    lab.tab_sends(KEY, "org-one-more");
    assert_eq!(lab.saved().monitors.len(), MOST_MONITORS);
    lab.worker_is_killed();
    assert_eq!(lab.saved().monitors.len(), MOST_MONITORS);
}

#[test]
fn an_import_of_four_hundred_equal_names_is_planned_within_a_second() {
    let (saved, mut file) = (Lab::new().saved(), of_one_name(MOST_MONITORS));
    file.monitors.extend_from_within(..);
    let took = (0..3).map(|_| {
        let begun = Instant::now();
        drop(ImportPreview::of(&saved, &file));
        begun.elapsed()
    });
    // An algorithm that compares every name with every other takes far longer; a busy machine does not.
    let took = took.min().unwrap();
    assert!(took < Duration::from_secs(1), "{took:?}");
}

#[test]
fn a_file_with_too_much_in_it_is_refused_before_it_is_worked_on() {
    let of =
        |monitors: &str| format!(r#"{{"format": "credit-gauge-monitors", "version": 1, "monitors": [{monitors}]}}"#);
    assert_eq!(MonitorsFile::parse(&of(&vec!["{}"; 300_000].join(","))), Err(NotAMonitorsFile::TooManyMonitors));
    let tags: Vec<String> = (0..20_000).map(|tag| format!("\"{tag}:a\"")).collect();
    let tagged = format!(r#"{{"task_name": "x", "session_key": "pasted", "bound_tags": [{}]}}"#, tags.join(","));
    assert_eq!(MonitorsFile::parse(&of(&tagged)), Err(NotAMonitorsFile::OddMonitor { number: 1 }));
}
