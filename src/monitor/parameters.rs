use serde::{Deserialize, Serialize};

use super::{Account, MonitorId, Period, Tag};
use crate::openai::Source;
use crate::session::OrganizationId;

/// What a person decides about a monitor: the parameters of HertzBeat's "OpenAI Account Status", under its names. Its "Collector" is one
/// name for the whole browser and is kept in the settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Parameters {
    /// "Task Name": the name of the monitor. No two monitors share a name.
    pub task_name: String,
    /// Whether a person chose that name. Otherwise it follows the organisation's name.
    pub named_by_hand: bool,
    /// "Monitoring Host", and an organisation there.
    pub account: Account,
    /// "Session Key": its source. The key itself is never kept here.
    pub session_key: KeySource,
    /// "Monitoring Period".
    pub period: Period,
    /// "Bound Tags".
    pub tags: Vec<Tag>,
    /// "Description".
    pub description: String,
    /// Whether it is not read until a person resumes it.
    pub paused: bool,
    /// Whether an ended session may be renewed in a background tab of the platform.
    pub renew_in_background: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeySource {
    /// Captured from requests of the platform's tab.
    #[default]
    Automatic,
    /// Pasted by a person.
    Pasted {
        /// Whether it is kept on disk, to survive a restart of the browser.
        remember: bool,
    },
}

impl Parameters {
    /// The most characters of a task name.
    pub const LONGEST_NAME: usize = 100;

    /// Those of a monitor that is added automatically when an organisation's key is captured.
    #[must_use]
    pub fn automatic(organization: Option<OrganizationId>) -> Self {
        Self { account: Account::at_openai(organization), ..Self::default() }
    }

    /// Where its readings come from.
    #[must_use]
    pub const fn source(&self) -> Source {
        Source::DASHBOARD
    }

    /// The id of the monitor with these parameters, if its key is captured.
    #[must_use]
    pub fn automatic_id(&self) -> Option<MonitorId> {
        self.is_automatic().then(|| MonitorId::Automatic(self.account.organization.clone()))
    }

    /// Whether its key is captured, not pasted.
    #[must_use]
    pub const fn is_automatic(&self) -> bool {
        matches!(self.session_key, KeySource::Automatic)
    }

    /// Whether its key is kept on disk.
    #[must_use]
    pub const fn remembers_key(&self) -> bool {
        matches!(self.session_key, KeySource::Pasted { remember: true })
    }
}
