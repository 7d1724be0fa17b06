//! Who is asking, and about which organisation.

use std::slice;

use axum::http::request::Parts;

use super::ApiError;
use crate::Credential;
use crate::platform::cookie;
use crate::request_log::credential;
use crate::server::host;
use crate::service::Service;
use crate::world::{Organization, Role, World};

/// The organisations that the request's session key serves, at the host it was sent to. The first is the default.
///
/// Cookies count for nothing here, as in the real service, unless the world's platform shows no key.
pub(super) fn organizations<'world>(
    service: &Service,
    world: &'world World,
    request: &Parts,
) -> Result<&'world [Organization], ApiError> {
    let by_cookie = || world.platform.shows_no_key.then(|| key_of_cookie(service, world, request)).flatten();
    let key = credential(&request.headers).or_else(by_cookie).ok_or_else(ApiError::no_key)?;
    if key.is_api_key() {
        return Err(ApiError::secret_key(request));
    }
    let served = match world.gateway(&host(&request.headers)) {
        Some(gateway) => (gateway.key == key).then_some(slice::from_ref(&gateway.organization)),
        None => {
            let user = service.sessions.owner(&key).and_then(|email| world.user(&email));
            user.map(|user| user.organizations.as_slice())
        }
    };
    served.ok_or_else(|| ApiError::invalid_key(&key))
}

fn key_of_cookie(service: &Service, world: &World, request: &Parts) -> Option<Credential> {
    service.sessions.key_of_sign_in(cookie::of(&request.headers)?, world.key_shape, world.clock.now())
}

/// The organisation the request is about, the one it names or else the default, if its member may see the billing there.
pub(super) fn organization_with_billing<'world>(
    service: &Service,
    world: &'world World,
    request: &Parts,
) -> Result<&'world Organization, ApiError> {
    let organizations = organizations(service, world, request)?;
    let organization = match request.headers.get("openai-organization") {
        Some(named) => organizations.iter().find(|candidate| named == candidate.id.as_str()),
        None => organizations.first(),
    };
    let organization = organization.ok_or_else(ApiError::mismatched_organization)?;
    match organization.role {
        Role::Owner => Ok(organization),
        Role::Reader => Err(ApiError::missing_scopes()),
    }
}
