use std::time::Duration;

use serde::Serialize;

use super::{Arg, Message, failure_words};
use crate::account::{AccountStatus, MetricSet, Timestamp};
use crate::engine::{Damage, Saved};
use crate::monitor::{Monitor, Session};
use crate::openai::Failure;

/// A notice about an account as a whole, or about all accounts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Notice {
    pub severity: NoticeSeverity,
    /// What happened.
    pub title: Message,
    /// What to do.
    pub next: Message,
    /// What the button does; `None` for no button.
    pub action: Option<Action>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeSeverity {
    /// For information, such as a paused monitor.
    Info,
    /// Something is out of date or damaged.
    Warning,
    /// Nothing works until the problem is solved.
    Error,
}

impl NoticeSeverity {
    /// The value of `data-severity`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What a notice's button does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Opens platform.openai.com, to sign in.
    OpenPlatform,
    /// Opens the options page.
    Options,
    /// Resumes a paused monitor.
    Resume,
    /// Dismisses the notice about damaged storage.
    DismissDamage,
}

impl Action {
    /// The value of `data-action`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OpenPlatform => "open-platform",
            Self::Options => "options",
            Self::Resume => "resume",
            Self::DismissDamage => "dismiss-damage",
        }
    }

    /// The key of the button's text.
    #[must_use]
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::OpenPlatform => "open_platform",
            Self::Options => "open_options",
            Self::Resume => "resume",
            Self::DismissDamage => "dismiss_damage",
        }
    }
}

/// A notice about one set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SetNotice {
    /// What happened. If the page's notice says that already: which reading is shown.
    pub title: Message,
    /// What to do, and which reading is shown until then. Empty if the page's notice says what to do.
    pub next: Vec<Message>,
}

/// The notices about all accounts: storing fails, or a part of the stored state is damaged.
pub(super) fn storage_notices(damage: &[Damage], unsaved_since: Option<Timestamp>) -> Vec<Notice> {
    let unsaved = unsaved_since.map(|since| Notice {
        severity: NoticeSeverity::Error,
        title: Message::with("not_saved_title", [Arg::Time(since)]),
        next: Message::plain("not_saved_next"),
        action: None,
    });
    let damaged = damage.first().map(|first| Notice {
        severity: NoticeSeverity::Warning,
        title: Message::with("damage_title", [Arg::Count(damage.len()), Arg::Time(first.at)]),
        next: Message::with("damage_next", [Arg::Text(parts(damage))]),
        action: Some(Action::DismissDamage),
    });
    unsaved.into_iter().chain(damaged).collect()
}

/// Shown while waiting for a key: the platform makes requests, but none has a usable key.
pub(super) fn no_visible_key() -> Notice {
    Notice {
        severity: NoticeSeverity::Warning,
        title: Message::plain("no_visible_key_title"),
        next: Message::plain("no_visible_key_text"),
        action: Some(Action::Options),
    }
}

/// Shown by a page that cannot read storage.
#[must_use]
pub fn cannot_read() -> Notice {
    Notice {
        severity: NoticeSeverity::Error,
        title: Message::plain("cannot_read_title"),
        next: Message::plain("cannot_read_next"),
        action: None,
    }
}

/// The damaged parts by their names in storage, each once, the first three only.
fn parts(damage: &[Damage]) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for found in damage {
        if !parts.contains(&found.part.as_str()) {
            parts.push(&found.part);
        }
    }
    let more = if parts.len() > 3 { ", …" } else { "" };
    format!("{}{more}", parts.iter().take(3).copied().collect::<Vec<_>>().join(", "))
}

/// The notices about the whole account: paused, no access, no session, no network, or the same failure of all sets.
pub(super) fn page_notices(saved: &Saved, monitor: &Monitor) -> Vec<Notice> {
    account_notice(saved, monitor).into_iter().collect()
}

