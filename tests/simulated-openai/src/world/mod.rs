//! What the simulated service knows: who can sign in, which organisations they belong to, and what each account holds.
//!
//! Plain data, no network. A test builds a [`World`], or takes one from [`crate::samples`], and hands it to
//! [`crate::SimulatedOpenAi::start`].

mod account;
mod clock;
mod credit;
mod gateway;
mod organization;
mod usage;

pub use account::{Account, RawAnswer};
pub use clock::Clock;
pub use credit::{BodyShape, CreditGrants, Grant, Totals};
pub use gateway::Gateway;
pub use organization::{Organization, Role};
pub use usage::CostLine;

pub(crate) use usage::usage_body;

use crate::{API_HOST, Credential};

/// Everything the simulated service starts with. It can be changed while the service runs, with
/// [`crate::SimulatedOpenAi::edit`].
#[derive(Clone, Debug, Default)]
pub struct World {
    /// Who can sign in at the simulated platform.openai.com.
    pub users: Vec<User>,
    /// Which hosts play the API besides api.openai.com.
    pub gateways: Vec<Gateway>,
    /// What kind of session key sign-in hands out.
    pub key_shape: KeyShape,
    /// Which forms of a path exist: the real service has changed its mind over the years.
    pub path_forms: PathForms,
    /// Lets pages of *any* site read the answers of api.openai.com, which the real service does not.
    ///
    /// Only for showing that a client ignores requests made by other sites even when those succeed.
    pub allow_cors_everywhere: bool,
    /// What the platform's page does with its keys.
    pub platform: PlatformManners,
    /// What "now" and "today" are.
    pub clock: Clock,
}

impl World {
    /// A world with these users and the real service's manners.
    #[must_use]
    pub fn new(users: Vec<User>) -> Self {
        Self { users, ..Self::default() }
    }

    /// The user with this e-mail address.
    #[must_use]
    pub fn user(&self, email: &str) -> Option<&User> {
        self.users.iter().find(|user| user.email == email)
    }

    /// The gateway at this host.
    #[must_use]
    pub fn gateway(&self, host: &str) -> Option<&Gateway> {
        self.gateways.iter().find(|gateway| gateway.host == host)
    }

    /// Whether this host answers the API's endpoints.
    pub(crate) fn plays_api(&self, host: &str) -> bool {
        host == API_HOST || self.gateway(host).is_some()
    }

    /// The account of an organisation, whoever belongs to it, to read or to change it.
    pub fn account_mut(&mut self, organization: &str) -> Option<&mut Account> {
        self.users
            .iter_mut()
            .flat_map(|user| &mut user.organizations)
            .chain(self.gateways.iter_mut().map(|gateway| &mut gateway.organization))
            .find(|candidate| candidate.id == organization)
            .map(|found| &mut found.account)
    }
}

/// A person who can sign in.
#[derive(Clone, Debug)]
pub struct User {
    /// What the person types in the sign-in form, and what names them everywhere here.
    pub email: String,
    /// The made-up password of the sign-in form.
    pub password: String,
    /// Where the person belongs. A session key serves all of these, one at a time, by request header.
    pub organizations: Vec<Organization>,
}

impl User {
    /// A user who belongs to these organisations.
    #[must_use]
    pub fn new(email: &str, password: &str, organizations: Vec<Organization>) -> Self {
        Self { email: email.to_owned(), password: password.to_owned(), organizations }
    }
}

/// What the platform's page does with its keys, where it does not simply show its session key in every request.
#[derive(Clone, Debug, Default)]
pub struct PlatformManners {
    /// The request that logs in carries this key and names no organisation. It need not be one that opens anything.
    pub log_in_with: Option<Credential>,
    /// The page asks with its cookie alone, and the API takes that: no request shows a key.
    pub shows_no_key: bool,
}

/// The two shapes in which session keys have been seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyShape {
    /// `sess-` and 40 letters and digits.
    #[default]
    Session,
    /// A JSON Web Token: `eyJ...`, three parts.
    Jwt,
}

/// Which forms of an API path answer; the other gives "Invalid URL".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PathForms {
    /// `/dashboard/...` and `/v1/dashboard/...`, as in 2026.
    #[default]
    Both,
    /// Only without the leading `/v1`.
    OnlyBare,
    /// Only with the leading `/v1`.
    OnlyV1,
}

impl PathForms {
    /// Whether a path in this form exists.
    pub(crate) fn allow(self, has_v1: bool) -> bool {
        match self {
            Self::Both => true,
            Self::OnlyBare => !has_v1,
            Self::OnlyV1 => has_v1,
        }
    }
}
