use serde::{Deserialize, Serialize};

use super::{Account, MonitorId, Period, Tag};
use crate::session::OrganizationId;

/// What a person decides about a monitor: the parameters of HertzBeat's "OpenAI Account Status", under its names. Its collector is
/// one name for the whole browser and lies with the settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Parameters {
    /// "Task Name": what the monitor is called. No two have the same.
    pub task_name: String,
    /// Whether a person chose that name. One that was not follows the organisation's.
    pub named_by_hand: bool,
    /// What is asked for: "Monitoring Host", and an organisation there.
    pub account: Account,
    /// "Session Key": where it comes from. The key itself is never kept here.
    pub session_key: KeySource,
    /// "Monitoring Period".
    pub period: Period,
    /// "Bound Tags".
    pub tags: Vec<Tag>,
    /// "Description".
    pub description: String,
    /// Whether it stands still until a person resumes it.
    pub paused: bool,
    /// Whether an ended session may be renewed in a background tab of the platform.
    pub renew_in_background: bool,
}

/// Where a monitor's key comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeySource {
    /// From the requests of the platform's tab.
    #[default]
    Automatic,
    /// From a person, by hand.
    Pasted {
        /// Whether it is kept on disk, so that it outlives the browser.
        remember: bool,
    },
}

impl Parameters {
    /// The most characters of a task name.
    pub const LONGEST_NAME: usize = 100;

    /// Those of a monitor that is made by itself when an organisation's key is seen.
    #[must_use]
    pub fn automatic(organization: Option<OrganizationId>) -> Self {
        Self { account: Account::at_openai(organization), ..Self::default() }
    }

    /// The id of the monitor that has these parameters, if its key is picked up by itself.
    #[must_use]
    pub fn automatic_id(&self) -> Option<MonitorId> {
        self.is_automatic().then(|| MonitorId::Automatic(self.account.organization.clone()))
    }

    /// Whether its key is picked up by itself.
    #[must_use]
    pub const fn is_automatic(&self) -> bool {
        matches!(self.session_key, KeySource::Automatic)
    }

    /// Whether its key is to be kept on disk.
    #[must_use]
    pub const fn remembers_key(&self) -> bool {
        matches!(self.session_key, KeySource::Pasted { remember: true })
    }
}
