//! The result of a detection, inside the monitor form.

use crate::browser::page::dom::Scope;
use crate::browser::words;
use crate::view::{DetectedSet, DetectionView, Message, Tone};

/// Shows the results so far. The form shows or hides the whole part.
pub fn paint(page: &Scope, view: Option<&DetectionView>) {
    let Some(part) = page.find("[data-part=detection]") else { return };
    let Some(view) = view else { return };
    part.set("aria-busy", Some(if view.busy { "true" } else { "false" }));
    part.set("data-level", view.level.map(Tone::name));
    part.fill("detected", view.sets.iter().filter_map(|set| bind(page, set)));
    let outcome = words::say(&view.outcome);
    // An unchanged text is not set again: screen readers would read it aloud again.
    if part.slot("detection_outcome").is_some_and(|slot| slot.get_text() != outcome) {
        part.text("detection_outcome", &outcome);
        // It is at the end of a form that is longer than most windows.
        part.reveal();
    }
}

/// Clears the result of an earlier detection.
pub fn clear(page: &Scope) {
    let Some(part) = page.find("[data-part=detection]") else { return };
    part.set("aria-busy", Some("true"));
    part.set("data-level", None);
    part.text("detection_outcome", "");
    part.fill("detected", []);
}

fn bind(page: &Scope, set: &DetectedSet) -> Option<Scope> {
    let item = page.template("detected")?;
    item.set("data-detected", Some(set.set.name()));
    item.set("data-state", Some(set.state.name()));
    item.text("set", &words::say(&Message::named(format!("set_{}", set.set.name()))));
    item.say("text", Some(&set.text));
    item.say("next", set.next.as_ref());
    item.say("response_time", set.response_time.as_ref());
    Some(item)
}
