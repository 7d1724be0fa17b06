//! The state that all of the simulated hosts share.

use parking_lot::RwLock;
use time::OffsetDateTime;

use crate::fault::Faults;
use crate::request_log::RequestLog;
use crate::server::TlsRefusals;
use crate::sessions::Sessions;
use crate::world::World;

/// One simulated service. Each part has its own lock, held only for as long as it takes to look.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) world: RwLock<World>,
    pub(crate) sessions: Sessions,
    pub(crate) faults: Faults,
    pub(crate) tls_refusals: TlsRefusals,
    pub(crate) log: RequestLog,
}

impl Service {
    pub(crate) fn new(world: World) -> Self {
        Self {
            world: RwLock::new(world),
            sessions: Sessions::default(),
            faults: Faults::default(),
            tls_refusals: TlsRefusals::default(),
            log: RequestLog::new(),
        }
    }

    pub(crate) fn now(&self) -> OffsetDateTime {
        self.world.read().clock.now()
    }
}
