//! Formats metrics as a plain text table.

use super::metrics::Metric;

/// The metrics under the headings of their sets: labels on the left, amounts aligned on the right.
pub fn table(metrics: &[Metric]) -> String {
    let label_width = metrics.iter().map(|metric| width(&metric.label)).max().unwrap_or_default();
    let amount_width =
        metrics.iter().filter(|metric| is_amount(metric)).map(|metric| width(&metric.value)).max().unwrap_or_default();
    let mut lines = Vec::new();
    let mut heading = None;
    for metric in metrics {
        if heading != Some(&metric.heading) {
            heading = Some(&metric.heading);
            lines.push(format!("\n{}", metric.heading));
        }
        let label = pad(&metric.label, label_width);
        let space = if is_amount(metric) { amount_width.saturating_sub(width(&metric.value)) } else { 0 };
        let line = format!("  {label}  {}{} {}", " ".repeat(space), metric.value, metric.unit);
        lines.push(line.trim_end().to_owned());
    }
    lines.join("\n")
}

/// Amounts are right-aligned, so that they can be compared.
fn is_amount(metric: &Metric) -> bool {
    metric.value.contains(|character: char| character.is_ascii_digit()) && !metric.value.contains(char::is_alphabetic)
}

fn pad(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to.saturating_sub(width(text))))
}

/// Columns on a terminal. The popup's text has no wide characters.
fn width(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metric(heading: &str, label: &str, value: &str, unit: &str) -> Metric {
        let text = str::to_owned;
        Metric { heading: text(heading), label: text(label), value: text(value), unit: text(unit), ..Metric::default() }
    }

    #[test]
    fn amounts_are_aligned_and_words_are_not() {
        let metrics = [
            metric("Credit Grants", "Total Granted", "$200.00", "USD"),
            metric("Credit Grants", "Used", "$1.50", "USD"),
            metric("Billing Subscription", "Plan", "Pay-as-you-go", ""),
        ];
        let expected = "
Credit Grants
  Total Granted  $200.00 USD
  Used             $1.50 USD

Billing Subscription
  Plan           Pay-as-you-go";
        assert_eq!(table(&metrics), expected);
    }

    #[test]
    fn no_metrics_make_an_empty_table() {
        assert_eq!(table(&[]), "");
    }
}
