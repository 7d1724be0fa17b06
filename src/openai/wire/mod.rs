//! Decodes the bodies OpenAI answers with.
//!
//! OpenAI neither documents nor promises these endpoints, so the decoders accept much: unknown fields, absent fields, null, numbers as
//! strings, objects where text was expected, float timestamps. A body is refused only if it has nothing of what its endpoint reports.
//! Accepting it would overwrite a good reading with nothing.

mod coerce;
mod credit_grants;
mod error;
mod line_items;
mod organizations;
mod readable;
mod scalar;
mod subscription;
mod usage;

pub use credit_grants::credit_grants;
pub use error::{ErrorObject, error};
pub use organizations::{OrganizationName, organizations};
pub use subscription::subscription;
pub use usage::usage;

use super::Failure;
use crate::json::{self, Json, NotJson};

impl From<NotJson> for Failure {
    fn from(NotJson: NotJson) -> Self {
        Self::Unreadable
    }
}

/// Parses a body that must be a JSON object.
fn object(body: &[u8]) -> Result<Json, Failure> {
    json::parse(body).ok().filter(|body| body.as_object().is_some()).ok_or(Failure::Unreadable)
}

#[cfg(test)]
mod tests;
