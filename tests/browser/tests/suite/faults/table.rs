//! The table: each fault, what popup and badge show, and how the extension recovers.

use serde_json::json;
use simulated_openai::{Endpoint, Fault, RetryAfter};

use super::row::{Cause, Recovery, Row, Shown, Told};

use Recovery::{Alarm, ByItself, NewSession, Refresh, Wait};

/// The balance as it was: grey, but there.
const BALANCE: &str = "$8.9";

/// A failure that is shown and ends by itself.
const fn warning(title: &'static str, next: &'static str) -> Shown {
    saying(title, &[], next)
}

const fn saying(title: &'static str, values: &'static [&'static str], next: &'static str) -> Shown {
    Shown::Told(Told { severity: "warning", title: (title, values), next, action: None })
}

/// A failure that only the person can end.
const fn error(title: &'static str, next: &'static str, action: Option<&'static str>) -> Shown {
    Shown::Told(Told { severity: "error", title: (title, &[]), next, action })
}

const fn unexpected(status: &'static [&'static str]) -> Shown {
    saying("failure_unexpected_status", status, "failure_unexpected_status_next")
}

const fn server_error(status: &'static [&'static str]) -> Shown {
    saying("failure_server_error", status, "failure_server_error_next")
}

const UNREACHABLE: Shown = warning("failure_unreachable", "failure_unreachable_next");
const UNREADABLE: Shown = warning("failure_unreadable", "failure_unreadable_next");
const TOO_LARGE: Shown = warning("failure_too_large", "failure_too_large_next");
const TIMED_OUT: Shown = warning("failure_timed_out", "failure_timed_out_next");
const TOO_MANY: Shown = warning("failure_too_many_requests", "failure_too_many_requests_next");
const ENDED: Shown = error("failure_session_ended", "failure_session_ended_next", Some("open-platform"));
const ROLE: Shown = warning("failure_role_cannot_see_billing", "failure_role_cannot_see_billing_next");

/// The first wait after a failure is a minute plus up to a twentieth.
const A_MINUTE: Recovery = Alarm { within: 65, not_within: Some(50) };
/// OpenAI asked for two minutes.
const TWO_MINUTES: Recovery = Wait { within: 145, not_within: 110 };
/// OpenAI asked for a wait, and the first one is a minute.
const A_MINUTES_WAIT: Recovery = Wait { within: 65, not_within: 50 };
/// Without a network, the worker checks for one every minute.
const NETWORK: Recovery = Alarm { within: 65, not_within: None };

const fn status(code: u16) -> Cause {
    Cause::Answer(Fault::Status { code, body: None, retry_after: None })
}

const fn too_many(retry_after: Option<RetryAfter>) -> Cause {
    Cause::Answer(Fault::Status { code: 429, body: None, retry_after })
}

fn secret_key() -> Cause {
    let message = "Your request to GET /dashboard/billing/credit_grants must be made with a session key (that is, it can only \
                   be made from the browser). You made it with the following key type: secret.";
    let body = json!({ "error": { "message": message, "type": "server_error", "param": null, "code": null } });
    Cause::Answer(Fault::Status { code: 403, body: Some(body.to_string()), retry_after: None })
}

/// Without the subscription: its fields have no documented types, so any value is shown.
const fn wrong_types() -> Cause {
    Cause::AnswerTo(&[Endpoint::CreditGrants, Endpoint::Usage], Fault::WrongTypes)
}

// The columns of the table are aligned by hand.
#[rustfmt::skip]
pub fn rows() -> Vec<Row> {
    let answer = Cause::Answer;
    let redirect = answer(Fault::Redirect("https://evil.test/".to_owned()));
    let deactivated = error("failure_account_deactivated", "failure_account_deactivated_next", None);
    let mismatched = error("failure_wrong_organization", "failure_wrong_organization_next", Some("open-platform"));
    let secret = error("failure_secret_key", "failure_secret_key_next", Some("open-platform"));
    let gone = warning("failure_endpoint_gone", "failure_endpoint_gone_next");
    let not_json = warning("failure_not_json", "failure_not_json_next");
    let offline = warning("offline_title", "offline_next");
    let two_unreadable = Shown::ToldInSets(&["credit_grants", "model_cost"], "failure_unreadable");
    let row = |name, cause, shown, badge, recovery| Row { name, cause, shown, badge, recovery };
    vec![
        // name                     cause                                shown                   badge    recovery
        row("status_400",           status(400),                         unexpected(&["400"]),   BALANCE, Refresh),
        row("status_401",           Cause::SessionEnds,                  ENDED,                  "!",     NewSession),
        row("status_401_deactivated", answer(Fault::Deactivated),        deactivated,            "!",     Refresh),
        row("status_401_mismatched", answer(Fault::MismatchedOrganization), mismatched,          "!",     Refresh),
        row("status_403_role",      answer(Fault::MissingScopes),        ROLE,                   BALANCE, Refresh),
        row("status_403_secret_key", secret_key(),                       secret,                 "!",     Refresh),
        row("status_404_in_both_forms_of_the_path", answer(Fault::NotFound), gone,               BALANCE, Refresh),
        row("status_404_in_one_form_of_the_path", Cause::PathsMove,      Shown::Nothing,         BALANCE, ByItself),
        row("status_418",           status(418),                         unexpected(&["418"]),   BALANCE, Refresh),
        row("status_429_for_seconds", too_many(Some(RetryAfter::Seconds(120))), TOO_MANY,        BALANCE, TWO_MINUTES),
        row("status_429_until_a_date", too_many(Some(RetryAfter::DateIn(120))), TOO_MANY,        BALANCE, TWO_MINUTES),
        row("status_429_without_a_time", too_many(None),                 TOO_MANY,               BALANCE, A_MINUTES_WAIT),
        row("status_500",           status(500),                         server_error(&["500"]), BALANCE, Refresh),
        row("status_502",           status(502),                         server_error(&["502"]), BALANCE, Refresh),
        row("status_503",           status(503),                         server_error(&["503"]), BALANCE, A_MINUTE),
        row("captive_portal",       answer(Fault::Html),                 not_json,               BALANCE, Refresh),
        row("empty_body",           answer(Fault::EmptyBody),            UNREADABLE,             BALANCE, Refresh),
        row("truncated_json",       answer(Fault::Truncated),            UNREADABLE,             BALANCE, Refresh),
        row("body_cut_off",         answer(Fault::CutOff),               UNREACHABLE,            BALANCE, Refresh),
        row("gigantic_body",        answer(Fault::Gigantic(20_000_000)), TOO_LARGE,              BALANCE, Refresh),
        row("wrong_types",          wrong_types(),                       two_unreadable,         BALANCE, Refresh),
        row("no_answer",            Cause::AnswerNever(Fault::Hang),     TIMED_OUT,              BALANCE, A_MINUTE),
        row("dripping_body",        Cause::AnswerNever(Fault::Drip),     TIMED_OUT,              BALANCE, Refresh),
        row("connection_reset",     answer(Fault::Reset),                UNREACHABLE,            BALANCE, A_MINUTE),
        row("tls_failure",          Cause::TlsFails,                     UNREACHABLE,            BALANCE, Refresh),
        row("redirect",             redirect,                            UNREACHABLE,            BALANCE, Refresh),
        row("offline",              Cause::NetworkGoes,                  offline,                BALANCE, NETWORK),
        row("access_revoked",       Cause::AccessGoes,                   Shown::NoAccess,        "!",     ByItself),
    ]
}
