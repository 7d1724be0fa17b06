use serde::{Deserialize, Serialize};

use super::MonitoringHost;
use crate::session::OrganizationId;

/// An account: a host, and an organisation there. Each reading belongs to one account, and each key may be used for one only.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Account {
    /// "Monitoring Host".
    pub host: MonitoringHost,
    /// `None` for OpenAI's default: the organisation of a request that names none.
    pub organization: Option<OrganizationId>,
}

impl Account {
    /// An organisation at OpenAI's own host, the only host a captured key is sent to.
    #[must_use]
    pub fn at_openai(organization: Option<OrganizationId>) -> Self {
        Self { host: MonitoringHost::default(), organization }
    }
}
