//! The only folder that touches a browser; compiled for wasm32 alone.
//!
//! It decides nothing: it makes the calls the worker asks for, hands over what the browser says, and puts views into pages.
//!
//! * [`worker`] is where `extension/worker.js` hands over events and messages; `web_extension` is the browser as the worker sees it.
//! * [`page`] binds the pages of `www/` to their views.
//! * `call` makes calls that cannot throw. `webext` are the calls of the WebExtension API, `http` with `body`, `clock` and `navigator` the others.
//! * `js` is the way between JavaScript values and ours.
//! * `words` and `intl` turn messages and values into the text a person reads.

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
