use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap as _, Serializer};

use super::{Kind, MetricValue, Reading, Timestamp, Usd, catalogue};

/// The readings of the metrics of a set, by the metric's name in the [catalogue].
///
/// It is a table, not a struct with a field for each metric, so that a new metric needs only a new row in the catalogue. It is a sorted list,
/// not a map, because there are at most a few dozen, and each further kind of map adds 12 KB of WASM.
///
/// Stored as an object of plain values, `{"canceled": false, "plan": "Pay-as-you-go", "soft_limit_usd": 120}`. Null is stored as null, an
/// absent reading is left out, and the catalogue gives the kind of a number.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Readings(Vec<(&'static str, Reading<MetricValue>)>);

impl Readings {
    /// The reading of the metric `name`; absent if the answer does not have it.
    #[must_use]
    pub fn get(&self, name: &str) -> Reading<MetricValue> {
        self.place(name).ok().and_then(|at| self.0.get(at)).map(|(_, reading)| reading.clone()).unwrap_or_default()
    }

    /// The value of the metric `name`; `None` if it is null or absent.
    #[must_use]
    pub fn known(&self, name: &str) -> Option<&MetricValue> {
        self.0.get(self.place(name).ok()?)?.1.known()
    }

    /// The value of the metric `name`, if it is an amount.
    #[must_use]
    pub fn usd(&self, name: &str) -> Option<Usd> {
        match self.known(name)? {
            MetricValue::Usd(amount) => Some(*amount),
            _ => None,
        }
    }

    /// The value of the metric `name`, if it is text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.known(name)? {
            MetricValue::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether the answer had no metric of the set, not even as null.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Calls `change` with every text.
    pub fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        for (_, reading) in &mut self.0 {
            if let Reading::Known(MetricValue::Text(text)) = reading {
                change(text);
            }
        }
    }

    fn insert(&mut self, name: &'static str, reading: Reading<MetricValue>) {
        match self.place(name) {
            _ if reading == Reading::Absent => {}
            Ok(at) => self.0.iter_mut().skip(at).take(1).for_each(|it| it.1 = reading.clone()),
            Err(at) => self.0.insert(at, (name, reading)),
        }
    }

    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| (*other).cmp(name))
    }
}

impl FromIterator<(&'static str, Reading<MetricValue>)> for Readings {
    fn from_iter<I: IntoIterator<Item = (&'static str, Reading<MetricValue>)>>(readings: I) -> Self {
        let mut all = Self::default();
        readings.into_iter().for_each(|(name, reading)| all.insert(name, reading));
        all
    }
}

impl Serialize for Readings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_map(Some(self.0.len()))?;
        for (name, reading) in &self.0 {
            match reading {
                Reading::Absent => {}
                Reading::Null => fields.serialize_entry(name, &())?,
                Reading::Known(MetricValue::Flag(flag)) => fields.serialize_entry(name, flag)?,
                Reading::Known(MetricValue::Usd(amount)) => fields.serialize_entry(name, amount)?,
                Reading::Known(MetricValue::Number(number)) => fields.serialize_entry(name, number)?,
                Reading::Known(MetricValue::Time(at)) => fields.serialize_entry(name, at)?,
                Reading::Known(MetricValue::Text(text)) => fields.serialize_entry(name, text)?,
            }
        }
        fields.end()
    }
}

impl<'de> Deserialize<'de> for Readings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Readings;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("readings by their metric's name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
        let mut readings = Readings::default();
        while let Some(name) = fields.next_key::<String>()? {
            // A metric that is no longer in the catalogue is dropped.
            let Some(metric) = catalogue::named(&name) else {
                fields.next_value::<IgnoredAny>()?;
                continue;
            };
            let reading = match fields.next_value::<Stored>()? {
                Stored::Null => Reading::Null,
                Stored::Flag(flag) => Reading::Known(MetricValue::Flag(flag)),
                Stored::Text(text) => Reading::Known(MetricValue::Text(text)),
                Stored::Number(number) => Reading::Known(of_kind(metric.kind, number).map_err(A::Error::custom)?),
            };
            readings.insert(metric.name, reading);
        }
        Ok(readings)
    }
}

fn of_kind(kind: Kind, number: f64) -> Result<MetricValue, &'static str> {
    match kind {
        Kind::Usd => Usd::from_dollars(number).map(MetricValue::Usd).ok_or("an amount of dollars out of range"),
        Kind::Time => Ok(MetricValue::Time(Timestamp::from_millis(number as i64))),
        Kind::Credits | Kind::Flag | Kind::Text => Ok(MetricValue::Number(number)),
    }
}

/// A value as it is stored.
enum Stored {
    Null,
    Flag(bool),
    Number(f64),
    Text(String),
}

impl<'de> Deserialize<'de> for Stored {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyStored)
    }
}

struct AnyStored;

impl Visitor<'_> for AnyStored {
    type Value = Stored;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value of a metric")
    }

    fn visit_unit<E>(self) -> Result<Stored, E> {
        Ok(Stored::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Stored, E> {
        Ok(Stored::Flag(flag))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Stored, E> {
        Ok(Stored::Number(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Stored, E> {
        Ok(Stored::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Stored, E> {
        Ok(Stored::Number(number as f64))
    }

    fn visit_str<E>(self, text: &str) -> Result<Stored, E> {
        Ok(Stored::Text(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn sample() -> Readings {
        let known = Reading::Known;
        Readings::from_iter([
            ("plan", known(MetricValue::Text("Pay-as-you-go".into()))),
            ("canceled", known(MetricValue::Flag(false))),
            ("canceled_at", known(MetricValue::Time(Timestamp::from_millis(1_685_249_945_500)))),
            ("soft_limit", known(MetricValue::Number(1e6))),
            ("soft_limit_usd", known(MetricValue::Usd(Usd::from_dollars(19.99998).unwrap()))),
            ("hard_limit_usd", known(MetricValue::Text("1; 2".into()))),
            ("delinquent", Reading::Null),
            ("primary", Reading::Absent),
        ])
    }

    #[test]
    fn they_are_stored_as_plain_values_and_read_back_unchanged() {
        let stored = serde_json::to_value(sample()).unwrap();
        let plain = json!({
            "canceled": false, "canceled_at": 1_685_249_945_500_i64, "delinquent": null, "hard_limit_usd": "1; 2",
            "plan": "Pay-as-you-go", "soft_limit": 1e6, "soft_limit_usd": 19.99998,
        });
        assert_eq!(stored, plain);
        assert_eq!(serde_json::from_value::<Readings>(stored).unwrap(), sample());
    }

    #[test]
    fn null_and_absent_are_told_apart() {
        assert_eq!((sample().get("delinquent"), sample().get("primary")), (Reading::Null, Reading::Absent));
        assert!(serde_json::from_value::<Readings>(json!({})).unwrap().is_empty());
        assert!(!serde_json::from_value::<Readings>(json!({"plan": null})).unwrap().is_empty());
    }

    #[test]
    fn a_name_that_is_not_in_the_catalogue_is_dropped() {
        let readings: Readings = serde_json::from_value(json!({"moods": [{"a": 1}], "plan": "x"})).unwrap();
        assert_eq!(readings, Readings::from_iter([("plan", Reading::Known(MetricValue::Text("x".into())))]));
    }

    #[test]
    fn a_value_that_is_never_stored_is_refused() {
        for damaged in [json!({"plan": {"title": "x"}}), json!({"soft_limit_usd": 1e300}), json!([]), json!("plan")] {
            assert!(serde_json::from_value::<Readings>(damaged.clone()).is_err(), "{damaged}");
        }
    }
}
