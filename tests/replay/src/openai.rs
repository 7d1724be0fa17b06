//! What OpenAI answers to a request of the worker at a moment.

use credit_gauge::account::{Day, MetricSet, Timestamp};
use credit_gauge::engine::Request;
use credit_gauge::openai::{Answer, NoAnswer, Outcome, Purpose};
use serde_json::json;

use crate::account::{Ledger, Spending, TooManyPurchases, UsageBody, bodies};
use crate::plan::{Fault, FaultKind, Plan, Recharge};

/// The organisation of the replayed account.
pub const ORGANIZATION: &str = "org-replayed";

/// The simulated OpenAI. Time only goes forward.
#[derive(Debug)]
pub struct OpenAi {
    spending: Spending,
    ledger: Ledger,
    usage: UsageBody,
    recharge: Option<Recharge>,
    faults: Vec<Fault>,
}

impl OpenAi {
    /// OpenAI at the start.
    ///
    /// # Errors
    /// Automatic purchases never end.
    pub fn new(plan: &Plan) -> Result<Self, TooManyPurchases> {
        let spending = Spending::of(&plan.account);
        // Tried out at once, so that nobody waits for minutes to be told.
        Ledger::new(&plan.account)?.advance(&spending, plan.end)?;
        let ledger = Ledger::new(&plan.account)?;
        let (recharge, faults) = (plan.account.recharge, plan.faults.clone());
        Ok(Self { spending, ledger, usage: UsageBody::default(), recharge, faults })
    }

    /// What is wrong at `at`.
    pub fn fault(&self, at: Timestamp) -> Option<FaultKind> {
        self.faults.iter().find(|fault| fault.covers(at)).map(|fault| fault.kind)
    }

    /// The answer that arrives at `at`.
    ///
    /// # Errors
    /// Too many automatic purchases.
    pub fn answer(&mut self, request: &Request, at: Timestamp) -> Result<Outcome, TooManyPurchases> {
        match self.fault(at) {
            Some(FaultKind::Offline) => return Ok(Err(NoAnswer::Unreachable)),
            Some(FaultKind::Status(status)) => return Ok(answer(status, error(status))),
            None => {}
        }
        self.ledger.advance(&self.spending, at)?;
        let body = match request.id.purpose {
            Purpose::Read(MetricSet::CreditGrants) => bodies::credit_grants(&self.ledger).to_string(),
            Purpose::Read(MetricSet::BillingSubscription) => bodies::subscription(self.recharge.as_ref()).to_string(),
            Purpose::OrganizationNames => bodies::organizations(ORGANIZATION).to_string(),
            Purpose::Read(MetricSet::ModelCost) => {
                let window = window(&request.http.url);
                let body = window.and_then(|(first, end)| self.usage.text(&self.spending, first, end, at));
                let Some(body) = body else { return Ok(answer(400, error(400))) };
                body
            }
        };
        Ok(answer(200, body))
    }
}

/// The days that a URL asks for: the first one, and the one after the last.
fn window(url: &str) -> Option<(Day, Day)> {
    let (_, query) = url.split_once('?')?;
    let day = |name: &str| {
        let values = query.split('&').filter_map(|part| part.split_once('='));
        values.filter(|(other, _)| *other == name).find_map(|(_, value)| value.parse().ok())
    };
    Some((day("start_date")?, day("end_date")?))
}

fn answer(status: u16, body: String) -> Outcome {
    let content_type = Some("application/json".to_owned());
    Ok(Answer { status, content_type, retry_after: None, body: body.into_bytes() })
}

/// The body of an error, as OpenAI words it.
fn error(status: u16) -> String {
    let (code, message) = match status {
        401 => (Some("invalid_api_key"), "Incorrect API key provided."),
        403 => (None, "You have insufficient permissions for this operation. Missing scopes: api.billing.read."),
        429 => (Some("rate_limit_exceeded"), "Rate limit reached. Please slow down."),
        500.. => (None, "The server had an error while processing your request. Sorry about that!"),
        _ => (None, "The request could not be processed."),
    };
    json!({ "error": { "message": message, "type": "invalid_request_error", "param": null, "code": code } }).to_string()
}
