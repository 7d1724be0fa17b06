//! How the platform's page gets its session key: it shows its cookie to the API once per load.

use axum::http::request::Parts;
use serde_json::{Value, json};

use super::ApiError;
use crate::platform::cookie;
use crate::service::Service;
use crate::world::{Organization, World};

/// The session key and what its owner belongs to.
pub(super) fn body(service: &Service, world: &World, request: &Parts) -> Result<Value, ApiError> {
    let cookie = cookie::of(&request.headers).ok_or_else(ApiError::no_key)?;
    let email = service.sessions.signed_in_user(cookie);
    let user = email.and_then(|email| world.user(&email)).ok_or_else(ApiError::no_key)?;
    let now = world.clock.now();
    let key = service.sessions.key_of_sign_in(cookie, world.key_shape, now).ok_or_else(ApiError::no_key)?;
    Ok(json!({
        "object": "login",
        "user": {
            "object": "user",
            "id": format!("user-simulated-{}", user.email.split('@').next().unwrap_or_default()),
            "email": user.email,
            "name": null,
            "session": {
                "object": "session",
                "sensitive_id": key.expose(),
                "created": now.unix_timestamp(),
                "publishable": false,
            },
            "orgs": { "object": "list", "data": organizations(&user.organizations) },
        },
        "invites": [],
    }))
}

/// Organisations as the API lists them; the first is the default.
pub(super) fn organizations(organizations: &[Organization]) -> Vec<Value> {
    let numbered = organizations.iter().enumerate();
    numbered.map(|(index, organization)| organization.to_json(index == 0)).collect()
}
