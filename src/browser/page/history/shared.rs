use std::cell::{Cell, RefCell};

use crate::browser::page::dom::Scope;
use crate::view::{Charts, Cursor, HistoryRange, Known, Window};

/// The page, and what a person has chosen on it.
pub struct HistoryPage {
    pub page: Scope,
    pub known: RefCell<Known>,
    /// The id in the address.
    pub asked: Option<String>,
    pub range: Cell<HistoryRange>,
    pub zoom: Cell<Option<Window>>,
    /// The models that are not shown.
    pub hidden: RefCell<Vec<String>>,
    /// What is painted; `None` while no charts are.
    pub charts: RefCell<Option<Charts>>,
    pub cursor: Cell<Cursor>,
    /// Whether the next change of the charts is to be said to screen readers, because a person asked for it.
    pub is_asked_for: Cell<bool>,
    pub is_reading: Cell<bool>,
    /// Whether something has changed since the current read began.
    pub is_behind: Cell<bool>,
}

impl HistoryPage {
    pub fn new(page: Scope, asked: Option<String>) -> Self {
        Self {
            page,
            asked,
            known: RefCell::default(),
            range: Cell::default(),
            zoom: Cell::default(),
            hidden: RefCell::default(),
            charts: RefCell::default(),
            cursor: Cell::default(),
            is_asked_for: Cell::default(),
            is_reading: Cell::default(),
            is_behind: Cell::default(),
        }
    }
}
