use serde::Serialize;

use super::accounts::in_order;
use super::notice::storage_notices;
use super::{Arg, DetectionView, Known, Level, Message, Notice, Status, account_name, detection};
use crate::access;
use crate::account::{MetricSet, Timestamp, Usd};
use crate::engine::{BadgeBalance, Saved, UNDO_WITHIN};
use crate::monitor::{Availability, Draft, KeySource, Monitor, MonitorId, Parameters, Session};
use crate::origin;

/// The options page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Options {
    /// What is to be said about what is stored.
    pub notices: Vec<Notice>,
    /// The monitors, in the order of their names.
    pub monitors: Vec<MonitorRow>,
    /// What a detection brought back.
    pub detection: Option<DetectionView>,
    /// A deleted monitor that can still be brought back: the last one.
    pub deleted: Option<DeletedView>,
    /// Whose balance the badge can show.
    pub badges: Vec<BadgeChoice>,
    /// A balance below this is low.
    pub low_balance: Usd,
    /// What this browser is called in exports.
    pub collector: String,
    /// Whether to notify when a session has ended.
    pub notify_session_ended: bool,
}

/// One monitor.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MonitorRow {
    /// Its id.
    pub id: MonitorId,
    /// What it is called.
    pub name: Message,
    /// Its organisation's id, where the name is not that already.
    pub organization: Option<String>,
    /// Its host, where it is not OpenAI's own.
    pub host: Option<String>,
    /// HertzBeat's status in markup: `up`, `down`, `paused` or `unknown`.
    pub availability: &'static str,
    /// The same in words, and why.
    pub status: Status,
    /// What is left.
    pub balance: Option<Usd>,
    /// The state of that balance.
    pub level: Level,
    /// How long the last answer took.
    pub response_time: Option<Message>,
    /// When it was last read.
    pub measured: Message,
    /// When it is read next; `None` while it is not.
    pub next: Option<Message>,
    /// How it stands with its key.
    pub key: Message,
    /// Its tags, each `key:value`.
    pub tags: Vec<String>,
    /// Its description.
    pub description: String,
    /// Whether it is paused.
    pub paused: bool,
    /// Whether reading it now would come to anything.
    pub can_refresh: bool,
    /// The match patterns the person would have to grant for it to be read.
    pub missing_access: Vec<String>,
    /// What goes with it when it is deleted.
    pub deletion: Message,
}

/// A deleted monitor that can still be brought back.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DeletedView {
    /// Its id.
    pub id: MonitorId,
    /// What is said of it.
    pub text: Message,
    /// How long it can still be brought back, in milliseconds.
    pub millis_left: u32,
}

/// A balance the badge can show.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BadgeChoice {
    /// What it is.
    pub badge: BadgeBalance,
    /// Its words.
    pub label: Message,
    /// Whether it is the one.
    pub chosen: bool,
}

/// The form for one monitor, as it is opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Editor {
    /// The monitor that is changed; `None` for a new one.
    pub monitor: Option<MonitorId>,
    /// What stands in the fields.
    pub draft: Draft,
    /// Whether host, organisation and the source of the key are fixed: what a monitor with a captured key is about does not change.
    pub is_fixed: bool,
    /// Whether the source of the key is fixed.
    pub is_source_fixed: bool,
    /// Whether a key was pasted before, so that the field may stay empty.
    pub has_pasted_key: bool,
}

impl Options {
    /// The page for what is stored.
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
            name: account_name::message(monitor),
            organization: account_name::organization(monitor),
            host: account_name::other_host(monitor),
            availability: availability(monitor.availability()),
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
            deletion: deletion(monitor),
        }
    }
}

const fn availability(availability: Availability) -> &'static str {
    match availability {
        Availability::Up => "up",
        Availability::Down => "down",
        Availability::Paused => "paused",
        Availability::Unknown => "unknown",
    }
}

fn missing_access(saved: &Saved, parameters: &Parameters) -> Vec<String> {
    let host = parameters.account.host.origin();
    // A key that is to be picked up has to be seen, too.
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

fn deletion(monitor: &Monitor) -> Message {
    let name = super::Arg::Text(account_name::title(monitor).unwrap_or("OpenAI").to_owned());
    // A captured account comes back with the next request of its tab, and whoever deletes it should know.
    Message::with(if monitor.parameters.is_automatic() { "delete_automatic" } else { "delete_pasted" }, [name])
}

impl DeletedView {
    fn of(saved: &Saved, now: Timestamp) -> Option<Self> {
        let deleted = saved.index.deleted.last()?;
        let left = UNDO_WITHIN.checked_sub(now.since(deleted.at)).filter(|left| !left.is_zero())?;
        let name = account_name::title(&deleted.monitor).unwrap_or("OpenAI").to_owned();
        Some(Self {
            id: deleted.id.clone(),
            text: Message::with("deleted", [Arg::Text(name)]),
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
            .map(|(id, monitor)| (BadgeBalance::Chosen(id.clone()), account_name::message(monitor)));
        let choices = fixed.into_iter().chain(monitors);
        choices.map(|(badge, label)| Self { chosen: badge == saved.settings.badge, badge, label }).collect()
    }
}

impl Editor {
    /// The form for a new monitor, or for changing one.
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
