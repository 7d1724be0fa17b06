use std::cell::RefCell;
use std::rc::Rc;

use crate::view::{Known, Options};

/// What was stored when the page was last painted.
pub type Shared = Rc<RefCell<Known>>;

/// What is painted; nothing before the first time.
pub type Painted = Rc<RefCell<Option<Options>>>;
