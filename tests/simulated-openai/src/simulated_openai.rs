//! The handle of a running simulation.

use std::sync::Arc;
use std::time::Duration;

use crate::request_log::{LoggedRequest, TooFewRequests};
use crate::server::{Certificate, Hosts, Server};
use crate::service::Service;
use crate::world::World;
use crate::{Credential, Endpoint, Fault};

/// A running simulation. Clones share it; it stops when the last one is dropped.
#[derive(Clone, Debug)]
pub struct SimulatedOpenAi {
    service: Arc<Service>,
    server: Arc<Server>,
    certificate: Arc<Certificate>,
}

impl SimulatedOpenAi {
    /// Starts on a free port of 127.0.0.1, within the current Tokio runtime.
    ///
    /// # Errors
    /// When no port or no certificate can be had.
    pub async fn start(world: World) -> anyhow::Result<Self> {
        Self::start_on(0, world).await
    }

    /// Starts on this port of 127.0.0.1.
    ///
    /// # Errors
    /// When the port is taken, and as [`Self::start`].
    pub async fn start_on(port: u16, world: World) -> anyhow::Result<Self> {
        let certificate = Certificate::make(&world)?;
        let service = Arc::new(Service::new(world));
        let server = Server::start(port, &certificate, Hosts::new(Arc::clone(&service))).await?;
        Ok(Self { service, server: Arc::new(server), certificate: Arc::new(certificate) })
    }

    /// The port of 127.0.0.1 that plays port 443 of every host.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.server.port()
    }

    /// The server's self-signed certificate, for clients that would rather trust it than not check.
    #[must_use]
    pub fn certificate_pem(&self) -> &str {
        self.certificate.pem()
    }

    /// Closes the port and all connections, as if the network were gone.
    pub fn stop(&self) {
        self.server.stop();
    }

    /// Changes the world between two requests, and returns what `change` returns.
    pub fn edit<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        change(&mut self.service.world.write())
    }

    /// A copy of the world as it is.
    #[must_use]
    pub fn world(&self) -> World {
        self.service.world.read().clone()
    }
}

/// Session keys.
impl SimulatedOpenAi {
    /// A new session key for the user with this e-mail address, as sign-in would hand out.
    ///
    /// A key for nobody in the world is answered like one that was revoked.
    #[must_use]
    pub fn issue_key(&self, email: &str) -> Credential {
        let shape = self.service.world.read().key_shape;
        self.service.sessions.issue(email, shape, self.service.now())
    }

    /// Revokes a key; `false` if no such key was issued. A signed-in browser gets a new one when it reloads the page.
    pub fn revoke_key(&self, key: &Credential) -> bool {
        self.service.sessions.revoke(key)
    }

    /// Revokes all keys, and returns how many there were.
    pub fn revoke_all(&self) -> usize {
        self.service.sessions.revoke_all()
    }

    /// Every key ever issued, oldest first, revoked or not.
    #[must_use]
    pub fn keys_issued(&self) -> Vec<Credential> {
        self.service.sessions.keys_issued()
    }
}

/// Faults.
impl SimulatedOpenAi {
    /// Makes an endpoint fail until it is healed. A fault that was there before is replaced.
    pub fn fail(&self, endpoint: Endpoint, fault: Fault) {
        self.service.faults.plan(endpoint, fault, None);
    }

    /// Makes the next `times` requests to an endpoint fail.
    pub fn fail_times(&self, endpoint: Endpoint, fault: Fault, times: usize) {
        self.service.faults.plan(endpoint, fault, Some(times));
    }

    /// Ends an endpoint's fault; requests it kept hanging are answered.
    pub fn heal(&self, endpoint: Endpoint) {
        self.service.faults.heal(endpoint);
    }

    /// Ends all faults, refusals of TLS included.
    pub fn heal_all(&self) {
        self.service.faults.heal_all();
        self.service.tls_refusals.clear();
    }

    /// Lets TLS handshakes for a host fail with an alert, or succeed again.
    ///
    /// It is a fault of the host, such as [`crate::API_HOST`], not of an endpoint. It fails browsers that check no
    /// certificates too, and open connections to the host are closed, so that the next request meets it. No request
    /// reaches the log meanwhile.
    pub fn refuse_tls(&self, host: &str, refused: bool) {
        self.service.tls_refusals.set(host, refused);
    }
}

/// The request log.
impl SimulatedOpenAi {
    /// All requests that arrived, at any host, preflights included, oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<LoggedRequest> {
        self.service.log.all()
    }

    /// The requests to one endpoint, in either form of its path, at api.openai.com and at gateways; preflights are none.
    #[must_use]
    pub fn requests_to(&self, endpoint: Endpoint) -> Vec<LoggedRequest> {
        let mut requests = self.requests();
        requests.retain(|request| request.endpoint() == Some(endpoint));
        requests
    }

    /// Forgets all requests.
    pub fn clear_requests(&self) {
        self.service.log.clear();
    }

    /// Waits until this many requests to an endpoint have *arrived*, and returns all requests to it.
    ///
    /// # Errors
    /// When there are fewer after `within`; the error shows what did arrive.
    pub async fn wait_for_requests(
        &self,
        endpoint: Endpoint,
        wanted: usize,
        within: Duration,
    ) -> Result<Vec<LoggedRequest>, TooFewRequests> {
        let to_endpoint = |request: &LoggedRequest| request.endpoint() == Some(endpoint);
        self.wait_for(to_endpoint, wanted, within).await
    }

    /// Waits until this many requests match `fits`, and returns all that do. `fits` can ask for *answered* requests, or for those of an
    /// extension.
    ///
    /// # Errors
    /// As [`Self::wait_for_requests`].
    pub async fn wait_for(
        &self,
        fits: impl Fn(&LoggedRequest) -> bool,
        wanted: usize,
        within: Duration,
    ) -> Result<Vec<LoggedRequest>, TooFewRequests> {
        self.service.log.wait_for(fits, wanted, within).await
    }
}
