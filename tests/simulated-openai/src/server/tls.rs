//! A certificate of our own, made at each start and worth nothing anywhere else.

use std::sync::Arc;

use anyhow::Context as _;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::sign::CertifiedKey;

use super::refusals::{Resolver, TlsRefusals};
use crate::world::World;
use crate::{API_HOST, CONTROL_HOST, PLATFORM_HOST};

/// A self-signed certificate for all the simulated hosts, ready to serve.
#[derive(Debug)]
pub(crate) struct Certificate {
    pem: String,
    key: Arc<CertifiedKey>,
}

impl Certificate {
    /// A certificate for the hosts of this world.
    pub(crate) fn make(world: &World) -> anyhow::Result<Self> {
        let always = [PLATFORM_HOST, API_HOST, CONTROL_HOST, "localhost", "127.0.0.1"];
        let gateways = world.gateways.iter().map(|gateway| gateway.host.as_str());
        let names: Vec<String> = always.into_iter().chain(gateways).map(str::to_owned).collect();
        let made = rcgen::generate_simple_self_signed(names)
            .context("the certificate of the simulated OpenAI could not be made")?;
        let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
        let key = CertifiedKey::from_der(vec![made.cert.der().clone()], key, &ring::default_provider())?;
        Ok(Self { pem: made.cert.pem(), key: Arc::new(key) })
    }

    /// For clients that would rather trust it than stop checking.
    pub(crate) fn pem(&self) -> &str {
        &self.pem
    }

    /// Shakes hands for every host that is not refused.
    pub(crate) fn acceptor(&self, refusals: TlsRefusals) -> anyhow::Result<TlsAcceptor> {
        // The provider is named, because a process with two of them compiled in has no default.
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(Resolver { certificate: Arc::clone(&self.key), refusals }));
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}
