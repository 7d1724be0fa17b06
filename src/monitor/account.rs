use serde::{Deserialize, Serialize};

use super::MonitoringHost;
use crate::session::OrganizationId;

/// Which account is asked for, and so what a reading is of and what a key may be used for: a host, and an organisation there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Account {
    /// "Monitoring Host".
    pub host: MonitoringHost,
    /// `None` for the organisation OpenAI takes for a request that names none.
    pub organization: Option<OrganizationId>,
}

impl Account {
    /// An organisation at OpenAI's own host, which is the only place a captured key is sent to.
    #[must_use]
    pub fn at_openai(organization: Option<OrganizationId>) -> Self {
        Self { host: MonitoringHost::default(), organization }
    }
}
