use serde::Serialize;

use super::level::is_stale;
use super::notice::{no_visible_key, page_notices, storage_notices};
use super::{
    AccountRow, Arg, CreditGrantsView, Hero, Known, Message, ModelCostView, Notice, Outlook, Status, SubscriptionView,
    Tone, account_name,
};
use crate::account::{MetricSet, Timestamp};
use crate::engine::Saved;
use crate::monitor::{Monitor, MonitorId, Session};

/// Everything the popup shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Popup {
    pub state: PageState,
    /// Whether the account is being read now.
    pub busy: bool,
    pub panel: Panel,
    pub status: Status,
    /// The monitor that is shown; `None` if there is none.
    pub monitor: Option<MonitorId>,
    /// The name of the account.
    pub account: Option<Message>,
    /// The organisation's id, unless the name is the id already. It shows which organisation the numbers belong to.
    pub organization: Option<String>,
    /// The host, unless it is OpenAI's own.
    pub host: Option<String>,
    /// All accounts, including the one that is shown.
    pub accounts: Vec<AccountRow>,
    /// Whether the person can refresh: there is a key and access, and the monitor is not paused.
    pub can_refresh: bool,
    /// Says until when a refresh must wait, if OpenAI asked for a pause.
    pub refresh_waits: Option<Message>,
    /// Shown if the platform makes requests but none has a usable key. Then waiting for a key is useless.
    pub no_visible_key: Option<Notice>,
    /// The notices about storage and about the account as a whole.
    pub notices: Vec<Notice>,
    pub hero: Hero,
    /// `None` before the cost was read for the first time.
    pub outlook: Option<Outlook>,
    pub credit_grants: CreditGrantsView,
    pub model_cost: ModelCostView,
    pub billing_subscription: SubscriptionView,
    /// When the balance was read; if it never was, when another set was read.
    pub measured: Message,
}

/// The state of the popup, set as `<body data-state>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageState {
    /// There is no key and no reading.
    NoKey,
    /// A set has yet to be read for the first time.
    Loading,
    /// Every set is current.
    Ok,
    /// Readings are shown but not all are current, or the monitor was paused before the first reading.
    Stale,
    /// A set could not be read and has no earlier reading.
    Error,
}

impl PageState {
    /// The value of `data-state`, such as `no-key`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoKey => "no-key",
            Self::Loading => "loading",
            Self::Ok => "ok",
            Self::Stale => "stale",
            Self::Error => "error",
        }
    }
}

/// The part of the popup that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Panel {
    /// How to get a key.
    NoKey,
    /// Access to the two sites of OpenAI is not granted.
    NoAccess,
    /// The first reading is awaited.
    Loading,
    /// The account with its readings.
    Account,
    /// Only notices, because the account was never read.
    Notices,
}

impl Panel {
    /// The panels with a part of their own in the markup. Notices are there in every panel.
    pub const PARTS: [Self; 4] = [Self::NoKey, Self::NoAccess, Self::Loading, Self::Account];

    /// The `data-part`, such as `no_key`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoKey => "no_key",
            Self::NoAccess => "no_access",
            Self::Loading => "loading",
            Self::Account => "account_view",
            Self::Notices => "notices",
        }
    }
}

impl Popup {
    #[must_use]
    pub fn of(known: &Known, now: Timestamp) -> Self {
        let (saved, readings) = (&known.saved, &known.readings);
        let nobody = Monitor::default();
        let (id, monitor) = saved.current().map_or((None, &nobody), |(id, monitor)| (Some(id), monitor));
        // A monitor with a captured key needs access even while it is paused, to see the key. A paused monitor with a pasted key needs none.
        let is_missed = monitor.parameters.is_automatic() || !monitor.parameters.paused;
        let no_access = is_missed && !saved.may_ask(&monitor.parameters);
        let state = state(id, monitor, no_access, now);
        let panel = panel(state, monitor, no_access);
        let mut notices = storage_notices(&saved.index.damage, known.running.unsaved_since);
        if !matches!(panel, Panel::NoKey | Panel::NoAccess) {
            notices.extend(page_notices(saved, monitor));
        }
        Self {
            state,
            busy: id.is_some_and(|id| known.is_in_flight(id)),
            panel,
            status: status(state, monitor, no_access),
            monitor: id.cloned(),
            account: id.map(|_| account_name::message(&monitor.parameters)),
            organization: account_name::organization(&monitor.parameters),
            host: account_name::other_host(&monitor.parameters),
            accounts: AccountRow::all(saved, now),
            can_refresh: can_refresh(saved, monitor),
            refresh_waits: refresh_waits(monitor, now),
            no_visible_key: saved.index.no_visible_key_since.map(|_| no_visible_key()),
            notices,
            hero: Hero::of(monitor, readings, &known.week, &saved.settings, now),
            outlook: Outlook::of(readings, &known.days, now),
            credit_grants: CreditGrantsView::of(monitor, readings, now),
            model_cost: ModelCostView::of(monitor, readings, saved.settings.range, now),
            billing_subscription: SubscriptionView::of(monitor, readings),
            measured: measured(monitor, now),
        }
    }
}

