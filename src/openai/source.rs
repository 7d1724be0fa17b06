use super::{Failure, Purpose, Request};
use super::{PathForm, UsageWindow};
use crate::account::{SetReading, Timestamp};
use crate::openai::wire::OrganizationName;
use crate::session::{OrganizationId, SessionKey};

/// Where readings come from, as a plan of requests: which are made first, which follow, how each is made, and how its answer is decoded.
/// Another source, such as the documented API for an Admin key, would be another plan.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    pub(super) plan: &'static [Step],
}

/// One request of a plan.
#[derive(Debug)]
pub(super) struct Step {
    pub purpose: Purpose,
    /// The request that must be answered before; `None` if there is none.
    pub after: Option<Purpose>,
    /// The path without the first slash and without `/v1`.
    pub path: &'static str,
    /// Whether the query names the days of the [`UsageWindow`].
    pub asks_for_days: bool,
    /// The form of the path that is tried first.
    pub form: PathForm,
    pub decode: fn(body: &[u8], sent_at: Timestamp) -> Result<Decoded, Failure>,
}

/// The account to read.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The origin of the API, which is the only one the key may be sent to.
    pub origin: &'a str,
    /// `None` for the default organisation: OpenAI uses it if a request names none.
    pub organization: Option<&'a OrganizationId>,
}

/// The body of an answer, decoded.
#[derive(Debug, Clone, PartialEq)]
pub enum Decoded {
    Set(SetReading),
    /// The names of the key's organisations.
    OrganizationNames(Vec<OrganizationName>),
}

impl Source {
    /// The requests to make at the start.
    pub fn first(self) -> impl Iterator<Item = Purpose> {
        self.plan.iter().filter(|step| step.after.is_none()).map(|step| step.purpose)
    }

    /// The requests to make in parallel when `purpose` has ended, in success or failure.
    pub fn after(self, purpose: Purpose) -> impl Iterator<Item = Purpose> {
        self.plan.iter().filter(move |step| step.after == Some(purpose)).map(|step| step.purpose)
    }

    /// The form of the path that is tried first.
    #[must_use]
    pub fn first_form(self, purpose: Purpose) -> PathForm {
        self.step(purpose).map_or_else(PathForm::default, |step| step.form)
    }

    /// The request for `purpose`, made at `now`; `None` if this source has no such request.
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

    /// Decodes the body of a successful answer. `sent_at` gives the days that were asked for, which matters if the answer comes after midnight.
    ///
    /// # Errors
    /// [`Failure::Unreadable`] or [`Failure::TooLarge`], as the decoders in [`wire`](super::wire) give them.
    pub fn decode(self, purpose: Purpose, body: &[u8], sent_at: Timestamp) -> Result<Decoded, Failure> {
        (self.step(purpose).ok_or(Failure::Unreadable)?.decode)(body, sent_at)
    }

    fn step(self, purpose: Purpose) -> Option<&'static Step> {
        self.plan.iter().find(|step| step.purpose == purpose)
    }
}

impl Decoded {
    /// Calls `change` with every text, to [redact](crate::session::Redaction::clean) keys that a gateway has echoed.
    pub fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        match self {
            Self::Set(reading) => reading.for_each_text(change),
            Self::OrganizationNames(names) => names.iter_mut().for_each(|name| change(&mut name.title)),
        }
    }
}
