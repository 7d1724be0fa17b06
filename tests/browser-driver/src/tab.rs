//! A page in a tab or popup.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::connection::{Connection, read};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::script::{Realm, quote};
use crate::wait::PATIENCE;

/// A page in a tab, or the extension's popup (see [`crate::Browser::open_popup`]). Clones are the same page.
#[derive(Clone, Debug)]
pub struct Tab {
    pub(crate) realm: Realm,
    pub(crate) engine: Engine,
}

/// How much of a page a screenshot shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The visible part.
    Viewport,
    /// The whole page.
    Page,
}

/// The colours a person's system asks pages for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorScheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Tab {
    /// Opens an address, and waits until the page has loaded.
    pub async fn goto(&self, url: &str) -> Result<()> {
        let (bidi, context) = self.context("going to an address")?;
        let params = json!({ "context": context, "url": url, "wait": "complete" });
        bidi.call("browsingContext.navigate", params).await.map(drop)
    }

    /// Loads the page again, and waits for it.
    pub async fn reload(&self) -> Result<()> {
        let (bidi, context) = self.context("reloading")?;
        let params = json!({ "context": context, "wait": "complete" });
        bidi.call("browsingContext.reload", params).await.map(drop)
    }

    /// Runs a JavaScript function in every page this tab loads from now on, before the page's own scripts.
    ///
    /// So measurements can observe a page while it loads. Chromium only: Firefox accepts such a script, but does not run it in pages of
    /// extensions (measured).
    pub async fn run_before_each_page(&self, function: &str) -> Result<()> {
        if matches!(self.engine, Engine::Firefox(_)) {
            return Err(Error::Unsupported { what: "running a script before each page", place: "Firefox" });
        }
        let (bidi, context) = self.context("running a script before each page")?;
        let params = json!({ "functionDeclaration": function, "contexts": [context] });
        bidi.call("script.addPreloadScript", params).await.map(drop)
    }

    /// The page's address.
    pub async fn url(&self) -> Result<String> {
        self.eval_as("location.href").await
    }

    /// The value of a JavaScript expression, awaited and passed through JSON. `undefined` is null.
    ///
    /// In a page of the extension the expression can use `browser.storage` and all the rest.
    pub async fn eval(&self, expression: &str) -> Result<Value> {
        self.realm.eval(expression).await
    }

    /// Like [`Self::eval`], read into a type.
    pub async fn eval_as<T: DeserializeOwned>(&self, expression: &str) -> Result<T> {
        read(expression, self.eval(expression).await?)
    }

    /// The text of the first element that matches, trimmed; waits for the element.
    pub async fn text(&self, css: &str) -> Result<String> {
        let css = quote(css);
        let expression = format!("(e => e && {{ text: e.textContent.trim() }})(document.querySelector({css}))");
        let found: Found = self.wait_for(&expression, &format!("an element {css}"), PATIENCE).await?;
        Ok(found.text.unwrap_or_default())
    }

    /// An attribute of the first element that matches, if it has it; waits for the element.
    pub async fn attribute(&self, css: &str, name: &str) -> Result<Option<String>> {
        let (css, name) = (quote(css), quote(name));
        let expression = format!("(e => e && {{ text: e.getAttribute({name}) }})(document.querySelector({css}))");
        let found: Found = self.wait_for(&expression, &format!("an element {css}"), PATIENCE).await?;
        Ok(found.text)
    }

    /// Writes a picture of the page as PNG.
    pub async fn screenshot(&self, path: &Path, extent: Extent) -> Result<()> {
        #[derive(Deserialize)]
        struct Picture {
            data: String,
        }
        let (method, answer) = match &self.realm {
            Realm::Context { bidi, id } => {
                let method = "browsingContext.captureScreenshot";
                let origin = match extent {
                    Extent::Viewport => "viewport",
                    Extent::Page => "document",
                };
                (method, bidi.call(method, json!({ "context": id, "origin": origin })).await?)
            }
            Realm::Session { devtools, id, .. } => {
                let method = "Page.captureScreenshot";
                let params = json!({ "captureBeyondViewport": extent == Extent::Page });
                (method, devtools.call_in(id, method, params).await?)
            }
        };
        let picture: Picture = read(method, answer)?;
        let png = BASE64.decode(picture.data).map_err(|error| Error::Refused {
            method: method.to_owned(),
            code: "no picture".to_owned(),
            message: error.to_string(),
        })?;
        std::fs::write(path, png).map_err(Error::io(format!("writing {}", path.display())))
    }

    /// Gives the page a size of its own, in CSS pixels, and device pixels to each.
    pub async fn set_viewport(&self, width: u32, height: u32, device_pixel_ratio: f64) -> Result<()> {
        let (bidi, context) = self.context("setting the viewport")?;
        let params = json!({
            "context": context,
            "viewport": { "width": width, "height": height },
            "devicePixelRatio": device_pixel_ratio,
        });
        bidi.call("browsingContext.setViewport", params).await.map(drop)
    }

    /// Chooses light or dark. In Firefox the choice is for the whole browser.
    pub async fn set_color_scheme(&self, scheme: ColorScheme) -> Result<()> {
        self.engine.set_color_scheme(&self.realm, scheme).await
    }

    /// Closes the page.
    pub async fn close(&self) -> Result<()> {
        match &self.realm {
            Realm::Context { bidi, id } => bidi.call("browsingContext.close", json!({ "context": id })).await.map(drop),
            Realm::Session { devtools, target, .. } => {
                devtools.call("Target.closeTarget", json!({ "targetId": target })).await.map(drop)
            }
        }
    }

    /// The page as BiDi knows it, for what only BiDi can do.
    pub(crate) fn context(&self, what: &'static str) -> Result<(&Connection, &str)> {
        match &self.realm {
            Realm::Context { bidi, id } => Ok((bidi, id)),
            Realm::Session { .. } => Err(Error::Unsupported { what, place: "the extension's popup" }),
        }
    }
}

#[derive(Deserialize)]
struct Found {
    text: Option<String>,
}
