//! Reads a tree as a type that implements `Deserialize`.
//!
//! Each method calls the visitor only for the type that was asked for. A derived visitor accepts more, for example an array for a struct. But
//! each further call would add code for every type.

use std::fmt::Display;
use std::slice;

use serde::de::{self, DeserializeSeed, Deserializer, Expected, MapAccess, SeqAccess, Unexpected, Visitor};

use super::name::{Key, Variant};
use super::{Json, NotJson};

type Read<T> = Result<T, NotJson>;

/// Methods that read a number as `i64`, `u64` or `f64`.
macro_rules! numbers {
    ($($method:ident: $as:ident, $visit:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
            visitor.$visit(self.$as().ok_or(NotJson)?)
        }
    )*};
}

/// Methods that do the same as another method.
macro_rules! same {
    ($($method:ident($($name:ident: $kind:ty),*) as $other:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(self, $($name: $kind,)* visitor: V) -> Read<V::Value> {
            self.$other(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for &'de Json {
    type Error = NotJson;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self {
            Json::Null => visitor.visit_unit(),
            Json::Bool(flag) => visitor.visit_bool(*flag),
            Json::Number(number) => {
                if let Some(number) = number.as_u64() {
                    visitor.visit_u64(number)
                } else if let Some(number) = number.as_i64() {
                    visitor.visit_i64(number)
                } else if let Some(number) = number.as_f64() {
                    visitor.visit_f64(number)
                } else {
                    // A number too large for an `f64` is read as null.
                    visitor.visit_unit()
                }
            }
            Json::String(text) => visitor.visit_str(text),
            Json::Array(items) => read_items(items, visitor),
            Json::Object(fields) => read_fields(fields, visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_bool(self.as_bool().ok_or(NotJson)?)
    }

    numbers! {
        deserialize_i8: as_i64, visit_i64;
        deserialize_i16: as_i64, visit_i64;
        deserialize_i32: as_i64, visit_i64;
        deserialize_i64: as_i64, visit_i64;
        deserialize_u8: as_u64, visit_u64;
        deserialize_u16: as_u64, visit_u64;
        deserialize_u32: as_u64, visit_u64;
        deserialize_u64: as_u64, visit_u64;
        deserialize_f32: as_f64, visit_f64;
        deserialize_f64: as_f64, visit_f64;
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_str(self.as_str().ok_or(NotJson)?)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if self.is_nothing() { visitor.visit_unit() } else { Err(NotJson) }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if self.is_nothing() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        read_items(self.as_array().ok_or(NotJson)?, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        read_fields(self.as_object().ok_or(NotJson)?, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        self.deserialize_map(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Read<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        visitor.visit_enum(Variant::of(self)?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_unit()
    }

    same! {
        deserialize_char() as deserialize_string;
        deserialize_str() as deserialize_string;
        deserialize_identifier() as deserialize_string;
        deserialize_bytes() as deserialize_seq;
        deserialize_byte_buf() as deserialize_seq;
        deserialize_unit_struct(_name: &'static str) as deserialize_unit;
        deserialize_tuple(_length: usize) as deserialize_seq;
        deserialize_tuple_struct(_name: &'static str, _length: usize) as deserialize_seq;
    }
}

impl Json {
    /// Whether it is null, or a number too large for an `f64`, which is read as null.
    fn is_nothing(&self) -> bool {
        self.is_null() || self.as_number().is_some_and(|number| number.as_f64().is_none())
    }
}

fn read_items<'de, V: Visitor<'de>>(items: &'de [Json], visitor: V) -> Read<V::Value> {
    let mut items = Items(items.iter());
    let read = visitor.visit_seq(&mut items)?;
    // A tuple stops at its own length. If items are left, the list is too long.
    if items.0.as_slice().is_empty() { Ok(read) } else { Err(NotJson) }
}

fn read_fields<'de, V: Visitor<'de>>(fields: &'de [(String, Json)], visitor: V) -> Read<V::Value> {
    visitor.visit_map(Fields { fields: fields.iter(), value: &Json::Null })
}

struct Items<'de>(slice::Iter<'de, Json>);

impl<'de> SeqAccess<'de> for &mut Items<'de> {
    type Error = NotJson;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        self.0.next().map(|item| seed.deserialize(item)).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Fields<'de> {
    fields: slice::Iter<'de, (String, Json)>,
    /// The value of the key that was read last.
    value: &'de Json,
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = NotJson;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        let Some((name, value)) = self.fields.next() else { return Ok(None) };
        self.value = value;
        seed.deserialize(Key(name)).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<T::Value> {
        seed.deserialize(self.value)
    }
}

/// The messages are dropped. Each would add a format string and code for every type.
impl de::Error for NotJson {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}
