use serde::Serialize;

use super::accounts::in_order;
use super::notice::storage_notices;
use super::{Arg, DetectionView, Known, Level, Message, Notice, Status, account_name, detection};
use crate::access;
use crate::account::{MetricSet, Timestamp, Usd};
use crate::engine::{BadgeBalance, Saved, UNDO_WITHIN};
use crate::monitor::{Availability, Draft, KeySource, Monitor, MonitorId, Parameters, Session};
use crate::origin;

/// Everything the options page shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Options {
    /// Storing fails, or stored data is damaged.
    pub notices: Vec<Notice>,
    /// Sorted by name.
    pub monitors: Vec<MonitorRow>,
    /// The running or last detection.
    pub detection: Option<DetectionView>,
    /// The monitor that was deleted last, while that can be undone.
    pub deleted: Option<DeletedView>,
    /// The choices for the balance on the badge.
    pub badges: Vec<BadgeChoice>,
    /// A balance below this is low.
    pub low_balance: Usd,
    /// The name of this browser in exports.
    pub collector: String,
    /// Whether to notify when a session has ended.
    pub notify_session_ended: bool,
}

/// A monitor in the list of the options page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MonitorRow {
    pub id: MonitorId,
    pub name: Message,
    /// The organisation's id, unless the name is the id already.
    pub organization: Option<String>,
    /// The host, unless it is OpenAI's own.
    pub host: Option<String>,
    pub availability: Availability,
    /// The availability in words; if it is down, why.
    pub status: Status,
    /// The last known balance.
    pub balance: Option<Usd>,
    /// The state of `balance`.
    pub level: Level,
    /// How long the last answer with credit grants took.
    pub response_time: Option<Message>,
    /// When the balance was last read.
    pub measured: Message,
    /// When the monitor is read next; `None` if no reading is planned, or one is in flight.
    pub next: Option<Message>,
    /// Where the key comes from and whether it works.
    pub key: Message,
    /// Each as `key:value`.
    pub tags: Vec<String>,
    pub description: String,
    pub paused: bool,
    /// Whether it can be read now: it has a key and access, is not paused, and OpenAI has not asked us to wait.
    pub can_refresh: bool,
    /// The match patterns that the person must grant so that it can be read.
    pub missing_access: Vec<String>,
    /// The question before it is deleted, which says what is deleted with it.
    pub deletion: Message,
}

/// A deleted monitor that can still be restored.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DeletedView {
    pub id: MonitorId,
    /// Says which monitor was deleted.
    pub text: Message,
    /// How long it can still be restored, in milliseconds.
    pub millis_left: u32,
}

/// A balance that the badge can show.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BadgeChoice {
    pub badge: BadgeBalance,
    pub label: Message,
    /// Whether it is selected.
    pub chosen: bool,
}

/// The form for a new or an existing monitor, as it is opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Editor {
    /// The monitor to change; `None` for a new one.
    pub monitor: Option<MonitorId>,
    /// The values of the fields.
    pub draft: Draft,
    /// Whether host and organisation cannot be changed: they come with a captured key.
    pub is_fixed: bool,
    /// Whether the source of the key cannot be changed, as for every existing monitor.
    pub is_source_fixed: bool,
    /// Whether a key was pasted before. Then the field may stay empty.
    pub has_pasted_key: bool,
}

impl Options {
    #[must_use]
    pub fn of(known: &Known, now: Timestamp) -> Self {
        let saved = &known.saved;
        Self {
            notices: storage_notices(&saved.index.damage, known.running.unsaved_since),
            monitors: in_order(saved).into_iter().map(|(id, it)| MonitorRow::of(known, id, it, now)).collect(),
            detection: DetectionView::of(known, now),
            deleted: DeletedView::of(saved, now),
            badges: BadgeChoice::all(saved),
            low_balance: saved.settings.low_balance,
            collector: saved.settings.collector.clone(),
            notify_session_ended: saved.settings.notify_session_ended,
        }
    }
}

