use std::fmt;
use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::origin;

/// HertzBeat's "Monitoring Host": a host name or IPv4 address, with the port unless it is 443. Always https.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MonitoringHost(String);

/// Why a text is not a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotAHost {
    #[error("no host")]
    Empty,
    /// Plain http, which would expose the key to anybody on the network.
    #[error("http, where only https is used")]
    NotHttps,
    /// Something other than a port follows the host, such as a path or a query.
    #[error("more than a host")]
    MoreThanAHost,
    /// Not a valid host name, address or port.
    #[error("no host name")]
    NoHostName,
}

/// The longest name DNS allows.
const MAX_LENGTH: usize = 253;

impl MonitoringHost {
    /// Reads `api.openai.com`, `gateway.example:8443` or `https://api.openai.com/`.
    ///
    /// # Errors
    /// Why `text` is not a host.
    pub fn parse(text: &str) -> Result<Self, NotAHost> {
        let text = text.trim().to_ascii_lowercase();
        let authority = match text.split_once("://") {
            Some(("https", rest)) => rest,
            Some(("http", _)) => return Err(NotAHost::NotHttps),
            Some(_) => return Err(NotAHost::NoHostName),
            None => &text,
        };
        let authority = authority.strip_suffix('/').unwrap_or(authority);
        if authority.is_empty() {
            return Err(NotAHost::Empty);
        }
        if authority.contains(['/', '?', '#', '@']) {
            return Err(NotAHost::MoreThanAHost);
        }
        let (host, port) = match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        };
        if host.len() > MAX_LENGTH || !host.split('.').all(is_label) || !is_name_or_address(host) {
            return Err(NotAHost::NoHostName);
        }
        match port.map(port_number) {
            None | Some(Some(443)) => Ok(Self(host.to_owned())),
            Some(Some(port)) => Ok(Self(format!("{host}:{port}"))),
            Some(None) => Err(NotAHost::NoHostName),
        }
    }

    /// `https://api.openai.com`.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("https://{}", self.0)
    }

    /// Whether this is OpenAI's own host, the only one a captured key is sent to.
    #[must_use]
    pub fn is_openai(&self) -> bool {
        self.origin() == origin::API
    }

    /// Without scheme: `api.openai.com`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether this is a valid part of a host name between dots: letters, digits, underscores and inner hyphens. It is true of the parts of an
/// IPv4 address as well.
fn is_label(label: &str) -> bool {
    let fits = (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-');
    fits && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// Browsers read a host whose last part is a number as an IPv4 address, in all notations of C: `127.1`, `0x7f000001`. Only the dotted
/// decimal notation is accepted, so that the browser contacts the very host that the person typed.
fn is_name_or_address(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    let hex = last.strip_prefix("0x").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let is_number = hex || last.bytes().all(|byte| byte.is_ascii_digit());
    !is_number || host.parse::<Ipv4Addr>().is_ok()
}

/// A port is digits only; `parse` alone would accept a leading plus.
fn port_number(port: &str) -> Option<u16> {
    let digits = port.bytes().all(|byte| byte.is_ascii_digit());
    port.parse().ok().filter(|port| digits && *port > 0)
}

impl Default for MonitoringHost {
    fn default() -> Self {
        Self(origin::API.trim_start_matches("https://").to_owned())
    }
}

impl fmt::Display for MonitoringHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for MonitoringHost {
    type Error = NotAHost;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<MonitoringHost> for String {
    fn from(host: MonitoringHost) -> Self {
        host.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_as_people_write_them() {
        for (text, host) in [
            ("api.openai.com", "api.openai.com"),
            (" HTTPS://API.OpenAI.com/ ", "api.openai.com"),
            ("https://api.openai.com:443", "api.openai.com"),
            ("gateway.example.test:8443", "gateway.example.test:8443"),
            ("api.openai.com:0443", "api.openai.com"),
            ("localhost", "localhost"),
            ("127.0.0.1", "127.0.0.1"),
            ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ] {
            assert_eq!(MonitoringHost::parse(text).unwrap().as_str(), host);
        }
        assert!(MonitoringHost::default().is_openai());
        assert!(!MonitoringHost::parse("api.openai.com:8443").unwrap().is_openai());
    }

    #[test]
    fn and_what_is_none() {
        for (text, why) in [
            ("", NotAHost::Empty),
            ("https://", NotAHost::Empty),
            ("http://api.openai.com", NotAHost::NotHttps),
            ("ftp://api.openai.com", NotAHost::NoHostName),
            ("api.openai.com/v1", NotAHost::MoreThanAHost),
            ("api.openai.com@evil.example", NotAHost::MoreThanAHost),
            ("api.openai.com?x", NotAHost::MoreThanAHost),
            ("api openai com", NotAHost::NoHostName),
            ("api..com", NotAHost::NoHostName),
            ("*.openai.com", NotAHost::NoHostName),
            ("-a.com", NotAHost::NoHostName),
            ("127.1", NotAHost::NoHostName),
            ("0", NotAHost::NoHostName),
            ("127.0.0.01", NotAHost::NoHostName),
            ("a.0x7f", NotAHost::NoHostName),
            ("a:+443", NotAHost::NoHostName),
            ("a:", NotAHost::NoHostName),
            ("a:0", NotAHost::NoHostName),
            ("a:99999", NotAHost::NoHostName),
            ("a:1:2", NotAHost::NoHostName),
            ("bücher.example", NotAHost::NoHostName),
        ] {
            assert_eq!(MonitoringHost::parse(text), Err(why), "{text}");
        }
    }
}
