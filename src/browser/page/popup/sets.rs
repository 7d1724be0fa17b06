//! The three metric sets of the popup.

use crate::account::{MetricValue, Reading};
use crate::browser::page::dom::Scope;
use crate::browser::page::notices::show_set_notice;
use crate::browser::{intl, words};
use crate::json::shortest;
use crate::view::{
    Arg, Column, CreditGrantsView, GrantView, Message, ModelCostView, ModelRow, ModelValue, Popup, Row,
    SubscriptionView,
};

/// How many entries of a list are shown. The rest is folded away.
const GRANTS_SHOWN: usize = 3;
const MODELS_SHOWN: usize = 6;

/// Paints the sets that have changed.
pub fn paint(page: &Scope, popup: &Popup, before: Option<&Popup>) {
    if before.is_none_or(|it| it.credit_grants != popup.credit_grants)
        && let Some(set) = page.find("[data-set=credit_grants]")
    {
        credit_grants(page, &set, &popup.credit_grants);
    }
    if before.is_none_or(|it| it.model_cost != popup.model_cost)
        && let Some(set) = page.find("[data-set=model_cost]")
    {
        model_cost(page, &set, &popup.model_cost);
    }
    if before.is_none_or(|it| it.billing_subscription != popup.billing_subscription)
        && let Some(set) = page.find("[data-set=billing_subscription]")
    {
        subscription(page, &set, &popup.billing_subscription);
    }
}

/// Checks the radio button of the shown range.
pub fn check_range(ranges: &Scope, view: &ModelCostView) {
    for radio in ranges.all("input[name=range]") {
        if let Some(input) = radio.input() {
            input.set_checked(input.value() == view.range.name());
        }
    }
}

fn credit_grants(page: &Scope, set: &Scope, view: &CreditGrantsView) {
    show_set_notice(set, view.notice.as_ref());
    set.fill("rows", view.rows.iter().filter_map(|row| metric(page, row)));
    let grants = view.grants.as_deref().unwrap_or_default();
    let (first, more) = grants.split_at(grants.len().min(GRANTS_SHOWN));
    set.fill("grants", first.iter().filter_map(|it| grant(page, it)));
    set.fill("more_grants_list", more.iter().filter_map(|it| grant(page, it)));
    set.say("more_grants_text", Some(&Message::with("more_grants", [Arg::Count(more.len())])));
    set.show("more_grants", !more.is_empty());
    set.say("grants_left_out", view.left_out.as_ref());
    set.show("grants_left_out", view.left_out.is_some());
    set.show("no_grants", view.grants.as_ref().is_some_and(Vec::is_empty));
}

fn grant(page: &Scope, view: &GrantView) -> Option<Scope> {
    let item = page.template("grant")?;
    item.set("data-level", Some(view.level.name()));
    item.amount("amount", view.amount);
    if let Some(unit) = item.find(".unit").filter(|_| view.amount.is_none()) {
        unit.set_text("");
    }
    item.say("used", view.used.as_ref());
    item.say("expires", view.expires.as_ref());
    item.share("share", view.share.unwrap_or_default());
    Some(item)
}

fn model_cost(page: &Scope, set: &Scope, view: &ModelCostView) {
    show_set_notice(set, view.notice.as_ref());
    check_range(set, view);
    set.say("earlier_day", view.earlier_day.as_ref());
    set.amount("range_total", view.total);
    set.say("range_dates", view.dates.as_ref());
    set.fill("columns", view.columns.iter().filter_map(|it| column(page, it)));
    let (first, more) = view.models.split_at(view.models.len().min(MODELS_SHOWN));
    set.fill("models", first.iter().filter_map(|it| model(page, it)));
    set.fill("more_models_list", more.iter().filter_map(|it| model(page, it)));
    set.say("more_models_text", Some(&Message::with("more_models", [Arg::Count(more.len())])));
    set.show("more_models", !more.is_empty());
    set.show("model_columns", !first.is_empty());
    set.show("no_cost", view.total.is_some() && first.is_empty());
}

