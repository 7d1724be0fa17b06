use std::cell::RefCell;
use std::rc::Rc;

use crate::view::Popup;

/// What the popup shows at the moment; nothing before the first painting, and while nothing can be read.
pub type Painted = Rc<RefCell<Option<Popup>>>;
