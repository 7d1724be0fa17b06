//! The fields of the monitor form: their values and their errors.

use crate::browser::page::dom::Scope;
use crate::browser::words;
use crate::monitor::{Draft, DraftKey, Field, Problem};
use crate::session::PastedText;
use crate::view::{Editor, field_words};

/// Fills the form when it opens.
pub fn fill(form: &Scope, editor: &Editor) {
    let Draft { task_name, host, organization, session_key, period, tags, description, renew_in_background } =
        &editor.draft;
    let (pasted, remember) = match session_key {
        DraftKey::Automatic => (false, false),
        DraftKey::Pasted { remember, .. } => (true, *remember),
    };
    for (name, value) in [
        (Field::TaskName, task_name),
        (Field::Host, host),
        (Field::Organization, organization),
        (Field::SessionKey, &String::new()),
        (Field::Period, period),
        (Field::Tags, tags),
        (Field::Description, description),
    ] {
        if let Some(field) = control(form, name.name()) {
            field.set_value(value);
        }
    }
    for (css, checked) in [
        (AUTOMATIC, !pasted),
        (PASTED, pasted),
        ("[name=remember]", remember),
        ("[name=renew_in_background]", *renew_in_background),
    ] {
        if let Some(field) = form.find(css).as_ref().and_then(Scope::input) {
            field.set_checked(checked);
        }
    }
    let fixed = |is_fixed: bool| is_fixed.then_some("");
    for (css, is_fixed) in [
        ("[name=host]", editor.is_fixed),
        ("[name=organization]", editor.is_fixed),
        (AUTOMATIC, editor.is_source_fixed),
        (PASTED, editor.is_source_fixed),
    ] {
        if let Some(field) = form.find(css) {
            field.set("disabled", fixed(is_fixed));
        }
    }
    form.show("fixed", editor.is_fixed);
    form.show("source_fixed", editor.is_source_fixed && !editor.is_fixed);
    form.show("key_kept", editor.has_pasted_key);
    show_source(form);
    show_problems(form, &[], &Field::ALL);
    show_advice(form, &editor.draft);
}

const AUTOMATIC: &str = "[name=session_key_source][value=automatic]";
const PASTED: &str = "[name=session_key_source][value=pasted]";

/// The draft the form holds, unchecked.
pub fn draft(form: &Scope) -> Draft {
    let text = |field: Field| control(form, field.name()).map(|it| it.value()).unwrap_or_default();
    let session_key = if is_checked(form, PASTED) {
        let text = PastedText::from(text(Field::SessionKey));
        DraftKey::Pasted { text, remember: is_checked(form, "[name=remember]") }
    } else {
        DraftKey::Automatic
    };
    Draft {
        task_name: text(Field::TaskName),
        host: text(Field::Host),
        organization: text(Field::Organization),
        session_key,
        period: text(Field::Period),
        tags: text(Field::Tags),
        description: text(Field::Description),
        renew_in_background: is_checked(form, "[name=renew_in_background]"),
    }
}

/// Shows the parts for the chosen source of the key, and hides those for the other.
pub fn show_source(form: &Scope) {
    let pasted = is_checked(form, PASTED);
    for part in ["pasted", "pasted_help"] {
        form.show(part, pasted);
    }
    form.show("automatic", !pasted);
}

/// Shows the problems of these fields, and clears the errors of those without a problem.
pub fn show_problems(form: &Scope, problems: &[Problem], fields: &[Field]) {
    for shown in fields {
        let problem = problems.iter().find(|problem| problem.field == *shown);
        let words = problem.map(|problem| words::say(&field_words(*problem)));
        show_error(form, shown.name(), &words.unwrap_or_default());
    }
}

/// Shows a field's error; an empty text clears it. An unchanged text is not set again: screen readers would read it aloud again.
pub fn show_error(form: &Scope, name: &str, words: &str) {
    if let Some(field) = control(form, name) {
        field.set("aria-invalid", (!words.is_empty()).then_some("true"));
    }
    let error = form.find(&format!("[data-error={name}]"));
    if let Some(error) = error.filter(|error| error.get_text() != words) {
        error.set_text(words);
    }
}

/// Advice about a period that is allowed, but short.
pub fn show_advice(form: &Scope, draft: &Draft) {
    form.show("period_advice", draft.is_period_unwise());
}

/// Moves the focus to a field.
pub fn focus(form: &Scope, field: Field) {
    // The field for a pasted key is hidden while the automatic key is chosen. The focus then goes to that choice.
    let visible = control(form, field.name()).filter(|_| field != Field::SessionKey || is_checked(form, PASTED));
    if let Some(control) = visible.or_else(|| form.find("[name=session_key_source]:checked")) {
        control.focus();
    }
}

/// The field with the control's `name`.
pub fn named(control: &Scope) -> Option<Field> {
    let name = control.get("name")?;
    Field::ALL.into_iter().find(|field| field.name() == name)
}

/// Clears the pasted key, which must not stay in the page.
pub fn clear_key(form: &Scope) {
    if let Some(field) = control(form, Field::SessionKey.name()) {
        field.set_value("");
    }
}

fn control(form: &Scope, name: &str) -> Option<Scope> {
    form.find(&format!("[name={name}]"))
}

fn is_checked(form: &Scope, css: &str) -> bool {
    form.find(css).as_ref().and_then(Scope::input).is_some_and(web_sys::HtmlInputElement::checked)
}
