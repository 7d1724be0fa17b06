//! `action`: the toolbar button. <https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/action>

use crate::browser::{call, js, words};
use crate::view::Badge;
use crate::worker::CallFailed;

/// Text, colours and tooltip. A browser without a toolbar shows what it can.
pub fn paint(badge: &Badge) -> impl Future<Output = Result<(), CallFailed>> + use<> {
    let set = |path, name, value: &str| call::start(path, &[js::object([(name, value.into())])]);
    let calls = [
        set("browser.action.setBadgeText", "text", &badge.text),
        set("browser.action.setBadgeBackgroundColor", "color", badge.color),
        set("browser.action.setBadgeTextColor", "color", "#ffffff"),
        set("browser.action.setTitle", "title", &words::say(&badge.title)),
    ];
    async move {
        let mut all = Ok(());
        for call in calls {
            all = all.and(call.await.map(drop));
        }
        all
    }
}
