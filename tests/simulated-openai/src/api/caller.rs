//! Who is asking, and about which organisation.

use axum::http::request::Parts;

use super::ApiError;
use crate::request_log::credential;
use crate::service::Service;
use crate::world::{Organization, Role, User, World};

/// The user whose session key the request carries. Cookies count for nothing here, as in the real service.
pub(super) fn user<'world>(service: &Service, world: &'world World, request: &Parts) -> Result<&'world User, ApiError> {
    let key = credential(&request.headers).ok_or_else(ApiError::no_key)?;
    if key.is_api_key() {
        return Err(ApiError::secret_key(request));
    }
    let email = service.sessions.owner(&key);
    email.and_then(|email| world.user(&email)).ok_or_else(|| ApiError::invalid_key(&key))
}

/// The organisation the request is about, if its member may see the billing there.
pub(super) fn organization_with_billing<'world>(
    service: &Service,
    world: &'world World,
    request: &Parts,
) -> Result<&'world Organization, ApiError> {
    let user = user(service, world, request)?;
    let named = request.headers.get("openai-organization");
    let named = named.map(|value| value.to_str().unwrap_or_default());
    let organization = user.organization(named).ok_or_else(ApiError::mismatched_organization)?;
    match organization.role {
        Role::Owner => Ok(organization),
        Role::Reader => Err(ApiError::missing_scopes()),
    }
}
