use super::{Failure, Purpose, Request};
use super::{PathForm, UsageWindow};
use crate::account::{SetReading, Timestamp};
use crate::openai::wire::OrganizationName;
use crate::session::{OrganizationId, SessionKey};

/// Where readings come from, as a plan of requests: which are made first, which follow, how each is made, and how its answer is read. Another
/// source, such as the documented API for an Admin key, is another plan.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    pub(super) plan: &'static [Step],
}

/// One request of a plan.
#[derive(Debug)]
pub(super) struct Step {
    pub purpose: Purpose,
    /// The purpose it follows; `None` for one that is made at the start.
    pub after: Option<Purpose>,
    /// Without the first slash and the form's prefix.
    pub path: &'static str,
    /// Whether it asks for the days of the [`UsageWindow`].
    pub asks_for_days: bool,
    /// The form of its path that is tried first.
    pub form: PathForm,
    pub decode: fn(body: &[u8], sent_at: Timestamp) -> Result<Decoded, Failure>,
}

/// The account that is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The origin of the API: the only one the key may be sent to.
    pub origin: &'a str,
    /// `None` for the organisation OpenAI takes for a request that names none.
    pub organization: Option<&'a OrganizationId>,
}

/// What an answer says.
#[derive(Debug, Clone, PartialEq)]
pub enum Decoded {
    /// A reading of a set.
    Set(SetReading),
    /// What the organisations of the key are called.
    OrganizationNames(Vec<OrganizationName>),
}

impl Source {
    /// What is asked for at the start.
    pub fn first(self) -> impl Iterator<Item = Purpose> {
        self.plan.iter().filter(|step| step.after.is_none()).map(|step| step.purpose)
    }

    /// What is asked for, side by side, when this has been answered, well or not.
    pub fn after(self, purpose: Purpose) -> impl Iterator<Item = Purpose> {
        self.plan.iter().filter(move |step| step.after == Some(purpose)).map(|step| step.purpose)
    }

    /// The form of the path that is tried first.
    #[must_use]
    pub fn first_form(self, purpose: Purpose) -> PathForm {
        self.step(purpose).map_or_else(PathForm::default, |step| step.form)
    }

    /// The request for this purpose, made at `now`; `None` for what this source does not have.
    #[must_use]
    pub fn request(
        self,
        purpose: Purpose,
        place: Place<'_>,
        form: PathForm,
        key: &SessionKey,
        now: Timestamp,
    ) -> Option<Request> {
        let step = self.step(purpose)?;
        let query = if step.asks_for_days { UsageWindow::at(now).query() } else { String::new() };
        let url = format!("{}{}/{}{query}", place.origin, form.prefix(), step.path);
        Some(Request::get(url, key.clone(), place.organization.cloned()))
    }

    /// What the body of a good answer says. `sent_at` decides the days it is about: an answer that crosses midnight is about the days that were
    /// asked for.
    ///
    /// # Errors
    /// [`Failure::Unreadable`] or [`Failure::TooLarge`].
    pub fn decode(self, purpose: Purpose, body: &[u8], sent_at: Timestamp) -> Result<Decoded, Failure> {
        (self.step(purpose).ok_or(Failure::Unreadable)?.decode)(body, sent_at)
    }

    fn step(self, purpose: Purpose) -> Option<&'static Step> {
        self.plan.iter().find(|step| step.purpose == purpose)
    }
}

impl Decoded {
    /// Hands out every text in it, so that keys a gateway echoes can be [taken out](crate::session::Redaction::clean).
    pub fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        match self {
            Self::Set(reading) => reading.for_each_text(change),
            Self::OrganizationNames(names) => names.iter_mut().for_each(|name| change(&mut name.title)),
        }
    }
}
