//! The only folder that touches a browser. Compiled for wasm32 only.
//!
//! It decides nothing. It makes the calls the worker asks for, passes on what the browser says, and fills pages from views.
//!
//! * [`worker`] takes events and messages from `extension/worker.js`; `web_extension` is the browser as the worker sees it.
//! * [`page`] fills the pages of `www/` from their views.
//! * `call` makes calls that cannot throw. `webext` holds those of the WebExtension API; `http`, `body`, `clock` and `navigator` the others.
//! * `changes` tells open pages that storage has changed; `platform` opens pages of platform.openai.com.
//! * `js` converts between JavaScript values and JSON.
//! * `words` and `intl` turn messages and values into text.

mod body;
mod call;
mod changes;
mod clock;
mod http;
mod intl;
mod js;
mod navigator;
pub mod page;
mod platform;
mod web_extension;
mod webext;
mod words;
pub mod worker;
