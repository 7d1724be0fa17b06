//! The bodies OpenAI answers with, turned into what is measured.
//!
//! Nothing of these endpoints is documented or promised, so the decoders take what comes: unknown fields, absent fields, null,
//! numbers as strings, objects where text was expected, float timestamps. Only a body that holds nothing of what its endpoint
//! reports is refused, because showing it would overwrite a good reading with nothing.

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

/// Reads a body that is an object.
fn object(body: &[u8]) -> Result<Json, Failure> {
    json::parse(body).ok().filter(|body| body.as_object().is_some()).ok_or(Failure::Unreadable)
}

#[cfg(test)]
mod tests;
