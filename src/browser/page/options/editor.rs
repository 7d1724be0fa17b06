//! The form that adds, changes or tests one monitor.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::monitors::id_of;
use super::shared::Shared;
use super::{detection, fields};
use crate::access;
use crate::browser::page::command::{self, Busy, words_of};
use crate::browser::page::dom::Scope;
use crate::browser::webext::permissions;
use crate::browser::words;
use crate::engine::{Command, Refusal};
use crate::monitor::{Draft, Field, MonitorId, Problem, ValidDraft};
use crate::view::Editor;
use crate::worker::Reply;

/// The form. While it is open, only the person changes its fields.
pub struct EditorForm {
    page: Scope,
    dialog: Scope,
    known: Shared,
    session: RefCell<EditSession>,
    /// Counts how often it was opened and closed. A reply that comes after that is about another form than the one that is open.
    turns: Cell<u32>,
}

/// What is known from when the form opens until it closes.
#[derive(Default)]
struct EditSession {
    /// The monitor being edited; `None` for a new one.
    monitor: Option<MonitorId>,
    /// The fields the person has edited. Until they press a button, only these show errors.
    touched: Vec<Field>,
    /// Whether a detection was started.
    detects: bool,
}

/// The `data-error` of the place for errors that belong to no single field.
const WHOLE_FORM: &str = "monitor";

/// What a person can do with a draft.
#[derive(Clone, Copy)]
enum Wish {
    Save,
    Detect,
}

impl EditorForm {
    /// Listens to the form and to the buttons that open it.
    pub fn listen(page: &Scope, known: &Shared) {
        let Some(dialog) = page.find("[data-part=editor]") else { return };
        let form = Rc::new(Self {
            page: page.clone(),
            dialog,
            known: Rc::clone(known),
            session: RefCell::default(),
            turns: Cell::default(),
        });
        form.on_action("add-monitor", |form, _| form.open(None));
        form.on_action("edit-monitor", |form, button| form.open(id_of(button)));
        form.on_action("cancel-edit", |form, _| form.dialog.close_dialog());
        form.on_action("save-monitor", |form, button| form.act(Wish::Save, button));
        form.on_action("detect", |form, button| form.act(Wish::Detect, button));
        form.on("change", "[name]", |form, control| form.on_change(control));
        form.on("input", "[name]", |form, control| form.on_input(control));
        // Fires for every way to close it: a button, or Escape, which the browser handles.
        form.on("close", "dialog", |form, _| form.on_closed());
        // The buttons do the work. A submitted form would reload the page.
        form.dialog.on("submit", "form", |_, event| event.prevent_default());
    }

    /// The button that opens the form is outside of the dialog.
    fn on_action(self: &Rc<Self>, action: &'static str, react: impl Fn(&Rc<Self>, &Scope) + 'static) {
        let form = Rc::clone(self);
        self.page.on_action(action, move |button| react(&form, &button));
    }

    fn on(self: &Rc<Self>, event: &str, css: &'static str, react: impl Fn(&Rc<Self>, &Scope) + 'static) {
        let form = Rc::clone(self);
        self.dialog.on(event, css, move |control, _| react(&form, &control));
    }

    fn open(&self, monitor: Option<MonitorId>) {
        let editor = Editor::of(&self.known.borrow().saved, monitor.as_ref());
        let title = if editor.monitor.is_some() { "editor_title_change" } else { "editor_title_add" };
        self.dialog.text("editor_title", &words::say_plain(title));
        fields::fill(&self.dialog, &editor);
        self.show_name_to_follow(editor.monitor.as_ref());
        self.turns.set(self.turns.get() + 1);
        self.session.replace(EditSession { monitor: editor.monitor, ..EditSession::default() });
        self.dialog.show("detection", false);
        fields::show_error(&self.dialog, WHOLE_FORM, "");
        self.dialog.open_dialog();
        if let Some(body) = self.dialog.find("[data-part=editor_body]") {
            body.scroll_to_start();
        }
    }

    /// A name that is taken from the organisation is shown as the placeholder of the empty field.
    fn show_name_to_follow(&self, monitor: Option<&MonitorId>) {
        let known = self.known.borrow();
        let parameters = monitor.and_then(|id| known.saved.monitors.get(id)).map(|monitor| &monitor.parameters);
        let name = parameters.filter(|it| !it.named_by_hand).map(|it| it.task_name.as_str());
        if let Some(field) = self.dialog.find("[name=task_name]") {
            field.set("placeholder", name);
        }
    }

    /// A field was left after a change, or an option was chosen.
    fn on_change(&self, control: &Scope) {
        fields::show_source(&self.dialog);
        if let Some(field) = fields::named(control) {
            self.session.borrow_mut().touched.push(field);
        }
        self.show_problems(&self.check(&fields::draft(&self.dialog)));
    }

    /// Something was typed: errors that it mends disappear.
    fn on_input(&self, control: &Scope) {
        let draft = fields::draft(&self.dialog);
        self.show_problems(&self.check(&draft));
        fields::show_advice(&self.dialog, &draft);
        let is_about = |it| matches!(it, Some(Field::Host | Field::Organization | Field::SessionKey));
        if is_about(fields::named(control)) || control.get("name").as_deref() == Some("session_key_source") {
            // The result was for another account than the form now names.
            self.end_detection();
        }
    }

