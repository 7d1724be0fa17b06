//! The file as it is written. What it says is checked by [`crate::plan`].

use std::fmt;

use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub start: String,
    pub days: u64,
    #[serde(default)]
    pub period_seconds: Option<u64>,
    #[serde(default)]
    pub balance_usd: Option<f64>,
    pub daily_usd: Vec<DayCost>,
    #[serde(default)]
    pub models: Option<Shares>,
    #[serde(default)]
    pub grants: Option<Vec<FileGrant>>,
    #[serde(default)]
    pub top_ups: Option<Vec<TopUp>>,
    #[serde(default)]
    pub auto_recharge: Option<FileRecharge>,
    #[serde(default)]
    pub faults: Option<Vec<FileFault>>,
    #[serde(default)]
    pub kill_every_seconds: Option<u64>,
    #[serde(default)]
    pub rules: Option<Value>,
    #[serde(default)]
    pub ask_at: Option<Vec<String>>,
}

/// What a UTC day costs, in dollars.
#[derive(Debug, Clone, PartialEq)]
pub enum DayCost {
    /// Spent evenly over the day.
    Even(f64),
    /// For each hour, spent evenly over the hour.
    Hours(Vec<f64>),
}

/// The shares of the models, in the order of the file.
#[derive(Debug, Default)]
pub struct Shares(pub Vec<(String, f64)>);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileGrant {
    #[serde(alias = "usd", alias = "amount", alias = "grant_amount")]
    pub amount_usd: f64,
    #[serde(default, alias = "used", alias = "used_amount")]
    pub used_usd: Option<f64>,
    #[serde(default, alias = "at", alias = "from")]
    pub effective_at: Option<String>,
    #[serde(default, alias = "expires")]
    pub expires_at: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopUp {
    pub at: String,
    #[serde(alias = "amount_usd", alias = "amount")]
    pub usd: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileRecharge {
    #[serde(default)]
    pub enabled: Option<bool>,
    #[serde(alias = "threshold", alias = "below_usd")]
    pub threshold_usd: f64,
    #[serde(default, alias = "amount", alias = "usd")]
    pub amount_usd: Option<f64>,
    #[serde(default, alias = "to_balance", alias = "to_usd")]
    pub to_balance_usd: Option<f64>,
    #[serde(default, alias = "monthly_limit")]
    pub monthly_limit_usd: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileFault {
    pub from: String,
    pub to: String,
    pub status: FaultStatus,
}

/// What every request comes to during a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultStatus {
    /// The answer has this HTTP status.
    Http(u64),
    /// There is no network.
    Offline,
}

impl<'de> Deserialize<'de> for DayCost {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Seen;
        impl<'de> Visitor<'de> for Seen {
            type Value = DayCost;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the dollars of a day, or a list of 24, one for each hour")
            }

            fn visit_f64<E>(self, dollars: f64) -> Result<DayCost, E> {
                Ok(DayCost::Even(dollars))
            }

            fn visit_u64<E>(self, dollars: u64) -> Result<DayCost, E> {
                Ok(DayCost::Even(dollars as f64))
            }

            fn visit_i64<E>(self, dollars: i64) -> Result<DayCost, E> {
                Ok(DayCost::Even(dollars as f64))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<DayCost, A::Error> {
                let mut hours = Vec::new();
                while let Some(dollars) = list.next_element()? {
                    hours.push(dollars);
                }
                Ok(DayCost::Hours(hours))
            }
        }
        deserializer.deserialize_any(Seen)
    }
}

impl<'de> Deserialize<'de> for Shares {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Seen;
        impl<'de> Visitor<'de> for Seen {
            type Value = Shares;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of shares, such as {\"gpt-5.5\": 0.7, \"o3\": 0.3}")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shares, A::Error> {
                let mut shares: Vec<(String, f64)> = Vec::new();
                while let Some((name, share)) = map.next_entry::<String, f64>()? {
                    if shares.iter().any(|(other, _)| *other == name) {
                        return Err(A::Error::custom(format!("the model `{name}` is there twice: keep one")));
                    }
                    shares.push((name, share));
                }
                Ok(Shares(shares))
            }
        }
        deserializer.deserialize_any(Seen)
    }
}

impl<'de> Deserialize<'de> for FaultStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Seen;
        impl Visitor<'_> for Seen {
            type Value = FaultStatus;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an HTTP status such as 429, or \"offline\"")
            }

            fn visit_u64<E>(self, status: u64) -> Result<FaultStatus, E> {
                Ok(FaultStatus::Http(status))
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<FaultStatus, E> {
                match text {
                    "offline" => Ok(FaultStatus::Offline),
                    other => Err(E::invalid_value(serde::de::Unexpected::Str(other), &self)),
                }
            }
        }
        deserializer.deserialize_any(Seen)
    }
}
