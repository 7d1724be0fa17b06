use serde::{Deserialize, Serialize};

use super::{
    Account, Field, Invalid, KeySource, Monitor, MonitorId, MonitoringHost, Parameters, Period, Problem, Tag, folded,
};
use crate::session::{OrganizationId, PastedText, SessionKey, looks_like_key};

/// A monitor's parameters as typed into the form, unchecked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// "Task Name"; empty to use the organisation's name.
    pub task_name: String,
    /// "Monitoring Host".
    pub host: String,
    /// The organisation's id; empty for the key's default organisation.
    pub organization: String,
    /// "Session Key".
    pub session_key: DraftKey,
    /// "Monitoring Period" in seconds.
    pub period: String,
    /// "Bound Tags", separated by commas or line breaks.
    pub tags: String,
    /// "Description".
    pub description: String,
    /// Whether an ended session may be renewed in a background tab.
    pub renew_in_background: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftKey {
    /// Captured from the platform's tab.
    Automatic,
    /// Pasted by hand.
    Pasted {
        /// The pasted text. If it is empty, the key pasted earlier stays.
        text: PastedText,
        /// Whether the key is kept on disk.
        remember: bool,
    },
}

/// The content of a draft that passed [`Draft::check`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidDraft {
    /// The task name is empty if it follows the organisation's name.
    pub parameters: Parameters,
    /// The pasted key, if any.
    pub key: Option<SessionKey>,
}

const LONGEST_DESCRIPTION: usize = 500;

/// The most tags of a monitor.
const MOST_TAGS: usize = 50;

impl Draft {
    /// An empty form.
    #[must_use]
    pub fn blank() -> Self {
        Self::of(&Parameters::default())
    }

    /// A form filled with these parameters.
    #[must_use]
    pub fn of(parameters: &Parameters) -> Self {
        let session_key = match parameters.session_key {
            KeySource::Automatic => DraftKey::Automatic,
            KeySource::Pasted { remember } => DraftKey::Pasted { text: PastedText::default(), remember },
        };
        Self {
            task_name: if parameters.named_by_hand { parameters.task_name.clone() } else { String::new() },
            host: parameters.account.host.to_string(),
            organization: parameters.account.organization.as_ref().map(ToString::to_string).unwrap_or_default(),
            session_key,
            period: parameters.period.as_seconds().to_string(),
            tags: parameters.tags.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
            description: parameters.description.clone(),
            renew_in_background: parameters.renew_in_background,
        }
    }

    /// Whether the period is allowed but shorter than [`Period::ADVISED`].
    #[must_use]
    pub fn is_period_unwise(&self) -> bool {
        self.period().is_ok_and(|period| period.as_seconds() < Period::ADVISED.as_seconds())
    }

