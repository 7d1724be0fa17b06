//! Deleting everything, after one question.

use wasm_bindgen_futures::spawn_local;

use super::fields::show_error;
use crate::browser::page::command::{send_from, words_of};
use crate::browser::page::dom::Scope;
use crate::browser::words;
use crate::engine::Command;
use crate::worker::Reply;

pub fn listen(page: &Scope) {
    for (action, asking) in [("forget", true), ("dismiss", false)] {
        let page_too = page.clone();
        page.on_action(action, move |_| {
            page_too.text("forgotten", "");
            ask(&page_too, asking);
        });
    }
    let page_too = page.clone();
    page.on_action("confirm-forget", move |button| {
        let page = page_too.clone();
        spawn_local(async move { confirm(&page, &button).await });
    });
}

/// The question stays open until everything is deleted.
async fn confirm(page: &Scope, button: &Scope) {
    let Some(reply) = send_from(button, &Command::Forget).await else { return };
    show_error(page, "forget", &words_of(reply.as_ref()));
    if reply == Some(Reply::Done) {
        ask(page, false);
        page.text("forgotten", &words::say_plain("forgotten"));
    }
}

fn ask(page: &Scope, asking: bool) {
    show_error(page, "forget", "");
    page.show("forget", !asking);
    page.show("confirm_forget", asking);
    let next = if asking { "[data-part=confirm_forget] [data-action=dismiss]" } else { "[data-action=forget]" };
    if let Some(next) = page.find(next) {
        next.focus();
    }
}
