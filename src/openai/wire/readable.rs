//! Any JSON as one line a person can read. OpenAI sends objects for a plan and for addresses, and nobody outside has seen what it
//! sends for tax ids and trust tiers.

use super::json::{Map, Value};

/// Fields whose value alone says what the whole object is: a plan is its title.
const NAMING_FIELDS: [&str; 3] = ["title", "name", "label"];

/// The order in which an address is read aloud. OpenAI's objects come in any order.
const ADDRESS_FIELDS: [&str; 7] = ["name", "line1", "line2", "city", "state", "postal_code", "country"];

/// `value` as one line of text.
pub fn readable(value: &Value) -> String {
    match value {
        Value::Null => "—".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) => joined(items.iter().map(readable), "; "),
        Value::Object(fields) if is_address(fields) => address(fields),
        Value::Object(fields) => naming_field(fields).map_or_else(|| pairs(fields), ToOwned::to_owned),
    }
}

fn is_address(fields: &Map<String, Value>) -> bool {
    ["line1", "city", "postal_code", "country"].iter().any(|field| fields.contains_key(*field))
}

/// The known parts of an address in their order, then whatever else it holds.
fn address(fields: &Map<String, Value>) -> String {
    let known = ADDRESS_FIELDS.iter().filter_map(|field| fields.get(*field));
    let others = fields.iter().filter(|(name, _)| !ADDRESS_FIELDS.contains(&name.as_str())).map(|(_, value)| value);
    joined(known.chain(others).filter(|part| !part.is_null()).map(readable), ", ")
}

fn naming_field(fields: &Map<String, Value>) -> Option<&str> {
    NAMING_FIELDS.iter().find_map(|field| fields.get(*field)?.as_str()).filter(|name| !name.is_empty())
}

fn pairs(fields: &Map<String, Value>) -> String {
    let stated = fields.iter().filter(|(_, value)| !value.is_null());
    joined(stated.map(|(name, value)| format!("{name}: {}", readable(value))), ", ")
}

fn joined(parts: impl Iterator<Item = String>, separator: &str) -> String {
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(separator)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_plan_is_its_title() {
        assert_eq!(readable(&json!({"title": "Pay-as-you-go", "id": "payg"})), "Pay-as-you-go");
        assert_eq!(readable(&json!({"title": null, "id": "payg"})), "id: payg");
    }

    #[test]
    fn an_address_is_read_from_the_door_to_the_country() {
        let address =
            json!({"country": "IN", "postal_code": "560001", "city": "Bengaluru", "line1": "1 MG Road", "line2": null});
        assert_eq!(readable(&address), "1 MG Road, Bengaluru, 560001, IN");
        assert_eq!(readable(&json!({"country": "IN", "district": "East"})), "IN, East");
    }

    #[test]
    fn anything_else_is_readable_too() {
        assert_eq!(readable(&json!([{"type": "eu_vat", "value": "DE123"}, "X"])), "type: eu_vat, value: DE123; X");
        assert_eq!(readable(&json!({"level": 3, "since": {"year": 2024}})), "level: 3, since: year: 2024");
        assert_eq!(readable(&json!([])), "");
    }

    proptest! {
        #[test]
        fn no_json_panics(text in r#"[\[\]{}",:a-z0-9 ]{0,40}"#) {
            if let Ok(value) = serde_json::from_str::<Value>(&text) {
                let _ = readable(&value);
            }
        }
    }
}
