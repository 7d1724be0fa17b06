use super::axes::{section, show_points, x_ticks, y_ticks};
use super::balance::micros;
use crate::account::Usd;
use crate::browser::page::dom::Scope;
use crate::browser::{intl, words};
use crate::json::shortest;
use crate::view::{Bar, Block, ChartKind, CostChart, LegendItem, Span};

pub fn paint(page: &Scope, view: &CostChart, before: Option<&CostChart>) {
    let Some(chart) = section(page, ChartKind::Cost) else { return };
    if before == Some(view) {
        return;
    }
    show_points(&chart, !view.bars.is_empty());
    chart.say("cost_title", Some(&view.title()));
    let total = (!view.bars.is_empty()).then(|| intl::usd(view.total));
    chart.text("figure", &total.unwrap_or_default());
    chart.say("figure_note", Some(&view.note()));
    let decimals = view.scale.decimals_of_usd();
    y_ticks(page, &chart, &view.scale, |value| intl::usd_fixed(micros(value), decimals));
    x_ticks(page, &chart, &view.ticks);
    if let Some(model) = page.template("block").and_then(|it| it.first()) {
        let all = view.bars.iter().flat_map(|bar| &bar.blocks);
        chart.fill("blocks", all.filter_map(|it| block(&model, it)));
    }
    legend(page, &chart, &view.legend);
    table(page, &chart, view);
}

fn block(model: &Scope, view: &Block) -> Option<Scope> {
    let item = model.copy()?;
    for (name, value) in [("x", view.x), ("width", view.width), ("y", view.y), ("height", view.height)] {
        item.set(name, Some(&value.to_string()));
    }
    item.set("data-colour", Some(&view.colour.to_string()));
    Some(item)
}

/// Keeps the buttons of models that stay, so that the focus does.
fn legend(page: &Scope, chart: &Scope, items: &[LegendItem]) {
    let Some(list) = chart.slot("legend") else { return };
    let shown = list.all("button");
    let stays = shown.len() == items.len()
        && shown.iter().zip(items).all(|(button, item)| button.get("data-model").as_deref() == Some(&item.name));
    if !stays {
        list.refill(items.iter().filter_map(|_| page.template("legend_item")));
    }
    for (button, item) in list.all("button").iter().zip(items) {
        button.set("data-model", Some(&item.name));
        button.set("aria-pressed", Some(if item.is_shown { "true" } else { "false" }));
        button.say("legend_name", Some(&item.title));
        button.text("legend_amount", &intl::usd(item.total));
        if let Some(swatch) = button.slot("swatch") {
            swatch.set("data-colour", Some(&item.colour.to_string()));
        }
    }
}

fn table(page: &Scope, chart: &Scope, view: &CostChart) {
    let shown: Vec<&LegendItem> = view.legend.iter().filter(|item| item.is_shown).collect();
    let names = shown.iter().map(|item| words::say(&item.title));
    let heads = ["history_day", "history_total"].into_iter().map(words::say_plain).chain(names);
    let head = |text: String| {
        let item = page.template("head")?;
        item.set_text(&text);
        Some(item)
    };
    chart.fill("cost_heads", heads.filter_map(head));
    let (Some(model), Some(cell)) = (page.template("cost_row"), page.template("cell")) else { return };
    let made = view.bars.iter().rev().filter_map(|bar| {
        let (item, at) = (model.copy()?, bar.day.start().iso());
        item.first()?.set_text(&day(view, bar));
        let total = [(None, bar.total)].into_iter();
        let parts = shown.iter().zip(&bar.parts).map(|(item, part)| (Some(item.name.as_str()), *part));
        for (model, amount) in total.chain(parts) {
            item.append(&cost_cell(&cell, &at, model, amount)?);
        }
        Some(item)
    });
    chart.fill("rows", made);
}

fn cost_cell(cell: &Scope, at: &str, model: Option<&str>, amount: Usd) -> Option<Scope> {
    let cell = cell.copy()?;
    cell.set("data-at", Some(at));
    cell.set("data-model", model);
    cell.set("data-value", Some(&shortest(amount.dollars())));
    cell.set_text(&intl::usd(amount));
    Some(cell)
}

/// The day, week or month of a bar.
pub fn day(view: &CostChart, bar: &Bar) -> String {
    if view.span == Span::Month { intl::month(bar.day.start()) } else { intl::date(bar.day.start()) }
}
