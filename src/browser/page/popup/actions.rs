//! What a person can do in the popup.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::painted::Painted;
use super::{accounts, sets};
use crate::account::Range;
use crate::browser::page::command::{self, send_and_say, spawn_send, words_of};
use crate::browser::page::dom::Scope;
use crate::browser::platform;
use crate::browser::webext::{permissions, runtime, tabs};
use crate::engine::Command;
use crate::origin;
use crate::worker::Reply;

/// Listens to every control of the popup.
pub fn listen(page: &Scope, painted: &Painted) {
    page.on_action("refresh", {
        let (page, painted) = (page.clone(), Rc::clone(painted));
        move |button| refresh(&page, &painted, button)
    });
    page.on_action("options", |_| drop(runtime::open_options_page()));
    page.on_action("history", {
        let painted = Rc::clone(painted);
        move |_| open_history(&painted)
    });
    page.on_action("open-billing", |_| platform::open_billing());
    page.on_action("grant-access", |_| {
        // First thing in the click: a browser asks for permissions only then. Page and worker hear of a grant through `permissions.onAdded`.
        drop(permissions::request_openai());
    });
    listen_to_notices(page, painted);
    listen_for_platform(page);
    listen_to_ranges(page, painted);
    accounts::listen(page, painted);
}

fn refresh(page: &Scope, painted: &Painted, button: Scope) {
    let waits = painted.borrow().as_ref().and_then(|popup| popup.refresh_waits.clone());
    match waits {
        // The page already shows this in a notice. The announcement tells screen readers that the click had an effect.
        Some(waits) => page.say("announcement", Some(&waits)),
        None => spawn_send(button, page.clone(), Command::Refresh { monitor: None }),
    }
}

/// The address names the monitor, so that the page goes on showing it when the popup shows another.
fn open_history(painted: &Painted) {
    let monitor = painted.borrow().as_ref().and_then(|popup| popup.monitor.clone());
    let asked = monitor.map(|id| js_sys::encode_uri_component(&id.to_string()));
    let asked = asked.and_then(|id| id.as_string()).map(|id| format!("?monitor={id}")).unwrap_or_default();
    drop(tabs::create(&runtime::get_url(&format!("www/history.html{asked}")), true));
}

fn listen_to_ranges(page: &Scope, painted: &Painted) {
    let (page, painted) = (page.clone(), Rc::clone(painted));
    page.clone().on("change", "input[name=range]", move |radio, _| {
        let Some(range) = radio.input().and_then(|input| Range::named(&input.value())) else { return };
        let (page, painted) = (page.clone(), Rc::clone(&painted));
        spawn_local(async move {
            let reply = command::send(&Command::ShowRange { range }).await;
            page.text("outcome", &words_of(reply.as_ref()));
            if reply != Some(Reply::Done)
                && let Some(popup) = painted.borrow().as_ref()
            {
                // The range was not stored, so the radio buttons go back to the shown one.
                sets::check_range(&page, &popup.model_cost);
            }
        });
    });
}

/// Listens to the buttons of notices. The button disappears with its notice, so the focus then moves to the main part of the page.
fn listen_to_notices(page: &Scope, painted: &Painted) {
    page.on_action("resume", {
        let (page, painted) = (page.clone(), Rc::clone(painted));
        move |button| {
            let shown = painted.borrow().as_ref().and_then(|popup| popup.monitor.clone());
            if let Some(monitor) = shown {
                send_from_notice(&page, button, Command::Resume { monitor });
            }
        }
    });
    page.on_action("dismiss-damage", {
        let page = page.clone();
        move |button| send_from_notice(&page, button, Command::DismissDamage)
    });
}

fn send_from_notice(page: &Scope, button: Scope, command: Command) {
    let page = page.clone();
    spawn_local(async move {
        let had_focus = button.holds_focus();
        if send_and_say(&button, &page, &command).await == Some(true)
            && had_focus
            && let Some(content) = page.find("main")
        {
            content.focus();
        }
    });
}

/// Opens the platform in a new tab. If it is open in a tab already, asks whether to reload that one.
fn listen_for_platform(page: &Scope) {
    let open_tab = Rc::new(Cell::new(None));
    page.on_action("open-platform", {
        let (page, open_tab) = (page.clone(), Rc::clone(&open_tab));
        move |_| {
            let (page, open_tab) = (page.clone(), Rc::clone(&open_tab));
            let found = tabs::first_at(&format!("{}/*", origin::PLATFORM));
            spawn_local(async move {
                open_tab.set(found.await);
                match open_tab.get() {
                    Some(_) => ask(&page, true),
                    None => platform::open(),
                }
            });
        }
    });
    page.on_action("reload-platform", {
        let page = page.clone();
        move |_| {
            if let Some(tab) = open_tab.take() {
                drop(tabs::reload(tab));
            }
            ask(&page, false);
        }
    });
    page.on_action("open-new-platform", {
        let page = page.clone();
        move |_| {
            ask(&page, false);
            platform::open();
        }
    });
    page.on_action("dismiss", {
        let page = page.clone();
        move |_| ask(&page, false)
    });
}

/// Shows or hides the question whether to reload the open tab.
fn ask(page: &Scope, asking: bool) {
    page.show("ask_reload", asking);
    let next = if asking { "[data-action=reload-platform]" } else { "[data-action=open-platform]" };
    if let Some(next) = page.find(next) {
        next.focus();
    }
}
