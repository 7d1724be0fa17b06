use serde::{Deserialize, Serialize};

use super::{Field, Invalid, KeySource, Monitor, MonitorId, MonitoringHost, Parameters, Period, Problem, Tag};
use crate::session::{OrganizationId, PastedText, SessionKey, looks_like_key};

/// A monitor's parameters as a person has typed them so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// "Task Name"; may be left empty where the organisation's name is to be used.
    pub task_name: String,
    /// "Monitoring Host".
    pub host: String,
    /// The organisation's id; may be left empty for the key's default one.
    pub organization: String,
    /// "Session Key".
    pub session_key: DraftKey,
    /// "Monitoring Period" in seconds.
    pub period: String,
    /// "Bound Tags", between commas or on lines of their own.
    pub tags: String,
    /// "Description".
    pub description: String,
    /// Whether an ended session may be renewed in a background tab.
    pub renew_in_background: bool,
}

/// The choice between the two sources of a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftKey {
    /// Picked up from the platform's tab.
    Automatic,
    /// Pasted by hand.
    Pasted {
        /// What was pasted. Left empty, the key that was pasted before stays.
        text: PastedText,
        /// Whether it is to be kept on disk.
        remember: bool,
    },
}

/// A draft that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The parameters. The name may be empty, for one that follows the organisation's.
    pub parameters: Parameters,
    /// The key, if one was pasted.
    pub key: Option<SessionKey>,
}

const LONGEST_DESCRIPTION: usize = 500;

impl Draft {
    /// An empty form.
    #[must_use]
    pub fn blank() -> Self {
        Self::of(&Parameters::default())
    }

    /// A form filled with what is.
    #[must_use]
    pub fn of(parameters: &Parameters) -> Self {
        let session_key = match parameters.session_key {
            KeySource::Automatic => DraftKey::Automatic,
            KeySource::Pasted { remember } => DraftKey::Pasted { text: PastedText::default(), remember },
        };
        Self {
            task_name: if parameters.named_by_hand { parameters.task_name.clone() } else { String::new() },
            host: parameters.host.to_string(),
            organization: parameters.organization.as_ref().map(ToString::to_string).unwrap_or_default(),
            session_key,
            period: parameters.period.as_seconds().to_string(),
            tags: parameters.tags.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
            description: parameters.description.clone(),
            renew_in_background: parameters.renew_in_background,
        }
    }

    /// Whether its period is allowed but shorter than is good.
    #[must_use]
    pub fn is_period_unwise(&self) -> bool {
        self.period().is_ok_and(|period| period.as_seconds() < Period::ADVISED.as_seconds())
    }

