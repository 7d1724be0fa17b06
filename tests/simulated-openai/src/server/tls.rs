//! A certificate of our own, made at each start and worth nothing anywhere else.

use std::sync::Arc;

use anyhow::Context as _;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::{API_HOST, CONTROL_HOST, PLATFORM_HOST};

/// A self-signed certificate for all the simulated hosts, ready to serve.
#[derive(Debug)]
pub(crate) struct Certificate {
    pem: String,
    config: Arc<ServerConfig>,
}

impl Certificate {
    pub(crate) fn make() -> anyhow::Result<Self> {
        let names = [PLATFORM_HOST, API_HOST, CONTROL_HOST, "localhost", "127.0.0.1"];
        let made = rcgen::generate_simple_self_signed(names.map(str::to_owned))
            .context("the certificate of the simulated OpenAI could not be made")?;
        let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
        // The provider is named, because a process with two of them compiled in has no default.
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)?;
        Ok(Self { pem: made.cert.pem(), config: Arc::new(config) })
    }

    /// For clients that would rather trust it than stop checking.
    pub(crate) fn pem(&self) -> &str {
        &self.pem
    }

    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(Arc::clone(&self.config))
    }
}
