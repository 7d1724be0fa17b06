//! The options page.

use std::rc::Rc;

use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::dom::Scope;
use super::{command, live};
use crate::account::Usd;
use crate::browser::webext::{permissions, runtime};
use crate::browser::{now, words};
use crate::engine::{Command, Saved};
use crate::origin;
use crate::view::{AccountRow, Arg, Message, Options};

/// Says the fixed words, paints what is stored, and keeps at it.
pub fn start() {
    let Some(page) = Scope::page() else { return };
    page.say_fixed_words();
    page.say("version", Some(&Message::with("version", [Arg::Text(runtime::version())])));
    listen(&page);
    let painted = Rc::new(std::cell::Cell::new(false));
    live::keep_painted(move |saved| {
        paint(&page, &Options::of(saved, now()), !painted.replace(true));
        spawn_local(paint_access(page.clone()));
        set_state(&page, saved);
    });
}

fn set_state(page: &Scope, saved: &Saved) {
    let state = if saved.monitors.is_empty() { "no-key" } else { "ok" };
    if let Some(body) = page.find("body") {
        body.set("data-state", Some(if saved.access_missing { "error" } else { state }));
    }
    if let Some(main) = page.find("main") {
        main.set("aria-busy", Some("false"));
    }
}

/// `first`: the amount a person is typing is not to be overwritten because something else changed.
fn paint(page: &Scope, view: &Options, first: bool) {
    let field = page.find("input[name=low_balance]").filter(|_| first);
    if let Some(input) = field.as_ref().and_then(Scope::input) {
        input.set_value(&view.low_balance.dollars().to_string());
    }
    page.fill("accounts", view.accounts.iter().filter_map(|account| bind(page, account)));
    page.show("no_accounts", view.accounts.is_empty());
}

fn bind(page: &Scope, account: &AccountRow) -> Option<Scope> {
    let item = page.template("account")?;
    let organization = account.organization.as_deref();
    match (account.name.as_deref(), organization) {
        (Some(name), organization) => {
            item.text("account_name", name);
            item.text("organization", organization.unwrap_or_default());
        }
        (None, Some(organization)) => item.text("account_name", organization),
        (None, None) => item.text("account_name", &words::say_plain("account_default")),
    }
    item.say("measured", Some(&account.measured));
    item.text("key", &words::say_plain(if account.has_key { "yes" } else { "no" }));
    Some(item)
}

async fn paint_access(page: Scope) {
    let mut missing = false;
    for (slot, site) in [("access_platform", origin::PLATFORM), ("access_api", origin::API)] {
        let granted = permissions::has(site).await;
        missing |= !granted;
        page.text(slot, &words::say_plain(if granted { "access_granted" } else { "access_missing" }));
        if let Some(slot) = page.slot(slot) {
            slot.set("data-level", Some(if granted { "fine" } else { "error" }));
        }
    }
    page.show("grant_access", missing);
}

fn listen(page: &Scope) {
    page.on_action("grant-access", {
        let page = page.clone();
        move || {
            // First thing in the click: a browser asks for permissions only then.
            let asked = JsFuture::from(permissions::request_both());
            let page = page.clone();
            async move {
                let _ = asked.await;
                paint_access(page).await;
            }
        }
    });
    listen_to_badge(page);
    listen_to_forget(page);
}

fn listen_to_badge(page: &Scope) {
    page.on("input", "input[name=low_balance]", {
        let page = page.clone();
        move |_, _| page.text("saved", "")
    });
    page.on("submit", "form[name=badge]", {
        let page = page.clone();
        move |form, event| {
            event.prevent_default();
            let Some(field) = form.find("input[name=low_balance]") else { return };
            let amount = field.input().map(|input| input.value_as_number()).and_then(Usd::from_dollars);
            let amount = amount.filter(|amount| *amount >= Usd::ZERO);
            field.set("aria-invalid", amount.is_none().then_some("true"));
            page.text(
                "low_balance_error",
                &if amount.is_none() { words::say_plain("low_balance_invalid") } else { String::new() },
            );
            page.text("saved", &if amount.is_some() { words::say_plain("saved") } else { String::new() });
            if let Some(amount) = amount {
                spawn_local(command::send(Command::SetLowBalance { amount }));
            }
        }
    });
}

/// Deleting everything asks once.
fn listen_to_forget(page: &Scope) {
    for (action, asking) in [("forget", true), ("dismiss", false), ("confirm-forget", false)] {
        let page_too = page.clone();
        page.on_action(action, move || {
            page_too.show("forget", !asking);
            page_too.show("confirm_forget", asking);
            let next = if asking { "[data-action=dismiss]" } else { "[data-action=forget]" };
            if let Some(next) = page_too.find(next) {
                next.focus();
            }
            std::future::ready(())
        });
    }
    page.on_action("confirm-forget", {
        let page = page.clone();
        move || {
            let page = page.clone();
            async move {
                command::send(Command::Forget).await;
                page.text("forgotten", &words::say_plain("forgotten"));
            }
        }
    });
}
