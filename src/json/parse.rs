use super::{Json, NotJson, Reader, Token};

/// Reads UTF-8 as a tree.
///
/// # Errors
/// [`NotJson`] if `text` is not JSON.
pub fn parse(text: &[u8]) -> Result<Json, NotJson> {
    let mut reader = Reader::new(text)?;
    let tree = value(&mut reader)?;
    reader.end()?;
    Ok(tree)
}

/// Recursive. The reader limits the depth.
fn value(reader: &mut Reader<'_>) -> Result<Json, NotJson> {
    Ok(match reader.value()? {
        Token::Null => Json::Null,
        Token::Bool(flag) => Json::Bool(flag),
        Token::Number(number) => Json::Number(number.number()),
        Token::Text(text) => Json::String(text.into_owned()),
        Token::Array => {
            let mut items = Vec::new();
            while reader.item()? {
                items.push(value(reader)?);
            }
            Json::Array(items)
        }
        Token::Object => {
            let mut fields = Fields::default();
            while let Some(name) = reader.key()? {
                let name = name.into_owned();
                fields.set(name, value(reader)?);
            }
            Json::Object(fields.fields)
        }
    })
}

/// The fields of an object, with an index to find repeated names. A linear search for each name would take hours for a million fields.
#[derive(Default)]
struct Fields {
    fields: Vec<(String, Json)>,
    /// Indices of `fields`, sorted by name.
    by_name: Vec<usize>,
}

impl Fields {
    fn set(&mut self, name: String, value: Json) {
        let named = |at: &usize| self.fields.get(*at).map(|(name, _)| name.as_str());
        match self.by_name.binary_search_by(|at| named(at).cmp(&Some(name.as_str()))) {
            Ok(found) => {
                let earlier = self.by_name.get(found).and_then(|at| self.fields.get_mut(*at));
                if let Some((_, earlier)) = earlier {
                    *earlier = value;
                }
            }
            Err(place) => {
                self.by_name.insert(place, self.fields.len());
                self.fields.push((name, value));
            }
        }
    }
}