    /// Checks the draft of a new or edited monitor against all other monitors.
    ///
    /// # Errors
    /// All problems in the order of the form, at most one for each field.
    pub fn check<'a>(
        &self,
        edited: Option<(&MonitorId, &Monitor)>,
        monitors: impl Iterator<Item = (&'a MonitorId, &'a Monitor)>,
    ) -> Result<ValidDraft, Vec<Problem>> {
        let others = monitors.filter(|(id, _)| edited.is_none_or(|(own, _)| *id != own));
        let others: Vec<&Parameters> = others.map(|(_, monitor)| &monitor.parameters).collect();
        let before = edited.map(|(_, monitor)| &monitor.parameters);
        let mut problems = Vec::new();
        let task_name = noted(&mut problems, Field::TaskName, self.task_name(&others));
        let host = noted(&mut problems, Field::Host, self.host());
        let organization = noted(&mut problems, Field::Organization, self.organization(&others));
        let account = Account { host, organization };
        let (session_key, key) = noted(&mut problems, Field::SessionKey, self.key(&account, before));
        let period = noted(&mut problems, Field::Period, self.period());
        let tags = noted(&mut problems, Field::Tags, self.tags());
        let description = noted(&mut problems, Field::Description, self.description());
        if !problems.is_empty() {
            return Err(problems);
        }
        let parameters = Parameters {
            named_by_hand: !task_name.is_empty(),
            task_name,
            account,
            session_key,
            period,
            tags,
            description,
            paused: before.is_some_and(|it| it.paused),
            renew_in_background: self.renew_in_background && session_key == KeySource::Automatic,
        };
        Ok(ValidDraft { parameters, key })
    }

    fn task_name(&self, others: &[&Parameters]) -> Result<String, Invalid> {
        let name = self.task_name.trim();
        let is_taken = || others.iter().any(|it| folded(&it.task_name) == folded(name));
        if name.is_empty() {
            // Only a monitor with a captured key can be named after its organisation.
            return if self.is_automatic() { Ok(String::new()) } else { Err(Invalid::NameMissing) };
        }
        if name.chars().count() > Parameters::LONGEST_NAME {
            Err(Invalid::NameTooLong)
        } else if looks_like_key(name) {
            Err(Invalid::LooksLikeKey)
        } else if is_taken() {
            Err(Invalid::NameTaken)
        } else {
            Ok(name.to_owned())
        }
    }

    fn host(&self) -> Result<MonitoringHost, Invalid> {
        if looks_like_key(&self.host) {
            return Err(Invalid::LooksLikeKey);
        }
        Ok(MonitoringHost::parse(&self.host)?)
    }

    fn organization(&self, others: &[&Parameters]) -> Result<Option<OrganizationId>, Invalid> {
        let text = self.organization.trim();
        if looks_like_key(text) {
            return Err(Invalid::LooksLikeKey);
        }
        let organization = match text {
            "" => None,
            id => Some(OrganizationId::parse(id).ok_or(Invalid::OrganizationOdd)?),
        };
        let is_taken = |it: &&Parameters| it.is_automatic() && it.account.organization == organization;
        if self.is_automatic() && others.iter().any(is_taken) {
            return Err(Invalid::OrganizationTaken);
        }
        Ok(organization)
    }

    /// The source of the key, and the pasted key, if any.
    fn key(&self, account: &Account, before: Option<&Parameters>) -> Result<(KeySource, Option<SessionKey>), Invalid> {
        let (text, remember) = match &self.session_key {
            DraftKey::Automatic if account.host.is_openai() => return Ok((KeySource::Automatic, None)),
            DraftKey::Automatic => return Err(Invalid::KeyNotForThisHost),
            DraftKey::Pasted { text, remember } => (text, *remember),
        };
        let source = KeySource::Pasted { remember };
        if !text.is_empty() {
            return Ok((source, Some(text.key()?)));
        }
        match before.filter(|it| !it.is_automatic()) {
            Some(before) if before.account == *account => Ok((source, None)),
            Some(_) => Err(Invalid::KeyWasForAnother),
            None => Err(Invalid::KeyMissing),
        }
    }

    const fn is_automatic(&self) -> bool {
        matches!(self.session_key, DraftKey::Automatic)
    }

    fn period(&self) -> Result<Period, Invalid> {
        let seconds: i64 = self.period.trim().parse().map_err(|_| Invalid::PeriodOdd)?;
        if seconds < i64::from(Period::SHORTEST.as_seconds()) {
            return Err(Invalid::PeriodTooShort);
        }
        u32::try_from(seconds).ok().and_then(Period::seconds).ok_or(Invalid::PeriodTooLong)
    }

    fn description(&self) -> Result<String, Invalid> {
        let description = self.description.trim();
        if description.chars().count() > LONGEST_DESCRIPTION {
            Err(Invalid::DescriptionTooLong)
        } else if looks_like_key(description) {
            Err(Invalid::LooksLikeKey)
        } else {
            Ok(description.to_owned())
        }
    }

    fn tags(&self) -> Result<Vec<Tag>, Invalid> {
        let texts = || self.tags.split([',', '\n']).filter(|text| !text.trim().is_empty());
        if texts().nth(MOST_TAGS).is_some() {
            return Err(Invalid::TooManyTags);
        }
        if looks_like_key(&self.tags) {
            return Err(Invalid::LooksLikeKey);
        }
        let mut tags: Vec<Tag> = Vec::new();
        for text in texts() {
            let tag = Tag::parse(text).ok_or(Invalid::TagOdd)?;
            if tags.iter().any(|earlier| earlier.key() == tag.key()) {
                return Err(Invalid::TagTwice);
            }
            tags.push(tag);
        }
        Ok(tags)
    }
}

/// The value of a field. If the field is invalid, its problem is added to `problems` and the default is returned.
fn noted<T: Default>(problems: &mut Vec<Problem>, field: Field, value: Result<T, Invalid>) -> T {
    value.unwrap_or_else(|why| {
        problems.push(Problem { field, why });
        T::default()
    })
}

impl Parameters {
    /// Whether these pass the checks of the form. Parameters from storage or a file hold no key, so a missing key is allowed.
    #[must_use]
    pub fn holds_together(&self) -> bool {
        let key_missing = Problem { field: Field::SessionKey, why: Invalid::KeyMissing };
        match Draft::of(self).check(None, std::iter::empty()) {
            Ok(_) => true,
            Err(problems) => problems == [key_missing],
        }
    }
}
