use super::{Day, Usd};

/// What one UTC day cost.
#[derive(Debug, Clone, PartialEq)]
pub struct DayCosts {
    pub day: Day,
    /// By model, sorted by name. The model is empty for lines without one.
    pub models: Vec<NamedCost>,
    /// By project, sorted by name; empty if no line of the day names one.
    pub projects: Vec<NamedCost>,
}

/// A part of a day's cost. A negative one is a credit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedCost {
    pub name: String,
    pub cost: Usd,
}

impl DayCosts {
    /// The cost of all models.
    #[must_use]
    pub fn total(&self) -> Usd {
        self.models.iter().map(|model| model.cost).sum()
    }
}
