use proptest::prelude::*;
use serde_json::Value;

use super::super::{Json, parse, to_string, to_string_pretty, to_tree};
use super::any;

fn tree(json: &Value) -> Json {
    parse(json.to_string().as_bytes()).unwrap()
}

#[test]
fn the_layout_is_that_of_serde_json() {
    let json = serde_json::json!({"a": [], "b": {}, "c": [1, [2.5, "x"], {"d": null}], "e": "\u{1}\u{1f}\"\\/\u{7f}"});
    assert_eq!(to_string(&tree(&json)), json.to_string());
    assert_eq!(to_string_pretty(&tree(&json)), format!("{json:#}"));
}

#[test]
fn a_number_without_a_value_is_written_as_null() {
    assert_eq!(to_string(&parse(b"[1e999]").unwrap()), "[null]");
    assert_eq!(to_string(&[f64::NAN, f64::NEG_INFINITY, -0.0]), "[null,null,-0.0]");
    assert_eq!(parse(b"[1e999, -5, 0.5]").unwrap().as_array().unwrap()[0].as_number().unwrap().to_string(), "null");
}

proptest! {
    #[test]
    fn written_json_is_read_back_unchanged(json in any::json()) {
        let tree = tree(&json);
        for text in [to_string(&tree), to_string_pretty(&tree)] {
            let read: Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(&read, &json, "{}", text);
            prop_assert_eq!(parse(text.as_bytes()), Ok(tree.clone()), "{}", text);
        }
        prop_assert_eq!(to_tree(&json), tree);
    }

    #[test]
    fn text_and_integers_are_written_as_by_serde_json(text in any::text(), integer: i64, natural: u64) {
        let json = serde_json::json!([{&text: text, "i": integer}, natural]);
        prop_assert_eq!(to_string(&tree(&json)), json.to_string());
    }

    #[test]
    fn a_float_is_written_exactly_and_no_longer_than_by_serde_json(float in any::float()) {
        let text = to_string(&float);
        prop_assert_eq!(text.parse::<f64>().unwrap().to_bits(), float.to_bits());
        prop_assert!(text.len() <= serde_json::to_string(&float).unwrap().len(), "{}", text);
    }
}