fn account_notice(saved: &Saved, monitor: &Monitor) -> Option<Notice> {
    let notice = |severity, title, next, action| Some(Notice { severity, title, next, action });
    let automatic = monitor.parameters.is_automatic();
    if monitor.parameters.paused {
        let (title, next) = (Message::plain("paused_title"), Message::plain("paused_next"));
        return notice(NoticeSeverity::Info, title, next, Some(Action::Resume));
    }
    if !saved.may_ask(&monitor.parameters) {
        let title = Message::with("no_host_access_title", [Arg::Text(monitor.parameters.account.host.to_string())]);
        return notice(NoticeSeverity::Error, title, Message::plain("no_host_access_next"), Some(Action::Options));
    }
    if let Some(failure) = monitor.refusal() {
        let words = failure_words(failure, None);
        if !automatic && *failure != Failure::AccountDeactivated {
            let next = Message::plain("paste_key_next");
            return notice(NoticeSeverity::Error, words.title, next, Some(Action::Options));
        }
        // Only OpenAI can reactivate an account. In all other cases a tab that is signed in brings a new key.
        let action = (*failure != Failure::AccountDeactivated).then_some(Action::OpenPlatform);
        return notice(NoticeSeverity::Error, words.title, words.next, action);
    }
    if monitor.session != Session::Live {
        let (title, next, action) = if automatic {
            (Message::plain("no_key_title"), Message::plain("no_key_text"), Action::OpenPlatform)
        } else {
            (Message::plain("no_pasted_key_title"), Message::plain("paste_key_next"), Action::Options)
        };
        return notice(NoticeSeverity::Info, title, next, Some(action));
    }
    if saved.index.offline {
        let (title, next) = (Message::plain("offline_title"), Message::plain("offline_next"));
        return notice(NoticeSeverity::Warning, title, next, None);
    }
    let common = common_failure(monitor).map(|failure| failure_words(failure, monitor.schedule.wait_until));
    common.and_then(|words| notice(NoticeSeverity::Warning, words.title, words.next, None))
}

/// The notice of one set; `None` if the page's notices say everything.
pub(super) fn set_notice(monitor: &Monitor, status: &AccountStatus, set: MetricSet) -> Option<SetNotice> {
    if monitor.measured_at(set).is_some() && status.measured_at(set).is_none() {
        return Some(SetNotice {
            title: Message::plain("set_unreadable"),
            next: vec![Message::plain("set_unreadable_next")],
        });
    }
    let measured_at = monitor.measured_at(set);
    let balance_at = monitor.measured_at(MetricSet::CreditGrants);
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
        // The footer shows the age of the balance. A set of the same age needs no notice.
        None if said_by_page && !are_of_one_time(measured_at, balance_at) => {
            Some(SetNotice { title: shown, next: Vec::new() })
        }
        None => None,
    }
}

/// Whether two sets were read within a minute of each other, or neither was read. The answers of one collection arrive within a minute, and pages
/// show times to the minute.
fn are_of_one_time(first: Option<Timestamp>, second: Option<Timestamp>) -> bool {
    match (first, second) {
        (Some(first), Some(second)) => first.since(second).max(second.since(first)) < Duration::from_secs(60),
        (first, second) => first == second,
    }
}

/// The failure that all three sets share. If they differ in a detail, such as the status, it is the first one. A 429 for the first set counts for
/// all, because the others are then not requested.
fn common_failure(monitor: &Monitor) -> Option<&Failure> {
    let failures = MetricSet::ALL.map(|set| monitor.failures.get(set).map(|failed| &failed.failure));
    match failures {
        [Some(first), Some(second), Some(third)] if first.name() == second.name() && first.name() == third.name() => {
            Some(first)
        }
        [Some(first @ Failure::TooManyRequests { .. }), ..] => Some(first),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_damaged_part_is_listed_once() {
        let at = Timestamp::from_millis(0);
        let listed = |parts: &[&str]| {
            let damage: Vec<Damage> = parts.iter().map(|part| Damage { part: (*part).to_owned(), at }).collect();
            super::parts(&damage)
        };
        assert_eq!(listed(&["index", "keys", "index"]), "index, keys");
        assert_eq!(listed(&["a", "b", "a", "c", "b", "d"]), "a, b, c, …");
    }
}
