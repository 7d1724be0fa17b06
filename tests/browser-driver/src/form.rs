//! Filling in forms, also in the popup.

use std::path::Path;

use serde::Deserialize;
use serde_json::json;

use crate::connection::read;
use crate::error::{Error, Result};
use crate::script::quote;
use crate::tab::Tab;
use crate::wait::PATIENCE;

/// Dispatches the events that a browser dispatches for a changed value.
const CHANGED: &str =
    "for (const name of ['input', 'change']) element.dispatchEvent(new Event(name, { bubbles: true }))";

impl Tab {
    /// Replaces the value of a field, with the events of typing and leaving. Waits for the field.
    ///
    /// Faster than [`Self::type_into`], which presses every key, and replaces the old value.
    pub async fn fill(&self, css: &str, text: &str) -> Result<()> {
        let set = format!(
            r"if (element.disabled || element.readOnly) throw 'it cannot be changed';
  element.focus();
  element.value = {text};
  if (element.value !== {text}) throw `it does not take that value, but has ${{JSON.stringify(element.value)}}`;
  {CHANGED};",
            text = quote(text)
        );
        self.change(css, &set, "a field").await
    }

    /// Chooses an option of a `<select>` by its value; waits for both.
    pub async fn select(&self, css: &str, value: &str) -> Result<()> {
        let set = format!(
            r"const wanted = [...element.options].find(option => option.value === {value} && !option.disabled);
  if (element.disabled || !wanted) throw `it cannot be chosen of ${{[...element.options].map(option => option.value)}}`;
  element.focus();
  wanted.selected = true;
  {CHANGED};",
            value = quote(value)
        );
        self.change(css, &set, "an option of").await
    }

    /// Chooses files in an `<input type=file>`, as its dialog would. The paths must be absolute.
    pub async fn set_files(&self, css: &str, files: &[&Path]) -> Result<()> {
        #[derive(Deserialize)]
        struct Located {
            nodes: Vec<Node>,
        }
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Node {
            shared_id: String,
        }
        let (bidi, context) = self.context("choosing files")?;
        self.change(css, "if (element.type !== 'file') throw 'it is for no files';", "a file input").await?;
        let method = "browsingContext.locateNodes";
        let locator = json!({ "type": "css", "value": css });
        let found = bidi.call(method, json!({ "context": context, "locator": locator, "maxNodeCount": 1 })).await?;
        let found: Located = read(method, found)?;
        let element =
            found.nodes.first().ok_or(Error::Unsupported { what: "choosing files", place: "what is gone" })?;
        let element = json!({ "sharedId": element.shared_id });
        bidi.call("input.setFiles", json!({ "context": context, "element": element, "files": files })).await.map(drop)
    }

    /// Does something to the first matching element, once there is one for which that is possible.
    async fn change(&self, css: &str, script: &str, kind: &str) -> Result<()> {
        let css = quote(css);
        let expression = format!(
            r"(element => {{
  if (!element) throw 'there is none';
  {script}
  return true;
}})(document.querySelector({css}))"
        );
        self.wait_for::<bool>(&expression, &format!("{kind} {css}"), PATIENCE).await.map(drop)
    }
}
