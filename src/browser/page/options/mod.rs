//! The options page. Each file is one part of it: what it paints, and what a person can do there.

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

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use self::deletion::Undo;
use self::editor::EditorForm;
use self::import::Import;
use super::dom::Scope;
use super::notices::show_notices;
use super::{command, live};
use crate::account::Timestamp;
use crate::browser::webext::runtime;
use crate::browser::{now, platform};
use crate::engine::{Command, Saved};
use crate::view::{Arg, Message, Options};

/// What was stored when the page was last painted.
type Known = Rc<RefCell<Saved>>;

/// The page, and those parts of it that hold something of their own.
struct OptionsPage {
    page: Scope,
    known: Known,
    /// What is painted; nothing before the first time.
    painted: RefCell<Option<Options>>,
    import: Rc<Import>,
    undo: Undo,
}

/// Says the fixed words, paints what is stored, and keeps at it.
pub fn start() {
    let Some(page) = Scope::page() else { return };
    page.say_fixed_words();
    page.say("version", Some(&Message::with("version", [Arg::Text(runtime::version())])));
    let known = Known::default();
    monitors::listen(&page);
    access::listen(&page);
    settings::listen(&page);
    export::listen(&page, &known);
    forget::listen(&page);
    EditorForm::listen(&page, &known);
    page.on_action("open-platform", || async { platform::open() });
    page.on_action("dismiss-damage", || command::send(Command::DismissDamage));
    let options = OptionsPage {
        painted: RefCell::default(),
        import: Import::listen(&page, &known),
        undo: Undo::listen(&page),
        known,
        page,
    };
    live::keep_painted(move |saved, unsaved_since| options.paint(saved, unsaved_since));
}

impl OptionsPage {
    /// Paints what is not as it was. The rest is left alone: the focus and what is read aloud stay where they are.
    fn paint(&self, saved: &Saved, unsaved_since: Option<Timestamp>) {
        self.known.replace(saved.clone());
        let view = Options::of(saved, unsaved_since, now());
        let before = self.painted.replace(Some(view.clone()));
        let before = before.as_ref();
        if before.is_none_or(|before| before.notices != view.notices) {
            show_notices(&self.page, &view.notices);
        }
        if before.is_none_or(|before| before.monitors != view.monitors) {
            monitors::paint(&self.page, &view.monitors);
        }
        detection::paint(&self.page, saved);
        settings::paint(&self.page, &view, before);
        self.undo.paint(view.deleted.as_ref());
        self.import.paint(saved);
        let page = self.page.clone();
        spawn_local(async move { access::paint(&page).await });
        self.set_state(saved);
    }

    /// Last: whoever waits for a state finds everything that belongs to it.
    fn set_state(&self, saved: &Saved) {
        let state = match saved {
            _ if !saved.access.grants_openai() => "error",
            _ if saved.monitors.is_empty() => "no-key",
            _ => "ok",
        };
        if let Some(body) = self.page.find("body") {
            body.set("data-state", Some(state));
        }
        if let Some(main) = self.page.find("main") {
            main.set("aria-busy", Some("false"));
        }
    }
}
