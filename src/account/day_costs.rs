use super::{Day, Usd};

/// What one UTC day cost. A day without models cost nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct DayCosts {
    pub day: Day,
    /// By model, sorted by name. The model is empty for lines without one. At most
    /// [`MOST_NAMES_OF_A_DAY`](super::limits::MOST_NAMES_OF_A_DAY) models, the largest.
    pub models: Vec<NamedCost>,
    /// The cost of the other models, if there are more.
    pub other_models: Option<Usd>,
    /// By project, sorted by name, as many as there are models at most. Empty if no line of the day names one. Lines without a project are not
    /// in it, so it can come to less than the models.
    pub projects: Vec<NamedCost>,
    /// The cost of the other projects, if there are more.
    pub other_projects: Option<Usd>,
}

/// A part of a day's cost. A negative one is a credit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedCost {
    pub name: String,
    pub cost: Usd,
}

impl DayCosts {
    /// A day that cost nothing.
    #[must_use]
    pub const fn nothing(day: Day) -> Self {
        Self { day, models: Vec::new(), other_models: None, projects: Vec::new(), other_projects: None }
    }

    /// The cost of all models.
    #[must_use]
    pub fn total(&self) -> Usd {
        self.models.iter().map(|model| model.cost).chain(self.other_models).sum()
    }

    /// Calls `change` with every text that came from OpenAI.
    pub fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        self.models.iter_mut().chain(&mut self.projects).for_each(|it| change(&mut it.name));
    }
}
