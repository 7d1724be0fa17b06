use super::line_items::line_items;
use crate::account::{Day, ModelCost, TooMuchUsage, UsageSums};
use crate::openai::Failure;

/// Decodes the body of `GET /dashboard/billing/usage` into sums. `last_day` is the last day that was asked for.
///
/// # Errors
/// [`Failure::Unreadable`] if `body` is not a JSON object with a list `daily_costs`, or if the list has entries but none can be read. An
/// account without cost has an empty list. [`Failure::TooLarge`] for more lines or models than are summed.
pub fn usage(body: &[u8], last_day: Day) -> Result<ModelCost, Failure> {
    let mut sums = UsageSums::up_to(last_day);
    let shape = line_items(body, &mut |line| {
        sums.add(line.day, line.model, line.cost).map_err(|_: TooMuchUsage| Failure::TooLarge)
    })?;
    if shape.found > 0 && shape.read == 0 {
        return Err(Failure::Unreadable);
    }
    Ok(sums.finish())
}
