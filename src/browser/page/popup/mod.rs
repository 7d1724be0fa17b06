//! The popup. Each file paints one part of it, and `actions` handles what a person does.

mod accounts;
mod actions;
mod head;
mod outlook;
mod painted;
mod sets;

use std::cell::RefCell;

use self::painted::Painted;
use super::dom::Scope;
use super::live;
use super::notices::{fill_notices, show_notices};
use super::status::{say_status, set_state};
use crate::account::Day;
use crate::browser::{clock, intl};
use crate::view::{Hero, Known, PageState, Panel, Popup, Status, cannot_read};

/// Fills in the fixed words, then paints what is stored, now and after every change.
pub fn start() {
    let Some(page) = Scope::page() else { return };
    page.say_fixed_words();
    let painted = Painted::default();
    actions::listen(&page, &painted);
    let day = RefCell::new(None);
    live::keep_painted(move |known| match known {
        Ok(known) => paint(&page, &painted, &day, known),
        Err(_) => {
            painted.take();
            paint_unreadable(&page);
        }
    });
}

/// Paints only what has changed, so that focus and scrolling stay and screen readers repeat nothing.
fn paint(page: &Scope, painted: &Painted, day: &RefCell<Option<Day>>, known: &Known) {
    let now = clock::now();
    let popup = Popup::of(known, now);
    // Times of another day show their date. So at midnight everything is painted again.
    if day.replace(Some(now.day())) != Some(now.day()) {
        painted.take();
    }
    if painted.borrow().as_ref() != Some(&popup) {
        paint_changes(page, &popup, painted.borrow().as_ref());
        painted.replace(Some(popup));
    }
}

fn paint_changes(page: &Scope, popup: &Popup, before: Option<&Popup>) {
    head::paint(page, popup, before);
    accounts::paint(page, popup, before);
    if before.is_none_or(|before| before.notices != popup.notices) {
        show_notices(page, &popup.notices);
    }
    show_panel(page, Some(popup.panel));
    if before.is_none_or(|before| before.no_visible_key != popup.no_visible_key) {
        // In the page only while it is shown. Otherwise the first button in the page that leads to the options might be this hidden one.
        fill_notices(page, "no_visible_key", popup.no_visible_key.as_slice());
        page.show("no_visible_key", popup.no_visible_key.is_some());
    }
    if let Some(hero) = page.find("[data-part=hero]") {
        paint_hero(&hero, &popup.hero);
    }
    outlook::paint(page, popup, before);
    sets::paint(page, popup, before);
    page.say("measured", Some(&popup.measured));
    set_state(page, popup.state);
}

fn paint_unreadable(page: &Scope) {
    show_notices(page, &[cannot_read()]);
    show_panel(page, None);
    say_status(page, "status", &Status::unreadable());
    page.say("measured", None);
    set_state(page, PageState::Error);
}

fn show_panel(page: &Scope, shown: Option<Panel>) {
    for panel in Panel::PARTS {
        page.show(panel.name(), shown == Some(panel));
    }
}

fn paint_hero(hero: &Scope, view: &Hero) {
    hero.set("data-level", Some(view.level.name()));
    hero.amount("balance", view.balance);
    hero.say("used_share", view.used_text.as_ref());
    hero.say("balance_hint", view.hint.as_ref());
    if let Some(line) = hero.slot("course") {
        line.set("points", view.course.as_deref());
    }
    hero.show("course", view.course.is_some());
    hero.show("gauge", view.used.is_some());
    if let Some(used) = view.used {
        hero.share("share", used);
        hero.text("left_share", &intl::share(1.0 - used));
    }
}
