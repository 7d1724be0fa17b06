use super::axes::{drawing, line, moment, percent, section, show_points, x_ticks, y_ticks};
use crate::account::Usd;
use crate::browser::page::dom::Scope;
use crate::browser::{intl, words};
use crate::history::Tier;
use crate::json::shortest;
use crate::view::{BalanceRow, ChartKind, Charts, Mark};

pub fn paint(page: &Scope, charts: &Charts, before: Option<&Charts>) {
    let Some(chart) = section(page, ChartKind::Balance) else { return };
    let view = &charts.balance;
    show_points(&chart, !view.rows.is_empty());
    chart.text("figure", &view.latest().map(intl::usd).unwrap_or_default());
    chart.say("figure_note", view.note().as_ref());
    let decimals = view.scale.decimals_of_usd();
    y_ticks(page, &chart, &view.scale, |value| intl::usd_fixed(micros(value), decimals));
    x_ticks(page, &chart, &charts.ticks);
    line(&chart, &view.line);
    chart.fill("chart_marks", view.marks.iter().filter_map(|it| mark(page, it)));
    if before.is_none_or(|before| before.balance.marks != view.marks) {
        chart.fill("marks", view.marks.iter().rev().filter_map(|it| mark_item(page, it)));
    }
    if before.is_none_or(|before| before.tier != charts.tier || before.balance.rows != view.rows) {
        rows(page, &chart, charts.tier, &view.rows);
    }
}

/// An amount from millionths of a dollar.
pub fn micros(micros: i64) -> Usd {
    Usd::from_dollars_saturating(micros as f64 / 1e6)
}

fn mark(page: &Scope, view: &Mark) -> Option<Scope> {
    let x = percent(view.x?);
    let item = drawing(page, "chart_mark")?;
    item.set("data-mark", Some(view.kind.name()));
    item.set("x", Some(&x));
    Some(item)
}

fn mark_item(page: &Scope, view: &Mark) -> Option<Scope> {
    let item = page.template("mark_item")?;
    item.set("data-mark", Some(view.kind.name()));
    item.say("mark_text", Some(&view.text()));
    item.text("mark_time", &intl::date_time(view.at));
    Some(item)
}

fn rows(page: &Scope, chart: &Scope, tier: Tier, rows: &[BalanceRow]) {
    let is_spread = rows.iter().any(|row| row.spread.is_some());
    for head in ["lowest_head", "highest_head"] {
        chart.show(head, is_spread);
    }
    let model = if is_spread { page.template("spread_row") } else { page.template("balance_row") };
    let Some(model) = model else { return };
    let made = rows.iter().rev().filter_map(|row| {
        let item = model.copy()?;
        let time = item.first()?;
        time.set_text(&moment(tier, row.at));
        let value = time.next()?;
        value.set("data-at", Some(&row.at.iso()));
        value.set("data-value", Some(&shortest(row.balance.dollars())));
        value.set_text(&intl::usd(row.balance));
        if let Some((low, high)) = row.spread {
            let lowest = value.next()?;
            lowest.set_text(&intl::usd(low));
            lowest.next()?.set_text(&intl::usd(high));
        }
        Some(item)
    });
    chart.fill("rows", made);
}

/// The words of the marks at a place.
pub fn marks_at(charts: &Charts, x: i64) -> Vec<String> {
    charts.marks_near(x).map(|mark| words::say(&mark.text())).collect()
}
