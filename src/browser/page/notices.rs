use super::dom::Scope;
use crate::browser::words;
use crate::view::{Notice, SetNotice};

/// Shows the notices about the whole account.
pub fn show_notices(page: &Scope, notices: &[Notice]) {
    fill_notices(page, "notices", notices);
}

/// Replaces the notices in a slot.
pub fn fill_notices(page: &Scope, slot: &str, notices: &[Notice]) {
    page.fill(slot, notices.iter().filter_map(|notice| bind(page, notice)));
}

fn bind(page: &Scope, notice: &Notice) -> Option<Scope> {
    let item = page.template("notice")?;
    item.set("data-severity", Some(notice.severity.name()));
    item.say("title", Some(&notice.title));
    item.say("next", Some(&notice.next));
    if let Some(action) = notice.action {
        let button = item.find("[data-part=action]")?;
        button.set("data-action", Some(action.name()));
        button.set_text(&words::say_plain(action.label_key()));
        item.show("action", true);
    }
    Some(item)
}

/// Shows or hides the notice of one set.
pub fn show_set_notice(set: &Scope, notice: Option<&SetNotice>) {
    set.show("set_notice", notice.is_some());
    if let Some(notice) = notice {
        set.say("notice_title", Some(&notice.title));
        set.say_all("notice_next", &notice.next);
    }
}
