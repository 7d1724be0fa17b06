//! Capturing keys from requests of the platform's tab.

use super::subject::Subject;
use super::{BadgeBalance, Effect, HeldKey, State, deletion, editing, renewal};
use crate::account::{MetricSet, Timestamp};
use crate::monitor::{Account, Monitor, MonitorId, Parameters, Session};
use crate::session::{Captured, NotCaptured, SeenRequest, capture};

/// Captures the key of a request, if that is allowed and the key is new. A tab sends a hundred requests with the same key, and all after
/// the first change nothing.
pub(super) fn on_request_seen(state: &mut State, request: &SeenRequest, now: Timestamp) -> Vec<Effect> {
    match capture(request) {
        Ok(captured) => on_captured(state, captured, request.tab_id, now),
        Err(why) => {
            on_no_key(state, why, now);
            Vec::new()
        }
    }
}

/// The platform's tab sent a request without a usable key. If it only ever sends such requests, the person is told.
fn on_no_key(state: &mut State, why: NotCaptured, now: Timestamp) {
    if why.is_of_platform() && state.saved.monitors.is_empty() {
        state.saved.index.no_visible_key_since.get_or_insert(now);
    }
}

fn on_captured(state: &mut State, captured: Captured, tab: i32, now: Timestamp) -> Vec<Effect> {
    state.saved.index.no_visible_key_since = None;
    let id = MonitorId::Automatic(captured.organization.clone());
    if deletion::is_pending(&state.saved, &id) {
        return Vec::new();
    }
    if captured.organization.is_none() && is_watched_by_name(state, &captured) {
        return Vec::new();
    }
    if captured.organization.is_some() {
        replace_nameless(state, &id);
    }
    if !state.saved.monitors.contains_key(&id)
        && !editing::insert(state, id.clone(), Parameters::automatic(captured.organization.clone()))
    {
        return Vec::new();
    }
    follow_tab(state, &id, tab);
    if state.keys.get(&id).is_some_and(|held| held.key == captured.key) {
        return on_known_key(state, &id, now);
    }
    let mut effects: Vec<Effect> = renewal::on_new_session(state).into_iter().collect();
    if let Some(mut subject) = state.subject(&id) {
        let account = Account::at_openai(captured.organization);
        let is_news = is_news(&subject, now);
        subject.hold(HeldKey { key: captured.key, account, remember: false });
        if is_news && !subject.is_in_flight() {
            subject.monitor.schedule.prompt(now, subject.monitor.parameters.period);
            if subject.monitor.schedule.is_due(now) {
                effects.extend(subject.begin(now));
            }
        }
    }
    effects
}

/// Whether a named organisation's monitor already covers a key without organisation: the platform omits the organisation in some requests.
fn is_watched_by_name(state: &State, captured: &Captured) -> bool {
    let is_named = |id: &MonitorId| matches!(id, MonitorId::Automatic(Some(_)));
    let held = state.keys.iter().filter(|(id, _)| is_named(id));
    let mut watched = held.filter_map(|(id, held)| Some((held, state.saved.monitors.get(id)?)));
    watched.any(|(held, monitor)| held.key == captured.key || monitor.session == Session::Live)
}

/// The most tabs that are told apart. The one that changed its organisation the longest ago is forgotten first.
const MOST_TABS: usize = 20;

/// When a tab switches to another organisation, the popup follows. It stays there until the person chooses another monitor. Two tabs in two
/// organisations are no switch.
fn follow_tab(state: &mut State, id: &MonitorId, tab: i32) {
    let shows_nothing = state.saved.current().is_none();
    let tabs = &mut state.running.tabs;
    let has_switched = !tabs.iter().any(|(known, used)| *known == tab && used == id);
    if has_switched {
        tabs.retain(|(known, _)| *known != tab);
        tabs.drain(..tabs.len().saturating_sub(MOST_TABS - 1));
        tabs.push((tab, id.clone()));
    }
    if has_switched || shows_nothing {
        state.saved.index.current = Some(id.clone());
    }
}

/// The default organisation turned out to be one of the named ones, whatever its key: a person is signed in with one account. Its monitor
/// is removed; its parameters go to a new monitor of the named organisation, if that has none yet.
fn replace_nameless(state: &mut State, named: &MonitorId) {
    let nameless = MonitorId::Automatic(None);
    let Some(entry) = state.saved.monitors.remove(&nameless) else { return };
    state.keys.remove(&nameless);
    state.running.collections.remove(&nameless);
    state.drop_parts(&nameless);
    let MonitorId::Automatic(organization) = named else { return };
    if !state.saved.monitors.contains_key(named) {
        let mut parameters = entry.1.parameters.clone();
        parameters.account = Account::at_openai(organization.clone());
        if !parameters.named_by_hand {
            parameters.task_name = String::new();
        }
        editing::insert(state, named.clone(), parameters);
    }
    if let BadgeBalance::Chosen(id) = &mut state.saved.settings.badge
        && *id == nameless
    {
        *id = named.clone();
    }
}

/// The tab goes on using a key we hold. If the key was refused a period ago or more, it is tried again, because the refusal may have been
/// temporary. Earlier retries would be a log-in loop.
fn on_known_key(state: &mut State, id: &MonitorId, now: Timestamp) -> Vec<Effect> {
    let is_due = |it: &Monitor| match it.session {
        Session::Ended { at } => {
            let is_planned_later = it.schedule.next_at.is_some_and(|next| next > now);
            now.since(at) >= it.parameters.period.length() && !is_planned_later
        }
        Session::Live | Session::NoKey => false,
    };
    if !state.saved.monitors.get(id).is_some_and(is_due) {
        return Vec::new();
    }
    state.subject(id).and_then(|mut it| it.begin(now)).into_iter().collect()
}

/// Whether a new key is a reason to read the account now. It is not if a live session was merely given a fresh key.
fn is_news(subject: &Subject<'_>, now: Timestamp) -> bool {
    let monitor = &subject.monitor;
    let read_at = monitor.glance.measured_at.get(MetricSet::CreditGrants);
    let is_fresh = read_at.is_some_and(|at| now.since(*at) < monitor.parameters.period.length());
    !(monitor.session == Session::Live && is_fresh && monitor.schedule.next_at.is_some())
}
