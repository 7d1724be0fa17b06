//! The list of all accounts: balance, cost and status of each, and which one the popup shows.
//!
//! Its rows are in the page only while it is open, so that fifty accounts do not slow down a popup that shows one.

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::painted::Painted;
use crate::browser::page::command::spawn_send;
use crate::browser::page::dom::Scope;
use crate::browser::page::status::say_status;
use crate::browser::words;
use crate::engine::Command;
use crate::monitor::MonitorId;
use crate::view::{AccountRow, Popup};

/// Listens to the button that opens the list, to its rows, and to the keyboard.
pub fn listen(page: &Scope, painted: &Painted) {
    page.on_action("accounts", {
        let (page, painted) = (page.clone(), Painted::clone(painted));
        move |_| match painted.borrow().as_ref() {
            Some(popup) if !is_open(&page) => open(&page, &popup.accounts),
            _ => close(&page),
        }
    });
    page.on_action("show-account", {
        let page = page.clone();
        move |row| {
            close(&page);
            if let Some(monitor) = row.get("data-monitor").as_deref().and_then(MonitorId::parse) {
                spawn_send(row, page.clone(), Command::Show { monitor });
            }
        }
    });
    page.on("keydown", ":root", {
        let page = page.clone();
        move |_, event| {
            let is_escape = event.dyn_ref::<KeyboardEvent>().is_some_and(|it| it.key() == "Escape");
            if is_escape && is_open(&page) {
                // Otherwise the browser closes the whole popup at Escape.
                event.prevent_default();
                close(&page);
            }
        }
    });
    page.on("keydown", "[data-part=accounts] button", {
        let page = page.clone();
        move |_, event| {
            if let Some(next) = event.dyn_ref().and_then(|event| neighbour(&page, event)) {
                event.prevent_default();
                next.focus();
            }
        }
    });
}

/// Paints the button, and the list if it is open.
pub fn paint(page: &Scope, popup: &Popup, before: Option<&Popup>) {
    let several = popup.accounts.len() > 1;
    page.show("switch", several);
    if !is_open(page) {
        return;
    }
    if !several {
        close(page);
    } else if before.is_none_or(|before| before.accounts != popup.accounts) {
        fill(page, &popup.accounts);
    }
}

fn is_open(page: &Scope) -> bool {
    page.find("[data-part=accounts]").is_some_and(|list| list.get("hidden").is_none())
}

/// Opens the list and moves the focus to the account that is shown.
fn open(page: &Scope, accounts: &[AccountRow]) {
    fill(page, accounts);
    set_open(page, true);
    if let Some(row) = page.find("[data-part=accounts] [aria-current]") {
        row.focus();
    }
}

/// Closes the list and moves the focus back to the button that opens it. Scrolls to the top, because the list may have been scrolled far.
fn close(page: &Scope) {
    set_open(page, false);
    page.fill("account_list", []);
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
    if let Some(switch) = page.find("[data-part=switch]") {
        switch.focus();
    }
}

fn set_open(page: &Scope, open: bool) {
    page.show("accounts", open);
    if let Some(switch) = page.find("[data-part=switch]") {
        switch.set("aria-expanded", Some(if open { "true" } else { "false" }));
    }
}

/// Fills the list. If it holds the same accounts already, their rows are updated in place, so that focus and scrolling stay.
fn fill(page: &Scope, accounts: &[AccountRow]) {
    let rows = page.all("[data-action=show-account]");
    let ids = rows.iter().map(|row| row.get("data-monitor"));
    if ids.eq(accounts.iter().map(|account| Some(account.id.to_string()))) {
        rows.iter().zip(accounts).for_each(|(row, account)| bind(row, account));
        return;
    }
    let focused = rows.iter().find(|row| row.holds_focus()).and_then(|row| row.get("data-monitor"));
    let items = accounts.iter().filter_map(|account| {
        let item = page.template("account")?;
        bind(&item.find("button")?, account);
        Some(item)
    });
    page.fill("account_list", items.chain(page.template("manage_monitors")));
    // The rows are new, so the focus is put back on the account that had it.
    let rows = page.all("[data-action=show-account]");
    if let Some(row) = rows.iter().find(|row| focused.is_some() && row.get("data-monitor") == focused) {
        row.focus();
    }
}

fn bind(row: &Scope, account: &AccountRow) {
    row.set("data-monitor", Some(&account.id.to_string()));
    row.set("data-level", Some(account.level.name()));
    row.set("aria-current", account.current.then_some("true"));
    let name = words::say(&account.name);
    let organization = account.organization.as_deref().unwrap_or_default();
    let host = account.host.as_deref().unwrap_or_default();
    for (slot, text) in [("name", name.as_str()), ("organization", organization), ("host", host)] {
        row.text(slot, text);
        if let Some(slot) = row.slot(slot) {
            // A long text is cut off in its line; the tooltip shows all of it.
            slot.set("title", Some(text).filter(|text| !text.is_empty()));
        }
    }
    row.amount("balance", account.balance);
    row.amount("month_cost", account.month_cost);
    say_status(row, "status", &account.status);
}

/// The button to which an arrow key, Home or End moves the focus.
fn neighbour(page: &Scope, event: &KeyboardEvent) -> Option<Scope> {
    let mut buttons = page.all("[data-part=accounts] button");
    let at = buttons.iter().position(Scope::holds_focus)?;
    let to = match event.key().as_str() {
        "ArrowDown" => at + 1,
        "ArrowUp" => at.checked_sub(1)?,
        "Home" => 0,
        "End" => buttons.len() - 1,
        _ => return None,
    };
    (to < buttons.len()).then(|| buttons.swap_remove(to))
}
