use std::fmt;

use crate::session::{OrganizationId, SessionKey};

/// An HTTP request, as whoever sends it needs it. It goes out without cookies, cache, redirects and referrer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// How it asks.
    pub method: Method,
    /// The whole URL.
    pub url: String,
    /// Who asks.
    pub authorization: Authorization,
    /// For which organisation: the `openai-organization` header.
    pub organization: Option<OrganizationId>,
    /// What is sent along: JSON. Only a `POST` has one.
    pub body: Option<Vec<u8>>,
}

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
}

/// The `Authorization` header. It prints as stars.
#[derive(Clone, PartialEq, Eq)]
pub enum Authorization {
    /// `Bearer` and this key.
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

    /// The header's value. The one place where a key is exposed to be sent: the request it belongs to was made for the origin the key is for.
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
    /// A `GET` with a key.
    #[must_use]
    pub const fn get(url: String, key: SessionKey, organization: Option<OrganizationId>) -> Self {
        Self { method: Method::Get, url, authorization: Authorization::Bearer(key), organization, body: None }
    }

    /// Its headers. Key and organisation were checked for their characters when they were taken, so every value fits into a header.
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
    fn the_key_stands_in_its_header_and_is_printed_nowhere() {
        let headers = request().headers();
        let expected = [("Authorization", format!("Bearer {KEY}")), ("OpenAI-Organization", "org-madeup".to_owned())];
        assert_eq!(headers, expected);
        let printed = format!("{:?}", request());
        assert!(printed.contains("Bearer sess-****") && !printed.contains("MadeUp0"), "{printed}");
    }

    #[test]
    fn a_body_says_that_it_is_json() {
        let push = Request { method: Method::Post, body: Some(b"{}".to_vec()), organization: None, ..request() };
        let names: Vec<&str> = push.headers().into_iter().map(|(name, _)| name).collect();
        assert_eq!((push.method.name(), names), ("POST", vec!["Authorization", "Content-Type"]));
    }
}