    /// Checks the draft of a new monitor, or of the one that is being edited, against all there are.
    ///
    /// # Errors
    /// Every problem there is, in the order of the form; at most one for each field.
    pub fn check<'a>(
        &self,
        edited: Option<(&MonitorId, &Monitor)>,
        monitors: impl IntoIterator<Item = (&'a MonitorId, &'a Monitor)> + Clone,
    ) -> Result<Checked, Vec<Problem>> {
        let others = || monitors.clone().into_iter().filter(|(id, _)| edited.is_none_or(|(own, _)| *id != own));
        let before = edited.map(|(_, monitor)| &monitor.parameters);
        let mut problems = Vec::new();
        let mut note = |field, why| problems.push(Problem { field, why });

        let task_name = self.task_name.trim().to_owned();
        let taken = |name: &str| others().any(|(_, it)| it.parameters.task_name.to_lowercase() == name.to_lowercase());
        if task_name.is_empty() && self.session_key != DraftKey::Automatic {
            note(Field::TaskName, Invalid::NameMissing);
        } else if task_name.chars().count() > Parameters::LONGEST_NAME {
            note(Field::TaskName, Invalid::NameTooLong);
        } else if looks_like_key(&task_name) {
            note(Field::TaskName, Invalid::LooksLikeKey);
        } else if !task_name.is_empty() && taken(&task_name) {
            note(Field::TaskName, Invalid::NameTaken);
        }
        let host = self.host().map_err(|why| note(Field::Host, why)).unwrap_or_default();
        let organization = match self.organization.trim() {
            "" => None,
            key if looks_like_key(key) => {
                note(Field::Organization, Invalid::LooksLikeKey);
                None
            }
            id => OrganizationId::parse(id).or_else(|| {
                note(Field::Organization, Invalid::OrganizationOdd);
                None
            }),
        };
        let same = |it: &Parameters| it.is_automatic() && it.organization == organization;
        if self.session_key == DraftKey::Automatic && others().any(|(_, it)| same(&it.parameters)) {
            note(Field::Organization, Invalid::OrganizationTaken);
        }
        let (session_key, key) = match &self.session_key {
            DraftKey::Automatic => {
                if !host.is_openai() {
                    note(Field::SessionKey, Invalid::KeyNotForThisHost);
                }
                (KeySource::Automatic, None)
            }
            DraftKey::Pasted { text, remember } => {
                let source = KeySource::Pasted { remember: *remember };
                let kept = before.filter(|it| !it.is_automatic() && text.is_empty());
                let key = match kept {
                    Some(before) if before.host == host && before.organization == organization => Ok(None),
                    Some(_) => Err(Invalid::KeyWasForAnother),
                    None if text.is_empty() => Err(Invalid::KeyMissing),
                    None => text.key().map(Some).map_err(Invalid::from),
                };
                (source, key.map_err(|why| note(Field::SessionKey, why)).unwrap_or_default())
            }
        };
        let period = self.period().map_err(|why| note(Field::Period, why)).unwrap_or_default();
        let tags = self.tags().map_err(|why| note(Field::Tags, why)).unwrap_or_default();
        let description = self.description.trim().to_owned();
        if description.chars().count() > LONGEST_DESCRIPTION {
            note(Field::Description, Invalid::DescriptionTooLong);
        } else if looks_like_key(&description) {
            note(Field::Description, Invalid::LooksLikeKey);
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let parameters = Parameters {
            named_by_hand: !task_name.is_empty(),
            task_name,
            host,
            organization,
            session_key,
            period,
            tags,
            description,
            paused: before.is_some_and(|it| it.paused),
            renew_in_background: self.renew_in_background && session_key == KeySource::Automatic,
        };
        Ok(Checked { parameters, key })
    }

    fn host(&self) -> Result<MonitoringHost, Invalid> {
        if looks_like_key(&self.host) {
            return Err(Invalid::LooksLikeKey);
        }
        Ok(MonitoringHost::parse(&self.host)?)
    }

    fn period(&self) -> Result<Period, Invalid> {
        let seconds: i64 = self.period.trim().parse().map_err(|_| Invalid::PeriodOdd)?;
        if seconds < i64::from(Period::SHORTEST.as_seconds()) {
            return Err(Invalid::PeriodTooShort);
        }
        u32::try_from(seconds).ok().and_then(Period::seconds).ok_or(Invalid::PeriodTooLong)
    }

    fn tags(&self) -> Result<Vec<Tag>, Invalid> {
        if looks_like_key(&self.tags) {
            return Err(Invalid::LooksLikeKey);
        }
        let mut tags: Vec<Tag> = Vec::new();
        for text in self.tags.split([',', '\n']).filter(|text| !text.trim().is_empty()) {
            let tag = Tag::parse(text).ok_or(Invalid::TagOdd)?;
            if tags.iter().any(|earlier| earlier.key() == tag.key()) {
                return Err(Invalid::TagTwice);
            }
            tags.push(tag);
        }
        Ok(tags)
    }
}

impl Parameters {
    /// Whether these keep the rules of the form, wherever they come from. A pasted key is another matter.
    #[must_use]
    pub fn holds_together(&self) -> bool {
        let key_missing = Problem { field: Field::SessionKey, why: Invalid::KeyMissing };
        match Draft::of(self).check(None, []) {
            Ok(_) => true,
            Err(problems) => problems == [key_missing],
        }
    }
}
