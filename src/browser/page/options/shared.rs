use std::cell::RefCell;
use std::rc::Rc;

use crate::view::{Known, Options};

/// What was in storage when the page was last painted. The parts of the page share it.
pub type Shared = Rc<RefCell<Known>>;

/// The view the page shows; `None` before the first painting, and while storage cannot be read.
pub type Painted = Rc<RefCell<Option<Options>>>;
