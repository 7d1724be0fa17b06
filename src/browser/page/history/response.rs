use super::axes::{line, moment, section, show_points, x_ticks, y_ticks};
use crate::browser::page::dom::Scope;
use crate::browser::{intl, words};
use crate::history::Tier;
use crate::view::{Arg, ChartKind, Charts, Message, ResponseRow, Run};

pub fn paint(page: &Scope, charts: &Charts, before: Option<&Charts>) {
    let Some(chart) = section(page, ChartKind::Response) else { return };
    let view = &charts.response;
    show_points(&chart, !view.rows.is_empty());
    chart.say("figure", view.figure().as_ref());
    let slowest = view.slowest.map(|slowest| Message::with("history_slowest", [Arg::Text(millis(slowest))]));
    chart.say("figure_note", slowest.as_ref());
    y_ticks(page, &chart, &view.scale, millis);
    x_ticks(page, &chart, &charts.ticks);
    line(&chart, &view.line);
    if let Some(model) = page.template("run").and_then(|it| it.first()) {
        chart.fill("runs", view.runs.iter().filter_map(|it| run(&model, it)));
    }
    if before.is_none_or(|before| before.tier != charts.tier || before.response.rows != view.rows) {
        rows(page, &chart, charts.tier, &view.rows);
    }
}

/// A time in milliseconds: `420 ms`.
pub fn millis(millis: i64) -> String {
    words::say(&Message::with("history_ms", [Arg::Text(intl::number(millis as f64))]))
}

fn run(model: &Scope, view: &Run) -> Option<Scope> {
    let item = model.copy()?;
    item.set("x", Some(&view.x.to_string()));
    item.set("width", Some(&view.width.to_string()));
    item.set("data-standing", Some(view.standing.name()));
    Some(item)
}

fn rows(page: &Scope, chart: &Scope, tier: Tier, rows: &[ResponseRow]) {
    let Some(model) = page.template("response_row") else { return };
    let (mut said, mut texts) = (Vec::new(), Vec::new());
    let made = rows.iter().rev().filter_map(|row| {
        let item = model.copy()?;
        let time = item.first()?;
        time.set_text(&moment(tier, row.at));
        let value = time.next()?;
        value.set("data-at", Some(&row.at.iso()));
        value.set("data-value", row.millis.map(|millis| millis.to_string()).as_deref());
        value.set_text(&row.millis.map_or_else(|| "—".to_owned(), millis));
        value.read_dash_aloud(row.millis.is_none());
        let standing = value.next()?;
        standing.set("data-standing", Some(row.standing.name()));
        // Most rows say the same, and each text is asked of the browser.
        let message = row.text();
        let known = said.iter().position(|other| *other == message).unwrap_or_else(|| {
            texts.push(words::say(&message));
            said.push(message);
            said.len() - 1
        });
        standing.set_text(texts.get(known)?);
        Some(item)
    });
    chart.fill("rows", made);
}
