//! Decides the fate of each call of the worker to its browser.

use credit_gauge::worker::Area;
use fastrand::Rng;
use simulated_browser::{Call, Fate};

/// How unreliable the browser is.
#[derive(Clone, Copy, Debug)]
pub struct Faults {
    /// How many of a thousand calls get a random fate other than success.
    pub of_1000: u16,
    /// Whether saves to disk and removals work.
    pub disk_takes: bool,
    /// Whether reads work.
    pub can_read: bool,
    /// After how many more calls the worker dies; `None` for no limit.
    pub lives_for: Option<u32>,
}

/// A browser in which nothing goes wrong.
pub const NONE: Faults = Faults { of_1000: 0, disk_takes: true, can_read: true, lives_for: None };

impl Faults {
    pub fn decide(&mut self, call: &Call, rng: &mut Rng) -> Fate {
        if let Some(left) = self.lives_for {
            self.lives_for = left.checked_sub(1);
            if left == 0 {
                return if rng.bool() { Fate::DiesBefore } else { Fate::DiesAfter };
            }
        }
        let is_stuck = match call {
            Call::Save(Area::Disk, _) | Call::Remove(_) => !self.disk_takes,
            Call::Load(..) => !self.can_read,
            _ => false,
        };
        if is_stuck {
            return Fate::Refused;
        }
        if rng.u16(0..1000) >= self.of_1000 {
            return Fate::Done;
        }
        match rng.u8(0..10) {
            0..4 => Fate::Refused,
            4 => Fate::DoneAndRefused,
            5..8 => Fate::Later,
            8 => Fate::Never,
            _ if rng.bool() => Fate::DiesBefore,
            _ => Fate::DiesAfter,
        }
    }
}

/// Whether this fate can make the worker lose something it needs for its schedule.
pub fn disturbs(call: &Call, fate: Fate) -> bool {
    matches!(call, Call::Save(..) | Call::Load(..) | Call::Remove(_) | Call::Granted) && fate != Fate::Done
}
