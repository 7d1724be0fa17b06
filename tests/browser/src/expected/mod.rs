//! The expected values of an account, computed from the JSON of its answers.
//!
//! It shares no code with the core, which is tested against it.

mod costs;
mod values;

pub use costs::{Range, costs};
pub use values::{Expected, credit_grants, subscription};

use serde_json::Value;
use simulated_openai::world::Account;
use simulated_openai::{Endpoint, World};

/// The account of one of the organisations in a world.
#[must_use]
pub fn account<'world>(world: &'world World, organization: &str) -> Option<&'world Account> {
    let organizations = world.users.iter().flat_map(|user| &user.organizations);
    organizations.into_iter().find(|it| it.id == organization).map(|it| &it.account)
}

/// The account's answer for an endpoint, if it is a raw body.
fn raw_body(account: &Account, endpoint: Endpoint) -> Option<Value> {
    serde_json::from_slice(&account.raw_answers.get(&endpoint)?.body).ok()
}
