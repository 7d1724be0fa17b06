//! What a person can do in the popup.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::command;
use super::dom::Scope;
use super::popup_accounts;
use crate::account::Range;
use crate::browser::platform;
use crate::browser::webext::{permissions, runtime, tabs};
use crate::engine::Command;
use crate::origin;
use crate::view::Popup;

/// What the popup shows at the moment; nothing before the first painting.
pub type Painted = Rc<RefCell<Option<Popup>>>;

/// Listens to every control of the popup.
pub fn listen(page: &Scope, painted: &Painted) {
    page.on_action("refresh", {
        let (page, painted) = (page.clone(), Rc::clone(painted));
        move || refresh(page.clone(), Rc::clone(&painted))
    });
    page.on_action("options", || async { drop(runtime::open_options_page()) });
    page.on_action("open-billing", || async { platform::open_billing() });
    page.on_action("grant-access", || {
        // First thing in the click: a browser asks for permissions only then. What was granted, the worker hears by itself.
        drop(permissions::request_openai());
        std::future::ready(())
    });
    listen_to_notices(page, painted);
    listen_for_platform(page);
    popup_accounts::listen(page, painted);
    page.on("change", "input[name=range]", |radio, _| {
        if let Some(range) = radio.input().and_then(|input| Range::named(&input.value())) {
            wasm_bindgen_futures::spawn_local(command::send(Command::ShowRange { range }));
        }
    });
}

async fn refresh(page: Scope, painted: Painted) {
    let waits = painted.borrow().as_ref().and_then(|popup| popup.refresh_waits.clone());
    match waits {
        // The notice on the page says the same; a screen reader has to be told that the click was heard.
        Some(waits) => page.say("announcement", Some(&waits)),
        None => command::send(Command::Refresh { monitor: None }).await,
    }
}

/// What the notices offer. A notice goes when that is done, and its button with it: the keyboard goes to where the notice stood.
fn listen_to_notices(page: &Scope, painted: &Painted) {
    page.on_action("resume", {
        let (page, painted) = (page.clone(), Rc::clone(painted));
        move || {
            let shown = painted.borrow().as_ref().and_then(|popup| popup.monitor.clone());
            send_from_notice(&page, shown.map(|monitor| Command::Resume { monitor }))
        }
    });
    page.on_action("dismiss-damage", {
        let page = page.clone();
        move || send_from_notice(&page, Some(Command::DismissDamage))
    });
}

fn send_from_notice(page: &Scope, command: Option<Command>) -> impl Future<Output = ()> + use<> {
    if let Some(content) = page.find("main") {
        content.focus();
    }
    async move {
        if let Some(command) = command {
            command::send(command).await;
        }
    }
}

/// Opening the platform: in a new tab, or, asking first, by reloading the one that is there.
fn listen_for_platform(page: &Scope) {
    let open_tab = Rc::new(Cell::new(None));
    page.on_action("open-platform", {
        let (page, open_tab) = (page.clone(), Rc::clone(&open_tab));
        move || {
            let (page, open_tab) = (page.clone(), Rc::clone(&open_tab));
            async move {
                open_tab.set(tabs::first_at(&format!("{}/*", origin::PLATFORM)).await);
                match open_tab.get() {
                    Some(_) => ask(&page, true),
                    None => platform::open(),
                }
            }
        }
    });
    page.on_action("reload-platform", {
        let page = page.clone();
        move || {
            if let Some(tab) = open_tab.take() {
                drop(tabs::reload(tab));
            }
            ask(&page, false);
            std::future::ready(())
        }
    });
    page.on_action("open-new-platform", {
        let page = page.clone();
        move || {
            ask(&page, false);
            platform::open();
            std::future::ready(())
        }
    });
    page.on_action("dismiss", {
        let page = page.clone();
        move || {
            ask(&page, false);
            std::future::ready(())
        }
    });
}

/// Shows or hides the question whether the open tab may be reloaded.
fn ask(page: &Scope, asking: bool) {
    page.show("ask_reload", asking);
    let next = if asking { "[data-action=reload-platform]" } else { "[data-action=open-platform]" };
    if let Some(next) = page.find(next) {
        next.focus();
    }
}