impl MonitorRow {
    fn of(known: &Known, id: &MonitorId, monitor: &Monitor, now: Timestamp) -> Self {
        let saved = &known.saved;
        let parameters = &monitor.parameters;
        let measured = match monitor.measured_at(MetricSet::CreditGrants) {
            Some(at) => Message::with("account_measured_at", [Arg::Time(at), Arg::age(now.since(at))]),
            None => Message::plain("never_measured"),
        };
        let runs = monitor.session == Session::Live && !parameters.paused && saved.may_ask(parameters);
        let next_at = monitor.schedule.next_at.filter(|_| runs && !known.is_in_flight(id));
        Self {
            id: id.clone(),
            name: account_name::message(parameters),
            organization: account_name::organization(parameters),
            host: account_name::other_host(parameters),
            availability: monitor.availability(),
            status: Status::of_monitor(saved, monitor, now),
            balance: monitor.glance.balance,
            level: Level::of(monitor, monitor.glance.balance, &saved.settings, now),
            response_time: detection::response_time(monitor),
            measured,
            next: next_at.map(|at| Message::with("monitor_next", [Arg::Time(at)])),
            key: key(monitor),
            tags: parameters.tags.iter().map(ToString::to_string).collect(),
            description: parameters.description.clone(),
            paused: parameters.paused,
            can_refresh: runs && monitor.schedule.blocked_until(now).is_none(),
            missing_access: missing_access(saved, parameters),
            deletion: deletion(parameters),
        }
    }
}

fn missing_access(saved: &Saved, parameters: &Parameters) -> Vec<String> {
    let host = parameters.account.host.origin();
    // To capture a key, the platform's requests must be visible too.
    let needed = [host.as_str()].into_iter().chain(parameters.is_automatic().then_some(origin::PLATFORM));
    needed.filter(|origin| !saved.index.access.grants(origin)).map(access::pattern).collect()
}

fn key(monitor: &Monitor) -> Message {
    Message::plain(match (monitor.parameters.session_key, monitor.session) {
        (KeySource::Automatic, Session::Live) => "key_automatic",
        (KeySource::Automatic, Session::NoKey) => "key_automatic_awaited",
        (KeySource::Automatic, Session::Ended { .. }) => "key_automatic_refused",
        (KeySource::Pasted { remember: true }, Session::Live) => "key_pasted_remembered",
        (KeySource::Pasted { remember: false }, Session::Live) => "key_pasted",
        (KeySource::Pasted { .. }, Session::NoKey) => "key_pasted_missing",
        (KeySource::Pasted { .. }, Session::Ended { .. }) => "key_pasted_refused",
    })
}

fn deletion(parameters: &Parameters) -> Message {
    // The message warns that a captured account comes back with the next request of its tab.
    let key = if parameters.is_automatic() { "delete_automatic" } else { "delete_pasted" };
    Message::with(key, [account_name::spoken(parameters)])
}

impl DeletedView {
    fn of(saved: &Saved, now: Timestamp) -> Option<Self> {
        let deleted = saved.index.deleted.last()?;
        let left = UNDO_WITHIN.checked_sub(now.since(deleted.at)).filter(|left| !left.is_zero())?;
        Some(Self {
            id: deleted.id.clone(),
            text: Message::with("deleted", [account_name::spoken(&deleted.monitor.parameters)]),
            millis_left: u32::try_from(left.as_millis()).unwrap_or(u32::MAX),
        })
    }
}

impl BadgeChoice {
    fn all(saved: &Saved) -> Vec<Self> {
        let fixed = [
            (BadgeBalance::Shown, Message::plain("badge_of_shown")),
            (BadgeBalance::Lowest, Message::plain("badge_of_lowest")),
            (BadgeBalance::Sum, Message::plain("badge_of_sum")),
        ];
        let monitors = in_order(saved)
            .into_iter()
            .map(|(id, monitor)| (BadgeBalance::Chosen(id.clone()), account_name::message(&monitor.parameters)));
        let choices = fixed.into_iter().chain(monitors);
        choices.map(|(badge, label)| Self { chosen: badge == saved.settings.badge, badge, label }).collect()
    }
}

impl Editor {
    /// The form for `monitor`, or for a new one if there is no such monitor.
    #[must_use]
    pub fn of(saved: &Saved, monitor: Option<&MonitorId>) -> Self {
        let edited = monitor.and_then(|id| saved.monitors.get_key_value(id));
        let Some((id, monitor)) = edited else {
            return Self {
                monitor: None,
                draft: Draft::blank(),
                is_fixed: false,
                is_source_fixed: false,
                has_pasted_key: false,
            };
        };
        let automatic = monitor.parameters.is_automatic();
        Self {
            monitor: Some(id.clone()),
            draft: Draft::of(&monitor.parameters),
            is_fixed: automatic,
            is_source_fixed: true,
            has_pasted_key: !automatic && monitor.session != Session::NoKey,
        }
    }
}
