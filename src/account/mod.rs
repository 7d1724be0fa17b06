//! What is measured: the three metric sets of an OpenAI account, and the catalogue of all metrics in them.
//!
//! Nothing here knows of requests, keys, browsers or pages.

pub mod catalogue;
mod credit_grants;
mod day_costs;
mod largest;
pub mod limits;
mod metric_set;
mod model_cost;
mod named_sums;
mod per_set;
mod range;
mod reading;
mod readings;
mod samples;
mod status;
mod usage;
mod usage_sums;
mod usd;
mod utc;
mod value;

pub use catalogue::{CATALOGUE, Group, Kind, Metric, Severity};
pub use credit_grants::{CreditGrants, Grant};
pub use day_costs::{DayCosts, NamedCost};
pub use metric_set::MetricSet;
pub use model_cost::{ModelCost, ModelTotal, OtherModels};
pub use per_set::PerSet;
pub use range::Range;
pub use reading::Reading;
pub use readings::Readings;
pub use samples::{Sample, samples};
pub use status::{AccountStatus, Measured, SetReading};
pub use usage::Usage;
pub use usage_sums::{TooMuchUsage, UsageSums};
pub use usd::Usd;
pub use utc::{Day, Timestamp};
pub use value::MetricValue;
