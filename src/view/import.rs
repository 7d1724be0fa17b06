//! The preview of an import, and the errors of a file that cannot be imported.

use serde::Serialize;

use super::{Arg, Message, account_name};
use crate::engine::{ImportEffect, ImportPlan, MOST_MONITORS, MonitorsFile, NotAMonitorsFile, PlannedMonitor, Saved};

/// What an import will do, for the person to confirm.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ImportPreview {
    /// When the file was exported, and by which browser.
    pub source: Message,
    /// All monitors of the file, in its order.
    pub monitors: Vec<ImportRow>,
    /// Whether the settings change.
    pub settings: Message,
    /// Whether the import changes anything at all.
    pub changes_something: bool,
}

/// One monitor of the file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ImportRow {
    /// The name it will have.
    pub name: Message,
    pub effect: ImportEffect,
    /// The effect in words.
    pub effect_text: Message,
    /// What the person must still do before it runs.
    pub needs: Vec<Message>,
}

impl ImportPreview {
    #[must_use]
    pub fn of(saved: &Saved, file: &MonitorsFile) -> Self {
        let plan = ImportPlan::of(saved, file);
        let source = match file.collector.as_str() {
            "" => Message::with("import_source", [Arg::Text(file.exported_at.clone())]),
            name => {
                Message::with("import_source_of", [Arg::Text(file.exported_at.clone()), Arg::Text(name.to_owned())])
            }
        };
        Self {
            source,
            settings: Message::plain(match plan.settings {
                Some(_) => "import_settings_change",
                None => "import_settings_stay",
            }),
            changes_something: !plan.is_empty(),
            monitors: plan.monitors.iter().map(|planned| ImportRow::of(saved, planned)).collect(),
        }
    }
}

impl ImportRow {
    fn of(saved: &Saved, planned: &PlannedMonitor) -> Self {
        let effect_text = Message::plain(match planned.effect {
            ImportEffect::Adds => "import_adds",
            ImportEffect::Replaces => "import_replaces",
            ImportEffect::ChangesNothing => "import_changes_nothing",
        });
        let parameters = &planned.parameters;
        // A new monitor comes without a key.
        let key = if parameters.is_automatic() { "import_needs_tab" } else { "import_needs_key" };
        let key = (planned.effect == ImportEffect::Adds).then_some(key);
        let access = (!saved.may_ask(parameters)).then_some("import_needs_access");
        let needs = key.into_iter().chain(access).map(Message::plain).collect();
        let name = account_name::message(parameters);
        Self { name, effect: planned.effect, effect_text, needs }
    }
}

/// The message for a file that cannot be imported: what is wrong, and what to do.
#[must_use]
pub fn import_words(why: &NotAMonitorsFile) -> Message {
    match why {
        NotAMonitorsFile::TooLarge => Message::plain("import_too_large"),
        NotAMonitorsFile::NotJson => Message::plain("import_not_json"),
        NotAMonitorsFile::OtherFormat => Message::plain("import_other_format"),
        NotAMonitorsFile::TooNew { .. } => Message::plain("import_too_new"),
        NotAMonitorsFile::HoldsAKey => Message::plain("import_holds_a_key"),
        NotAMonitorsFile::UnknownField { name } => Message::with("import_unknown_field", [Arg::Text(name.clone())]),
        NotAMonitorsFile::OddSettings => Message::plain("import_odd_settings"),
        NotAMonitorsFile::TooManyMonitors => Message::with("import_too_many_monitors", [Arg::Count(MOST_MONITORS)]),
        NotAMonitorsFile::OddMonitor { number } => Message::with("import_odd_monitor", [Arg::Count(*number)]),
    }
}
