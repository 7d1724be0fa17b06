//! Where the account is going.

use crate::browser::page::dom::Scope;
use crate::browser::words;
use crate::view::{Claim, DayBar, Outlook, Popup};

pub fn paint(page: &Scope, popup: &Popup, before: Option<&Popup>) {
    if before.is_some_and(|before| before.outlook == popup.outlook) {
        return;
    }
    page.show("outlook", popup.outlook.is_some());
    let Some(outlook) = &popup.outlook else { return };
    let Outlook { run_out, month, remarks, days } = outlook;
    page.show("run_out", run_out.is_some());
    claim(page, "[data-forecast=run_out]", run_out.as_ref());
    page.say("run_out_note", run_out.as_ref().and_then(|it| it.note.as_ref()));
    claim(page, "[data-forecast=month]", Some(month));
    page.say("month_note", month.note.as_ref());
    page.fill(
        "remarks",
        remarks.iter().filter_map(|it| page.template("remark").inspect(|item| item.set_text(&words::say(it)))),
    );
    page.fill("days", days.iter().filter_map(|it| day(page, it)));
}

fn claim(page: &Scope, css: &str, view: Option<&Claim>) {
    let Some(element) = page.find(css) else { return };
    element.set_text(&view.map(|it| words::say(&it.headline)).unwrap_or_default());
    let values = view.map(|it| [&it.value, &it.low, &it.high]);
    for (place, attribute) in ["data-value", "data-low", "data-high"].into_iter().enumerate() {
        element.set(attribute, values.and_then(|values| values.get(place).copied()?.as_deref()));
    }
}

fn day(page: &Scope, view: &DayBar) -> Option<Scope> {
    let item = page.template("day")?;
    let text = words::say(&view.text);
    item.set("title", Some(&text));
    item.set("data-when", Some(view.when.name()));
    item.text("day_text", &text);
    item.share("share", view.share);
    Some(item)
}
