//! A browser made of plain data: it keeps what is saved, remembers what was sent, and can be killed between any two effects.

use std::time::Duration;

use credit_gauge::account::Timestamp;
use credit_gauge::engine::{Command, Effect, Event, Keys, Request, Saved, State, step};
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
    pub memory: Value,
    /// Requests without an answer yet.
    pub open: Vec<Request>,
    /// Everything ever sent.
    pub sent: Vec<Request>,
    pub alarm: Option<Timestamp>,
    pub badge: Option<Badge>,
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
            memory: Value::Null,
            open: Vec::new(),
            sent: Vec::new(),
            alarm: None,
            badge: None,
            state: State::default(),
            lives_for: None,
        };
        lab.happens(Event::Woke { access: true });
        lab
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
        let last_save = effects.iter().rposition(|it| matches!(it, Effect::SaveKeys(_) | Effect::SaveState(_)));
        if let (Some(send), Some(save)) = (first_send, last_save) {
            assert!(save < send, "saved after it was acted on: {effects:?}");
        }
        for effect in effects {
            if let Some(left) = &mut self.lives_for {
                let Some(fewer) = left.checked_sub(1) else { return };
                *left = fewer;
            }
            self.carry_out(effect);
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::SaveKeys(keys) => self.memory = serde_json::to_value(keys).unwrap(),
            Effect::SaveState(saved) => self.disk = serde_json::to_value(saved).unwrap(),
            Effect::PaintBadge => self.badge = Some(badge(&self.state.saved, self.now)),
            Effect::WakeAt(at) => self.alarm = at,
            Effect::Send(request) => {
                self.open.push(request.clone());
                self.sent.push(request);
            }
        }
    }

    /// The worker dies, its requests with it, and wakes again.
    pub fn worker_is_killed(&mut self) {
        self.open.clear();
        self.lives_for = None;
        self.state = State { saved: self.saved(), keys: self.keys() };
        self.happens(Event::Woke { access: true });
    }

    /// The browser is closed and started again: what was in memory is gone.
    pub fn browser_restarts(&mut self) {
        self.memory = Value::Null;
        (self.alarm, self.badge) = (None, None);
        self.worker_is_killed();
    }

    pub fn saved(&self) -> Saved {
        serde_json::from_value(self.disk.clone()).unwrap_or_default()
    }

    pub fn keys(&self) -> Keys {
        serde_json::from_value(self.memory.clone()).unwrap_or_default()
    }

    pub fn popup(&self) -> Popup {
        Popup::of(&self.saved(), self.now)
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
        Endpoint::Subscription => json!({
            "has_payment_method": true, "canceled": false, "canceled_at": null, "soft_limit_usd": 100, "soft_limit": 1000000,
            "plan": {"title": "Pay-as-you-go", "id": "payg"}, "account_name": "Acme Research",
        }),
    }
}
