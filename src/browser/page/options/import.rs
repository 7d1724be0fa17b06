//! Imports monitors and settings from a file: shows a preview first, and imports when the person confirms.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::File;

use super::fields::show_error;
use super::shared::Shared;
use crate::browser::page::command::{send_from, words_of};
use crate::browser::page::dom::Scope;
use crate::browser::words;
use crate::engine::{Command, MonitorsFile, Saved};
use crate::view::{ImportPreview, ImportRow, import_words};
use crate::worker::Reply;

/// In bytes; more than the largest file that can be imported. A longer file is cut here, and the rest is still enough to refuse it as too large.
const READ_AT_MOST: i32 = 4_000_000;

/// The part of the page that imports.
pub struct Import {
    page: Scope,
    known: Shared,
    /// The chosen file and its preview.
    looked_at: RefCell<Option<(MonitorsFile, ImportPreview)>>,
}

impl Import {
    pub fn listen(page: &Scope, known: &Shared) -> Rc<Self> {
        let import = Rc::new(Self { page: page.clone(), known: Rc::clone(known), looked_at: RefCell::default() });
        page.on("change", "[name=import]", {
            let import = Rc::clone(&import);
            move |input, _| {
                if let Some(file) = input.input().and_then(|it| it.files()).and_then(|files| files.get(0)) {
                    let import = Rc::clone(&import);
                    spawn_local(async move { import.look_at(&file).await });
                }
                // Otherwise choosing the same file again, after mending it, would fire no event.
                input.set_value("");
            }
        });
        page.on_action("confirm-import", {
            let import = Rc::clone(&import);
            move |button| {
                let import = Rc::clone(&import);
                spawn_local(async move { import.confirm(&button).await });
            }
        });
        page.on_action("cancel-import", {
            let import = Rc::clone(&import);
            move |_| import.close()
        });
        import
    }

    async fn look_at(&self, file: &File) {
        self.page.text("imported", "");
        let parsed = MonitorsFile::parse(&read(file).await);
        let error = parsed.as_ref().err().map(|why| words::say(&import_words(why)));
        show_error(&self.page, "import", &error.unwrap_or_default());
        self.looked_at.replace(None);
        self.page.show("import_preview", parsed.is_ok());
        let Ok(parsed) = parsed else { return };
        self.show(parsed, &self.known.borrow().saved);
        if let Some(title) = self.page.find("#import-preview-title") {
            title.focus();
        }
    }

    /// Renews the preview: what an import would do depends on what is stored.
    pub fn paint(&self, saved: &Saved) {
        let looked_at = self.looked_at.take();
        if let Some((file, shown)) = looked_at {
            if ImportPreview::of(saved, &file) == shown {
                self.looked_at.replace(Some((file, shown)));
            } else {
                self.show(file, saved);
            }
        }
    }

    fn show(&self, file: MonitorsFile, saved: &Saved) {
        let preview = ImportPreview::of(saved, &file);
        self.page.say("import_source", Some(&preview.source));
        self.page.say("import_settings", Some(&preview.settings));
        self.page.fill("import_monitors", preview.monitors.iter().filter_map(|row| bind(&self.page, row)));
        self.page.show("import_nothing", !preview.changes_something);
        self.page.show("confirm_import", preview.changes_something);
        self.looked_at.replace(Some((file, preview)));
    }

    /// Imports the file. The preview stays until that has succeeded.
    async fn confirm(&self, button: &Scope) {
        let file = self.looked_at.borrow().as_ref().map(|(file, _)| file.clone());
        let Some(file) = file else { return };
        let Some(reply) = send_from(button, &Command::Import { file }).await else { return };
        show_error(&self.page, "import", &words_of(reply.as_ref()));
        if reply == Some(Reply::Done) {
            self.close();
            self.page.text("imported", &words::say_plain("imported"));
        }
    }

    fn close(&self) {
        self.looked_at.take();
        self.page.show("import_preview", false);
        if let Some(input) = self.page.find("[name=import]") {
            input.focus();
        }
    }
}

/// The text of a file, or enough of it to see that it is too large. Empty if it cannot be read, and then refused as no JSON.
async fn read(file: &File) -> String {
    let Ok(part) = file.slice_with_i32_and_i32(0, READ_AT_MOST) else { return String::new() };
    JsFuture::from(part.text()).await.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn bind(page: &Scope, row: &ImportRow) -> Option<Scope> {
    let item = page.template("import_row")?;
    item.set("data-import", Some(row.effect.name()));
    item.say("name", Some(&row.name));
    item.say("effect", Some(&row.effect_text));
    item.say_all("needs", &row.needs);
    Some(item)
}
