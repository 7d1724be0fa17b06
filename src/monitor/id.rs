use serde::{Deserialize, Serialize};

use crate::session::OrganizationId;

/// Which monitor: the organisation it watches, or the one OpenAI takes for a request that names none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MonitorId(String);

impl MonitorId {
    /// The organisation whose id goes into the `openai-organization` header; `None` for the default one.
    #[must_use]
    pub fn organization(&self) -> Option<OrganizationId> {
        OrganizationId::parse(&self.0)
    }
}

/// The default organisation is the empty text, which is no organisation's id.
impl From<Option<&OrganizationId>> for MonitorId {
    fn from(organization: Option<&OrganizationId>) -> Self {
        Self(organization.map(|id| id.as_str().to_owned()).unwrap_or_default())
    }
}
