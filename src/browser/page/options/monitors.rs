//! The list of monitors, one card each.

use crate::browser::page::command::spawn_send;
use crate::browser::page::dom::Scope;
use crate::browser::page::status::say_status;
use crate::browser::webext::permissions;
use crate::browser::words;
use crate::engine::Command;
use crate::monitor::MonitorId;
use crate::view::MonitorRow;

/// The id of the monitor on whose card the control is.
pub fn id_of(control: &Scope) -> Option<MonitorId> {
    card_of(control)?.get("data-monitor").as_deref().and_then(MonitorId::parse)
}

/// The card that contains the control.
pub fn card_of(control: &Scope) -> Option<Scope> {
    control.closest("[data-monitor]")
}

pub fn listen(page: &Scope) {
    on_monitor(page, "pause", |monitor| Command::Pause { monitor });
    on_monitor(page, "resume", |monitor| Command::Resume { monitor });
    on_monitor(page, "refresh", |monitor| Command::Refresh { monitor: Some(monitor) });
    page.on_action("grant-host", |control| {
        // First thing in the click: a browser asks for permissions only then. The worker hears of a grant through `permissions.onAdded`.
        let patterns = control.get("data-patterns").unwrap_or_default();
        let patterns: Vec<String> = patterns.split_whitespace().map(str::to_owned).collect();
        drop(permissions::request(&patterns));
    });
}

/// On a click, sends a command for the monitor on whose card the control is. The card shows why a command failed.
pub fn on_monitor(page: &Scope, action: &'static str, order: impl Fn(MonitorId) -> Command + 'static) {
    page.on_action(action, move |control| {
        if let Some((id, card)) = id_of(&control).zip(card_of(&control)) {
            spawn_send(control, card, order(id));
        }
    });
}

/// Paints all cards. A monitor keeps its element, so that the focus and an open question survive.
pub fn paint(page: &Scope, rows: &[MonitorRow]) {
    page.show("no_monitors", rows.is_empty());
    let cards = page.all("[data-slot=monitors] > [data-monitor]");
    let id = |card: &Scope| card.get("data-monitor").unwrap_or_default();
    let as_before = cards.iter().map(id).eq(rows.iter().map(|row| row.id.to_string()));
    let card_of = |row: &MonitorRow| {
        let there = cards.iter().find(|card| id(card) == row.id.to_string()).cloned();
        let card = there.or_else(|| page.template("monitor"))?;
        bind(page, &card, row);
        Some(card)
    };
    let bound: Vec<Scope> = rows.iter().filter_map(card_of).collect();
    if !as_before {
        page.fill("monitors", bound);
    }
}

fn bind(page: &Scope, card: &Scope, row: &MonitorRow) {
    let name = words::say(&row.name);
    card.set("data-monitor", Some(&row.id.to_string()));
    card.set("data-availability", Some(row.availability.name()));
    card.text("name", &name);
    for group in card.all("[role=group]") {
        // A screen reader would otherwise read "Edit" without saying which monitor.
        group.set("aria-label", Some(&name));
    }
    card.text("organization", row.organization.as_deref().unwrap_or_default());
    card.text("host", row.host.as_deref().unwrap_or_default());
    say_status(card, "status", &row.status);
    card.amount("balance", row.balance);
    if let Some(balance) = card.slot("balance") {
        balance.set("data-level", Some(row.level.name()));
    }
    card.say("measured", Some(&row.measured));
    card.say("key", Some(&row.key));
    for (name, fact) in [("next", &row.next), ("response_time", &row.response_time)] {
        card.show(name, fact.is_some());
        card.say(name, fact.as_ref());
    }
    card.text("description", &row.description);
    let tags = row.tags.iter().filter_map(|tag| {
        let item = page.template("tag")?;
        item.set_text(tag);
        Some(item)
    });
    card.fill("tags", tags);
    card.say("deletion", Some(&row.deletion));
    if let Some(question) = card.find("[role=alertdialog]") {
        question.set("aria-label", Some(&words::say(&row.deletion)));
    }
    bind_buttons(card, row);
}

fn bind_buttons(card: &Scope, row: &MonitorRow) {
    if let Some(button) = card.find("[data-part=pause]") {
        let (action, key) = if row.paused { ("resume", "resume") } else { ("pause", "pause") };
        button.set("data-action", Some(action));
        button.set_text(&words::say_plain(key));
    }
    card.show("refresh", row.can_refresh);
    card.show("grant_host", !row.missing_access.is_empty());
    if let Some(button) = card.find("[data-part=grant_host]") {
        button.set("data-patterns", Some(&row.missing_access.join(" ")));
    }
}
