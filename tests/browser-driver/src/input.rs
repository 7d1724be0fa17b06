//! Mouse and keyboard input, dispatched by the browser itself as for a person.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::script::{Realm, quote};
use crate::tab::Tab;
use crate::wait::PATIENCE;

/// A place in the viewport, in CSS pixels.
#[derive(Clone, Copy, Deserialize)]
struct Point {
    x: f64,
    y: f64,
}

impl Tab {
    /// Clicks the first matching element, once it is there, enabled, visible and not covered by another.
    pub async fn click(&self, css: &str) -> Result<()> {
        let point = self.reachable(css).await?;
        match &self.realm {
            Realm::Context { .. } => {
                // BiDi requires whole pixels.
                let (x, y) = (point.x.round(), point.y.round());
                let source = json!({
                    "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" },
                    "actions": [
                        { "type": "pointerMove", "x": x as i64, "y": y as i64 },
                        { "type": "pointerDown", "button": 0 },
                        { "type": "pointerUp", "button": 0 },
                    ],
                });
                self.perform(source).await
            }
            Realm::Session { devtools, id, .. } => {
                for kind in ["mousePressed", "mouseReleased"] {
                    let Point { x, y } = point;
                    let params = json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": 1 });
                    devtools.call_in(id, "Input.dispatchMouseEvent", params).await?;
                }
                Ok(())
            }
        }
    }

    /// Clicks into a field and types.
    pub async fn type_into(&self, css: &str, text: &str) -> Result<()> {
        self.click(css).await?;
        let strokes = text.chars().map(|character| character.to_string());
        self.strokes(strokes.flat_map(|key| [down(&key), up(&key)]).collect()).await
    }

    /// Presses and releases a key, named as in `KeyboardEvent.key`, with modifiers before it: `"Enter"`, `"Shift+Tab"`, `"a"`.
    pub async fn press_key(&self, key: &str) -> Result<()> {
        let keys: Vec<String> = match key {
            "+" => vec![key.to_owned()],
            _ => key.split('+').map(code).collect::<Result<_>>()?,
        };
        let pressed = keys.iter().map(|key| down(key));
        let released = keys.iter().rev().map(|key| up(key));
        self.strokes(pressed.chain(released).collect()).await
    }

    async fn strokes(&self, actions: Vec<Value>) -> Result<()> {
        self.perform(json!({ "type": "key", "id": "keyboard", "actions": actions })).await
    }

    async fn perform(&self, source: Value) -> Result<()> {
        let (bidi, context) = self.context("typing")?;
        let params = json!({ "context": context, "actions": [source] });
        bidi.call("input.performActions", params).await.map(drop)
    }

    /// The middle of an element after scrolling it into view, once a click there would hit it.
    async fn reachable(&self, css: &str) -> Result<Point> {
        let css = quote(css);
        let expression = format!(
            r"(element => {{
  if (!element) throw 'there is none';
  if (element.matches(':disabled')) throw 'it is disabled';
  element.scrollIntoView({{ block: 'center', inline: 'center', behavior: 'instant' }});
  const box = element.getBoundingClientRect();
  const point = {{ x: box.left + box.width / 2, y: box.top + box.height / 2 }};
  if (!box.width || !box.height) throw 'it is not shown';
  const top = document.elementFromPoint(point.x, point.y);
  if (!top || !(element.contains(top) || top.contains(element))) throw `it is covered by ${{top?.outerHTML.slice(0, 120)}}`;
  return point;
}})(document.querySelector({css}))"
        );
        self.wait_for(&expression, &format!("an element {css} that can be clicked"), PATIENCE).await
    }
}

fn down(key: &str) -> Value {
    json!({ "type": "keyDown", "value": key })
}

fn up(key: &str) -> Value {
    json!({ "type": "keyUp", "value": key })
}

/// WebDriver's code of a key: a private-use character for a named key, itself for any other.
fn code(name: &str) -> Result<String> {
    let code = match name {
        "Backspace" => '\u{E003}',
        "Tab" => '\u{E004}',
        "Enter" => '\u{E007}',
        "Shift" => '\u{E008}',
        "Control" => '\u{E009}',
        "Alt" => '\u{E00A}',
        "Escape" => '\u{E00C}',
        "PageUp" => '\u{E00E}',
        "PageDown" => '\u{E00F}',
        "End" => '\u{E010}',
        "Home" => '\u{E011}',
        "ArrowLeft" => '\u{E012}',
        "ArrowUp" => '\u{E013}',
        "ArrowRight" => '\u{E014}',
        "ArrowDown" => '\u{E015}',
        "Delete" => '\u{E017}',
        "Space" => ' ',
        other if other.chars().count() == 1 => return Ok(other.to_owned()),
        _ => return Err(Error::Unsupported { what: "pressing a key of that name", place: "this driver" }),
    };
    Ok(code.to_string())
}
