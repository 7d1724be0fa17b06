use super::{DayCosts, ModelCost};

/// What a usage body comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Usage {
    /// The reading that pages show.
    pub cost: ModelCost,
    /// Each day that was asked for, the oldest first, for the history. A day without a line is there as well: it cost nothing.
    pub days: Vec<DayCosts>,
}

impl Usage {
    /// Calls `change` with every text that came from OpenAI.
    pub fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        self.cost.for_each_text(change);
        self.days.iter_mut().for_each(|day| day.for_each_text(change));
    }
}
