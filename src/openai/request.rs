use std::fmt;

use crate::session::{OrganizationId, SessionKey};

/// An HTTP request to be sent. The sender uses no cookies and no cache, follows no redirects and sends no referrer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub method: Method,
    /// The whole URL, with its query.
    pub url: String,
    pub authorization: Authorization,
    /// Sent in the `openai-organization` header.
    pub organization: Option<OrganizationId>,
    /// JSON. Only a `POST` has a body.
    pub body: Option<Vec<u8>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
}

/// The `Authorization` header. `Debug` prints stars instead of the key.
#[derive(Clone, PartialEq, Eq)]
pub enum Authorization {
    Bearer(SessionKey),
}

impl Method {
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

impl Authorization {
    #[must_use]
    pub const fn key(&self) -> &SessionKey {
        match self {
            Self::Bearer(key) => key,
        }
    }

    /// The header's value. Only here is a key exposed for sending; its request was made for the origin that the key belongs to.
    #[must_use]
    pub fn header_value(&self) -> String {
        match self {
            Self::Bearer(key) => format!("Bearer {}", key.expose()),
        }
    }
}

impl fmt::Debug for Authorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bearer(key) => write!(f, "Bearer {key}"),
        }
    }
}

impl Request {
    #[must_use]
    pub const fn get(url: String, key: SessionKey, organization: Option<OrganizationId>) -> Self {
        Self { method: Method::Get, url, authorization: Authorization::Bearer(key), organization, body: None }
    }

    /// The headers as names and values. The characters of a key and an organisation are checked when they are parsed, so every value is valid
    /// in a header.
    #[must_use]
    pub fn headers(&self) -> Vec<(&'static str, String)> {
        let mut headers = vec![("Authorization", self.authorization.header_value())];
        headers.extend(self.organization.as_ref().map(|id| ("OpenAI-Organization", id.as_str().to_owned())));
        headers.extend(self.body.as_ref().map(|_| ("Content-Type", "application/json".to_owned())));
        headers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "sess-MadeUp0123456789";

    fn request() -> Request {
        let organization = OrganizationId::parse("org-madeup");
        Request::get("https://api.openai.com/x".to_owned(), SessionKey::parse(KEY).unwrap(), organization)
    }

    #[test]
    fn the_key_is_in_the_header_but_not_in_debug_output() {
        let headers = request().headers();
        let expected = [("Authorization", format!("Bearer {KEY}")), ("OpenAI-Organization", "org-madeup".to_owned())];
        assert_eq!(headers, expected);
        let printed = format!("{:?}", request());
        assert!(printed.contains("Bearer sess-****") && !printed.contains("MadeUp0"), "{printed}");
    }

    #[test]
    fn a_body_is_declared_as_json() {
        let push = Request { method: Method::Post, body: Some(b"{}".to_vec()), organization: None, ..request() };
        let names: Vec<&str> = push.headers().into_iter().map(|(name, _)| name).collect();
        assert_eq!((push.method.name(), names), ("POST", vec!["Authorization", "Content-Type"]));
    }
}
