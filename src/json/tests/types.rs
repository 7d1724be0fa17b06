use std::collections::BTreeMap;
use std::fmt::Debug;

use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::{Json, NotJson, from_slice, from_str, from_tree, to_string, to_string_pretty, to_tree};
use super::any;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Everything {
    required: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    may_be_absent: Option<String>,
    nullable: Option<i64>,
    #[serde(default)]
    list: Vec<Shape>,
    by_name: BTreeMap<Name, f64>,
    by_number: BTreeMap<i16, u64>,
    by_shape: BTreeMap<Plain, bool>,
    pair: (u8, String),
    unit: (),
    small: Small,
    letter: char,
    boxed: Option<Box<Everything>>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
struct Name(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Plain {
    FirstOne,
    Second,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Shape {
    Nothing,
    OneThing(f64),
    TwoThings(i8, Option<Plain>),
    Named { at: u64, plain: Plain },
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
struct Small(u32);

impl TryFrom<u32> for Small {
    type Error = &'static str;

    fn try_from(number: u32) -> Result<Self, Self::Error> {
        if number < 100 { Ok(Self(number)) } else { Err("too large") }
    }
}

impl From<Small> for u32 {
    fn from(small: Small) -> Self {
        small.0
    }
}

fn shape() -> impl Strategy<Value = Shape> {
    let plain = || prop_oneof![Just(Plain::FirstOne), Just(Plain::Second)];
    prop_oneof![
        Just(Shape::Nothing),
        any::float().prop_map(Shape::OneThing),
        (any::<i8>(), prop::option::of(plain())).prop_map(|(one, two)| Shape::TwoThings(one, two)),
        (any::<u64>(), plain()).prop_map(|(at, plain)| Shape::Named { at, plain }),
    ]
}

fn everything() -> impl Strategy<Value = Everything> {
    let maps = (
        prop::collection::btree_map(any::text().prop_map(Name), any::float(), 0..4),
        prop::collection::btree_map(any::<i16>(), any::<u64>(), 0..4),
        prop::collection::btree_map(Just(Plain::FirstOne), any::<bool>(), 0..2),
    );
    let scalars =
        (any::<u32>(), prop::option::of(any::text()), any::<Option<i64>>(), any::<u8>(), 0..100_u32, any::<char>());
    (maps, scalars, prop::collection::vec(shape(), 0..5), any::text()).prop_map(|(maps, scalars, list, text)| {
        let (required, may_be_absent, nullable, number, small, letter) = scalars;
        let inner = Everything { required, letter, ..Everything::default() };
        Everything {
            required,
            may_be_absent,
            nullable,
            list,
            by_name: maps.0,
            by_number: maps.1,
            by_shape: maps.2,
            pair: (number, text),
            unit: (),
            small: Small(small),
            letter,
            boxed: Some(Box::new(inner)),
        }
    })
}

proptest! {
    #[test]
    fn every_kind_of_type_is_written_and_read_back_unchanged(value in everything()) {
        let (ours, theirs) = (to_string(&value), serde_json::to_string(&value).unwrap());
        prop_assert_eq!(serde_json::from_str::<Value>(&ours).unwrap(), serde_json::from_str::<Value>(&theirs).unwrap());
        prop_assert_eq!(from_str::<Everything>(&ours), Ok(value.clone()));
        prop_assert_eq!(from_slice::<Everything>(theirs.as_bytes()), Ok(value.clone()));
        prop_assert_eq!(from_tree::<Everything>(&to_tree(&value)), Ok(value.clone()));
        prop_assert_eq!(from_str::<Everything>(&to_string_pretty(&value)), Ok(value.clone()));
    }

    #[test]
    fn any_json_is_read_as_a_type_by_both_or_by_neither(json in any::json()) {
        same_of::<Shape>(&json);
        same_of::<Vec<Shape>>(&json);
        same_of::<Option<i32>>(&json);
        same_of::<(u8, String)>(&json);
        same_of::<BTreeMap<String, f64>>(&json);
    }
}

/// Checks that this module and serde_json both read `json` as the same `T`, or both refuse it.
fn same_of<T: DeserializeOwned + PartialEq + Debug>(json: &Value) {
    let text = json.to_string();
    assert_eq!(from_str::<T>(&text).ok(), serde_json::from_str::<T>(&text).ok(), "{text}");
}

#[test]
fn sample_texts_are_read_as_a_type_by_both_or_by_neither() {
    let texts = [
        "null",
        "true",
        "1",
        "-1",
        "1.0",
        "300",
        "-129",
        "4294967296",
        "1e3",
        "\"\"",
        "\"x\"",
        "\"1\"",
        "[]",
        "[1]",
        "[1,\"x\"]",
        "[1,\"x\",2]",
        "{}",
        "{\"1\":1}",
        "{\"x\":1}",
        "\"nothing\"",
        "{\"nothing\":null}",
        "{\"nothing\":1}",
        "\"one_thing\"",
        "{\"one_thing\":1}",
        "{\"one_thing\":null}",
        "{\"one_thing\":1,\"nothing\":null}",
        "{\"two_things\":[1,null]}",
        "{\"two_things\":[1]}",
        "{\"two_things\":[1,\"second\",3]}",
        "{\"named\":{\"at\":1,\"plain\":\"second\"}}",
        "{\"named\":{\"at\":1}}",
        "{\"named\":{\"at\":-1,\"plain\":\"second\"}}",
        "\"first-one\"",
        "\"second\"",
        "{\"second\":null}",
    ];
    for text in texts {
        let json = serde_json::from_str(text).unwrap();
        same_of::<bool>(&json);
        same_of::<u8>(&json);
        same_of::<i8>(&json);
        same_of::<u64>(&json);
        same_of::<f64>(&json);
        same_of::<char>(&json);
        same_of::<String>(&json);
        same_of::<Option<u32>>(&json);
        same_of::<()>(&json);
        same_of::<Vec<u32>>(&json);
        same_of::<(u8, String)>(&json);
        same_of::<Plain>(&json);
        same_of::<Shape>(&json);
        same_of::<Small>(&json);
        same_of::<Name>(&json);
        same_of::<BTreeMap<i16, f64>>(&json);
        same_of::<BTreeMap<Name, f64>>(&json);
    }
}

#[test]
fn missing_and_unknown_fields_of_a_struct_are_treated_as_by_serde_json() {
    let good = serde_json::to_value(Everything::default()).unwrap();
    same_of::<Everything>(&good);
    assert!(from_str::<Everything>(&good.to_string()).is_ok());
    for field in good.as_object().unwrap().keys() {
        let mut changed = good.clone();
        changed.as_object_mut().unwrap().remove(field);
        same_of::<Everything>(&changed);
    }
    let mut unknown = good;
    unknown["unknown"] = Value::Null;
    same_of::<Everything>(&unknown);
}

#[test]
fn a_list_is_not_read_as_a_struct() {
    // serde_json reads it as one. No data here needs that, and it would add code for each type.
    #[derive(Debug, PartialEq, Deserialize)]
    struct Point {
        x: u8,
    }
    assert_eq!(from_str::<Point>("[1]"), Err(NotJson));
    assert_eq!(from_str::<Point>(r#"{"x":1}"#), Ok(Point { x: 1 }));
}

#[test]
fn a_tree_can_be_a_field_of_a_struct() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Holder {
        tree: Json,
    }
    let text = r#"{"tree":{"b":[1,-2,0.5,"x",null,true],"a":{}}}"#;
    assert_eq!(to_string(&from_str::<Holder>(text).unwrap()), text);
}

#[test]
fn a_map_key_of_any_type_is_written_as_a_string() {
    let keys = BTreeMap::from([((1, "a\""), 1)]);
    assert_eq!(to_string(&keys), r#"{"[1,\"a\\\"\"]":1}"#);
}
