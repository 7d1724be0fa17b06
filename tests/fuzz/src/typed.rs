//! Text that a person types or pastes into the fields of the options page.

use credit_gauge::access::{Access, pattern};
use credit_gauge::engine::{Command, MonitorsFile};
use credit_gauge::monitor::{Draft, KeySource, MonitoringHost, Parameters, Period, Tag};
use credit_gauge::session::{OrganizationId, PastedText, SessionKey};
use credit_gauge::worker::Reply;
use url::Url;

use crate::lab::{NOON, fresh, from_browser, state};
use crate::soundness::{can_be_exported, fits_into_a_header, holds_no_key, is_sound, is_well_formed};
use crate::storage::{store, survives};

/// A text for a key, pasted or captured, and for an organisation's id. What is accepted fits into a header.
pub fn session_key(text: &[u8]) {
    let Ok(text) = str::from_utf8(text) else { return };
    let pasted = PastedText::from(text.to_owned());
    assert_eq!(format!("{pasted:?}"), "****");
    for key in [SessionKey::parse(text), pasted.key()].into_iter().flatten() {
        fits_into_a_header(&key);
        survives(&key);
        assert_eq!(SessionKey::parse(key.expose()).as_ref(), Ok(&key));
    }
    if let Some(id) = OrganizationId::parse(text) {
        assert!(id.as_str().bytes().all(|byte| byte.is_ascii_graphic()));
        survives(&id);
    }
}

/// A text for a host. What is accepted is an origin that browsers read the same way, and that can be granted.
pub fn host(text: &[u8]) {
    let Ok(text) = str::from_utf8(text) else { return };
    let Ok(host) = MonitoringHost::parse(text) else { return };
    if host.as_str().split('.').any(|label| label.starts_with("xn--")) {
        // Only the Unicode tables tell whether these are letters. If a browser finds that they are not, no host is reached.
        return;
    }
    let origin = host.origin();
    let url = Url::parse(&origin).expect("a browser can read the origin");
    assert_eq!(url.origin().ascii_serialization(), origin);
    assert!(Access::to([pattern(&origin)]).grants(&origin), "{origin} is asked for and not granted");
    for again in [host.as_str(), &origin] {
        assert_eq!(MonitoringHost::parse(again).as_ref(), Ok(&host));
    }
    survives(&host);
}

/// A text for a tag. What is accepted is written as it was read.
pub fn tag(text: &[u8]) {
    let Ok(text) = str::from_utf8(text) else { return };
    let Some(tag) = Tag::parse(text) else { return };
    assert_eq!(Tag::parse(&tag.to_string()).as_ref(), Some(&tag));
    assert!(!tag.key().contains(':'));
    survives(&tag);
}

/// A form, as JSON. An accepted form contains no key in a field that is shown, is saved unchanged, and survives export and import.
pub fn draft(form: &[u8]) {
    let Some(form) = from_browser(form) else { return };
    let Ok(draft) = serde_json::from_value::<Draft>(form) else { return };
    let Ok(checked) = draft.check(None, std::iter::empty()) else { return };
    let parameters = &checked.parameters;
    holds_no_key(&store(parameters));
    assert!(parameters.holds_together());
    assert_eq!(draft.is_period_unwise(), parameters.period.as_seconds() < Period::ADVISED.as_seconds());
    survives(parameters);
    checked.key.iter().for_each(fits_into_a_header);
    parameters.account.organization.iter().for_each(is_well_formed);

    let browser = fresh();
    let number = browser.commands(&Command::Save { monitor: None, draft });
    assert_eq!(browser.reply_to(number), Some(Reply::Done), "what is accepted is saved");
    is_sound(&browser);
    let saved = state(&browser).saved;
    assert_eq!(saved.monitors.len(), 1);
    can_be_exported(&saved);

    // A file does not say whether a key is remembered: the person is asked when pasting it.
    let session_key =
        if parameters.is_automatic() { KeySource::Automatic } else { KeySource::Pasted { remember: false } };
    let exported = MonitorsFile::of(&saved, NOON).monitors;
    let imported: Vec<_> = exported.iter().map(|monitor| monitor.parameters()).collect();
    assert_eq!(imported, [Some(Parameters { session_key, ..checked.parameters })]);
}
