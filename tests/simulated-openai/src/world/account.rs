//! What the three billing endpoints report about one organisation.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use time::Date;

use super::{CostLine, CreditGrants, usage_body};
use crate::Endpoint;

/// An account: money granted, money spent, and the contract.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// What was bought or given.
    pub credit: CreditGrants,
    /// What was spent, in lines that know how many days ago they were; the server turns them into the
    /// days a request asks for.
    pub usage: Vec<CostLine>,
    /// The subscription as it goes over the wire: too many of its shapes are unknown for a type.
    pub subscription: Map<String, Value>,
    /// Answers given word for word instead of the ones made from the fields above.
    pub raw_answers: BTreeMap<Endpoint, RawAnswer>,
}

impl Account {
    /// Answers `endpoint` with this JSON, whatever the fields say.
    #[must_use]
    pub fn answering(mut self, endpoint: Endpoint, body: &Value) -> Self {
        self.raw_answers.insert(endpoint, RawAnswer::json(body));
        self
    }

    /// The body of `GET /dashboard/billing/credit_grants`, unless a raw answer replaces it.
    #[must_use]
    pub fn credit_grants_body(&self) -> Value {
        self.credit.to_json()
    }

    /// The body of `GET /dashboard/billing/usage` for the days from `start` up to, not including, `end`,
    /// as seen on `today`, unless a raw answer replaces it.
    #[must_use]
    pub fn usage_body(&self, start: Date, end: Date, today: Date) -> Value {
        usage_body(&self.usage, start, end, today)
    }

    /// The body of `GET /dashboard/billing/subscription`, unless a raw answer replaces it.
    #[must_use]
    pub fn subscription_body(&self) -> Value {
        Value::Object(self.subscription.clone())
    }
}

/// An answer sent as it is, for bodies that no honest server would make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawAnswer {
    /// The HTTP status.
    pub status: u16,
    /// The `content-type` header.
    pub content_type: String,
    /// The body, which need not be text.
    pub body: Vec<u8>,
}

impl RawAnswer {
    /// A successful JSON answer.
    #[must_use]
    pub fn json(body: &Value) -> Self {
        Self { status: 200, content_type: "application/json".to_owned(), body: body.to_string().into_bytes() }
    }
}
