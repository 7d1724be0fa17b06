//! The known error answers of OpenAI, and the words for each.

use anyhow::Result;
use browser_suite::{Notice, Words};
use serde_json::json;
use simulated_openai::Fault;

/// A failure of all three endpoints.
#[derive(Debug)]
pub struct Row {
    pub fault: Fault,
    /// The name of the failure in the keys of its messages.
    pub name: &'static str,
    /// The values in the title.
    pub value: Option<&'static str>,
    /// Whether the key is refused. Then no other request is sent with it.
    pub refuses_key: bool,
    /// The `data-action` of the notice's button. A new session helps if the key was refused, but not if the account is deactivated.
    action: Option<&'static str>,
}

impl Row {
    const fn new(name: &'static str, fault: Fault) -> Self {
        Self { fault, name, value: None, refuses_key: false, action: None }
    }

    fn saying(self, value: &'static str) -> Self {
        Self { value: Some(value), ..self }
    }

    fn refusing_the_key(self) -> Self {
        Self { refuses_key: true, action: Some("open-platform"), ..self }
    }

    fn without_a_button(self) -> Self {
        Self { action: None, ..self }
    }

    /// The expected notice.
    pub fn notice(&self, words: &Words) -> Result<Notice> {
        let severity = if self.refuses_key { "error" } else { "warning" };
        Ok(Notice {
            severity: severity.to_owned(),
            title: words.say(&format!("failure_{}", self.name), self.value.as_slice())?,
            next: words.say(&format!("failure_{}_next", self.name), &[])?,
            action: self.action.map(str::to_owned),
        })
    }
}

fn error(code: u16, message: &str, error_code: Option<&str>) -> Fault {
    let error = json!({ "message": message, "type": "invalid_request_error", "param": null, "code": error_code });
    Fault::Status { code, body: Some(json!({ "error": error }).to_string()), retry_after: None }
}

const fn status(code: u16) -> Fault {
    Fault::Status { code, body: None, retry_after: None }
}

pub fn of_the_key() -> Vec<Row> {
    let refused = "Incorrect API key provided: sess-abc***************************1234.";
    let no_key = "You didn't provide an API key.";
    let secret = "Your request to GET /dashboard/billing/credit_grants must be made with a session key (that is, it can only be \
                  made from the browser). You made it with the following key type: secret.";
    vec![
        Row::new("session_ended", error(401, refused, Some("invalid_api_key"))).refusing_the_key(),
        Row::new("session_ended", error(401, no_key, None)).refusing_the_key(),
        Row::new("wrong_organization", Fault::MismatchedOrganization).refusing_the_key(),
        Row::new("account_deactivated", Fault::Deactivated).refusing_the_key().without_a_button(),
        Row::new("secret_key", error(403, secret, None)).refusing_the_key(),
    ]
}

pub fn that_last() -> Vec<Row> {
    let insufficient = "You have insufficient permissions for this operation.";
    vec![
        Row::new("role_cannot_see_billing", Fault::MissingScopes),
        Row::new("role_cannot_see_billing", error(403, insufficient, None)),
        Row::new("endpoint_gone", Fault::NotFound),
    ]
}

pub fn of_the_server() -> Vec<Row> {
    vec![
        Row::new("server_error", status(500)).saying("500"),
        Row::new("server_error", status(503)).saying("503"),
        Row::new("unexpected_status", status(400)).saying("400"),
    ]
}

pub fn of_the_network() -> Vec<Row> {
    vec![
        Row::new("unreachable", Fault::Reset),
        // A redirect is not followed, because it could carry the key to another site.
        Row::new("unreachable", Fault::Redirect("https://evil.test/".to_owned())),
        Row::new("not_json", Fault::Html),
    ]
}

pub fn of_the_body() -> Vec<Row> {
    vec![
        Row::new("unreadable", Fault::EmptyBody),
        Row::new("unreadable", Fault::Truncated),
        Row::new(
            "unreadable",
            Fault::Raw { status: 200, content_type: "application/json".to_owned(), bytes: b"[]".to_vec() },
        ),
    ]
}
