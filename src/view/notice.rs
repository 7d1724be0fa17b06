use serde::Serialize;

use super::{Arg, Message, failure_words};
use crate::account::MetricSet;
use crate::monitor::{Monitor, Session};
use crate::openai::Failure;

/// Something a person should know about the whole account.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Notice {
    /// How bad it is.
    pub severity: Severity,
    /// What happened.
    pub title: Message,
    /// What to do next.
    pub next: Message,
    /// The button that does it.
    pub action: Option<Action>,
}

/// How bad a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Something is not current.
    Warning,
    /// Nothing works until something is done.
    Error,
}

/// What a notice's button does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Opens platform.openai.com, where a session begins.
    OpenPlatform,
}

/// Something a person should know about one set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SetNotice {
    /// What happened, or what is shown where the page's notice has already said what happened.
    pub title: Message,
    /// What to do next, and what is shown meanwhile; empty where the page's notice has already said it.
    pub next: Vec<Message>,
}

/// The notices about the whole account: no session, or one and the same failure of all sets.
pub(super) fn page_notices(monitor: &Monitor) -> Vec<Notice> {
    if let Some(failure) = monitor.refusal() {
        let words = failure_words(failure, None);
        // A deactivated account is OpenAI's to mend; everything else is mended by the tab of a signed-in person.
        let action = (*failure != Failure::AccountDeactivated).then_some(Action::OpenPlatform);
        return vec![Notice { severity: Severity::Error, title: words.title, next: words.next, action }];
    }
    if monitor.session != Session::Live {
        let (title, next) = (Message::plain("no_key_title"), Message::plain("no_key_text"));
        return vec![Notice { severity: Severity::Info, title, next, action: Some(Action::OpenPlatform) }];
    }
    let common = common_failure(monitor).map(|failure| failure_words(failure, monitor.schedule.wait_until));
    let notice = |words: super::Words| Notice {
        severity: Severity::Warning,
        title: words.title,
        next: words.next,
        action: None,
    };
    common.map(notice).into_iter().collect()
}

/// The notice of one set, if there is anything to say about it that the page's notices do not.
pub(super) fn set_notice(monitor: &Monitor, set: MetricSet) -> Option<SetNotice> {
    let measured_at = monitor.status.measured_at(set);
    let balance_at = monitor.status.measured_at(MetricSet::CreditGrants);
    let shown = match measured_at {
        Some(at) => Message::with("set_stale", [Arg::Time(at)]),
        None => Message::plain("set_missing"),
    };
    let said_by_page = monitor.session != Session::Live || common_failure(monitor).is_some();
    match monitor.failures.get(set).filter(|_| !said_by_page) {
        Some(failed) => {
            let words = failure_words(&failed.failure, monitor.schedule.wait_until);
            Some(SetNotice { title: words.title, next: vec![words.next, shown] })
        }
        // What is as old as the balance needs no notice of its own: the footer says how old that is.
        None if said_by_page && measured_at != balance_at => Some(SetNotice { title: shown, next: Vec::new() }),
        None => None,
    }
}

/// The failure all three sets share; where they differ in a detail, the first one's is told.
fn common_failure(monitor: &Monitor) -> Option<&Failure> {
    let failures = MetricSet::ALL.map(|set| monitor.failures.get(set).map(|failed| &failed.failure));
    match failures {
        [Some(first), Some(second), Some(third)] if first.name() == second.name() && first.name() == third.name() => {
            Some(first)
        }
        _ => None,
    }
}
