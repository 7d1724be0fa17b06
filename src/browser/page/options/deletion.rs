//! Deleting a monitor: the card asks first, and for some seconds the deletion can be undone.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;

use super::monitors::{card_of, id_of, on_monitor};
use crate::browser::page::command::send_and_say;
use crate::browser::page::dom::Scope;
use crate::engine::Command;
use crate::view::DeletedView;

/// The offer to undo a deletion.
pub struct Undo {
    page: Scope,
    /// Hides the offer when the time is over.
    timer: RefCell<Option<Timeout>>,
    /// Whether this page deleted the monitor. The focus was on the card that is gone, so it moves to the offer.
    deleted_here: Rc<Cell<bool>>,
}

impl Undo {
    pub fn listen(page: &Scope) -> Self {
        let deleted_here = Rc::new(Cell::new(false));
        page.on_action("delete", |control| ask(&control, true));
        page.on_action("cancel-delete", |control| ask(&control, false));
        page.on_action("confirm-delete", {
            let deleted_here = Rc::clone(&deleted_here);
            move |control| {
                let Some((monitor, card)) = id_of(&control).zip(card_of(&control)) else { return };
                let deleted_here = Rc::clone(&deleted_here);
                // Set before the reply: the offer may be painted before it arrives.
                deleted_here.set(true);
                spawn_local(async move {
                    // After a second click, the first one is still on its way.
                    if send_and_say(&control, &card, &Command::Delete { monitor }).await == Some(false) {
                        deleted_here.set(false);
                    }
                });
            }
        });
        on_monitor(page, "undo-delete", |monitor| Command::UndoDelete { monitor });
        Self { page: page.clone(), timer: RefCell::default(), deleted_here }
    }

    /// Shows or hides the offer.
    pub fn paint(&self, deleted: Option<&DeletedView>) {
        let Some(toast) = self.page.find("[data-part=undo]") else { return };
        let Some(deleted) = deleted else {
            self.timer.take();
            return withdraw(&self.page, &toast);
        };
        let page = self.page.clone();
        let too_late = Timeout::new(deleted.millis_left, {
            let toast = toast.clone();
            move || withdraw(&page, &toast)
        });
        self.timer.replace(Some(too_late));
        let id = deleted.id.to_string();
        if toast.get("data-monitor").as_deref() != Some(id.as_str()) {
            toast.set("data-monitor", Some(&id));
            toast.say("deleted", Some(&deleted.text));
            toast.text("outcome", "");
        }
        self.page.show("undo", true);
        if self.deleted_here.take()
            && let Some(button) = toast.find("[data-action=undo-delete]")
        {
            button.focus();
        }
    }
}

/// Hides the offer. If it holds the focus, that moves to the button that adds monitors, or it would be lost.
fn withdraw(page: &Scope, toast: &Scope) {
    if toast.holds_focus()
        && let Some(next) = page.find("[data-action=add-monitor]")
    {
        next.focus();
    }
    page.show("undo", false);
    toast.set("data-monitor", None);
}

/// Shows the question on the card, or its buttons again.
fn ask(control: &Scope, asking: bool) {
    let Some(card) = control.closest("[data-monitor]") else { return };
    card.show("buttons", !asking);
    card.show("confirm_delete", asking);
    let next = if asking { "[data-action=cancel-delete]" } else { "[data-action=delete]" };
    if let Some(next) = card.find(next) {
        next.focus();
    }
}
