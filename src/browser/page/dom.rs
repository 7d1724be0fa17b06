//! The few DOM operations the pages need: find a slot, set its text, clone a template, react to a click.
//!
//! Text is set through `textContent` only, so nothing an account reports can become markup. An element the markup lacks is skipped
//! silently: the page shows the rest.

use wasm_bindgen::prelude::*;
use web_sys::{
    Element, Event, HtmlDialogElement, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTemplateElement,
    HtmlTextAreaElement, MouseEvent, PointerEvent, SvgElement,
};

use crate::account::Usd;
use crate::browser::{intl, words};
use crate::json::shortest;
use crate::view::Message;

/// Called at an event, with the element that matched and the event.
type React = dyn Fn(Scope, &Event);

/// An element and its descendants.
#[derive(Clone)]
pub struct Scope(Element);

impl Scope {
    /// The root element of the page.
    pub fn page() -> Option<Self> {
        web_sys::window()?.document()?.document_element().map(Self)
    }

    /// The first descendant that matches.
    pub fn find(&self, css: &str) -> Option<Self> {
        self.0.query_selector(css).ok().flatten().map(Self)
    }

    /// All descendants that match.
    pub fn all(&self, css: &str) -> Vec<Self> {
        let Ok(found) = self.0.query_selector_all(css) else { return Vec::new() };
        (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok().map(Self)).collect()
    }

    /// A copy of a template of the page. Its fixed words are filled in only once, in the template itself.
    pub fn template(&self, id: &str) -> Option<Self> {
        let template = self.find(&format!("template#{id}"))?;
        let content = template.0.dyn_ref::<HtmlTemplateElement>()?.content();
        if template.get("data-said").is_none() {
            content.first_element_child().map(Self)?.say_fixed_words();
            template.set("data-said", Some(""));
        }
        let copy = content.clone_node_with_deep(true).ok()?;
        copy.dyn_into::<web_sys::DocumentFragment>().ok()?.first_element_child().map(Self)
    }

    /// Fills in the words whose keys are in the markup: `data-i18n` as text, `data-i18n-label` and `data-i18n-title` as attributes.
    pub fn say_fixed_words(&self) {
        let within = self.all("[data-i18n], [data-i18n-label], [data-i18n-title]");
        for found in within.into_iter().chain([self.clone()]) {
            if let Some(key) = found.0.get_attribute("data-i18n") {
                found.set_text(&words::say_plain(&key));
            }
            for (name, attribute) in [("data-i18n-label", "aria-label"), ("data-i18n-title", "title")] {
                if let Some(key) = found.0.get_attribute(name) {
                    found.set(attribute, Some(&words::say_plain(&key)));
                }
            }
        }
    }

    /// The descendant with this `data-slot`.
    pub fn slot(&self, name: &str) -> Option<Self> {
        self.find(&format!("[data-slot=\"{name}\"]"))
    }

    /// Sets the text of the slot with this name.
    pub fn text(&self, slot: &str, text: &str) {
        if let Some(slot) = self.slot(slot) {
            slot.set_text(text);
        }
    }

    /// Shows a message in a slot. `None` empties it.
    pub fn say(&self, slot: &str, message: Option<&Message>) {
        self.text(slot, &message.map(words::say).unwrap_or_default());
    }

    /// Shows messages in a slot, one after the other.
    pub fn say_all(&self, slot: &str, messages: &[Message]) {
        let texts: Vec<String> = messages.iter().map(words::say).collect();
        self.text(slot, &texts.join(" "));
    }

    /// Shows an amount in a slot, with its exact value in `data-value`; a dash for `None`.
    pub fn amount(&self, slot: &str, amount: Option<Usd>) {
        let Some(slot) = self.slot(slot) else { return };
        slot.set("data-value", amount.map(|amount| shortest(amount.dollars())).as_deref());
        slot.set_text(&amount.map_or_else(|| "—".to_owned(), intl::usd));
        slot.read_dash_aloud(amount.is_none());
    }

    /// Gives the element a label if it shows only a dash, because screen readers skip a lone dash.
    pub fn read_dash_aloud(&self, is_dash: bool) {
        self.set("role", is_dash.then_some("img"));
        self.set("aria-label", is_dash.then(|| words::say_plain("not_reported")).as_deref());
    }

    /// Replaces the content of a slot.
    pub fn fill(&self, slot: &str, items: impl IntoIterator<Item = Self>) {
        let Some(slot) = self.slot(slot) else { return };
        slot.set_text("");
        items.into_iter().for_each(|item| slot.append(&item));
    }

    /// Replaces the content of the element.
    pub fn refill(&self, items: impl IntoIterator<Item = Self>) {
        self.set_text("");
        items.into_iter().for_each(|item| self.append(&item));
    }

    /// A copy of the element and its descendants.
    pub fn copy(&self) -> Option<Self> {
        self.0.clone_node_with_deep(true).ok()?.dyn_into().ok().map(Self)
    }

    /// The first child.
    pub fn first(&self) -> Option<Self> {
        self.0.first_element_child().map(Self)
    }

    /// The next sibling.
    pub fn next(&self) -> Option<Self> {
        self.0.next_element_sibling().map(Self)
    }

    /// Where a pointer is, from 0.0 at the left edge of the element to 1.0 at its right edge; outside of that beside it.
    pub fn share_across(&self, pointer: &MouseEvent) -> f64 {
        let place = self.0.get_bounding_client_rect();
        (f64::from(pointer.client_x()) - place.left()) / place.width().max(1.0)
    }

