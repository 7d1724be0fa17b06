//! What all charts share: ticks, lines, and places as attributes.

use crate::account::Timestamp;
use crate::browser::intl;
use crate::browser::page::dom::Scope;
use crate::history::Tier;
use crate::view::{ChartKind, Line, Scale, TimeTick, TimeTickText};

/// The section of a chart.
pub fn section(page: &Scope, kind: ChartKind) -> Option<Scope> {
    page.all("[data-chart]").into_iter().find(|it| it.get("data-chart").as_deref() == Some(kind.name()))
}

/// The chart whose plot has the focus.
pub fn focused(page: &Scope) -> Option<ChartKind> {
    page.find(".plot:focus").as_ref().and_then(kind_of)
}

/// The chart that a plot belongs to.
pub fn kind_of(plot: &Scope) -> Option<ChartKind> {
    ChartKind::named(&plot.closest("[data-chart]")?.get("data-chart")?)
}

/// When a point was: its day if it stands for one.
pub fn moment(tier: Tier, at: Timestamp) -> String {
    if tier == Tier::Day { intl::date(at) } else { intl::date_time(at) }
}

/// A place as an attribute of SVG: `12.34%`.
pub fn percent(place: i64) -> String {
    let place = place.max(0);
    format!("{}.{:02}%", place / 100, place % 100)
}

/// An element of SVG from a template, in which it stands in an `svg` so that it is read as one.
pub fn drawing(page: &Scope, id: &str) -> Option<Scope> {
    page.template(id)?.first()
}

pub fn y_ticks(page: &Scope, chart: &Scope, scale: &Scale, written: impl Fn(i64) -> String) {
    let Some(model) = page.template("y_tick").and_then(|it| it.first()) else { return };
    let ticks = scale.ticks.iter().filter_map(|tick| {
        let item = model.copy()?;
        let (line, y) = (item.first()?, percent(tick.y));
        line.set("y1", Some(&y));
        line.set("y2", Some(&y));
        let text = line.next()?;
        text.set("y", Some(&y));
        text.set_text(&written(tick.value));
        Some(item)
    });
    chart.fill("y_ticks", ticks);
}

pub fn x_ticks(page: &Scope, chart: &Scope, ticks: &[TimeTick]) {
    let Some(model) = page.template("x_tick").and_then(|it| it.first()) else { return };
    let ticks = ticks.iter().filter_map(|tick| {
        let item = model.copy()?;
        let (line, x) = (item.first()?, percent(tick.x));
        line.set("x1", Some(&x));
        line.set("x2", Some(&x));
        let text = line.next()?;
        text.set("x", Some(&x));
        text.set_text(&match tick.text {
            TimeTickText::Time => intl::time(tick.at, tick.at),
            TimeTickText::Day => intl::month_and_day(tick.at),
            TimeTickText::Month => intl::month(tick.at),
        });
        item.set("data-minor", tick.is_minor.then_some(""));
        Some(item)
    });
    chart.fill("x_ticks", ticks);
}

pub fn line(chart: &Scope, line: &Line) {
    for (slot, data) in [("line", &line.path), ("band", &line.band), ("area", &line.area)] {
        if let Some(path) = chart.slot(slot) {
            path.set("d", Some(data));
        }
    }
}

/// Shows the plot, or says that there are no points.
pub fn show_points(chart: &Scope, has_points: bool) {
    chart.set("data-empty", (!has_points).then_some(""));
    chart.show("no_points", !has_points);
}
