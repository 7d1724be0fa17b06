//! The settings that apply to all monitors. A choice is saved at once; a typed amount at submit, a typed name also on leaving the field.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::fields::show_error;
use super::shared::Painted;
use crate::account::Usd;
use crate::browser::page::command::{self, words_of};
use crate::browser::page::dom::Scope;
use crate::browser::words;
use crate::engine::{BadgeBalance, Command};
use crate::json::shortest;
use crate::monitor::MonitorId;
use crate::session::looks_like_key;
use crate::view::{BadgeChoice, Options};
use crate::worker::Reply;

pub fn listen(page: &Scope, painted: &Painted) {
    page.on("input", "form[data-setting]", |form, _| form.text("saved", ""));
    page.on("submit", "form[data-setting]", |_, event| event.prevent_default());
    page.on("submit", "form[data-setting=low_balance]", |form, _| save_low_balance(&form));
    let saving = Rc::new(RefCell::new(None));
    for event in ["submit", "change"] {
        let saving = Rc::clone(&saving);
        page.on(event, "form[data-setting=collector]", move |form, _| save_collector(&form, &saving));
    }
    page.on("change", "[name=badge]", {
        let painted = Rc::clone(painted);
        move |select, _| choose(&select, Command::SetBadge { badge: named(&select.value()) }, &painted, paint_badge)
    });
    page.on("change", "[name=notifications]", {
        let painted = Rc::clone(painted);
        move |checkbox, _| {
            if let Some(on) = checkbox.input().map(web_sys::HtmlInputElement::checked) {
                choose(&checkbox, Command::SetNotifications { on }, &painted, paint_notifications);
            }
        }
    });
}

/// Saves a choice. If that fails, the field shows the stored choice again.
fn choose(field: &Scope, command: Command, painted: &Painted, repaint: fn(&Scope, &Options)) {
    let Some(form) = field.closest("form") else { return };
    let painted = Rc::clone(painted);
    spawn_local(async move {
        if !save(&form, &command).await
            && let Some(view) = painted.borrow().as_ref()
        {
            repaint(&form, view);
        }
    });
}

/// Sends the command and shows the outcome next to the field. Returns whether it was stored. Something typed stays in its field either way.
async fn save(form: &Scope, command: &Command) -> bool {
    form.text("saved", "");
    let reply = command::send(command).await;
    let is_done = reply == Some(Reply::Done);
    if let Some(name) = form.get("data-setting") {
        show_error(form, &name, &words_of(reply.as_ref()));
    }
    form.text("saved", &if is_done { words::say_plain("saved") } else { String::new() });
    is_done
}

fn save_low_balance(form: &Scope) {
    let Some(field) = form.find("[name=low_balance]") else { return };
    let amount = field.input().map(web_sys::HtmlInputElement::value_as_number).and_then(Usd::from_dollars);
    let amount = amount.filter(|amount| *amount >= Usd::ZERO);
    let error = amount.is_none().then(|| words::say_plain("low_balance_invalid"));
    show_error(form, "low_balance", &error.unwrap_or_default());
    match amount {
        Some(amount) => {
            let form = form.clone();
            spawn_local(async move {
                let _ = save(&form, &Command::SetLowBalance { amount }).await;
            });
        }
        None => field.focus(),
    }
}

/// `saving` has the name that is on its way to the worker. Enter fires `change` and then `submit`, but the name is sent only once.
fn save_collector(form: &Scope, saving: &Rc<RefCell<Option<String>>>) {
    let Some(field) = form.find("[name=collector]") else { return };
    let name = field.value();
    // Every export contains this name, so a key pasted here by mistake must not be saved.
    let error = looks_like_key(&name).then(|| words::say_plain("invalid_looks_like_key"));
    let fits = error.is_none();
    if fits && saving.borrow().as_ref() == Some(&name) {
        return;
    }
    show_error(form, "collector", &error.unwrap_or_default());
    if fits {
        saving.replace(Some(name.clone()));
        let (form, saving) = (form.clone(), Rc::clone(saving));
        spawn_local(async move {
            let _ = save(&form, &Command::SetCollector { name }).await;
            saving.take();
        });
    }
}

/// Paints what has changed, but never overwrites a field in which the person is typing.
pub fn paint(page: &Scope, view: &Options, before: Option<&Options>) {
    let amount = |it: &Options| shortest(it.low_balance.dollars());
    let collector = |it: &Options| it.collector.clone();
    paint_text(page, "low_balance", &amount(view), before.map(amount).as_deref());
    paint_text(page, "collector", &collector(view), before.map(collector).as_deref());
    if before.is_none_or(|before| before.badges != view.badges) {
        paint_badges(page, &view.badges);
    }
    if before.is_none_or(|before| before.notify_session_ended != view.notify_session_ended) {
        paint_notifications(page, view);
    }
}

fn paint_notifications(within: &Scope, view: &Options) {
    if let Some(checkbox) = within.find("[name=notifications]").as_ref().and_then(Scope::input) {
        checkbox.set_checked(view.notify_session_ended);
    }
}

fn paint_text(page: &Scope, name: &str, value: &str, before: Option<&str>) {
    let Some(field) = page.find(&format!("[name={name}]")) else { return };
    let is_typing = before.is_some() && field.holds_focus();
    if before != Some(value) && !is_typing {
        field.set_value(value);
    }
}

fn paint_badges(page: &Scope, choices: &[BadgeChoice]) {
    let options = choices.iter().filter_map(|choice| {
        let option = page.template("badge_choice")?;
        option.set("value", Some(&name(&choice.badge)));
        option.set_text(&words::say(&choice.label));
        Some(option)
    });
    page.fill("badges", options);
    choose_badge(page, choices);
}

fn paint_badge(within: &Scope, view: &Options) {
    choose_badge(within, &view.badges);
}

fn choose_badge(within: &Scope, choices: &[BadgeChoice]) {
    // If the chosen account was deleted, the badge is that of the shown account.
    let chosen = choices.iter().find(|choice| choice.chosen).map_or(BadgeBalance::Shown, |it| it.badge.clone());
    if let Some(select) = within.find("[name=badge]") {
        select.set_value(&name(&chosen));
    }
}

/// The `value` of a choice in the markup. A monitor's id can be any text, so it gets a prefix.
fn name(badge: &BadgeBalance) -> String {
    match badge {
        BadgeBalance::Shown => "shown".to_owned(),
        BadgeBalance::Lowest => "lowest".to_owned(),
        BadgeBalance::Sum => "sum".to_owned(),
        BadgeBalance::Chosen(id) => format!("{CHOSEN}{id}"),
    }
}

const CHOSEN: &str = "chosen:";

fn named(name: &str) -> BadgeBalance {
    match name {
        "lowest" => BadgeBalance::Lowest,
        "sum" => BadgeBalance::Sum,
        name => name.strip_prefix(CHOSEN).and_then(MonitorId::parse).map_or(BadgeBalance::Shown, BadgeBalance::Chosen),
    }
}
