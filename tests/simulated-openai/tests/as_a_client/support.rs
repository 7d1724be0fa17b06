//! A plain TLS client that finds the simulated hosts, and checks their certificate.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Once;

use reqwest::{Certificate, Client, Method, RequestBuilder, Response, redirect};
use serde_json::Value;
use simulated_openai::{API_HOST, Credential, Endpoint, PLATFORM_HOST, SimulatedOpenAi, World, samples};

/// A company's proxy in front of OpenAI.
pub const GATEWAY_HOST: &str = "gateway.example.test";

/// A running simulation and a client that knows where it is.
pub struct Setting {
    pub openai: SimulatedOpenAi,
    client: Client,
}

impl Setting {
    pub async fn with_samples() -> Self {
        Self::of(samples::world()).await
    }

    pub async fn of(world: World) -> Self {
        let openai = SimulatedOpenAi::start(world).await.unwrap();
        let client = client(&openai);
        Self { openai, client }
    }

    /// A request to api.openai.com, with a key and for an organisation if given.
    pub fn api(&self, path: &str, key: Option<&Credential>, organization: Option<&str>) -> RequestBuilder {
        let mut request = self.request(Method::GET, API_HOST, path);
        if let Some(key) = key {
            request = request.bearer_auth(key.expose());
        }
        if let Some(organization) = organization {
            request = request.header("openai-organization", organization);
        }
        request
    }

    /// The answer of an endpoint to Ada, whose default organisation is the prepaid one.
    pub async fn ask(&self, endpoint: Endpoint) -> reqwest::Result<Response> {
        let key = self.openai.issue_key(samples::ADA);
        let path = match endpoint {
            Endpoint::Usage => "/dashboard/billing/usage?start_date=2026-11-01&end_date=2026-11-23",
            _ => endpoint.path(),
        };
        self.api(path, Some(&key), None).send().await
    }

    pub fn platform(&self, method: Method, path: &str) -> RequestBuilder {
        self.request(method, PLATFORM_HOST, path)
    }

    pub fn request(&self, method: Method, host: &str, path: &str) -> RequestBuilder {
        let port = self.openai.port();
        self.client.request(method, format!("https://{host}:{port}{path}"))
    }

    /// Signs in as the page's form does; the cookie stays in the client.
    pub async fn sign_in(&self, email: &str, password: &str) -> Response {
        let form = [("email", email), ("password", password)];
        self.platform(Method::POST, "/login").form(&form).send().await.unwrap()
    }
}

/// The code in an error of OpenAI's shape.
pub async fn error_code(response: Response) -> Value {
    let body: Value = response.json().await.unwrap();
    body["error"]["code"].clone()
}

fn client(openai: &SimulatedOpenAi) -> Client {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| tokio_rustls::rustls::crypto::ring::default_provider().install_default().unwrap());
    let certificate = Certificate::from_pem(openai.certificate_pem().as_bytes()).unwrap();
    let here = SocketAddr::from((Ipv4Addr::LOCALHOST, openai.port()));
    let builder = [PLATFORM_HOST, API_HOST, GATEWAY_HOST]
        .into_iter()
        .fold(Client::builder(), |builder, host| builder.resolve(host, here));
    builder.tls_certs_only([certificate]).cookie_store(true).redirect(redirect::Policy::none()).build().unwrap()
}