impl Popup {
    /// The result of a reading that has just ended, for screen readers.
    #[must_use]
    pub fn outcome(&self) -> Message {
        match self.hero.balance {
            Some(balance) if self.state == PageState::Ok => Message::with("refreshed", [Arg::Usd(balance)]),
            _ => self.status.text.clone(),
        }
    }
}

fn can_refresh(saved: &Saved, monitor: &Monitor) -> bool {
    monitor.session != Session::NoKey && !monitor.parameters.paused && saved.may_ask(&monitor.parameters)
}

fn state(id: Option<&MonitorId>, monitor: &Monitor, no_access: bool, now: Timestamp) -> PageState {
    let is_read = |set| monitor.measured_at(set).is_some();
    let (read, unread): (Vec<_>, Vec<_>) = MetricSet::ALL.into_iter().partition(|set| is_read(*set));
    let is_live = monitor.session == Session::Live;
    let fails = unread.iter().any(|set| monitor.failures.get(*set).is_some());
    let is_stale = no_access || read.iter().any(|set| is_stale(monitor, *set, now));
    match (read.is_empty(), unread.is_empty()) {
        // Nothing was read yet.
        (true, _) if no_access => PageState::Error,
        (true, _) if id.is_none() || monitor.session == Session::NoKey => PageState::NoKey,
        (true, _) if monitor.parameters.paused => PageState::Stale,
        // A refused key is one error for all sets, also for those that were then not asked for.
        (true, _) if fails || !is_live => PageState::Error,
        // Some of it was.
        (false, false) if fails && is_live => PageState::Error,
        (false, _) if is_stale => PageState::Stale,
        (true, _) | (false, false) => PageState::Loading,
        (false, true) => PageState::Ok,
    }
}

fn panel(state: PageState, monitor: &Monitor, no_access: bool) -> Panel {
    let any_read = MetricSet::ALL.into_iter().any(|set| monitor.measured_at(set).is_some());
    match state {
        // This panel has a button that asks for the two sites of OpenAI. Access to another host is granted on the options page.
        _ if no_access && monitor.parameters.is_automatic() => Panel::NoAccess,
        // A pasted key is missing. The platform's tab would not help.
        PageState::NoKey if !monitor.parameters.is_automatic() => Panel::Notices,
        PageState::NoKey => Panel::NoKey,
        // The balance is shown as soon as it is read, before the other sets.
        _ if any_read => Panel::Account,
        PageState::Error => Panel::Notices,
        _ if monitor.parameters.paused => Panel::Notices,
        PageState::Loading | PageState::Ok | PageState::Stale => Panel::Loading,
    }
}

fn status(state: PageState, monitor: &Monitor, no_access: bool) -> Status {
    let of = Status::of;
    match state {
        _ if no_access => of("status_no_access", Some(Tone::Error)),
        _ if monitor.parameters.paused => of("availability_paused", None),
        PageState::NoKey => of("status_no_key", None),
        _ if monitor.is_signed_out() => of("status_ended", Some(Tone::Error)),
        _ if monitor.session.is_ended() => of("status_error", Some(Tone::Error)),
        PageState::Loading => of("status_loading", None),
        PageState::Ok => of("status_ok", Some(Tone::Fine)),
        PageState::Stale => of("status_stale", Some(Tone::Warning)),
        PageState::Error => of("status_error", Some(Tone::Error)),
    }
}

fn refresh_waits(monitor: &Monitor, now: Timestamp) -> Option<Message> {
    let until = monitor.schedule.blocked_until(now)?;
    Some(Message::with("failure_too_many_requests_next", [Arg::Time(until)]))
}

/// When the balance was read; if it never was, when another set was read.
fn measured(monitor: &Monitor, now: Timestamp) -> Message {
    let at = MetricSet::ALL.into_iter().find_map(|set| monitor.measured_at(set));
    match at {
        Some(at) => Message::with("measured_at", [Arg::Time(at), Arg::age(now.since(at))]),
        None => Message::plain("never_measured"),
    }
}
