//! One TLS listener on loopback, and the hosts behind it.

mod hosts;
mod refusals;
mod tls;

pub(crate) use hosts::{CloseConnection, Hosts, host};
pub(crate) use refusals::TlsRefusals;
pub(crate) use tls::Certificate;

use std::net::Ipv4Addr;
use std::sync::Arc;

use anyhow::Context as _;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};
use tokio_rustls::TlsAcceptor;

/// A listener at work; it and all its connections end with this value.
#[derive(Debug)]
pub(crate) struct Server {
    port: u16,
    accepting: AbortHandle,
}

impl Server {
    /// Listens on 127.0.0.1; port 0 lets the operating system choose.
    pub(crate) async fn start(port: u16, certificate: &Certificate, hosts: Hosts) -> anyhow::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.with_context(|| {
            format!("port {port} on 127.0.0.1 cannot be used: stop what listens there, or choose another port")
        })?;
        let port = listener.local_addr()?.port();
        let acceptor = certificate.acceptor(hosts.tls_refusals().clone())?;
        let accepting = tokio::spawn(accept(listener, acceptor, Arc::new(hosts))).abort_handle();
        Ok(Self { port, accepting })
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn stop(&self) {
        self.accepting.abort();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Owns its connections, so that aborting it closes them too.
async fn accept(listener: TcpListener, acceptor: TlsAcceptor, hosts: Arc<Hosts>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                if let Ok((stream, _)) = accepted {
                    connections.spawn(serve(stream, acceptor.clone(), Arc::clone(&hosts)));
                }
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Serves one connection to its end, or until its host is refused. Errors are ignored: browsers open connections they never use, and a
/// fault may close one on purpose.
async fn serve(stream: TcpStream, acceptor: TlsAcceptor, hosts: Arc<Hosts>) {
    let Ok(stream) = acceptor.accept(stream).await else {
        return;
    };
    let host = stream.get_ref().1.server_name().map(str::to_ascii_lowercase);
    let answering = service_fn(|request| hosts.answer(request));
    let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), answering);
    tokio::select! {
        _ = connection => {}
        () = hosts.tls_refusals().wait_for(host) => {}
    }
}
