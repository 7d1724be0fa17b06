//! The faults in force: the endpoint, the fault, and for how many more requests.

use std::collections::BTreeMap;

use parking_lot::Mutex;
use tokio::sync::watch;

use super::Fault;
use crate::Endpoint;

/// The faults in force, at most one for each endpoint.
#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<BTreeMap<Endpoint, Planned>>);

#[derive(Debug)]
struct Planned {
    fault: Fault,
    /// How many requests are still to meet it; `None` for all of them.
    remaining: Option<usize>,
    /// Dropping it releases the requests that wait for the end of the fault. A used-up fault is kept for this.
    healed: watch::Sender<()>,
}

/// Ends when the fault it came with is healed or replaced.
#[derive(Debug)]
pub(crate) struct Healing(watch::Receiver<()>);

impl Healing {
    pub(crate) async fn wait(mut self) {
        // Nothing is ever sent. The error that the sender was dropped is the message.
        while self.0.changed().await.is_ok() {}
    }
}

impl Faults {
    /// Puts a fault in force, instead of the one that was.
    pub(crate) fn plan(&self, endpoint: Endpoint, fault: Fault, remaining: Option<usize>) {
        let planned = Planned { fault, remaining, healed: watch::Sender::new(()) };
        self.0.lock().insert(endpoint, planned);
    }

    /// The fault that this request meets, if any; counts it.
    pub(crate) fn meet(&self, endpoint: Endpoint) -> Option<(Fault, Healing)> {
        let mut planned = self.0.lock();
        let planned = planned.get_mut(&endpoint)?;
        if let Some(remaining) = &mut planned.remaining {
            *remaining = remaining.checked_sub(1)?;
        }
        Some((planned.fault.clone(), Healing(planned.healed.subscribe())))
    }

    pub(crate) fn heal(&self, endpoint: Endpoint) {
        self.0.lock().remove(&endpoint);
    }

    pub(crate) fn heal_all(&self) {
        self.0.lock().clear();
    }

    /// What is in force: endpoint, fault, how many times more.
    pub(crate) fn in_force(&self) -> Vec<(Endpoint, Fault, Option<usize>)> {
        let planned = self.0.lock();
        let in_force = planned.iter().filter(|(_, planned)| planned.remaining != Some(0));
        in_force.map(|(endpoint, planned)| (*endpoint, planned.fault.clone(), planned.remaining)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counted_fault_ends_after_that_many_requests() {
        let faults = Faults::default();
        faults.plan(Endpoint::Usage, Fault::NotFound, Some(2));
        let met = |_| faults.meet(Endpoint::Usage).is_some();
        assert_eq!([1, 2, 3].map(met), [true, true, false]);
        assert!(faults.in_force().is_empty());
    }

    #[tokio::test]
    async fn healing_releases_even_a_used_up_fault() {
        let faults = Faults::default();
        faults.plan(Endpoint::Usage, Fault::Hang, Some(1));
        let (_, healing) = faults.meet(Endpoint::Usage).unwrap();
        faults.heal(Endpoint::Usage);
        healing.wait().await;
    }
}
