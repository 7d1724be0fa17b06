//! The worker in a simulated browser, from the start to the end.

mod clock;
mod latency;
mod tally;

use std::time::Duration;

use credit_gauge::account::Timestamp;
use credit_gauge::engine::Command;
use credit_gauge::monitor::{Draft, MonitorId};
use credit_gauge::worker::{Area, Reply};
use serde_json::{Value, json};
use simulated_browser::{Call, Fate, SimulatedBrowser};
use thiserror::Error;

use self::clock::{Due, Queue};
use self::tally::Tally;
use crate::account::TooManyPurchases;
use crate::english::English;
use crate::openai::{ORGANIZATION, OpenAi};
use crate::plan::{DAY, FaultKind, Plan};
use crate::report::{Forecast, Report};
use crate::stored::{Foretold, stored_alerts, stored_forecast, stored_history};

/// How long the worker may have nothing to do before the browser ends it, as Chromium does.
const IDLE: Duration = Duration::from_secs(30);

/// How long a call to storage takes.
const CALL: Duration = Duration::from_millis(2);

/// Why a replay stopped.
#[derive(Debug, Error)]
pub enum RunFailed {
    #[error("`auto_recharge`: {0}")]
    Purchases(#[from] TooManyPurchases),
    #[error("the worker did not take the key of the platform's tab, so there is nothing to replay")]
    NoMonitor,
    #[error("the worker did not take the period: {0:?}")]
    Period(Option<Reply>),
    #[error("the words of the extension cannot be read: {0}")]
    Words(#[from] serde_json::Error),
}

/// Replays `plan`. `on_day` is called with the number of each day that is over.
///
/// # Errors
/// The account buys without end, or the worker does not do what this needs of it.
pub fn run(plan: &Plan, on_day: &mut dyn FnMut(u64)) -> Result<Report, RunFailed> {
    let mut replay = Replay::begin(plan)?;
    let mut days = 0;
    while let Some(due) = replay.next() {
        replay.serve(due)?;
        let over = replay.now().since(plan.start.day().start()).as_secs() / DAY.as_secs();
        if over > days {
            days = over;
            on_day(days);
        }
    }
    Ok(replay.end())
}

struct Replay<'a> {
    plan: &'a Plan,
    browser: SimulatedBrowser,
    openai: OpenAi,
    id: MonitorId,
    english: English,
    queue: Queue,
    tally: Tally,
    /// One for each moment of [`Plan::ask_at`].
    forecasts: Vec<Option<Forecast>>,
    /// When the worker last had something to do.
    busy_at: Timestamp,
    /// When the calls end that are under way.
    calls_end: Option<Timestamp>,
    keys: u32,
}

impl<'a> Replay<'a> {
    /// Installs the extension, and lets the platform's tab show its key.
    fn begin(plan: &'a Plan) -> Result<Self, RunFailed> {
        let mut replay = Self {
            plan,
            browser: SimulatedBrowser::default(),
            openai: OpenAi::new(plan)?,
            id: MonitorId::parse(ORGANIZATION).ok_or(RunFailed::NoMonitor)?,
            english: English::new()?,
            queue: Queue::of(plan),
            tally: Tally::default(),
            forecasts: vec![None; plan.ask_at.len()],
            busy_at: plan.start,
            calls_end: None,
            keys: 0,
        };
        replay.browser.world_mut().now = plan.start;
        replay.network_changes();
        replay.happens("runtime.onInstalled", Value::Null);
        replay.signs_in();
        replay.sets_period()?;
        // From here on a kill can come between any two of them.
        replay.browser.decide(|call| match call {
            Call::Load(..) | Call::Save(..) | Call::Remove(..) | Call::SetAlarm(..) => Fate::Later,
            _ => Fate::Done,
        });
        Ok(replay)
    }

    fn now(&self) -> Timestamp {
        self.browser.world().now
    }

    /// As the options page does it.
    fn sets_period(&mut self) -> Result<(), RunFailed> {
        let known = self.browser.known();
        let monitor = known.saved.monitors.get(&self.id).ok_or(RunFailed::NoMonitor)?;
        if monitor.parameters.period == self.plan.period {
            return Ok(());
        }
        let period = self.plan.period.as_seconds().to_string();
        let draft = Draft { period, ..Draft::of(&monitor.parameters) };
        let number = self.browser.commands(&Command::Save { monitor: Some(self.id.clone()), draft });
        let reply = self.browser.reply_to(number);
        self.note();
        if reply == Some(Reply::Done) { Ok(()) } else { Err(RunFailed::Period(reply)) }
    }

    /// The person signs in on the platform's page, which makes requests with a new key.
    fn signs_in(&mut self) {
        self.keys += 1;
        self.queue.opens_tab(self.now());
        self.tab_asks();
    }

    fn tab_asks(&mut self) {
        let key = format!("Bearer sess-MadeUpKeyOfTheReplayNumber{:04}", self.keys);
        let request = json!({
            "url": "https://api.openai.com/v1/me", "tabId": 1, "initiator": "https://platform.openai.com",
            "requestHeaders": [
                { "name": "authorization", "value": key },
                { "name": "openai-organization", "value": ORGANIZATION },
            ],
        });
        self.happens("webRequest.onSendHeaders", request);
    }

    /// Lets time pass to the next thing to serve. `None` at the end.
    fn next(&mut self) -> Option<Due> {
        loop {
            let now = self.now();
            let (at, due) = self.next_due(now);
            let sleep = self.browser.next_wait().map(|wait| now.after(wait));
            let until = sleep.map_or(at, |sleep| sleep.min(at)).min(self.plan.end).max(now);
            self.browser.passes(until.since(now));
            self.note();
            if until >= at {
                return Some(due);
            }
            if until >= self.plan.end {
                return None;
            }
        }
    }

