//! JSON, the one form in which everything crosses: answers, storage, messages, files.
use serde::Serialize;
use serde::de::DeserializeOwned;
pub use serde_json::Value as Json;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotJson;

pub fn parse(text: &[u8]) -> Result<Json, NotJson> {
    serde_json::from_slice(text).map_err(|_| NotJson)
}
pub fn from_slice<T: DeserializeOwned>(text: &[u8]) -> Result<T, NotJson> {
    serde_json::from_slice(text).map_err(|_| NotJson)
}
pub fn from_tree<T: DeserializeOwned>(tree: Json) -> Result<T, NotJson> {
    serde_json::from_value(tree).map_err(|_| NotJson)
}
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
pub fn to_tree<T: Serialize + ?Sized>(value: &T) -> Json {
    serde_json::to_value(value).unwrap_or_default()
}
pub fn object(fields: impl IntoIterator<Item = (String, Json)>) -> Json {
    Json::Object(fields.into_iter().collect())
}
