//! The browser's storage: a disk that can fail and come back damaged, and a memory that is gone with the browser.

use credit_gauge::engine::stored::{StoredState, held_keys, read_saved};
use credit_gauge::engine::{Keys, Saved, SetAside, State};
use fastrand::Rng;
use serde_json::Value;

use crate::record::Record;

/// What lies on the disk and in the memory of the browser.
#[derive(Default)]
pub struct Storage {
    pub state: Option<Box<Saved>>,
    pub remembered: Keys,
    pub keys: Keys,
    pub unsaved_since: Option<credit_gauge::account::Timestamp>,
    /// What the simulation knew when the state was saved.
    pub record: Record,
    /// Whether the disk takes what it is given.
    pub takes: bool,
}

/// A state as it was found, and what of it could not be read.
pub struct Loaded {
    pub state: State,
    pub set_aside: Vec<SetAside>,
    /// Where it was damaged.
    pub damaged_at: Option<String>,
}

impl Storage {
    /// Reads everything the way the worker does: through JSON. `damage`: something was damaged meanwhile.
    pub fn load(&self, damage: Option<&mut Rng>) -> Loaded {
        let mut disk =
            self.state.as_ref().map(|saved| serde_json::to_value(StoredState::of(saved)).unwrap()).unwrap_or_default();
        let damaged_at = damage.and_then(|rng| damage_something(&mut disk, rng));
        let (saved, set_aside) = read_saved(disk);
        let (memory, remembered) =
            (serde_json::to_value(&self.keys).unwrap(), serde_json::to_value(&self.remembered).unwrap());
        let keys = held_keys(memory, remembered);
        Loaded {
            state: State { saved, keys, unsaved_since: self.unsaved_since, last_event_at: None },
            set_aside,
            damaged_at,
        }
    }

    /// The browser is closed: what is in its memory is gone.
    pub fn lose_memory(&mut self) {
        self.keys.clear();
        self.unsaved_since = None;
    }
}

/// Damages one place of a JSON value: what stood there is cut off or has become something else. Returns the path to it.
fn damage_something(value: &mut Value, rng: &mut Rng) -> Option<String> {
    let mut path = Vec::new();
    let mut place = value;
    loop {
        let children = match &*place {
            Value::Object(fields) => fields.len(),
            Value::Array(items) => items.len(),
            _ => 0,
        };
        if children == 0 || (path.len() > 1 && rng.u8(0..4) == 0) {
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
