use super::object;
use crate::account::limits::shortened;
use crate::json::Json;
use crate::openai::Failure;

/// What an organisation is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationName {
    /// Its id, as it stands there.
    pub id: String,
    /// Whether it is the one OpenAI takes for a request that names none.
    pub is_default: bool,
    /// The title a person gave it; never empty.
    pub title: String,
}

/// Decodes the body of `GET /v1/organizations`: the organisations of a key that have an id and a title. A `title` comes first, a `name`
/// (which is often a made-up handle such as `user-abc`) only where there is no title.
///
/// # Errors
/// [`Failure::Unreadable`] for what is no JSON object with a list `data`.
pub fn organizations(body: &[u8]) -> Result<Vec<OrganizationName>, Failure> {
    let body = object(body)?;
    let list = body.get("data").and_then(Json::as_array).ok_or(Failure::Unreadable)?;
    Ok(list.iter().filter_map(organization).take(MOST).collect())
}

fn organization(organization: &Json) -> Option<OrganizationName> {
    let text = |name: &str| organization.get(name).and_then(Json::as_str).map(str::trim).filter(|it| !it.is_empty());
    let title = text("title").or_else(|| text("name"))?;
    Some(OrganizationName {
        id: shortened(text("id")?).into_owned(),
        is_default: organization.get("is_default").and_then(Json::as_bool).unwrap_or(false),
        title: title.chars().take(LONGEST).collect(),
    })
}

/// The most organisations that are kept: each is looked up among the monitors.
const MOST: usize = 1000;

/// The most characters of a title that are kept: it has to fit into a page.
const LONGEST: usize = 100;
