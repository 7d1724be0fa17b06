//! Keeps a page up to date: paints it as soon as possible, after every change, and every 20 seconds because ages change.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use gloo_timers::callback::Interval;
use gloo_timers::future::sleep;
use wasm_bindgen_futures::spawn_local;

use super::command;
use crate::browser::webext::{permissions, storage};
use crate::browser::{changes, clock};
use crate::engine::Command;
use crate::engine::stored::{RUNNING, page_opening};
use crate::view::{Known, items_shown};
use crate::worker::{Area, CallFailed, within};

/// How often ages are painted again, in milliseconds.
const AGES_EVERY_MS: u32 = 20_000;

/// The waits between attempts to read storage. After the last one the page shows an error.
const READ_AGAIN_AFTER: [Duration; 3] =
    [Duration::from_millis(50), Duration::from_millis(250), Duration::from_millis(1000)];

/// How long a read may take. Storage answers within milliseconds.
const READ_TIME_OUT: Duration = Duration::from_secs(10);

/// Paints a page from what was read, or an error notice if reading failed.
type Paint = dyn Fn(Result<&Known, CallFailed>);

struct Live {
    paint: Box<Paint>,
    /// The result of the last read; `None` if it failed.
    known: RefCell<Option<Known>>,
    is_reading: Cell<bool>,
    /// Whether something has changed since the current read began.
    is_behind: Cell<bool>,
}

/// Paints now and after every change. Listens first, so that no change is missed during the first painting.
pub fn keep_painted(paint: impl Fn(Result<&Known, CallFailed>) + 'static) {
    let live = Rc::new(Live {
        paint: Box::new(paint),
        known: RefCell::default(),
        is_reading: Cell::default(),
        is_behind: Cell::default(),
    });
    let look = {
        let live = Rc::clone(&live);
        move || live.look()
    };
    changes::listen(look.clone());
    permissions::on_changed(look.clone());
    look();
    // This reads storage again, too: a worker that died may not have announced its last change.
    Interval::new(AGES_EVERY_MS, move || live.look()).forget();
}

impl Live {
    /// Reads storage and paints. Only one read runs at a time; a change during it causes another one afterwards.
    fn look(self: &Rc<Self>) {
        self.is_behind.set(true);
        if !self.is_reading.replace(true) {
            let live = Rc::clone(self);
            spawn_local(async move { live.catch_up().await });
        }
    }

    async fn catch_up(&self) {
        while self.is_behind.take() {
            let is_first = self.known.borrow().is_none();
            let read = patiently(read_all).await;
            (self.paint)(read.as_ref().map_err(|failed| *failed));
            self.known.replace(read.ok());
            if is_first {
                // An opened page has the worker do whatever is due, because the alarm may have been lost. The page sees the result in storage.
                spawn_local(async { drop(command::send(&Command::CatchUp).await) });
            }
        }
        self.is_reading.set(false);
    }
}

/// Reads storage, again where that fails, and with a time limit.
pub async fn patiently<T, R: Future<Output = Result<T, CallFailed>>>(read: impl Fn() -> R) -> Result<T, CallFailed> {
    let once = || async { within(sleep(READ_TIME_OUT), read()).await.unwrap_or(Err(CallFailed::TimedOut)) };
    for wait in READ_AGAIN_AFTER {
        if let Ok(read) = once().await {
            return Ok(read);
        }
        sleep(wait).await;
    }
    once().await
}

/// The first read says which items the second one needs.
async fn read_all() -> Result<Known, CallFailed> {
    let now = clock::now();
    let opening = storage::get(Area::Disk, Some(page_opening()));
    let memory = storage::get(Area::Memory, Some(vec![RUNNING.to_owned()]));
    let granted = permissions::granted();
    let opening = opening.await?;
    let shown = storage::get(Area::Disk, Some(items_shown(&opening, now)));
    let mut known = Known::read(&opening, &memory.await?, &shown.await?, now);
    // The worker may not have heard yet of a grant from just now. If the browser does not answer, the access the worker has stored counts.
    if let Ok(access) = granted.await {
        known.saved.index.access = access;
    }
    Ok(known)
}
