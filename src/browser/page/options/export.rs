//! Exports monitors and settings to a file.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, JsString};
use web_sys::{Blob, BlobPropertyBag, Url};

use super::shared::Shared;
use crate::browser::clock::now;
use crate::browser::page::dom::Scope;
use crate::engine::MonitorsFile;

/// A `blob:` URL of a text. Revoked when dropped.
struct TextUrl(String);

pub fn listen(page: &Scope, known: &Shared) {
    let (page_too, known) = (page.clone(), Rc::clone(known));
    // Kept until the next export: the browser reads the URL some time after the click.
    let kept = RefCell::new(None);
    page.on_action("export", move |_| {
        let json = MonitorsFile::of(&known.borrow().saved, now()).to_json();
        let (Some(link), Some(url)) = (page_too.find("[data-part=download]"), TextUrl::of(&json)) else { return };
        link.set("href", Some(&url.0));
        link.click();
        kept.replace(Some(url));
    });
}

impl TextUrl {
    fn of(json: &str) -> Option<Self> {
        let kind = BlobPropertyBag::new();
        kind.set_type("application/json");
        let blob = Blob::new_with_str_sequence_and_options(&Array::of(&[JsString::from(json)]), &kind).ok()?;
        Url::create_object_url_with_blob(&blob).ok().map(Self)
    }
}

impl Drop for TextUrl {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.0);
    }
}
