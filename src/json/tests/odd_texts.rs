use proptest::prelude::*;
use serde_json::Value;

use super::super::{Json, NotJson, from_str, parse};
use super::{any, as_serde_json};

/// Checks that both refuse `text`, or both read the same value, or serde_json refuses it only because a number is too large.
fn agree(text: &[u8]) {
    let shown = String::from_utf8_lossy(text);
    match (parse(text), serde_json::from_slice::<Value>(text)) {
        (Err(NotJson), Err(_)) => {}
        (Err(NotJson), Ok(theirs)) => panic!("refused: {shown}, which is {theirs}"),
        (Ok(ours), Ok(theirs)) => {
            let ours = as_serde_json(&ours).unwrap_or_else(|| panic!("a number without a value in {shown}"));
            assert_eq!(ours, theirs, "{shown}");
            // 0 and -0 are equal, but are written differently.
            assert_eq!(ours.to_string(), theirs.to_string(), "{shown}");
        }
        (Ok(ours), Err(error)) => assert_eq!(as_serde_json(&ours), None, "{shown}: {error}"),
    }
}

#[test]
fn texts_on_which_readers_often_differ_are_read_as_by_serde_json() {
    let texts = [
        "",
        " ",
        "null",
        " null ",
        "nullx",
        "nul",
        "NULL",
        "truefalse",
        "[]",
        "[ ]",
        "[,]",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1",
        "]",
        "[}",
        "{]",
        "{}",
        "{ }",
        "{,}",
        "{\"a\"}",
        "{\"a\" 1}",
        "{\"a\",1}",
        "\"\u{1f}\"",
        "\"\\ud83d\\ue000\"",
        "\"\\ud83d\\udbff\"",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\" : 1 , \"b\":2}",
        "{\"a\":1}}",
        "{1:2}",
        "{\"a\":1 \"b\":2}",
        "0",
        "-0",
        "-",
        "+1",
        "01",
        "-01",
        "1.",
        ".1",
        "1.0",
        "1e",
        "1e+",
        "1E5",
        "1e-5",
        "1e+5",
        "1.5e3",
        "0e1",
        "0x10",
        "1_000",
        "NaN",
        "Infinity",
        "-Infinity",
        "9007199254740993",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551615",
        "18446744073709551616",
        "1e308",
        "1.7976931348623157e308",
        "4.9e-324",
        "1e-400",
        "2.2250738585072014e-308",
        "0.1",
        "0.30000000000000004",
        "123456789012345678901234567890",
        "\"\"",
        "\"",
        "\"a",
        "\"\\\"\"",
        "\"\\a\"",
        "\"\\\"",
        "\"\\u00e9\"",
        "\"\\u00E9\"",
        "\"\\u00g9\"",
        "\"\\u+0e9\"",
        "\"\\u00\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud83d\"",
        "\"\\ude00\"",
        "\"\\ud83d\\u0041\"",
        "\"\\ud83dx\"",
        "\"\\ud83d\\n\"",
        "\"\\/\\b\\f\\n\\r\\t\\\\\"",
        "\"\t\"",
        "\"\n\"",
        "\"\u{7f}\"",
        "\"\u{2028}\"",
        "\"\\u0000\"",
        "\u{feff}1",
        "\u{a0}1",
        "1\u{a0}",
        "// 1\n1",
        "'a'",
        "1 1",
        "[1][2]",
        "\u{b}1",
        "\u{c}1",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"b\":2,\"a\":{\"a\":3}}",
    ];
    for text in texts {
        agree(text.as_bytes());
    }
    for bytes in [&b"\"\xff\""[..], b"\"\xc3\"", b"\xff", b"\"\xed\xa0\x80\"", b"1\x00", b"\x001"] {
        agree(bytes);
    }
}

#[test]
fn nesting_is_limited_as_in_serde_json() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        for depth in [1, 126, 127, 128, 100_000] {
            let inside = if open == "[" { "" } else { "1" };
            agree(format!("{}{inside}{}", open.repeat(depth), close.repeat(depth)).as_bytes());
        }
    }
    let side_by_side = format!("[{}[]]", "[],".repeat(1000));
    assert!(parse(side_by_side.as_bytes()).is_ok(), "containers that are closed do not count");
}

#[test]
fn a_number_too_large_for_an_f64_does_not_spoil_the_rest() {
    let tree = parse(b"[1e999, -1e999, 1e400, 2]").unwrap();
    let numbers: Vec<_> = tree.as_array().unwrap().iter().map(Json::as_f64).collect();
    assert_eq!(numbers, [None, None, None, Some(2.0)]);
    assert!(tree.as_array().unwrap()[0].as_number().is_some(), "it is still a number");
    assert_eq!(from_str::<(Option<f64>, f64)>("[1e999, 2]"), Ok((None, 2.0)), "it is read as null");
    assert_eq!(from_str::<f64>("1e999"), Err(NotJson));
}

#[test]
fn of_several_fields_with_the_same_name_the_last_counts() {
    let tree = parse(br#"{"b": 1, "a": 2, "b": 3}"#).unwrap();
    assert_eq!(tree.as_object().unwrap().len(), 2);
    assert_eq!((tree.get("b").unwrap().as_u64(), tree.get("a").unwrap().as_u64()), (Some(3), Some(2)));
}

#[test]
fn an_object_with_many_fields_keeps_their_order() {
    let names: Vec<String> = (0..20_000_u32).map(|i| format!("{:x}", i.wrapping_mul(2_654_435_761))).collect();
    let text: String = names.iter().map(|name| format!("\"{name}\":null,")).collect();
    let tree = parse(format!("{{{text}\"\":1}}").as_bytes()).unwrap();
    let read: Vec<&String> = tree.as_object().unwrap().iter().map(|(name, _)| name).collect();
    assert_eq!(read[..20_000], names.iter().collect::<Vec<_>>());
}

proptest! {
    #[test]
    fn valid_json_is_read_as_by_serde_json(json in any::json()) {
        agree(json.to_string().as_bytes());
        agree(format!("{json:#}").as_bytes());
    }

    #[test]
    fn random_tokens_are_read_or_refused_as_by_serde_json(text in any::tokens()) {
        agree(text.as_bytes());
    }

    #[test]
    fn damaged_json_is_read_or_refused_as_by_serde_json(bytes in any::damaged()) {
        agree(&bytes);
    }

    #[test]
    fn any_float_is_read_exactly(float in any::float(), places in 0..30_usize) {
        for text in [format!("{float}"), format!("{float:e}"), format!("{float:.places$}"), format!("{float:.places$e}")] {
            let read = parse(text.as_bytes()).unwrap().as_f64();
            prop_assert_eq!(read, text.parse().ok(), "{}", text);
            agree(text.as_bytes());
        }
    }

    #[test]
    fn random_bytes_are_read_or_refused_as_by_serde_json(bytes: Vec<u8>) {
        agree(&bytes);
    }
}
