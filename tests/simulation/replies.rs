//! A command that is answered with "done" is stored before the reply.

use credit_gauge::engine::Command;
use credit_gauge::engine::stored::monitor_item;
use serde_json::{Value, json};
use simulated_browser::World;

use crate::invariants::{Held, holds};

pub fn what_is_done_is_stored(command: &Command, world: &World) -> Held {
    let item = |name: &str| world.disk.get(name).cloned().unwrap_or_default();
    let (found, wanted) = match command {
        Command::Pause { monitor } | Command::Resume { monitor } => {
            let Some(stored) = world.disk.get(&monitor_item(monitor)) else { return Ok(()) };
            (stored["parameters"]["paused"].clone(), json!(matches!(command, Command::Pause { .. })))
        }
        Command::Delete { monitor } => {
            let listed = item("index")["monitors"].as_array().is_some_and(|ids| ids.contains(&json!(monitor)));
            (json!(listed), json!(false))
        }
        Command::SetNotifications { on } => (setting(world, "notify_session_ended", &json!(true)), json!(on)),
        Command::ShowRange { range } => (setting(world, "range", &json!("thirty_days")), json!(range)),
        Command::SetLowBalance { amount } => (setting(world, "low_balance", &json!(5.0)), json!(amount)),
        Command::SetBadge { badge } => (setting(world, "badge", &json!("shown")), json!(badge)),
        _ => return Ok(()),
    };
    holds(found == wanted, "what is done is stored before the reply", || format!("{command:?}: {found}, not {wanted}"))
}

/// A stored setting, or the default if settings were never changed.
fn setting(world: &World, name: &str, default: &Value) -> Value {
    world.disk.get("settings").and_then(|settings| settings.get(name)).unwrap_or(default).clone()
}
