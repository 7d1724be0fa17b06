//! `action`: the toolbar button. <https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/action>

use serde::Serialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["browser", "action"], js_name = setBadgeText)]
    fn action_set_badge_text(details: &JsValue);
    #[wasm_bindgen(js_namespace = ["browser", "action"], js_name = setBadgeBackgroundColor)]
    fn action_set_badge_background_color(details: &JsValue);
    #[wasm_bindgen(js_namespace = ["browser", "action"], js_name = setBadgeTextColor)]
    fn action_set_badge_text_color(details: &JsValue);
    #[wasm_bindgen(js_namespace = ["browser", "action"], js_name = setTitle)]
    fn action_set_title(details: &JsValue);
}

#[derive(Serialize)]
struct Text<'a> {
    text: &'a str,
}

#[derive(Serialize)]
struct Color<'a> {
    color: &'a str,
}

#[derive(Serialize)]
struct Title<'a> {
    title: &'a str,
}

/// `action.setBadgeText({text})`: about four characters; empty for no badge.
pub fn set_badge_text(text: &str) {
    action_set_badge_text(&super::object(&Text { text }));
}

/// `action.setBadgeBackgroundColor({color})` and white text on it: `color` is `#rrggbb`.
pub fn set_badge_color(color: &str) {
    action_set_badge_background_color(&super::object(&Color { color }));
    action_set_badge_text_color(&super::object(&Color { color: "#ffffff" }));
}

/// `action.setTitle({title})`: the tooltip.
pub fn set_title(title: &str) {
    action_set_title(&super::object(&Title { title }));
}
