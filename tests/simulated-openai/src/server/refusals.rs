//! Hosts whose TLS handshake fails.

use std::collections::BTreeSet;
use std::sync::Arc;

use tokio::sync::watch;
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;

/// The hosts that are refused. Clones share the list; watching it wakes on every change.
#[derive(Clone, Debug, Default)]
pub(crate) struct TlsRefusals(Arc<watch::Sender<BTreeSet<String>>>);

impl TlsRefusals {
    /// Starts or stops refusing a host. Open connections to a refused host are closed.
    pub(crate) fn set(&self, host: &str, refused: bool) {
        let host = host.to_ascii_lowercase();
        self.0.send_modify(|hosts| {
            if refused {
                hosts.insert(host);
            } else {
                hosts.remove(&host);
            }
        });
    }

    pub(crate) fn clear(&self) {
        self.0.send_modify(BTreeSet::clear);
    }

    fn contains(&self, host: &str) -> bool {
        self.0.borrow().contains(host)
    }

    /// Returns once this host is refused. Never returns if the client named no host.
    pub(super) async fn wait_for(&self, host: Option<String>) {
        let Some(host) = host else {
            return std::future::pending().await;
        };
        // Cannot fail: the sender lives as long as `self`.
        drop(self.0.subscribe().wait_for(|hosts| hosts.contains(&host)).await);
    }
}

/// One certificate for every host that is not refused. Without a certificate, rustls ends the handshake with a fatal alert. So it also
/// fails for a browser that checks no certificates.
#[derive(Debug)]
pub(super) struct Resolver {
    pub(super) certificate: Arc<CertifiedKey>,
    pub(super) refusals: TlsRefusals,
}

impl ResolvesServerCert for Resolver {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let refused = hello.server_name().is_some_and(|host| self.refusals.contains(host));
        (!refused).then(|| Arc::clone(&self.certificate))
    }
}
