//! `action`: the toolbar button. <https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/action>

use crate::browser::{call, js};
use crate::worker::CallFailed;

/// Sets the badge's text and colour (`#rrggbb`) and the tooltip. Skips what the browser lacks: not every one has badges.
pub fn paint(text: &str, color: &str, title: &str) -> impl Future<Output = Result<(), CallFailed>> + use<> {
    let set = |path, name, value: &str| call::start(path, &[js::object([(name, value.into())])]);
    let calls = [
        set("browser.action.setBadgeText", "text", text),
        set("browser.action.setBadgeBackgroundColor", "color", color),
        set("browser.action.setBadgeTextColor", "color", "#ffffff"),
        set("browser.action.setTitle", "title", title),
    ];
    async move {
        let mut all = Ok(());
        for call in calls {
            all = all.and(call.await.map(drop));
        }
        all
    }
}
