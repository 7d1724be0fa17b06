//! The options page. Each file paints one part of the page and handles its events.

mod access;
mod deletion;
mod detection;
mod editor;
mod export;
mod fields;
mod forget;
mod import;
mod monitors;
mod settings;
mod shared;

use std::rc::Rc;

use self::deletion::Undo;
use self::editor::EditorForm;
use self::import::Import;
use self::shared::{Painted, Shared};
use super::command::spawn_send;
use super::dom::Scope;
use super::live;
use super::notices::show_notices;
use super::status::set_state;
use crate::browser::webext::runtime;
use crate::browser::{clock, platform};
use crate::engine::{Command, Saved};
use crate::view::{Arg, Known, Message, Options, PageState, cannot_read};

/// The page, and those of its parts that have state.
struct OptionsPage {
    page: Scope,
    known: Shared,
    painted: Painted,
    import: Rc<Import>,
    undo: Undo,
}

/// Fills in the fixed words, then paints what is stored, now and after every change.
pub fn start() {
    let Some(page) = Scope::page() else { return };
    page.say_fixed_words();
    page.say("version", Some(&Message::with("version", [Arg::Text(runtime::version())])));
    let (known, painted) = (Shared::default(), Painted::default());
    monitors::listen(&page);
    access::listen(&page);
    settings::listen(&page, &painted);
    export::listen(&page, &known);
    forget::listen(&page);
    EditorForm::listen(&page, &known);
    page.on_action("open-platform", |_| platform::open());
    page.on_action("dismiss-damage", {
        let page = page.clone();
        move |button| spawn_send(button, page.clone(), Command::DismissDamage)
    });
    let options =
        OptionsPage { painted, import: Import::listen(&page, &known), undo: Undo::listen(&page), known, page };
    live::keep_painted(move |known| match known {
        Ok(known) => options.paint(known),
        Err(_) => options.paint_unreadable(),
    });
}

impl OptionsPage {
    /// Paints only what has changed, so that the focus stays and screen readers repeat nothing.
    fn paint(&self, known: &Known) {
        self.known.replace(known.clone());
        let view = Options::of(known, clock::now());
        let before = self.painted.replace(Some(view.clone()));
        let before = before.as_ref();
        if before.is_none_or(|before| before.notices != view.notices) {
            show_notices(&self.page, &view.notices);
        }
        if before.is_none_or(|before| before.monitors != view.monitors) {
            monitors::paint(&self.page, &view.monitors);
        }
        detection::paint(&self.page, view.detection.as_ref());
        settings::paint(&self.page, &view, before);
        self.undo.paint(view.deleted.as_ref());
        self.import.paint(&known.saved);
        access::paint(&self.page, &known.saved.index.access);
        self.finish(state(&known.saved));
    }

    fn paint_unreadable(&self) {
        self.painted.take();
        show_notices(&self.page, &[cannot_read()]);
        self.finish(PageState::Error);
    }

    fn finish(&self, state: PageState) {
        if let Some(main) = self.page.find("main") {
            main.set("aria-busy", Some("false"));
        }
        set_state(&self.page, state);
    }
}

fn state(saved: &Saved) -> PageState {
    match saved {
        _ if !saved.index.access.grants_openai() => PageState::Error,
        _ if saved.monitors.is_empty() => PageState::NoKey,
        _ => PageState::Ok,
    }
}
