//! Tests of the driver with both browsers and a small test extension.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking, its helpers too")]

mod everyday;
mod files_and_forms;
mod offline;
mod sites;
mod sudden_end;
mod support;
mod worker_scope;
