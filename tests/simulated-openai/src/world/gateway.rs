//! A further host that plays the API.

use super::Organization;
use crate::Credential;

/// A host besides api.openai.com with the same billing endpoints, as a company's own proxy in front of OpenAI has them.
///
/// It knows one key and one organisation, and nothing of the platform's keys; api.openai.com knows nothing of its key.
/// A fault of an endpoint is met at every host.
#[derive(Clone, Debug)]
pub struct Gateway {
    /// Its name, such as `gateway.example.test`. Clients that check certificates need it to be in the world from the start.
    pub host: String,
    /// The one key it accepts.
    pub key: Credential,
    /// The one organisation behind it, with its account.
    pub organization: Organization,
}

impl Gateway {
    /// A gateway at this host.
    #[must_use]
    pub fn new(host: &str, key: Credential, organization: Organization) -> Self {
        Self { host: host.to_owned(), key, organization }
    }
}
