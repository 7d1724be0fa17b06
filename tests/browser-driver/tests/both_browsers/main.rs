//! Every promise of the driver, kept by both browsers, with an extension made for the purpose.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking, its helpers too")]

mod everyday;
mod files_and_forms;
mod offline;
mod sites;
mod sudden_end;
mod support;
mod worker_scope;
