//! What the simulated OpenAI reports: one person with many organisations, all with the same numbers.

use serde_json::Value;
use simulated_openai::samples;
use simulated_openai::world::{Account, CostLine, Organization, User, World};

/// The number of models an account uses.
pub const MODELS: u16 = 30;

/// How many days its usage goes back. The extension asks for as many.
const DAYS: u16 = 31;

/// The number of projects in the large usage body. Each uses every model.
const PROJECTS: u16 = 5;

/// A world in which one person has this many organisations.
pub fn world(accounts: usize) -> World {
    let organization = |number| Organization::new(&organization(number), &format!("Bench {number}"), account());
    let organizations = (0..accounts).map(organization).collect();
    World::new(vec![User::new(samples::ADA, samples::PASSWORD, organizations)])
}

/// The id of the organisation with this number.
pub fn organization(number: usize) -> String {
    format!("org-simulatedBench{number:03}")
}

/// An account with an ordinary month: a line for each model and day, for input and for output.
fn account() -> Account {
    let lines = each_model_and_day(|day, model| {
        ["input", "output"].map(|part| CostLine::new(day, &format!("model-{model:02}, {part}"), cents(day, model)))
    });
    Account { usage: lines, ..samples::prepaid() }
}

/// The usage of a large company: a line for each day, model, kind of token and project.
pub fn large_usage() -> Vec<CostLine> {
    each_model_and_day(|day, model| {
        let parts = ["input", "cached input", "output"].into_iter();
        let lines = parts.flat_map(move |part| (0..PROJECTS).map(move |project| (part, project)));
        lines.map(move |(part, project)| {
            CostLine::new(day, &format!("model-{model:02}, {part}"), cents(day, model))
                .of_project(&format!("proj_simulated{project}"), &format!("Project {project}"))
        })
    })
}

fn each_model_and_day<Lines: IntoIterator<Item = CostLine>>(lines: impl Fn(u16, u16) -> Lines) -> Vec<CostLine> {
    let days_and_models = (0..DAYS).flat_map(|day| (0..MODELS).map(move |model| (day, model)));
    days_and_models.flat_map(|(day, model)| lines(day, model)).collect()
}

/// Varying amounts with as many digits as real ones have.
fn cents(day: u16, model: u16) -> f64 {
    f64::from(day * 7 % 11 + 1) * f64::from(model + 1) / 13.0
}

/// The bytes of all answers in one reading of this account.
pub fn bytes_read(account: &Account) -> usize {
    let today = simulated_openai::world::Clock::System.today();
    let first = (0..DAYS).fold(today, |day, _| day.previous_day().unwrap_or(day));
    let bodies: [Value; 3] = [
        account.credit_grants_body(),
        account.usage_body(first, today.next_day().unwrap_or(today), today),
        account.subscription_body(),
    ];
    bodies.iter().map(|body| body.to_string().len()).sum()
}
