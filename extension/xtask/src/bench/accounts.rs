//! What the simulated OpenAI reports: one person with so many organisations, all alike.

use serde_json::Value;
use simulated_openai::samples;
use simulated_openai::world::{Account, CostLine, Organization, User, World};

/// How many models an account uses.
pub const MODELS: u16 = 30;

/// How many days its usage goes back: as many as are asked for.
const DAYS: u16 = 31;

/// How many projects share the models in the large usage body.
const PROJECTS: u16 = 5;

/// A world in which one person sees so many accounts.
pub fn world(accounts: usize) -> World {
    let organization = |number| Organization::new(&organization(number), &format!("Bench {number}"), account());
    let organizations = (0..accounts).map(organization).collect();
    World::new(vec![User::new(samples::ADA, samples::PASSWORD, organizations)])
}

/// The id of an organisation by its number.
pub fn organization(number: usize) -> String {
    format!("org-simulatedBench{number:03}")
}

/// An account with an ordinary month: every model on every day, input and output.
fn account() -> Account {
    let lines = each_model_and_day(|day, model| {
        ["input", "output"].map(|part| CostLine::new(day, &format!("model-{model:02}, {part}"), cents(day, model)))
    });
    Account { usage: lines, ..samples::prepaid() }
}

/// The usage of a large company: each project's line for each model and kind of token on each day.
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

/// Amounts that differ, and that have as many digits as real ones.
fn cents(day: u16, model: u16) -> f64 {
    f64::from(day * 7 % 11 + 1) * f64::from(model + 1) / 13.0
}

/// How many bytes one reading of such an account receives.
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
