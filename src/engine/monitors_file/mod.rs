//! The file that monitors and settings are exported to and imported from.

mod parse;

pub use parse::NotAMonitorsFile;

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use super::{BadgeBalance, Saved, Settings};
use crate::account::{Range, Timestamp};
use crate::json;
use crate::monitor::{Account, KeySource, MonitorId, MonitoringHost, Parameters, Period, Tag};
use crate::session::OrganizationId;

/// The value of [`MonitorsFile::format`].
const FORMAT: &str = "credit-gauge-monitors";

/// The version that is written, and the latest that is read.
const VERSION: u32 = 1;

/// Exported monitors and settings. It has no field for a key, and a file that contains a key is refused.
///
/// CONTRIBUTING.md documents the format for people; this is its definition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MonitorsFile {
    /// Always `credit-gauge-monitors`.
    pub format: String,
    /// The version of the format; 1 so far.
    pub version: u32,
    /// When it was exported, ISO 8601 in UTC. Only shown to the person.
    #[serde(default)]
    pub exported_at: String,
    /// "Collector": the name of the browser that exported it.
    #[serde(default)]
    pub collector: String,
    /// With `None` the import leaves the settings unchanged.
    #[serde(default)]
    pub settings: Option<FileSettings>,
    #[serde(default)]
    pub monitors: Vec<FileMonitor>,
}

/// The settings in a file. [`Settings`] has them as the engine uses them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FileSettings {
    /// A balance below this is low, in USD.
    pub low_balance_usd: f64,
    /// The range of the model costs in the popup.
    pub range: Range,
    /// A chosen account is given by its task name.
    pub badge: FileBadge,
    /// Whether to notify when a session has ended.
    pub notify_session_ended: bool,
}

/// Whose balance the badge shows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileBadge {
    /// The account the popup shows.
    #[default]
    Shown,
    /// The account of the monitor with this task name.
    Chosen(String),
    Lowest,
    Sum,
}

/// A monitor in a file: its parameters under HertzBeat's names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileMonitor {
    /// "Task Name"; empty to use the organisation's name.
    #[serde(default)]
    pub task_name: String,
    /// "Monitoring Host".
    #[serde(default)]
    pub monitoring_host: MonitoringHost,
    /// The organisation's id; empty or absent for the default organisation.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "id_or_nothing")]
    pub organization: Option<OrganizationId>,
    /// "Session Key": its source, never the key.
    #[serde(default)]
    pub session_key: FileKeySource,
    /// "Monitoring Period".
    #[serde(default)]
    pub monitoring_period_seconds: Period,
    /// "Bound Tags", each `key:value`.
    #[serde(default)]
    pub bound_tags: Vec<Tag>,
    /// "Description".
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub paused: bool,
    /// Whether an ended session may be renewed in a background tab.
    #[serde(default)]
    pub renew_in_background: bool,
}

/// An empty text counts as absent.
fn id_or_nothing<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<OrganizationId>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?.filter(|text| !text.is_empty());
    text.map(OrganizationId::try_from).transpose().map_err(D::Error::custom)
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKeySource {
    /// Captured from the platform's tab.
    #[default]
    Automatic,
    /// Pasted. After an import the person has to paste it again.
    Pasted,
}

impl MonitorsFile {
    /// An export of everything.
    #[must_use]
    pub fn of(saved: &Saved, now: Timestamp) -> Self {
        let name = |id: &MonitorId| saved.monitors.get(id).map(|monitor| monitor.parameters.task_name.clone());
        let badge = match &saved.settings.badge {
            BadgeBalance::Shown => FileBadge::Shown,
            BadgeBalance::Chosen(id) => name(id).map_or(FileBadge::Shown, FileBadge::Chosen),
            BadgeBalance::Lowest => FileBadge::Lowest,
            BadgeBalance::Sum => FileBadge::Sum,
        };
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            exported_at: now.iso(),
            collector: saved.settings.collector.clone(),
            settings: Some(FileSettings {
                low_balance_usd: saved.settings.low_balance.dollars(),
                range: saved.settings.range,
                badge,
                notify_session_ended: saved.settings.notify_session_ended,
            }),
            monitors: saved.monitors.values().map(|monitor| FileMonitor::of(&monitor.parameters)).collect(),
        }
    }

    /// Indented, so that a person can read it.
    #[must_use]
    pub fn to_json(&self) -> String {
        json::to_string_pretty(self)
    }
}

impl FileMonitor {
    fn of(parameters: &Parameters) -> Self {
        Self {
            task_name: if parameters.named_by_hand { parameters.task_name.clone() } else { String::new() },
            monitoring_host: parameters.account.host.clone(),
            organization: parameters.account.organization.clone(),
            session_key: match parameters.session_key {
                KeySource::Automatic => FileKeySource::Automatic,
                KeySource::Pasted { .. } => FileKeySource::Pasted,
            },
            monitoring_period_seconds: parameters.period,
            bound_tags: parameters.tags.clone(),
            description: parameters.description.clone(),
            paused: parameters.paused,
            renew_in_background: parameters.renew_in_background,
        }
    }

    /// `None` if they do not pass the checks of the form.
    #[must_use]
    pub fn parameters(&self) -> Option<Parameters> {
        let session_key = match self.session_key {
            FileKeySource::Automatic => KeySource::Automatic,
            // Whether a key is kept on disk is decided when it is pasted.
            FileKeySource::Pasted => KeySource::Pasted { remember: false },
        };
        let task_name = self.task_name.trim().to_owned();
        let automatic = session_key == KeySource::Automatic;
        let parameters = Parameters {
            named_by_hand: !task_name.is_empty(),
            task_name,
            account: Account { host: self.monitoring_host.clone(), organization: self.organization.clone() },
            session_key,
            period: self.monitoring_period_seconds,
            tags: self.bound_tags.clone(),
            description: self.description.clone(),
            paused: self.paused,
            renew_in_background: self.renew_in_background && automatic,
        };
        parameters.holds_together().then_some(parameters)
    }
}

impl Default for FileSettings {
    fn default() -> Self {
        let settings = Settings::default();
        Self {
            low_balance_usd: settings.low_balance.dollars(),
            range: settings.range,
            badge: FileBadge::Shown,
            notify_session_ended: settings.notify_session_ended,
        }
    }
}
