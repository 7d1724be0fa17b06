//! The values at the cursor: in a box beside it, and said to screen readers while the keyboard moves it.

use super::axes::{moment, percent, section};
use super::balance::marks_at;
use super::cost::day;
use super::response::millis;
use super::shared::HistoryPage;
use crate::browser::page::dom::Scope;
use crate::browser::{intl, words};
use crate::view::{Arg, ChartKind, Charts, Message, WHOLE};

/// What is said of a point.
struct Readout {
    x: i64,
    /// `None` where there is no line to stand on.
    y: Option<i64>,
    time: String,
    value: String,
    /// The colour, the name and the amount of each part.
    parts: Vec<(Option<usize>, String, String)>,
}

/// Shows the values at the cursor and the selection in one chart, and nothing in the others. `is_said`: also to screen readers.
pub fn paint(history: &HistoryPage, kind: ChartKind, is_said: bool) {
    let (page, cursor, charts) = (&history.page, history.cursor.get(), history.charts.borrow());
    let Some(charts) = charts.as_ref() else { return };
    for other in ChartKind::ALL.into_iter().filter(|other| *other != kind) {
        hide(page, other);
    }
    let Some(chart) = section(page, kind) else { return };
    let places = charts.places(kind);
    let place = |number: Option<usize>| number.and_then(|number| places.get(number).copied());
    select(&chart, place(cursor.at).zip(place(cursor.anchor)));
    let readout = cursor.at.and_then(|at| readout(charts, kind, at));
    show(page, &chart, readout.as_ref());
    if is_said && let Some(readout) = readout {
        let parts = readout.parts.iter().map(|(_, name, amount)| format!("{name} {amount}"));
        let said: Vec<String> = [readout.time.clone(), readout.value.clone()].into_iter().chain(parts).collect();
        page.text("announcement", &said.join(", "));
    }
}

/// Shows the selection between two places.
pub fn select(chart: &Scope, ends: Option<(i64, i64)>) {
    chart.show("selection", ends.is_some());
    if let (Some((one, other)), Some(selection)) = (ends, chart.slot("selection")) {
        selection.set("x", Some(&percent(one.min(other))));
        selection.set("width", Some(&percent((one - other).abs())));
    }
}

/// Hides the values and the selection of all charts.
pub fn clear(page: &Scope) {
    ChartKind::ALL.into_iter().for_each(|kind| hide(page, kind));
}

fn hide(page: &Scope, kind: ChartKind) {
    if let Some(chart) = section(page, kind) {
        show(page, &chart, None);
        select(&chart, None);
    }
}

fn show(page: &Scope, chart: &Scope, readout: Option<&Readout>) {
    chart.show("tip", readout.is_some());
    chart.show("cursor", readout.is_some());
    let Some(readout) = readout else { return };
    let x = percent(readout.x);
    if let Some(line) = chart.slot("cursor_line") {
        line.set("x1", Some(&x));
        line.set("x2", Some(&x));
    }
    if let Some(dot) = chart.slot("cursor_dot") {
        dot.set("cx", Some(&x));
        dot.set("cy", Some(&percent(readout.y.unwrap_or_default())));
        dot.set("hidden", readout.y.is_none().then_some(""));
    }
    chart.share("tip", readout.x as f64 / WHOLE as f64);
    if let Some(tip) = chart.slot("tip") {
        tip.set("data-side", Some(if readout.x > WHOLE / 2 { "left" } else { "right" }));
    }
    chart.text("tip_time", &readout.time);
    chart.text("tip_value", &readout.value);
    let part = |(colour, name, amount): &(Option<usize>, String, String)| {
        let item = page.template("tip_part")?;
        let swatch = item.first()?;
        swatch.set("data-colour", colour.map(|colour| colour.to_string()).as_deref());
        let text = swatch.next()?;
        text.set_text(name);
        text.next()?.set_text(amount);
        Some(item)
    };
    chart.fill("tip_parts", readout.parts.iter().filter_map(part));
}

fn readout(charts: &Charts, kind: ChartKind, at: usize) -> Option<Readout> {
    Some(match kind {
        ChartKind::Balance => {
            let row = charts.balance.rows.get(at)?;
            let spread = row.spread.filter(|(low, high)| low != high);
            let spread = spread.map(|(low, high)| Message::with("history_spread", [Arg::Usd(low), Arg::Usd(high)]));
            let lines = spread.as_ref().map(words::say).into_iter().chain(marks_at(charts, row.x));
            Readout {
                x: row.x,
                y: Some(row.y),
                time: moment(charts.tier, row.at),
                value: intl::usd(row.balance),
                parts: lines.map(|line| (None, line, String::new())).collect(),
            }
        }
        ChartKind::Cost => {
            let bar = charts.cost.bars.get(at)?;
            let shown = charts.cost.legend.iter().filter(|item| item.is_shown).zip(&bar.parts);
            let parts = shown.filter(|(_, part)| part.micros() != 0);
            let part = |(item, part): (&crate::view::LegendItem, &crate::account::Usd)| {
                (Some(item.colour), words::say(&item.title), intl::usd(*part))
            };
            Readout {
                x: bar.x,
                y: None,
                time: day(&charts.cost, bar),
                value: intl::usd(bar.total),
                parts: parts.map(part).collect(),
            }
        }
        ChartKind::Response => {
            let row = charts.response.rows.get(at)?;
            Readout {
                x: row.x,
                y: row.y,
                time: moment(charts.tier, row.at),
                value: row.millis.map_or_else(|| "—".to_owned(), millis),
                parts: vec![(None, words::say(&row.text()), String::new())],
            }
        }
    })
}
