//! The control interface of a running simulation, for those who do not hold it as a Rust value.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::routing::{get, put};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::request_log::LoggedRequest;
use crate::service::Service;
use crate::{Credential, Endpoint, Fault};

/// The interface; `README.md` shows it as curl lines.
pub(crate) fn router(service: Arc<Service>) -> Router {
    Router::new()
        .route("/", get(include_str!("help.txt")))
        .route("/requests", get(requests).delete(clear_requests))
        .route("/faults", get(faults).delete(heal_all))
        .route("/faults/{endpoint}", put(fail).delete(heal))
        .route("/tls-refusals/{host}", put(refuse_tls).delete(accept_tls))
        .route("/keys", get(keys).delete(revoke_all))
        .with_state(service)
}

type Shared = State<Arc<Service>>;

#[derive(Deserialize)]
struct Chosen {
    endpoint: Option<Endpoint>,
}

async fn requests(State(service): Shared, Query(chosen): Query<Chosen>) -> Json<Vec<LoggedRequest>> {
    let mut requests = service.log.all();
    if chosen.endpoint.is_some() {
        requests.retain(|request| request.endpoint() == chosen.endpoint);
    }
    Json(requests)
}

async fn clear_requests(State(service): Shared) -> StatusCode {
    service.log.clear();
    StatusCode::NO_CONTENT
}

async fn faults(State(service): Shared) -> Json<BTreeMap<Endpoint, Value>> {
    let described = |(endpoint, fault, remaining)| {
        let fault: Fault = fault;
        (endpoint, json!({ "fault": format!("{fault:?}"), "remaining": remaining }))
    };
    Json(service.faults.in_force().into_iter().map(described).collect())
}

#[derive(Deserialize)]
struct Counted {
    times: Option<usize>,
}

async fn fail(
    State(service): Shared,
    Path(endpoint): Path<Endpoint>,
    Query(counted): Query<Counted>,
    Json(fault): Json<Fault>,
) -> StatusCode {
    service.faults.plan(endpoint, fault, counted.times);
    StatusCode::NO_CONTENT
}

async fn heal(State(service): Shared, Path(endpoint): Path<Endpoint>) -> StatusCode {
    service.faults.heal(endpoint);
    StatusCode::NO_CONTENT
}

async fn heal_all(State(service): Shared) -> StatusCode {
    service.faults.heal_all();
    service.tls_refusals.clear();
    StatusCode::NO_CONTENT
}

async fn refuse_tls(State(service): Shared, Path(host): Path<String>) -> StatusCode {
    service.tls_refusals.set(&host, true);
    StatusCode::NO_CONTENT
}

async fn accept_tls(State(service): Shared, Path(host): Path<String>) -> StatusCode {
    service.tls_refusals.set(&host, false);
    StatusCode::NO_CONTENT
}

async fn keys(State(service): Shared) -> Json<Vec<Credential>> {
    Json(service.sessions.keys_issued())
}

async fn revoke_all(State(service): Shared) -> Json<Value> {
    Json(json!({ "revoked": service.sessions.revoke_all() }))
}