fn column(page: &Scope, view: &Column) -> Option<Scope> {
    let item = page.template("column")?;
    item.say("label", Some(&view.label));
    let help = item.slot("help")?;
    help.set("id", Some(&explanation_of(&view.metric)));
    help.set_text(&words::say(&view.help));
    Some(item)
}

fn model(page: &Scope, view: &ModelRow) -> Option<Scope> {
    let item = page.template("model")?;
    item.share("share", view.share);
    item.text("share_text", &intl::share(view.share));
    let hook = |value: &ModelValue, place: &Scope| {
        place.set("data-metric", Some(&value.metric));
        place.set("data-model", Some(&view.name));
        place.set("data-value", raw(&value.value).as_deref());
        place.set("aria-describedby", Some(&explanation_of(&value.metric)));
    };
    for value in view.values.iter().filter(|it| it.is_name) {
        let place = item.slot("name")?;
        hook(value, &place);
        place.set_text(&words::say(&view.title));
    }
    let others = view.values.iter().filter(|it| !it.is_name);
    item.fill(
        "values",
        others.filter_map(|value| {
            let place = page.template("model_value")?;
            hook(value, &place);
            place.set_text(&shown(&value.value));
            Some(place)
        }),
    );
    Some(item)
}

/// The id of the element that explains a metric, for `aria-describedby`.
fn explanation_of(metric: &str) -> String {
    format!("help-{}", metric.replace('.', "-"))
}

fn subscription(page: &Scope, set: &Scope, view: &SubscriptionView) {
    show_set_notice(set, view.notice.as_ref());
    for (group, rows) in &view.groups {
        if let Some(part) = set.find(&format!("[data-group={}]", group.name())) {
            part.fill("rows", rows.iter().filter_map(|row| metric(page, row)));
        }
    }
}

fn metric(page: &Scope, row: &Row) -> Option<Scope> {
    let item = page.template("metric")?;
    item.set("data-level", Some(row.level.name()));
    item.say("label", Some(&row.label));
    item.say("unit", row.unit.as_ref());
    item.say("help", Some(&row.help));
    item.text("absence", &absence(&row.value));

    let explanation = explanation_of(&row.metric);
    item.find("[data-part=explanation]")?.set("id", Some(&explanation));
    let value = item.slot("value")?;
    value.set("data-metric", Some(&row.metric));
    value.set("data-value", raw(&row.value).as_deref());
    value.set("aria-describedby", Some(&explanation));
    value.set_text(&shown(&row.value));
    value.read_dash_aloud(row.value.known().is_none());
    Some(item)
}

/// The value as text for a person.
fn shown(reading: &Reading<MetricValue>) -> String {
    match reading {
        Reading::Known(MetricValue::Flag(flag)) => words::say_plain(if *flag { "yes" } else { "no" }),
        Reading::Known(MetricValue::Usd(amount)) => intl::usd(*amount),
        Reading::Known(MetricValue::Number(number)) => intl::number(*number),
        Reading::Known(MetricValue::Time(at)) => intl::date_time(*at),
        Reading::Known(MetricValue::Text(text)) if text.trim().is_empty() => "—".to_owned(),
        Reading::Known(MetricValue::Text(text)) => text.clone(),
        Reading::Null | Reading::Absent => "—".to_owned(),
    }
}

/// The exact value for `data-value`; `None` if the account did not report one.
fn raw(reading: &Reading<MetricValue>) -> Option<String> {
    match reading {
        Reading::Known(MetricValue::Flag(flag)) => Some(flag.to_string()),
        Reading::Known(MetricValue::Usd(amount)) => Some(shortest(amount.dollars())),
        Reading::Known(MetricValue::Number(number)) => Some(shortest(*number)),
        Reading::Known(MetricValue::Time(at)) => Some(at.iso()),
        Reading::Known(MetricValue::Text(text)) => Some(text.clone()),
        Reading::Null | Reading::Absent => None,
    }
}

fn absence(reading: &Reading<MetricValue>) -> String {
    match reading {
        Reading::Null => words::say_plain("value_null"),
        Reading::Absent => words::say_plain("value_absent"),
        Reading::Known(MetricValue::Text(text)) if text.trim().is_empty() => words::say_plain("value_empty"),
        _ => String::new(),
    }
}
