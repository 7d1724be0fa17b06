//! The history page. `look` reads, through `load`, what a window needs, and paints it; `balance`, `cost` and `response` each paint a chart and its table; `input` handles what a
//! person does. What is shown and what a key or a drag means is decided in `view::history`.

mod axes;
mod balance;
mod cost;
mod input;
mod load;
mod look;
mod readout;
mod response;
mod shared;

use std::rc::Rc;

use self::shared::HistoryPage;
use super::dom::Scope;
use super::live;
use crate::browser::platform;
use crate::browser::webext::runtime;

/// Fills in the fixed words, then paints what is stored, now and after every change.
pub fn start() {
    let Some(page) = Scope::page() else { return };
    page.say_fixed_words();
    page.on_action("options", |_| drop(runtime::open_options_page()));
    page.on_action("open-platform", |_| platform::open());
    let history = Rc::new(HistoryPage::new(page, asked()));
    input::listen(&history);
    live::keep_painted(move |known| match known {
        Ok(known) => {
            history.known.replace(known.clone());
            history.look();
        }
        Err(_) => history.show_unreadable(),
    });
}

/// The id of the monitor in the page's address.
fn asked() -> Option<String> {
    let search = web_sys::window()?.location().search().ok()?;
    let asked = search.trim_start_matches('?').split('&').find_map(|part| part.strip_prefix("monitor="))?;
    js_sys::decode_uri_component(asked).ok()?.as_string()
}
