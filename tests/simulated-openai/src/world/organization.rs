//! An organisation, and what its member may see there.

use serde_json::{Value, json};

use super::Account;

/// An organisation as one of its members sees it.
#[derive(Clone, Debug)]
pub struct Organization {
    /// `org-...`; what the `openai-organization` header names.
    pub id: String,
    /// The short machine name, such as `user-ada`.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// What this member may do.
    pub role: Role,
    /// Whether it is the member's own, one-person organisation.
    pub personal: bool,
    /// What the billing endpoints report about it.
    pub account: Account,
}

/// A member's role, as far as billing cares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Sees billing.
    #[default]
    Owner,
    /// Is refused billing, with 403 and "Missing scopes".
    Reader,
}

impl Organization {
    /// A shared organisation that its member owns. `id` is `org-...`.
    #[must_use]
    pub fn new(id: &str, title: &str, account: Account) -> Self {
        Self {
            id: id.to_owned(),
            name: title.to_lowercase().replace(' ', "-"),
            title: title.to_owned(),
            role: Role::Owner,
            personal: false,
            account,
        }
    }

    /// The same organisation seen by a member who may not see its billing.
    #[must_use]
    pub fn seen_by_a_reader(self) -> Self {
        Self { role: Role::Reader, ..self }
    }

    /// One element of `data` in `GET /v1/organizations`.
    pub(crate) fn to_json(&self, is_default: bool) -> Value {
        json!({
            "object": "organization",
            "id": self.id,
            "created": 1_672_531_200,
            "title": self.title,
            "name": self.name,
            "description": null,
            "personal": self.personal,
            "is_default": is_default,
            "role": match self.role {
                Role::Owner => "owner",
                Role::Reader => "reader",
            },
        })
    }
}
