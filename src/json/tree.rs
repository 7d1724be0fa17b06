use super::Number;

/// Any JSON.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Json {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(String),
    /// A list.
    Array(Vec<Self>),
    /// An object: its fields in the order of the text, each name once.
    Object(Vec<(String, Self)>),
}

impl Json {
    /// The field `name` of an object; `None` for what is no object, too.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.as_object()?.iter().find(|(field, _)| field == name).map(|(_, value)| value)
    }

    /// Takes the field `name` out of an object.
    pub fn take(&mut self, name: &str) -> Option<Self> {
        let Self::Object(fields) = self else { return None };
        let at = fields.iter().position(|(field, _)| field == name)?;
        Some(fields.remove(at).1)
    }

    /// A string's text.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// A number as the nearest `f64`; `None` for one that is too large.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number()?.as_f64()
    }

    /// A number that was written as an integer.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number()?.as_i64()
    }

    /// A number that was written as an integer of zero or more.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.as_number()?.as_u64()
    }

    /// A number as it was written.
    #[must_use]
    pub fn as_number(&self) -> Option<Number> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// A boolean.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(flag) = self { Some(*flag) } else { None }
    }

    /// A list's items.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Self]> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }

    /// An object's fields.
    #[must_use]
    pub fn as_object(&self) -> Option<&[(String, Self)]> {
        if let Self::Object(fields) = self { Some(fields) } else { None }
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}
