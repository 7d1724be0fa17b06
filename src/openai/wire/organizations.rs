use super::object;
use crate::account::limits::shortened;
use crate::json::Json;
use crate::openai::Failure;

/// The name of an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationName {
    /// As OpenAI sends it, such as `org-abc`; not checked.
    pub id: String,
    /// Whether OpenAI uses this organisation if a request names none.
    pub is_default: bool,
    /// Never empty. Usually given by a person.
    pub title: String,
}

/// Decodes the body of `GET /v1/organizations`: the key's organisations that have an id and a title. Without a `title` the `name` is used,
/// which is often a generated handle such as `user-abc`.
///
/// # Errors
/// [`Failure::Unreadable`] if `body` is not a JSON object with a list `data`.
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

/// The most organisations that are kept, because each is looked up among the monitors.
const MOST: usize = 1000;

/// The most characters of a title that are kept, because it has to fit on a page.
const LONGEST: usize = 100;
