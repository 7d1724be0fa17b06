//! Reads the names of fields and variants, and the keys of maps.

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, VariantAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::{Json, NotJson};

/// The name of a field or a variant, or the key of a map.
pub struct Key<'a>(pub &'a str);

/// Methods that read a key as an integer: JSON has only strings as keys.
macro_rules! integers {
    ($($method:ident: $visit:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotJson> {
            visitor.$visit(self.0.parse().map_err(|_| NotJson)?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Key<'de> {
    type Error = NotJson;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotJson> {
        visitor.visit_str(self.0)
    }

    integers! {
        deserialize_i8: visit_i64;
        deserialize_i16: visit_i64;
        deserialize_i32: visit_i64;
        deserialize_i64: visit_i64;
        deserialize_u8: visit_u64;
        deserialize_u16: visit_u64;
        deserialize_u32: visit_u64;
        deserialize_u64: visit_u64;
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotJson> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, NotJson> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotJson> {
        visitor.visit_enum(Variant::without_content(self.0))
    }

    forward_to_deserialize_any! {
        bool i128 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// A value of an enum: `"variant"`, or `{"variant": content}`.
pub struct Variant<'a> {
    name: &'a str,
    content: &'a Json,
}

impl<'a> Variant<'a> {
    pub fn of(value: &'a Json) -> Result<Self, NotJson> {
        match value {
            Json::String(name) => Ok(Self::without_content(name)),
            Json::Object(fields) => match fields.as_slice() {
                [(name, content)] => Ok(Self { name, content }),
                _ => Err(NotJson),
            },
            _ => Err(NotJson),
        }
    }

    pub const fn without_content(name: &'a str) -> Self {
        Self { name, content: &Json::Null }
    }
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = NotJson;
    type Variant = Content<'de>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Content<'de>), NotJson> {
        Ok((seed.deserialize(Key(self.name))?, Content(self.content)))
    }
}

/// The content of a variant; null if it has none.
pub struct Content<'a>(&'a Json);

impl<'de> VariantAccess<'de> for Content<'de> {
    type Error = NotJson;

    fn unit_variant(self) -> Result<(), NotJson> {
        if self.0.is_null() { Ok(()) } else { Err(NotJson) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, NotJson> {
        seed.deserialize(self.0)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, NotJson> {
        self.0.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, NotJson> {
        self.0.deserialize_map(visitor)
    }
}
