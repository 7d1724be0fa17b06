//! Random JSON, valid and invalid, for the tests.

use proptest::prelude::*;
use serde_json::Value;

/// Any JSON, with more of the numbers that readers disagree on.
pub fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        float().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1000..1000_i64).prop_map(Value::from),
        prop_oneof![Just(i64::MIN), Just(i64::MAX), Just(-1), Just(0)].prop_map(Value::from),
        Just(Value::from(u64::MAX)),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(text(), inner, 0..6).prop_map(|fields| fields.into_iter().collect()),
        ]
    })
}

/// Floats of all sizes, and amounts of money.
pub fn float() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>(),
        any::<u64>().prop_map(f64::from_bits).prop_filter("JSON has only finite numbers", |float| float.is_finite()),
        -1e6..1e6_f64,
        (any::<i32>(), 0..9).prop_map(|(digits, places)| f64::from(digits) / 10_f64.powi(places)),
    ]
}

/// Text with many characters that must be escaped.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), r#"[a-z"\\/\x00-\x1f\x7f{}\[\],:é€😀]{0,12}"#]
}

/// Text that is almost JSON: tokens, whole and broken, in any order.
pub fn tokens() -> impl Strategy<Value = String> {
    let token = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\"a\"",
        "\"b\"",
        "\"\\",
        "\"\\u",
        "d800",
        "\\udc00\"",
        "\\n",
        "null",
        "nul",
        "true",
        "false",
        "-",
        "+",
        "0",
        "01",
        "1",
        ".",
        "e",
        "E",
        "e5",
        "e999",
        "-0",
        "1.5",
        "18446744073709551616",
        " ",
        "\n",
        "\t",
        "\u{feff}",
        "\u{a0}",
        "é",
        "\0",
        "//",
        "'",
        "NaN",
    ]);
    prop::collection::vec(token, 0..12).prop_map(|tokens| tokens.concat())
}

/// The bytes of any JSON, with some changed, inserted or removed, or the end cut off.
pub fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let damage =
        (any::<prop::sample::Index>(), 0..4, prop::sample::select(b"{}[],:\"\\0eE.-+ntf\x00\x80\xff ".to_vec()));
    (json(), prop::collection::vec(damage, 1..4)).prop_map(|(json, damages)| {
        let mut bytes = serde_json::to_vec(&json).unwrap();
        for (place, kind, byte) in damages {
            if bytes.is_empty() {
                break;
            }
            let at = place.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => drop(bytes.remove(at)),
                _ => bytes.truncate(at),
            }
        }
        bytes
    })
}