    /// What comes next, and when. Of several at once, the first in this list.
    fn next_due(&self, now: Timestamp) -> (Timestamp, Due) {
        let queued = self.queue.next();
        let world = self.browser.world();
        let answers = world.open.iter().enumerate().map(|(index, open)| {
            let sent_at = self.plan.start.after(Duration::from_millis(open.sent_at));
            (sent_at.after(latency::of_answer(&open.request, open.sent_at)), Due::Answer(index))
        });
        let calls = self.calls_end.map(|at| (at, Due::Calls));
        let alarm = world.alarm.map(|alarm| (latency::of_alarm(alarm.at).max(now), Due::Alarm));
        let idles = self.is_idle(world.open.is_empty()).then(|| (self.busy_at.after(IDLE), Due::Idle));
        let never = (Timestamp::from_millis(i64::MAX), Due::Idle);
        let all = queued.into_iter().chain(answers).chain(calls).chain(alarm).chain(idles);
        all.reduce(|first, other| if other.0 < first.0 { other } else { first }).unwrap_or(never)
    }

    fn is_idle(&self, has_no_request: bool) -> bool {
        has_no_request && self.calls_end.is_none() && self.browser.is_awake() && self.browser.is_at_rest()
    }

    fn serve(&mut self, due: Due) -> Result<(), RunFailed> {
        self.queue.serve(due);
        match due {
            Due::FaultEnds(number) => {
                self.network_changes();
                // After the session has ended, nothing but a new one helps.
                let is_401 = |fault: &crate::plan::Fault| fault.kind == FaultKind::Status(401);
                if self.plan.faults.get(number).is_some_and(is_401) {
                    self.signs_in();
                }
            }
            Due::FaultBegins => self.network_changes(),
            Due::Answer(index) => self.answers(index)?,
            Due::Calls => self.ends_calls(),
            Due::Alarm => {
                self.browser.alarm_rings();
                self.is_busy();
            }
            Due::Tab => self.tab_asks(),
            Due::Kill | Due::Idle => {
                self.browser.kill();
                self.calls_end = None;
            }
            Due::Ask(number) => self.asks(number),
        }
        Ok(())
    }

    fn happens(&mut self, listener: &str, detail: Value) {
        self.browser.happens(listener, detail);
        self.is_busy();
    }

    /// The network is there unless a fault takes it away. A sleeping worker is not told.
    fn network_changes(&mut self) {
        let online = self.openai.fault(self.now()) != Some(FaultKind::Offline);
        let was_online = std::mem::replace(&mut self.browser.world_mut().online, online);
        if online != was_online && self.browser.is_awake() {
            self.happens(if online { "online" } else { "offline" }, Value::Null);
        }
    }

    fn answers(&mut self, index: usize) -> Result<(), RunFailed> {
        let request = self.browser.world().open.get(index).map(|open| open.request.clone());
        let Some(request) = request else { return Ok(()) };
        let outcome = self.openai.answer(&request, self.now())?;
        self.browser.world_mut().answer(index, outcome);
        self.browser.run();
        self.is_busy();
        Ok(())
    }

    /// Ends the calls under way, in their order. Those that follow from them take their own time.
    fn ends_calls(&mut self) {
        self.calls_end = None;
        let under_way = self.browser.world().waiting().count();
        for _ in 0..under_way {
            // One write lets earlier ones to the same place go first, so there may be fewer by now.
            if self.browser.world().waiting().next().is_some() {
                self.browser.world_mut().let_go(0, true);
            }
        }
        self.browser.run();
        self.is_busy();
    }

    fn is_busy(&mut self) {
        self.busy_at = self.now();
        self.note();
    }

    /// Takes down what the worker has done since the last look.
    fn note(&mut self) {
        let now = self.now();
        let mut world = self.browser.world_mut();
        if self.calls_end.is_none() && world.waiting().next().is_some() {
            self.calls_end = Some(now.after(CALL));
        }
        let (calls, sent) = (std::mem::take(&mut world.calls), std::mem::take(&mut world.sent));
        drop(world);
        calls.iter().for_each(|(call, _)| self.tally.call(call, now, &self.english));
        sent.iter().for_each(|request| self.tally.request(request));
    }

    fn asks(&mut self, number: usize) {
        let known = self.browser.known();
        let is_shown = known.saved.index.current.as_ref() == Some(&self.id);
        let told = if is_shown { stored_forecast(&known.readings, &known.days) } else { Foretold::nothing() };
        if let Some(forecast) = self.forecasts.get_mut(number) {
            *forecast = Some(Forecast { at: self.browser.world().now.iso(), told });
        }
    }

    fn end(self) -> Report {
        let world = self.browser.world();
        let items = world.area(Area::Disk);
        let sizes = items.iter().map(|(name, value)| name.len() + value.to_string().len());
        Report {
            start: self.plan.start.iso(),
            end: self.plan.end.iso(),
            alerts: stored_alerts(items, &self.plan.rules),
            notifications: self.tally.notifications,
            forecasts: self.forecasts.into_iter().flatten().collect(),
            requests: self.tally.requests,
            requests_by_endpoint: self.tally.by_endpoint,
            bytes_written: self.tally.bytes_written,
            stored_bytes: sizes.sum(),
            history: stored_history(items, &self.id, self.plan.end),
        }
    }
}
