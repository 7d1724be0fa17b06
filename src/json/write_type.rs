//! Writes a type that implements `Serialize` as text.

use std::fmt::Display;

use serde::ser::{
    self, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::write::Writer;
use super::{NotJson, Number};

/// `value` as JSON, in the layout of `writer`.
pub fn text<T: Serialize + ?Sized>(value: &T, mut writer: Writer) -> String {
    match value.serialize(&mut writer) {
        Ok(()) => writer.into_text(),
        // The writer accepts everything, so only a hand-written `Serialize` can fail.
        Err(NotJson) => "null".to_owned(),
    }
}

type Written = Result<(), NotJson>;

impl ser::Error for NotJson {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

/// Methods that write an integer.
macro_rules! integers {
    ($($method:ident $kind:ty)*) => {$(
        fn $method(self, number: $kind) -> Written {
            self.word(&number.to_string());
            Ok(())
        }
    )*};
}

impl<'a> Serializer for &'a mut Writer {
    type Ok = ();
    type Error = NotJson;
    type SerializeSeq = Container<'a>;
    type SerializeTuple = Container<'a>;
    type SerializeTupleStruct = Container<'a>;
    type SerializeTupleVariant = Container<'a>;
    type SerializeMap = Container<'a>;
    type SerializeStruct = Container<'a>;
    type SerializeStructVariant = Container<'a>;

    integers! {
        serialize_i8 i8 serialize_i16 i16 serialize_i32 i32 serialize_i64 i64
        serialize_u8 u8 serialize_u16 u16 serialize_u32 u32 serialize_u64 u64
    }

    fn serialize_bool(self, flag: bool) -> Written {
        self.word(if flag { "true" } else { "false" });
        Ok(())
    }

    fn serialize_f32(self, number: f32) -> Written {
        self.serialize_f64(number.into())
    }

    fn serialize_f64(self, number: f64) -> Written {
        self.word(&Number::from(number).to_string());
        Ok(())
    }

    fn serialize_char(self, character: char) -> Written {
        self.string(character.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Written {
        self.string(text);
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Written {
        bytes.serialize(self)
    }

    fn serialize_unit(self) -> Written {
        self.word("null");
        Ok(())
    }

    fn serialize_none(self) -> Written {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Written {
        self.serialize_unit()
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        self.string(variant);
        Ok(())
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Written {
        self.open_variant(variant);
        value.serialize(&mut *self)?;
        self.close('}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Container<'a>, NotJson> {
        Ok(Container::open(self, '['))
    }

    fn serialize_tuple(self, _: usize) -> Result<Container<'a>, NotJson> {
        Ok(Container::open(self, '['))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Container<'a>, NotJson> {
        Ok(Container::open(self, '['))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Container<'a>, NotJson> {
        self.open_variant(variant);
        Ok(Container::open(self, '['))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Container<'a>, NotJson> {
        Ok(Container::open(self, '{'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Container<'a>, NotJson> {
        Ok(Container::open(self, '{'))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Container<'a>, NotJson> {
        self.open_variant(variant);
        Ok(Container::open(self, '{'))
    }
}

impl Writer {
    fn open_variant(&mut self, variant: &str) {
        self.open('{');
        self.name(variant);
    }

    fn name(&mut self, name: &str) {
        self.next();
        self.string(name);
        self.colon();
    }
}

/// A list or an object that is being written.
pub struct Container<'a> {
    writer: &'a mut Writer,
    end: char,
}

impl<'a> Container<'a> {
    fn open(writer: &'a mut Writer, bracket: char) -> Self {
        writer.open(bracket);
        Self { writer, end: if bracket == '[' { ']' } else { '}' } }
    }

    fn item<T: Serialize + ?Sized>(&mut self, item: &T) -> Written {
        self.writer.next();
        item.serialize(&mut *self.writer)
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Written {
        self.writer.name(name);
        value.serialize(&mut *self.writer)
    }

    fn close(self) -> Written {
        self.writer.close(self.end);
        Ok(())
    }

    fn close_variant(self) -> Written {
        self.writer.close(self.end);
        self.writer.close('}');
        Ok(())
    }
}

/// serde has a trait and a method for each kind of list. All of them write items.
macro_rules! lists {
    ($($kind:ident: $method:ident, $close:ident;)*) => {$(
        impl $kind for Container<'_> {
            type Ok = ();
            type Error = NotJson;

            fn $method<T: Serialize + ?Sized>(&mut self, item: &T) -> Written {
                self.item(item)
            }

            fn end(self) -> Written {
                self.$close()
            }
        }
    )*};
}

lists! {
    SerializeSeq: serialize_element, close;
    SerializeTuple: serialize_element, close;
    SerializeTupleStruct: serialize_field, close;
    SerializeTupleVariant: serialize_field, close_variant;
}

/// serde has a trait for each of the two kinds of struct. Both write fields.
macro_rules! structs {
    ($($kind:ident: $close:ident;)*) => {$(
        impl $kind for Container<'_> {
            type Ok = ();
            type Error = NotJson;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Written {
                self.field(name, value)
            }

            fn end(self) -> Written {
                self.$close()
            }
        }
    )*};
}

structs! {
    SerializeStruct: close;
    SerializeStructVariant: close_variant;
}

impl SerializeMap for Container<'_> {
    type Ok = ();
    type Error = NotJson;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Written {
        self.writer.next();
        let start = self.writer.place();
        key.serialize(&mut *self.writer)?;
        self.writer.quote_since(start);
        self.writer.colon();
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Written {
        self.close()
    }
}
