//! Any JSON as one line of text for a person. OpenAI sends objects for a plan and for addresses. What it sends for tax ids and trust tiers
//! is not known outside OpenAI.

use crate::json::Json;

/// Fields that stand for the whole object: a plan is shown as its title.
const NAMING_FIELDS: [&str; 3] = ["title", "name", "label"];

/// The order in which an address is shown. In OpenAI's objects the fields come in any order.
const ADDRESS_FIELDS: [&str; 7] = ["name", "line1", "line2", "city", "state", "postal_code", "country"];

/// Shown where there is no value.
const NOTHING: &str = "—";

pub fn readable(value: &Json) -> String {
    match value {
        Json::Null => NOTHING.to_owned(),
        Json::Bool(flag) => flag.to_string(),
        // Too large for an `f64`, such as 1e999.
        Json::Number(number) if number.as_f64().is_none() => NOTHING.to_owned(),
        Json::Number(number) => number.to_string(),
        Json::String(text) => text.clone(),
        Json::Array(items) => joined(items.iter().map(readable), "; "),
        Json::Object(fields) if is_address(fields) => address(fields),
        Json::Object(fields) => naming_field(fields).map_or_else(|| pairs(fields), ToOwned::to_owned),
    }
}

fn is_address(fields: &[(String, Json)]) -> bool {
    ["line1", "city", "postal_code", "country"].iter().any(|name| field(fields, name).is_some())
}

/// The known parts of an address in order, then the other fields.
fn address(fields: &[(String, Json)]) -> String {
    let known = ADDRESS_FIELDS.iter().filter_map(|name| field(fields, name));
    let others = fields.iter().filter(|(name, _)| !ADDRESS_FIELDS.contains(&name.as_str())).map(|(_, value)| value);
    joined(known.chain(others).filter(|part| !part.is_null()).map(readable), ", ")
}

fn naming_field(fields: &[(String, Json)]) -> Option<&str> {
    NAMING_FIELDS.iter().find_map(|name| field(fields, name)?.as_str()).filter(|name| !name.is_empty())
}

fn pairs(fields: &[(String, Json)]) -> String {
    let stated = fields.iter().filter(|(_, value)| !value.is_null());
    joined(stated.map(|(name, value)| format!("{name}: {}", readable(value))), ", ")
}

fn field<'a>(fields: &'a [(String, Json)], name: &str) -> Option<&'a Json> {
    fields.iter().find(|(field, _)| field == name).map(|(_, value)| value)
}

fn joined(parts: impl Iterator<Item = String>, separator: &str) -> String {
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(separator)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::json::{parse, to_tree};

    fn line(value: serde_json::Value) -> String {
        readable(&to_tree(&value))
    }

    #[test]
    fn a_plan_is_shown_as_its_title() {
        assert_eq!(line(json!({"title": "Pay-as-you-go", "id": "payg"})), "Pay-as-you-go");
        assert_eq!(line(json!({"title": null, "id": "payg"})), "id: payg");
    }

    #[test]
    fn an_address_goes_from_the_street_to_the_country() {
        let address =
            json!({"country": "IN", "postal_code": "560001", "city": "Bengaluru", "line1": "1 MG Road", "line2": null});
        assert_eq!(line(address), "1 MG Road, Bengaluru, 560001, IN");
        assert_eq!(line(json!({"country": "IN", "district": "East"})), "IN, East");
    }

    #[test]
    fn other_values_are_shown_as_names_and_values() {
        assert_eq!(line(json!([{"type": "eu_vat", "value": "DE123"}, "X"])), "type: eu_vat, value: DE123; X");
        assert_eq!(line(json!({"level": 3, "since": {"year": 2024}})), "level: 3, since: year: 2024");
        assert_eq!(line(json!([])), "");
    }

    proptest! {
        #[test]
        fn no_json_panics(text in r#"[\[\]{}",:a-z0-9 ]{0,40}"#) {
            if let Ok(value) = parse(text.as_bytes()) {
                let _ = readable(&value);
            }
        }
    }
}
