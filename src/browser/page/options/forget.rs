//! Deleting everything, which asks once.

use crate::browser::page::command;
use crate::browser::page::dom::Scope;
use crate::browser::words;
use crate::engine::Command;

pub fn listen(page: &Scope) {
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
    let page_too = page.clone();
    page.on_action("confirm-forget", move || {
        let page = page_too.clone();
        async move {
            command::send(Command::Forget).await;
            page.text("forgotten", &words::say_plain("forgotten"));
        }
    });
}
