//! Checking the monitor form: valid drafts, and the error at each field.

use credit_gauge::monitor::{Draft, DraftKey, Field, Invalid, Monitor, MonitorId, Parameters, Problem, ValidDraft};
use credit_gauge::session::{OrganizationId, PastedText};
use credit_gauge::view::field_words;

/// A valid draft with a pasted key.
pub fn pasted(key: &str) -> Draft {
    let text = PastedText::from(key.to_owned());
    Draft { task_name: "Gateway".into(), session_key: DraftKey::Pasted { text, remember: false }, ..Draft::blank() }
}

pub const PASTED_KEY: &str = "sess-MadeUpKeyOfAPerson";

fn check(draft: &Draft) -> Result<ValidDraft, Vec<Problem>> {
    let other = Parameters { task_name: "Taken".into(), ..Parameters::automatic(OrganizationId::parse("org-taken")) };
    let others = [(other.automatic_id().unwrap(), Monitor::new(other))];
    draft.check(None, others.iter().map(|(id, monitor)| (id, monitor)))
}

#[test]
fn a_valid_form_becomes_parameters() {
    let draft = Draft {
        host: "https://Gateway.example.test:8443/".into(),
        organization: " org-1 ".into(),
        period: " 60 ".into(),
        tags: "env: prod,\nteam:research".into(),
        ..pasted(PASTED_KEY)
    };
    let ValidDraft { parameters, key } = check(&draft).unwrap();
    assert_eq!(parameters.account.host.origin(), "https://gateway.example.test:8443");
    assert_eq!(parameters.account.organization.as_ref().map(OrganizationId::as_str), Some("org-1"));
    assert_eq!(parameters.period.as_seconds(), 60);
    assert_eq!(parameters.tags.iter().map(ToString::to_string).collect::<Vec<_>>(), ["env:prod", "team:research"]);
    assert_eq!(key.unwrap().expose(), PASTED_KEY);
    assert!(draft.is_period_unwise());
    assert!(!Draft::blank().is_period_unwise());
}

#[test]
fn each_field_says_what_is_wrong_with_it() {
    let automatic = Draft::blank();
    let good = pasted(PASTED_KEY);
    let long = "x".repeat(600);
    let a_key = "sess-MadeUp0123456789abcdef";
    let table = [
        (Draft { task_name: String::new(), ..good.clone() }, Field::TaskName, Invalid::NameMissing),
        (Draft { task_name: long.clone(), ..good.clone() }, Field::TaskName, Invalid::NameTooLong),
        (Draft { task_name: "tAKEN ".into(), ..good.clone() }, Field::TaskName, Invalid::NameTaken),
        (Draft { task_name: a_key.into(), ..good.clone() }, Field::TaskName, Invalid::LooksLikeKey),
        (Draft { host: " ".into(), ..good.clone() }, Field::Host, Invalid::HostMissing),
        (Draft { host: "http://api.openai.com".into(), ..good.clone() }, Field::Host, Invalid::HostNotHttps),
        (Draft { host: "api.openai.com/v1".into(), ..good.clone() }, Field::Host, Invalid::HostWithMore),
        (Draft { host: "api openai".into(), ..good.clone() }, Field::Host, Invalid::HostOdd),
        (Draft { host: a_key.into(), ..good.clone() }, Field::Host, Invalid::LooksLikeKey),
        (Draft { organization: a_key.into(), ..good.clone() }, Field::Organization, Invalid::LooksLikeKey),
        (Draft { organization: "org 1".into(), ..good.clone() }, Field::Organization, Invalid::OrganizationOdd),
        (
            Draft { organization: "org-taken".into(), ..automatic.clone() },
            Field::Organization,
            Invalid::OrganizationTaken,
        ),
        (pasted(""), Field::SessionKey, Invalid::KeyMissing),
        (pasted("sk-proj-madeup"), Field::SessionKey, Invalid::KeyIsApiKey),
        (pasted("hunter2"), Field::SessionKey, Invalid::KeyOdd),
        (Draft { host: "gateway.example.test".into(), ..automatic }, Field::SessionKey, Invalid::KeyNotForThisHost),
        (Draft { period: "soon".into(), ..good.clone() }, Field::Period, Invalid::PeriodOdd),
        (Draft { period: "29".into(), ..good.clone() }, Field::Period, Invalid::PeriodTooShort),
        (Draft { period: "-300".into(), ..good.clone() }, Field::Period, Invalid::PeriodTooShort),
        (Draft { period: "99999999999".into(), ..good.clone() }, Field::Period, Invalid::PeriodTooLong),
        (Draft { tags: "prod".into(), ..good.clone() }, Field::Tags, Invalid::TagOdd),
        (Draft { tags: "env:a, env:b".into(), ..good.clone() }, Field::Tags, Invalid::TagTwice),
        (Draft { tags: format!("owner:{a_key}"), ..good.clone() }, Field::Tags, Invalid::LooksLikeKey),
        (Draft { description: long, ..good.clone() }, Field::Description, Invalid::DescriptionTooLong),
        (Draft { description: format!("the key is {a_key}"), ..good }, Field::Description, Invalid::LooksLikeKey),
    ];
    for (draft, field, why) in table {
        assert_eq!(check(&draft), Err(vec![Problem { field, why }]), "{draft:?}");
        assert!(field_words(Problem { field, why }).key.starts_with("invalid_"));
    }
}

#[test]
fn all_wrong_fields_are_reported_at_once() {
    let draft = Draft { period: "1".into(), tags: "x".into(), ..pasted("sk-madeup") };
    let fields: Vec<Field> = check(&draft).unwrap_err().into_iter().map(|problem| problem.field).collect();
    assert_eq!(fields, [Field::SessionKey, Field::Period, Field::Tags]);
}

#[test]
fn the_debug_text_of_a_draft_shows_no_key() {
    let shown = format!("{:?} {:?}", pasted(PASTED_KEY), check(&pasted(PASTED_KEY)).unwrap());
    assert!(!shown.contains("MadeUp"), "{shown}");
}

#[test]
fn a_pasted_key_stays_where_it_was_pasted_for() {
    let before = check(&pasted(PASTED_KEY)).unwrap().parameters;
    let id = MonitorId::Pasted(1);
    let monitor = Monitor::new(before);
    let kept = Draft { description: "with a word of its own".into(), ..pasted("") };
    let edited = [(id.clone(), monitor.clone())];
    let check = |draft: &Draft| draft.check(Some((&id, &monitor)), edited.iter().map(|(id, it)| (id, it)));
    assert_eq!(check(&kept).unwrap().key, None);
    for moved in
        [Draft { host: "evil.example".into(), ..kept.clone() }, Draft { organization: "org-other".into(), ..kept }]
    {
        let problem = Problem { field: Field::SessionKey, why: Invalid::KeyWasForAnother };
        assert_eq!(check(&moved), Err(vec![problem]));
    }
}
