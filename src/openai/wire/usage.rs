use super::line_items::line_items;
use crate::account::{Day, TooMuchUsage, Usage, UsageSums};
use crate::openai::Failure;

/// Decodes the body of `GET /dashboard/billing/usage` into sums. `last_day` is the last day that was asked for.
///
/// # Errors
/// [`Failure::Unreadable`] if `body` is not a JSON object with a list `daily_costs`, or if the list has entries but none can be read. An
/// account without cost has an empty list. [`Failure::TooLarge`] for more lines or models than are summed.
pub fn usage(body: &[u8], last_day: Day) -> Result<Usage, Failure> {
    let mut sums = UsageSums::up_to(last_day);
    let shape = line_items(body, &mut |line| {
        sums.add(line.day, line.model, line.project, line.cost).map_err(|_: TooMuchUsage| Failure::TooLarge)
    })?;
    if shape.found > 0 && shape.read == 0 {
        return Err(Failure::Unreadable);
    }
    Ok(sums.finish())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::account::{NamedCost, Usd};

    fn days(daily_costs: &Value) -> Vec<crate::account::DayCosts> {
        let body = serde_json::to_vec(&json!({ "daily_costs": daily_costs })).unwrap();
        usage(&body, "2026-07-02".parse().unwrap()).unwrap().days
    }

    fn projects(lines: &Value) -> Vec<(String, Usd)> {
        let days = days(&json!([{"timestamp": 1_782_950_400, "line_items": lines}]));
        let last = days.into_iter().next_back().unwrap();
        last.projects.into_iter().map(|NamedCost { name, cost }| (name, cost)).collect()
    }

    #[test]
    fn a_project_has_its_readable_name_or_else_its_id() {
        let lines = json!([
            {"name": "o3", "cost": 100, "project_id": "proj_1", "project_name": " Chat\u{3000}"},
            {"project_name": "Chat", "project_id": "proj_2", "cost": 200},
            {"project_name": null, "cost": 300, "project_id": "proj_3"}, {"project_id": "proj_3", "cost": 400},
            {"project_name": "\t", "cost": 500, "project_id": "proj_3"}, {"project_name": "\u{1F600} \"p\"", "cost": 600},
        ]);
        let expected = [("Chat", 3), ("proj_3", 12), ("\u{1F600} \"p\"", 6)];
        assert_eq!(projects(&lines), expected.map(|(name, dollars)| (name.to_owned(), Usd::whole(dollars))));
    }

    #[test]
    fn a_project_that_is_no_text_is_none() {
        let lines = json!([
            {"name": "o3", "cost": 100}, {"name": "o3", "cost": 100, "project_name": 7, "project_id": null},
            {"name": "o3", "cost": 100, "project_name": {"project_id": "x", "cost": 9}, "project_id": ["proj"]},
            {"name": "o3", "cost": 100, "project_name": "", "project_id": " "},
        ]);
        assert_eq!(projects(&lines), []);
    }

    #[test]
    fn each_day_that_was_asked_for_is_there_and_no_other() {
        let day = |timestamp: f64| json!({"timestamp": timestamp, "line_items": [{"name": "o3, input", "cost": 100}]});
        // The days of June 2 and 3, one of them not at midnight; the day before, and the day after the last.
        let days =
            days(&json!([day(1_780_358_400.0), day(1_780_488_000.0), day(1_780_272_000.0), day(1_783_036_800.0),
            {"timestamp": 1_782_864_000, "line_items": []}]));
        let first: Day = "2026-06-03".parse().unwrap();
        assert_eq!(
            days.iter().map(|it| it.day).collect::<Vec<_>>(),
            (0..30).map(|it| first.plus(it)).collect::<Vec<_>>()
        );
        assert_eq!(days[0].models, [NamedCost { name: "o3".into(), cost: Usd::whole(1) }]);
        assert!(days[1..].iter().all(|it| it.models.is_empty() && it.projects.is_empty() && it.total() == Usd::ZERO));
    }
}
