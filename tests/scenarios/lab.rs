//! A browser made of plain data: it keeps what is saved, remembers what was sent, and can be killed between any two effects.

use std::time::Duration;

use credit_gauge::access::Access;
use credit_gauge::account::Timestamp;
use credit_gauge::engine::stored::{StoredState, held_keys, read_saved};
use credit_gauge::engine::{Command, Effect, Event, Keys, Request, Saved, State, step};
use credit_gauge::monitor::{Monitor, MonitorId};
use credit_gauge::openai::{Answer, Endpoint, NoAnswer, Outcome};
use credit_gauge::session::SeenRequest;
use credit_gauge::view::{Badge, Popup, badge};
use serde_json::{Value, json};

/// 2026-11-22 12:00 UTC.
pub const NOON: Timestamp = Timestamp::from_millis(1_795_348_800_000);

pub const KEY: &str = "sess-MadeUpKeyOfTheFirstSession";
pub const SECOND_KEY: &str = "sess-MadeUpKeyOfTheSecondSession";
pub const ORG: &str = "org-madeup";
pub const OTHER_ORG: &str = "org-madeupToo";

pub struct Lab {
    pub now: Timestamp,
    pub disk: Value,
    /// The keys a person wants remembered, beside the state on disk.
    pub remembered: Value,
    pub memory: Value,
    /// Requests without an answer yet.
    pub open: Vec<Request>,
    /// Everything ever sent.
    pub sent: Vec<Request>,
    pub alarm: Option<Timestamp>,
    pub badge: Option<Badge>,
    /// What was done besides: notifications, tabs, parts set aside.
    pub done: Vec<Effect>,
    /// Whether the disk takes what it is given.
    pub disk_takes: bool,
    pub access: Access,
    pub online: bool,
    state: State,
    /// How many effects the worker still lives for; `None` for as long as it likes.
    pub lives_for: Option<usize>,
}

impl Lab {
    /// A freshly installed extension.
    pub fn new() -> Self {
        let mut lab = Self {
            now: NOON,
            disk: Value::Null,
            remembered: Value::Null,
            memory: Value::Null,
            open: Vec::new(),
            sent: Vec::new(),
            alarm: None,
            badge: None,
            done: Vec::new(),
            disk_takes: true,
            access: Access::default(),
            online: true,
            state: State::default(),
            lives_for: None,
        };
        lab.wakes();
        lab
    }

    fn wakes(&mut self) {
        let (saved, set_aside) = read_saved(self.disk.clone());
        self.state = State { saved, keys: held_keys(self.memory.clone(), self.remembered.clone()), ..State::default() };
        self.happens(Event::Woke { access: self.access.clone(), online: self.online, set_aside });
    }

    /// One in which this key was seen and everything answered well.
    pub fn with_a_good_reading() -> Self {
        let mut lab = Self::new();
        lab.tab_sends(KEY, ORG);
        lab.all_answer_well();
        lab
    }

    /// Takes in an event and carries the effects out, or as many of them as the worker lives for.
    pub fn happens(&mut self, event: Event) {
        let effects = step(&mut self.state, event, self.now);
        let first_send = effects.iter().position(|it| matches!(it, Effect::Send(_)));
        let is_save = |it: &Effect| {
            matches!(it, Effect::SaveKeys(_) | Effect::SaveRemembered(_) | Effect::SaveState(_) | Effect::SetAside(_))
        };
        let last_save = effects.iter().rposition(is_save);
        if let (Some(send), Some(save)) = (first_send, last_save) {
            assert!(save < send, "saved after it was acted on: {effects:?}");
        }
        let (mut failed, mut saved, mut unsent) = (false, false, Vec::new());
        for effect in effects {
            if let Some(left) = &mut self.lives_for {
                let Some(fewer) = left.checked_sub(1) else { return };
                *left = fewer;
            }
            let to_disk = matches!(effect, Effect::SaveState(_) | Effect::SaveRemembered(_) | Effect::SetAside(_));
            failed |= to_disk && !self.disk_takes;
            saved |= matches!(effect, Effect::SaveState(_)) && self.disk_takes;
            match effect {
                Effect::Send(request) if failed => unsent.push(request.id),
                _ if to_disk && !self.disk_takes => {}
                effect => self.carry_out(effect),
            }
        }
        if failed {
            self.happens(Event::NotSaved { unsent });
        } else if saved && self.state.unsaved_since.is_some() {
            self.happens(Event::SavedAgain);
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::SaveKeys(keys) => self.memory = serde_json::to_value(keys).unwrap(),
            Effect::SaveRemembered(keys) => self.remembered = serde_json::to_value(keys).unwrap(),
            Effect::SaveState(saved) => self.disk = serde_json::to_value(StoredState::of(&saved)).unwrap(),
            Effect::PaintBadge => self.badge = Some(badge(&self.state.saved, self.state.unsaved_since, self.now)),
            Effect::WakeAt(at) => self.alarm = at,
            Effect::Send(request) => {
                self.open.push(request.clone());
                self.sent.push(request);
            }
            effect => self.done.push(effect),
        }
    }

    /// The worker dies, its requests with it, and wakes again.
    pub fn worker_is_killed(&mut self) {
        self.open.clear();
        self.lives_for = None;
        self.wakes();
    }

    /// The browser is closed and started again: what was in memory is gone.
    pub fn browser_restarts(&mut self) {
        self.memory = Value::Null;
        (self.alarm, self.badge) = (None, None);
        self.worker_is_killed();
    }

    pub fn saved(&self) -> Saved {
        read_saved(self.disk.clone()).0
    }

