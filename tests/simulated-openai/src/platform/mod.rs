//! The simulated platform.openai.com: a sign-in form, and a page that asks the API for numbers as the
//! real one does.

pub(crate) mod cookie;
mod sign_in;

use std::sync::Arc;

use axum::extract::{FromRequestParts, State};
use axum::http::{HeaderMap, StatusCode, header, request::Parts};
use axum::response::{Html, IntoResponse, Redirect};
use axum::routing::{get, post};
use axum::{Json, Router};

use serde_json::{Value, json};

use crate::Credential;
use crate::service::Service;

/// All pages of the platform.
pub(crate) fn router(service: Arc<Service>) -> Router {
    Router::new()
        .route("/", get(usage))
        .route("/usage", get(usage))
        .route("/settings/organization/billing/overview", get(billing))
        .route("/login", get(sign_in::form).post(sign_in::submit))
        .route("/logout", post(sign_out))
        .route("/usage.js", get(async || script(include_str!("pages/usage.js"))))
        .route("/background.js", get(async || script(include_str!("pages/background.js"))))
        .route("/manners", get(manners))
        .route("/platform.css", get(style))
        // Without it every browser's console would start with an irrelevant error.
        .route("/favicon.ico", get(StatusCode::NO_CONTENT))
        .fallback(StatusCode::NOT_FOUND)
        .with_state(service)
}

/// Proof that a request comes from a signed-in browser; without it the visitor is sent to the form.
struct SignedIn;

impl FromRequestParts<Arc<Service>> for SignedIn {
    type Rejection = Redirect;

    async fn from_request_parts(parts: &mut Parts, service: &Arc<Service>) -> Result<Self, Redirect> {
        cookie::of(&parts.headers)
            .and_then(|cookie| service.sessions.signed_in_user(cookie))
            .map(|_email| Self)
            .ok_or_else(|| Redirect::to("/login"))
    }
}

async fn usage(_: SignedIn) -> Html<&'static str> {
    Html(include_str!("pages/usage.html"))
}

async fn billing(_: SignedIn) -> Html<&'static str> {
    Html(include_str!("pages/billing.html"))
}

fn script(text: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], text)
}

/// The settings of the page's script. Not in the markup, where no key may be.
async fn manners(_: SignedIn, State(service): State<Arc<Service>>) -> Json<Value> {
    let manners = &service.world.read().platform;
    let log_in_with = manners.log_in_with.as_ref().map(Credential::expose);
    Json(json!({ "log_in_with": log_in_with, "shows_no_key": manners.shows_no_key }))
}

async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("pages/platform.css"))
}

async fn sign_out(State(service): State<Arc<Service>>, headers: HeaderMap) -> impl IntoResponse {
    if let Some(cookie) = cookie::of(&headers) {
        service.sessions.sign_out(cookie);
    }
    ([(header::SET_COOKIE, cookie::cleared())], Redirect::to("/login"))
}
