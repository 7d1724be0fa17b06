//! Running JavaScript in a page, with JSON in and JSON out.
//!
//! The two protocols serialise values differently. A string of JSON passes through both unchanged.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::connection::{Connection, read};
use crate::error::{Error, Result};

/// Where a script runs.
#[derive(Clone, Debug)]
pub(crate) enum Realm {
    /// A page that BiDi knows.
    Context {
        /// The BiDi connection.
        bidi: Connection,
        /// The browsing context's id.
        id: String,
    },
    /// A page that only the DevTools protocol knows: Chromium's popup.
    Session {
        /// The DevTools connection.
        devtools: Connection,
        /// The session attached to the page.
        id: String,
        /// The page's target.
        target: String,
    },
}

impl Realm {
    /// The value of an expression, awaited. `undefined` and what JSON cannot hold are null.
    pub async fn eval(&self, expression: &str) -> Result<Value> {
        // The line break ends a comment at the end of the expression.
        let script = format!("(async () => JSON.stringify(await ({expression}\n)))()");
        let outcome = match self {
            Self::Context { bidi, id } => in_context(bidi, id, &script).await?,
            Self::Session { devtools, id, .. } => in_session(devtools, id, &script).await?,
        };
        match outcome {
            Ok(None) => Ok(Value::Null),
            Ok(Some(text)) => parse(&text),
            Err(text) => Err(Error::Script { text, script: expression.chars().take(300).collect() }),
        }
    }
}

fn parse(text: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(|source| Error::Answer {
        method: "a script".to_owned(),
        answer: text.chars().take(400).collect(),
        source,
    })
}

/// The result of a script: a string or nothing, or the text of an exception.
type Outcome = std::result::Result<Option<String>, String>;

async fn in_context(bidi: &Connection, context: &str, script: &str) -> Result<Outcome> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Evaluated {
        result: Option<Remote>,
        exception_details: Option<Details>,
    }
    #[derive(Deserialize)]
    struct Details {
        text: String,
    }
    let method = "script.evaluate";
    let answer = bidi
        .call(
            method,
            json!({
                "expression": script,
                "target": { "context": context },
                "awaitPromise": true,
                "resultOwnership": "none",
            }),
        )
        .await?;
    let evaluated: Evaluated = read(method, answer)?;
    Ok(match evaluated.exception_details {
        Some(details) => Err(details.text),
        None => Ok(evaluated.result.and_then(|result| result.value)),
    })
}

async fn in_session(devtools: &Connection, session: &str, script: &str) -> Result<Outcome> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Evaluated {
        result: Remote,
        exception_details: Option<Details>,
    }
    #[derive(Deserialize)]
    struct Details {
        text: String,
        exception: Option<Exception>,
    }
    #[derive(Deserialize)]
    struct Exception {
        description: Option<String>,
    }
    let method = "Runtime.evaluate";
    let params = json!({ "expression": script, "awaitPromise": true, "returnByValue": true });
    let evaluated: Evaluated = read(method, devtools.call_in(session, method, params).await?)?;
    Ok(match evaluated.exception_details {
        Some(details) => Err(details.exception.and_then(|exception| exception.description).unwrap_or(details.text)),
        None => Ok(evaluated.result.value),
    })
}

/// A value in the form of the protocols. Here it is always a string or `undefined`.
#[derive(Deserialize)]
struct Remote {
    value: Option<String>,
}

/// A string as a JavaScript literal.
pub(crate) fn quote(text: &str) -> String {
    Value::from(text).to_string()
}
