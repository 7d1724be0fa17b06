//! A port for chromedriver.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};
use std::sync::atomic::{AtomicU16, Ordering};

use crate::error::{Error, Result};

/// Below the ports that Linux gives to outgoing connections.
const PORTS: std::ops::Range<u16> = 20_000..32_000;

/// How many ports this process has tried.
static LOOKED_AT: AtomicU16 = AtomicU16::new(0);

/// A port that is free on both loopback addresses. With `--port=0` chromedriver sometimes fails: it takes a port that is free for IPv6,
/// but an outgoing connection already uses that port for IPv4.
pub(super) fn free() -> Result<u16> {
    let span = PORTS.end - PORTS.start;
    let first = u16::try_from(std::process::id() % u32::from(span)).unwrap_or_default();
    let next = || PORTS.start + first.wrapping_add(LOOKED_AT.fetch_add(1, Ordering::Relaxed)) % span;
    let found = std::iter::repeat_with(next).take(span.into()).find(|port| is_free(*port));
    found.ok_or_else(|| Error::io("no port is free for chromedriver")(io::ErrorKind::AddrInUse.into()))
}

/// On a machine without IPv6 the port counts as free there.
fn is_free(port: u16) -> bool {
    let in_use = |bound: io::Result<TcpListener>| bound.is_err_and(|error| error.kind() == io::ErrorKind::AddrInUse);
    !in_use(TcpListener::bind((Ipv4Addr::LOCALHOST, port))) && !in_use(TcpListener::bind((Ipv6Addr::LOCALHOST, port)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_that_is_taken_is_passed_over() {
        let port = free().unwrap();
        for loopback in ["127.0.0.1", "::1"] {
            let Ok(taken) = TcpListener::bind((loopback, port)) else { continue };
            assert!(!is_free(port), "{loopback}");
            drop(taken);
        }
        assert_ne!(free().unwrap(), port, "each browser has its own");
    }
}