    /// The monitor that is shown.
    pub fn monitor(&self) -> Monitor {
        self.saved().current().unwrap().1.clone()
    }

    pub fn id(&self) -> MonitorId {
        self.saved().current.unwrap()
    }

    pub fn keys(&self) -> Keys {
        serde_json::from_value(self.memory.clone()).unwrap_or_default()
    }

    pub fn popup(&self) -> Popup {
        Popup::of(&self.saved(), self.state.unsaved_since, self.now)
    }

    pub fn badge_text(&self) -> &str {
        self.badge.as_ref().map_or("no badge", |badge| &badge.text)
    }

    pub fn passes(&mut self, time: Duration) {
        self.now = self.now.after(time);
    }

    /// Time passes up to the alarm, which rings.
    pub fn alarm_rings(&mut self) {
        self.now = self.alarm.take().expect("an alarm").max(self.now);
        self.happens(Event::AlarmRang);
    }

    pub fn commanded(&mut self, command: Command) {
        self.happens(Event::Commanded(command));
    }

    /// The platform's tab makes a request.
    pub fn tab_sends(&mut self, key: &str, organization: &str) {
        let mut headers = vec![json!({"name": "authorization", "value": format!("Bearer {key}")})];
        if !organization.is_empty() {
            headers.push(json!({"name": "openai-organization", "value": organization}));
        }
        let request: SeenRequest = serde_json::from_value(json!({
            "url": "https://api.openai.com/v1/me", "tabId": 3, "initiator": "https://platform.openai.com",
            "requestHeaders": headers,
        }))
        .unwrap();
        self.happens(Event::RequestSeen(request));
    }

    /// The person gives or takes back access to both sites of OpenAI.
    pub fn access_changes(&mut self, access: Access) {
        self.access = access.clone();
        self.happens(Event::AccessChanged { access });
    }

    /// Asserts that the alarm rings after this wait, or a little later: up to a twentieth, and up to 15 s.
    pub fn assert_alarm_in(&self, seconds: u64) {
        let wait = self.alarm.expect("an alarm").since(self.now);
        let at_least = Duration::from_secs(seconds);
        let at_most = at_least + (at_least / 20).min(Duration::from_secs(15));
        assert!((at_least..=at_most).contains(&wait), "{wait:?} is not {seconds} s and a little");
    }

    /// What is on its way, in order.
    pub fn asks(&self) -> Vec<Endpoint> {
        self.open.iter().map(|request| request.id.endpoint).collect()
    }

    /// The open request for this endpoint ends.
    pub fn ends(&mut self, endpoint: Endpoint, outcome: Outcome) {
        let index = self.open.iter().position(|request| request.id.endpoint == endpoint).expect("a request");
        let request = self.open.remove(index);
        self.happens(Event::Answered(request.id, outcome));
    }

    pub fn answers(&mut self, endpoint: Endpoint, status: u16, body: &Value) {
        self.ends(endpoint, answer(status, None, body));
    }

    pub fn answers_well(&mut self, endpoint: Endpoint) {
        self.answers(endpoint, 200, &good_body(endpoint));
    }

    /// Every request that is on its way or follows is answered well.
    pub fn all_answer_well(&mut self) {
        while let Some(endpoint) = self.asks().first().copied() {
            self.answers_well(endpoint);
        }
    }

    /// Every request that is on its way or follows fails.
    pub fn all_fail(&mut self, outcome: &Outcome) {
        while let Some(endpoint) = self.asks().first().copied() {
            self.ends(endpoint, outcome.clone());
        }
    }
}

pub fn answer(status: u16, retry_after: Option<&str>, body: &Value) -> Outcome {
    Ok(Answer {
        status,
        content_type: Some("application/json".into()),
        retry_after: retry_after.map(Into::into),
        body: serde_json::to_vec(body).unwrap(),
    })
}

pub fn refused() -> Outcome {
    answer(401, None, &json!({"error": {"message": "Incorrect API key provided", "code": "invalid_api_key"}}))
}

pub fn broken() -> Outcome {
    answer(503, None, &json!({}))
}

pub const UNREACHABLE: Outcome = Err(NoAnswer::Unreachable);

pub fn good_body(endpoint: Endpoint) -> Value {
    match endpoint {
        Endpoint::CreditGrants => json!({
            "total_granted": 200, "total_used": 67.6, "total_available": 132.4, "total_paid_available": 120,
            "grants": {"data": [
                {"grant_amount": 12.4, "used_amount": 0, "effective_at": 1782864000, "expires_at": 1796256000},
                {"grant_amount": 120, "used_amount": 0, "effective_at": 1782864000, "expires_at": 1817078400},
                {"grant_amount": 67.6, "used_amount": 67.6, "effective_at": 1751328000, "expires_at": 1782864000},
            ]},
        }),
        Endpoint::Usage => json!({"daily_costs": [
            {"timestamp": 1793404800, "line_items": [{"name": "o3, input", "cost": 1000}]},
            {"timestamp": 1795305600, "line_items": [
                {"name": "gpt-5.5, input", "cost": 2000}, {"name": "gpt-5.5, output", "cost": 1000},
            ]},
        ]}),
        Endpoint::Organizations => json!({"object": "list", "data": [
            {"id": ORG, "title": "Acme Research", "name": "acme-research", "is_default": true},
            {"id": OTHER_ORG, "title": "Acme Games", "name": "acme-games", "is_default": false},
        ]}),
        Endpoint::Subscription => json!({
            "has_payment_method": true, "canceled": false, "canceled_at": null, "soft_limit_usd": 100, "soft_limit": 1000000,
            "plan": {"title": "Pay-as-you-go", "id": "payg"}, "account_name": "Acme Research",
        }),
    }
}