    /// Sends the element all events of a pressed pointer, until it is released.
    pub fn capture(&self, pointer: &PointerEvent) {
        let _ = self.0.set_pointer_capture(pointer.pointer_id());
    }

    /// Appends a child.
    pub fn append(&self, item: &Self) {
        let _ = self.0.append_child(&item.0);
    }

    /// Shows or hides the descendant with this `data-part`.
    pub fn show(&self, part: &str, shown: bool) {
        if let Some(part) = self.find(&format!("[data-part=\"{part}\"]")) {
            part.set("hidden", (!shown).then_some(""));
        }
    }

    /// Sets the CSS variable `--share` of a slot, between 0 and 1, from which the style sheet draws a bar.
    pub fn share(&self, slot: &str, share: f64) {
        let Some(Self(slot)) = self.slot(slot) else { return };
        let style = match slot.dyn_ref::<HtmlElement>() {
            Some(html) => Some(html.style()),
            None => slot.dyn_ref::<SvgElement>().map(SvgElement::style),
        };
        if let Some(style) = style {
            let _ = style.set_property("--share", &shortest(share));
        }
    }

    /// Sets or removes an attribute. An unchanged attribute is not set again: screen readers would read it aloud again.
    pub fn set(&self, name: &str, value: Option<&str>) {
        if self.0.get_attribute(name).as_deref() == value {
            return;
        }
        let _ = match value {
            Some(value) => self.0.set_attribute(name, value),
            None => self.0.remove_attribute(name),
        };
    }

    /// The value of an attribute; `None` if it is not set.
    pub fn get(&self, name: &str) -> Option<String> {
        self.0.get_attribute(name)
    }

    /// The innermost match among this element and its ancestors.
    pub fn closest(&self, css: &str) -> Option<Self> {
        self.0.closest(css).ok().flatten().map(Self)
    }

    /// Sets `textContent`, which replaces all descendants.
    pub fn set_text(&self, text: &str) {
        self.0.set_text_content(Some(text));
    }

    /// `textContent`, that of all descendants included.
    pub fn get_text(&self) -> String {
        self.0.text_content().unwrap_or_default()
    }

    /// Clicks the element, as a person would.
    pub fn click(&self) {
        if let Some(element) = self.0.dyn_ref::<HtmlElement>() {
            element.click();
        }
    }

    /// Moves the keyboard focus to the element.
    pub fn focus(&self) {
        if let Some(element) = self.0.dyn_ref::<HtmlElement>() {
            let _ = element.focus();
        }
    }

    /// Scrolls the surroundings until the end of the element is visible.
    pub fn reveal(&self) {
        self.0.scroll_into_view_with_bool(false);
    }

    /// Scrolls the content of the element to its beginning.
    pub fn scroll_to_start(&self) {
        self.0.set_scroll_top(0);
    }

    /// Whether the element or a descendant has the keyboard focus.
    pub fn holds_focus(&self) -> bool {
        let focused = self.0.owner_document().and_then(|document| document.active_element());
        focused.is_some_and(|focused| self.0.contains(Some(&focused)))
    }

    /// Opens the element as a modal dialog. The browser moves the focus into it, and back when it closes.
    pub fn open_dialog(&self) {
        if let Some(dialog) = self.0.dyn_ref::<HtmlDialogElement>() {
            let _ = dialog.show_modal();
        }
    }

    /// Closes a dialog that [`Self::open_dialog`] opened.
    pub fn close_dialog(&self) {
        if let Some(dialog) = self.0.dyn_ref::<HtmlDialogElement>() {
            dialog.close();
        }
    }

    /// The value of an input, text area or select; empty for any other element.
    pub fn value(&self) -> String {
        let (input, area, select) = (self.input(), self.0.dyn_ref(), self.0.dyn_ref());
        let value = input.map(HtmlInputElement::value);
        let value = value.or_else(|| area.map(HtmlTextAreaElement::value));
        value.or_else(|| select.map(HtmlSelectElement::value)).unwrap_or_default()
    }

    /// Sets the value of an input, text area or select.
    pub fn set_value(&self, value: &str) {
        if let Some(input) = self.input() {
            input.set_value(value);
        } else if let Some(area) = self.0.dyn_ref::<HtmlTextAreaElement>() {
            area.set_value(value);
        } else if let Some(select) = self.0.dyn_ref::<HtmlSelectElement>() {
            select.set_value(value);
        }
    }

    /// The element as an input; `None` if it is none.
    pub fn input(&self) -> Option<&HtmlInputElement> {
        self.0.dyn_ref()
    }

    /// Calls `react` at every event of this type on the element or a descendant, with the innermost ancestor of the target that matches
    /// `css`. So one listener serves elements that come and go. It is never removed.
    pub fn on(&self, event: &str, css: &'static str, react: impl Fn(Self, &Event) + 'static) {
        self.listen(event, css, Box::new(react));
    }

    /// Not generic, so that it is compiled once and not for each of some fifty listeners.
    fn listen(&self, event: &str, css: &'static str, react: Box<React>) {
        let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if let Some(found) = target.and_then(|target| target.closest(css).ok().flatten()) {
                react(Self(found), &event);
            }
        });
        let _ = self.0.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
        listener.forget();
    }

    /// Calls `react` during each click on a control with this `data-action`.
    pub fn on_action(&self, action: &'static str, react: impl Fn(Self) + 'static) {
        self.listen_to_action(action, Box::new(react));
    }

    fn listen_to_action(&self, action: &'static str, react: Box<dyn Fn(Self)>) {
        self.on("click", "[data-action]", move |control, _| {
            if control.0.get_attribute("data-action").as_deref() == Some(action) {
                react(control);
            }
        });
    }
}
