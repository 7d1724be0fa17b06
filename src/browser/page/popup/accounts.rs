//! All accounts in one list: how it stands with each, and which one the popup shows.
//!
//! The list is in the page only while it is open: fifty accounts cost a popup that shows one of them nothing.

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::painted::Painted;
use crate::account::Usd;
use crate::browser::page::command::spawn_send;
use crate::browser::page::dom::Scope;
use crate::browser::{intl, words};
use crate::engine::Command;
use crate::json::shortest;
use crate::monitor::MonitorId;
use crate::view::{Account, Popup};

/// Listens to the button that opens the list, and to the list.
pub fn listen(page: &Scope, painted: &Painted) {
    page.on_action("accounts", {
        let (page, painted) = (page.clone(), Painted::clone(painted));
        move |_| match painted.borrow().as_ref() {
            Some(popup) if !is_open(&page) => open(&page, &popup.accounts),
            _ => close(&page),
        }
    });
    page.on("click", "[data-action=show-account]", {
        let page = page.clone();
        move |row, _| {
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
                // A browser closes the whole popup by this key, unless it is told that the page had a use for it.
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

/// Paints the button, and the list where it is open.
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

/// Opens the list, the keyboard on the account that is shown.
fn open(page: &Scope, accounts: &[Account]) {
    fill(page, accounts);
    set_open(page, true);
    if let Some(row) = page.find("[data-part=accounts] [aria-current]") {
        row.focus();
    }
}

/// Closes the list, the keyboard back on the button that opens it. How far a long list was scrolled is no place to read an account from.
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

/// Fills the list. Where it holds these accounts already, their rows are brought up to date: the focus and the scrolling stay.
fn fill(page: &Scope, accounts: &[Account]) {
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
    // A new account has its place among the others by its name; the keyboard stays on the one it was on.
    let rows = page.all("[data-action=show-account]");
    if let Some(row) = rows.iter().find(|row| focused.is_some() && row.get("data-monitor") == focused) {
        row.focus();
    }
}

fn bind(row: &Scope, account: &Account) {
    row.set("data-monitor", Some(&account.id.to_string()));
    row.set("data-level", Some(account.level.name()));
    row.set("aria-current", account.current.then_some("true"));
    let name = words::say(&account.name);
    let organization = account.organization.as_deref().unwrap_or_default();
    let host = account.host.as_deref().unwrap_or_default();
    for (slot, text) in [("name", name.as_str()), ("organization", organization), ("host", host)] {
        row.text(slot, text);
        if let Some(slot) = row.slot(slot) {
            // Where a line is too short for it.
            slot.set("title", Some(text).filter(|text| !text.is_empty()));
        }
    }
    amount(row, "balance", account.balance);
    amount(row, "month_cost", account.month_cost);
    row.say("status", Some(&account.status.text));
    if let Some(status) = row.slot("status") {
        status.set("data-level", account.status.level);
    }
}

fn amount(row: &Scope, slot: &str, amount: Option<Usd>) {
    let Some(slot) = row.slot(slot) else { return };
    slot.set("data-value", amount.map(|amount| shortest(amount.dollars())).as_deref());
    slot.set_text(&amount.map_or_else(|| "—".to_owned(), intl::usd));
    // A dash alone is not read aloud.
    slot.set("role", amount.is_none().then_some("img"));
    slot.set("aria-label", amount.is_none().then(|| words::say_plain("not_reported")).as_deref());
}

/// The button of the list that this key leads to.
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
