//! Damages items on disk.

use fastrand::Rng;
use serde_json::Value;

use crate::record::Record;
use crate::simulation::Simulation;

/// Damages a random value in a random item.
pub fn damage_something(simulation: &mut Simulation) {
    let names: Vec<String> = simulation.browser.world().disk.keys().cloned().collect();
    if names.is_empty() {
        return;
    }
    let name = names[simulation.rng.usize(0..names.len())].clone();
    let path = {
        let mut world = simulation.browser.world_mut();
        let item = world.disk.get_mut(&name).expect("an item");
        damage_within(item, &mut simulation.rng)
    };
    simulation.tell(|| format!("{name} is damaged at {path:?}"));
    // The worker's memory of its past requests may be damaged, so its schedule cannot be held against it.
    let mut shared = simulation.shared.borrow_mut();
    shared.record = Record::default();
    (shared.renewed, shared.is_disturbed) = (None, true);
    drop(shared);
    (simulation.reasons.monitors, simulation.reasons.settings) = (true, true);
}

/// Replaces a random value by nonsense. Returns its path.
fn damage_within(value: &mut Value, rng: &mut Rng) -> Option<String> {
    let mut path = Vec::new();
    let mut place = value;
    loop {
        let children = match &*place {
            Value::Object(fields) => fields.len(),
            Value::Array(items) => items.len(),
            _ => 0,
        };
        if children == 0 || rng.u8(0..4) == 0 {
            break;
        }
        let index = rng.usize(0..children);
        place = match place {
            Value::Object(fields) => {
                let (name, child) = fields.iter_mut().nth(index)?;
                path.push(name.clone());
                child
            }
            Value::Array(items) => {
                path.push(index.to_string());
                items.get_mut(index)?
            }
            _ => break,
        };
    }
    *place = match rng.u8(0..4) {
        0 => Value::Null,
        1 => Value::from("\u{fffd}\u{fffd}"),
        2 => Value::from(-1.5e300),
        _ => Value::from(vec![Value::Null]),
    };
    Some(path.join("/"))
}
