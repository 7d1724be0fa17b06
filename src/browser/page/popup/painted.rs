use std::cell::RefCell;
use std::rc::Rc;

use crate::view::Popup;

/// The view the popup shows; `None` before the first painting, and while storage cannot be read.
pub type Painted = Rc<RefCell<Option<Popup>>>;