    fn show_problems(&self, checked: &Result<ValidDraft, Vec<Problem>>) {
        let problems = checked.as_ref().err().map(Vec::as_slice).unwrap_or_default();
        fields::show_problems(&self.dialog, problems, &self.session.borrow().touched);
    }

    /// The monitor being edited. `None` if it was deleted meanwhile: saving then adds it as a new one, and nothing typed is lost.
    fn edited(&self) -> Option<MonitorId> {
        let session = self.session.borrow();
        session.monitor.clone().filter(|id| self.known.borrow().saved.monitors.contains_key(id))
    }

    fn check(&self, draft: &Draft) -> Result<ValidDraft, Vec<Problem>> {
        let known = self.known.borrow();
        let (monitors, edited) = (&known.saved.monitors, self.edited());
        draft.check(edited.as_ref().and_then(|id| monitors.get_key_value(id)), monitors.iter())
    }

    /// Saves or tests the draft, if it is valid and access to its host is granted.
    fn act(self: &Rc<Self>, wish: Wish, button: &Scope) {
        let draft = fields::draft(&self.dialog);
        self.session.borrow_mut().touched = Field::ALL.to_vec();
        let checked = self.check(&draft);
        self.show_problems(&checked);
        let host = match checked {
            Ok(valid) => valid.parameters.account.host.origin(),
            Err(problems) => return self.focus_first(&problems),
        };
        // Fixed now: a person may open the form for another monitor while the browser asks for access.
        let edited = self.edited();
        // A second click does nothing until the first is done.
        let Some(busy) = Busy::on(button) else { return };
        // Still within the click: a browser asks for permissions only then.
        let is_granted = self.known.borrow().saved.index.access.grants(&host);
        let asked = (!is_granted).then(|| permissions::request(&[access::pattern(&host)]));
        let (form, turn) = (Rc::clone(self), self.turns.get());
        spawn_local(async move {
            let granted = match asked {
                Some(asked) => asked.await,
                None => true,
            };
            if granted {
                form.send(wish, edited, draft, turn).await;
            } else if form.is_at(turn) {
                fields::show_error(&form.dialog, Field::Host.name(), &words::say_plain("host_access_denied"));
                fields::focus(&form.dialog, Field::Host);
            }
            if form.is_at(turn) {
                drop(busy);
            } else {
                // The button belongs to another form by now.
                busy.leave();
            }
        });
    }

    /// Whether the form is still the one that was open in this turn.
    fn is_at(&self, turn: u32) -> bool {
        self.turns.get() == turn
    }

    async fn send(&self, wish: Wish, monitor: Option<MonitorId>, draft: Draft, turn: u32) {
        match wish {
            Wish::Save => {
                let reply = command::send(&Command::Save { monitor, draft }).await;
                if !self.is_at(turn) {
                    // The person has closed this form: the page says what became of it.
                    self.page.text("outcome", &words_of(reply.as_ref()));
                    if reply == Some(Reply::Done) {
                        self.page.text("announcement", &words::say_plain("saved"));
                    }
                } else if self.is_done(reply.as_ref()) {
                    fields::clear_key(&self.dialog);
                    self.dialog.close_dialog();
                    self.page.text("announcement", &words::say_plain("saved"));
                }
            }
            Wish::Detect => {
                detection::clear(&self.page);
                self.session.borrow_mut().detects = true;
                self.dialog.text("detection_outcome", &words::say_plain("detect_busy"));
                self.dialog.show("detection", true);
                // Removes an earlier result first. The same result again would change nothing in storage, and the page would not see it.
                command::send(&Command::EndDetection).await;
                let reply = command::send(&Command::Detect { monitor, draft }).await;
                if self.is_at(turn) && !self.is_done(reply.as_ref()) {
                    self.session.borrow_mut().detects = false;
                    self.dialog.show("detection", false);
                }
            }
        }
    }

    /// Whether the worker accepted the draft. If not, the form says why and keeps what was typed.
    fn is_done(&self, reply: Option<&Reply>) -> bool {
        let words = match reply {
            Some(Reply::Refused(Refusal::Problems(problems))) => {
                fields::show_problems(&self.dialog, problems, &Field::ALL);
                self.focus_first(problems);
                String::new()
            }
            reply => words_of(reply),
        };
        fields::show_error(&self.dialog, WHOLE_FORM, &words);
        reply == Some(&Reply::Done)
    }

    fn focus_first(&self, problems: &[Problem]) {
        if let Some(first) = problems.first() {
            fields::focus(&self.dialog, first.field);
        }
    }

    fn end_detection(&self) {
        if std::mem::take(&mut self.session.borrow_mut().detects) {
            self.dialog.show("detection", false);
            spawn_local(async { drop(command::send(&Command::EndDetection).await) });
        }
    }

    fn on_closed(&self) {
        self.turns.set(self.turns.get() + 1);
        for action in ["save-monitor", "detect"] {
            if let Some(button) = self.dialog.find(&format!("[data-action={action}]")) {
                button.set("aria-busy", None);
            }
        }
        fields::clear_key(&self.dialog);
        self.end_detection();
        self.session.take();
    }
}
