//! The head of the popup: the account, its status, and what screen readers are told about changes.

use crate::browser::page::dom::Scope;
use crate::browser::page::status::say_status;
use crate::browser::words;
use crate::view::{Arg, Message, Popup};

pub fn paint(page: &Scope, popup: &Popup, before: Option<&Popup>) {
    let account = popup.account.as_ref().map(words::say);
    for (slot, text) in [("account", &account), ("organization", &popup.organization), ("host", &popup.host)] {
        page.text(slot, text.as_deref().unwrap_or_default());
        if let Some(slot) = page.slot(slot) {
            slot.set("title", text.as_deref());
        }
    }
    say_status(page, "status", &popup.status);
    if let Some(main) = page.find("main") {
        main.set("aria-busy", Some(if popup.busy { "true" } else { "false" }));
    }
    for refresh in page.all("[data-action=refresh]") {
        refresh.set("disabled", (!popup.can_refresh).then_some(""));
    }
    announce(page, popup, before);
}

/// Tells screen readers that another account is shown, or that a reading began or ended.
fn announce(page: &Scope, popup: &Popup, before: Option<&Popup>) {
    if before.is_some_and(|before| before.monitor != popup.monitor) {
        let account = popup.account.as_ref().map(words::say);
        let shown = account.map(|account| Message::with("showing_account", [Arg::Text(account)]));
        return page.say("announcement", shown.as_ref());
    }
    let was_busy = before.is_some_and(|it| it.busy);
    if popup.busy && !was_busy {
        page.text("announcement", &words::say_plain("refreshing"));
    } else if was_busy && !popup.busy {
        page.say("announcement", Some(&popup.outcome()));
    }
}
