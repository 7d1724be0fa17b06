//! The popup.

use super::dom::Scope;
use super::notices::show_notices;
use super::popup_actions::Painted;
use super::{live, popup_accounts, popup_actions, popup_sets};
use crate::browser::{intl, now, words};
use crate::view::{Arg, Hero, Message, PageState, Panel, Popup};

/// Says the fixed words, paints what is stored, and keeps at it.
pub fn start() {
    let Some(page) = Scope::page() else { return };
    page.say_fixed_words();
    let painted = Painted::default();
    popup_actions::listen(&page, &painted);
    live::keep_painted(move |saved, unsaved_since| {
        let popup = Popup::of(saved, unsaved_since, now());
        // What is as it was is left alone: the focus, the scrolling and what is read aloud stay where they are.
        if painted.borrow().as_ref() != Some(&popup) {
            paint(&page, &popup, painted.borrow().as_ref());
            painted.replace(Some(popup));
        }
    });
}

fn paint(page: &Scope, popup: &Popup, before: Option<&Popup>) {
    paint_head(page, popup);
    popup_accounts::paint(page, popup, before);
    announce(page, popup, before);
    if before.is_none_or(|before| before.notices != popup.notices) {
        show_notices(page, &popup.notices);
    }
    for (part, panel) in [
        ("no_key", Panel::NoKey),
        ("no_access", Panel::NoAccess),
        ("loading", Panel::Loading),
        ("account_view", Panel::Account),
    ] {
        page.show(part, popup.panel == panel);
    }
    if let Some(hero) = page.find("[data-part=hero]") {
        paint_hero(&hero, &popup.hero);
    }
    popup_sets::paint(page, popup);
    page.say("measured", Some(&popup.measured));
    // Last: whoever waits for a state finds everything that belongs to it.
    if let Some(body) = page.find("body") {
        body.set("data-state", Some(state(popup.state)));
    }
}

fn paint_head(page: &Scope, popup: &Popup) {
    let account = popup.account.as_ref().map(words::say);
    for (slot, text) in [("account", &account), ("organization", &popup.organization), ("host", &popup.host)] {
        page.text(slot, text.as_deref().unwrap_or_default());
        if let Some(slot) = page.slot(slot) {
            slot.set("title", text.as_deref());
        }
    }
    page.say("status", Some(&popup.status.text));
    if let Some(status) = page.slot("status") {
        status.set("data-level", popup.status.level);
    }
    if let Some(main) = page.find("main") {
        main.set("aria-busy", Some(if popup.busy { "true" } else { "false" }));
    }
    for refresh in page.all("[data-action=refresh]") {
        refresh.set("disabled", (!popup.can_refresh).then_some(""));
    }
}

/// Tells a screen reader that another account is shown, or that a reading began or ended, which a sighted person sees by the name, the
/// icon and the numbers.
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

fn paint_hero(hero: &Scope, view: &Hero) {
    hero.set("data-level", Some(view.level.name()));
    hero.text("balance", &view.balance.map_or_else(|| "—".to_owned(), intl::usd));
    hero.say("used_share", view.used_text.as_ref());
    hero.say("balance_hint", view.hint.as_ref());
    hero.show("gauge", view.used.is_some());
    if let Some(used) = view.used {
        hero.share("share", used);
        hero.text("left_share", &intl::share(1.0 - used));
    }
}

const fn state(state: PageState) -> &'static str {
    match state {
        PageState::NoKey => "no-key",
        PageState::Loading => "loading",
        PageState::Ok => "ok",
        PageState::Stale => "stale",
        PageState::Error => "error",
    }
}
