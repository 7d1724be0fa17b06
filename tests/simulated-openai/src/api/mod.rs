//! The simulated api.openai.com, and the gateways that answer like it.

mod caller;
mod cors;
mod error;
mod login;
mod usage;

pub(crate) use error::ApiError;

use axum::http::{Method, request::Parts};
use axum::response::Response;
use serde_json::json;

use crate::Endpoint;
use crate::fault;
use crate::service::Service;
use crate::world::{RawAnswer, World};

/// Answers one request, faults and all.
pub(crate) async fn answer(service: &Service, request: &Parts) -> Response {
    let response =
        if request.method == Method::OPTIONS { cors::preflight() } else { answer_or_fault(service, request).await };
    cors::add(response, &request.headers, service.world.read().allow_cors_everywhere)
}

async fn answer_or_fault(service: &Service, request: &Parts) -> Response {
    let Some(endpoint) = existing_endpoint(service, request) else {
        return ApiError::invalid_url(request).into();
    };
    let right = || right_answer(service, endpoint, request);
    match service.faults.meet(endpoint) {
        None => right().into(),
        Some((fault, healing)) => {
            let now = service.now();
            fault::answer(fault, healing, request, now, right).await
        }
    }
}

/// The endpoint a request is to, if it exists in this form of its path.
fn existing_endpoint(service: &Service, request: &Parts) -> Option<Endpoint> {
    let path = request.uri.path();
    let endpoint = Endpoint::at(path).filter(|endpoint| endpoint.method() == request.method)?;
    let has_v1 = path.starts_with("/v1/");
    service.world.read().path_forms.allow(has_v1).then_some(endpoint)
}

/// The answer of a service in which nothing is wrong.
fn right_answer(service: &Service, endpoint: Endpoint, request: &Parts) -> RawAnswer {
    let world = service.world.read();
    let body = match endpoint {
        Endpoint::Login => login::body(service, &world, request),
        Endpoint::Organizations => organizations(service, &world, request),
        Endpoint::CreditGrants | Endpoint::Usage | Endpoint::Subscription => {
            return billing(service, &world, endpoint, request).unwrap_or_else(RawAnswer::from);
        }
    };
    body.map_or_else(RawAnswer::from, |body| RawAnswer::json(&body))
}

fn organizations(service: &Service, world: &World, request: &Parts) -> Result<serde_json::Value, ApiError> {
    let organizations = caller::organizations(service, world, request)?;
    Ok(json!({ "object": "list", "data": login::organizations(organizations) }))
}

fn billing(service: &Service, world: &World, endpoint: Endpoint, request: &Parts) -> Result<RawAnswer, ApiError> {
    let account = &caller::organization_with_billing(service, world, request)?.account;
    if let Some(raw) = account.raw_answers.get(&endpoint) {
        return Ok(raw.clone());
    }
    let body = match endpoint {
        Endpoint::CreditGrants => account.credit_grants_body(),
        Endpoint::Usage => {
            let (start, end) = usage::window(&request.uri)?;
            account.usage_body(start, end, world.clock.today())
        }
        _ => account.subscription_body(),
    };
    Ok(RawAnswer::json(&body))
}
