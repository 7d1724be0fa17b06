//! The file, checked.

mod account;
mod amounts;

use std::time::Duration;

use credit_gauge::account::Timestamp;
use credit_gauge::monitor::Period;
use serde_json::Value;

pub use self::account::{AccountPlan, Buys, Grant, Purchase, Recharge};
use self::amounts::within;
use crate::file::{FaultStatus, File, FileFault};
use crate::mistake::Mistake;
use crate::moment::moment;

/// The most days of a replay.
pub const MOST_DAYS: u64 = 4000;

/// The longest of the lists `ask_at`, `top_ups`, `grants` and `faults`.
pub const LONGEST_LIST: usize = 10_000;

pub const DAY: Duration = Duration::from_secs(24 * 3600);

/// What is to be replayed.
#[derive(Debug)]
pub struct Plan {
    pub start: Timestamp,
    /// The end of the last UTC day.
    pub end: Timestamp,
    pub period: Period,
    pub account: AccountPlan,
    pub faults: Vec<Fault>,
    pub kill_every: Option<Duration>,
    /// The rules of the alerts as they stand in the file.
    pub rules: Value,
    /// In the order of the file.
    pub ask_at: Vec<Timestamp>,
}

/// A time in which no request is answered as it should be. The first of two that overlap counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    pub from: Timestamp,
    pub to: Timestamp,
    pub kind: FaultKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// The answer has this HTTP status.
    Status(u16),
    Offline,
}

impl Fault {
    pub fn covers(&self, at: Timestamp) -> bool {
        (self.from..self.to).contains(&at)
    }
}

impl Plan {
    /// Reads a file. CONTRIBUTING.md describes its fields.
    ///
    /// # Errors
    /// What is wrong, where, and what to do.
    pub fn read(text: &str) -> Result<Self, Mistake> {
        let file: File = serde_json::from_str(text)?;
        let start = moment_at("start", &file.start)?;
        if !(2000..2200).contains(&start.day().year_month_day().0) {
            return Err(Mistake::at("start", "choose a year from 2000 to 2199"));
        }
        if !(1..=MOST_DAYS).contains(&file.days) {
            return Err(Mistake::at("days", format!("there can be 1 to {MOST_DAYS} days, not {}", file.days)));
        }
        let end = start.day().plus(file.days as i64).start();
        Ok(Self {
            start,
            end,
            period: period(file.period_seconds)?,
            account: AccountPlan::check(&file, start)?,
            faults: faults(file.faults.as_deref().unwrap_or_default())?,
            kill_every: kill_every(file.kill_every_seconds)?,
            ask_at: ask_at(file.ask_at.as_deref(), start, end)?,
            rules: file.rules.unwrap_or_default(),
        })
    }
}

impl Plan {
    /// How many UTC days are replayed.
    pub fn days(&self) -> usize {
        self.account.days
    }
}

fn moment_at(place: &str, text: &str) -> Result<Timestamp, Mistake> {
    let example = "write it as in \"2026-03-01T12:00:00Z\"";
    moment(text).ok_or_else(|| Mistake::at(place, format!("\"{text}\" is no moment: {example}")))
}

fn length<T>(place: &str, list: &[T]) -> Result<(), Mistake> {
    if list.len() <= LONGEST_LIST {
        return Ok(());
    }
    Err(Mistake::at(place, format!("{} entries are too many: at most {LONGEST_LIST} are taken", list.len())))
}

fn period(seconds: Option<u64>) -> Result<Period, Mistake> {
    let Some(seconds) = seconds else { return Ok(Period::default()) };
    u32::try_from(seconds).ok().and_then(Period::seconds).ok_or_else(|| {
        let (shortest, longest) = (Period::SHORTEST.as_seconds(), Period::LONGEST.as_seconds());
        Mistake::at("period_seconds", format!("the extension takes {shortest} to {longest} seconds, not {seconds}"))
    })
}

fn kill_every(seconds: Option<u64>) -> Result<Option<Duration>, Mistake> {
    match seconds {
        Some(0) => Err(Mistake::at("kill_every_seconds", "it must be at least 1; leave it out to kill no worker")),
        seconds => Ok(seconds.map(Duration::from_secs)),
    }
}

fn faults(list: &[FileFault]) -> Result<Vec<Fault>, Mistake> {
    length("faults", list)?;
    list.iter().enumerate().map(|(number, it)| fault(number, it)).collect()
}

fn fault(number: usize, fault: &FileFault) -> Result<Fault, Mistake> {
    let place = |field: &str| format!("faults[{number}].{field}");
    let from = moment_at(&place("from"), &fault.from)?;
    let to = moment_at(&place("to"), &fault.to)?;
    if to <= from {
        return Err(Mistake::at(place("to"), format!("it must come after `from`, which is {}", from.iso())));
    }
    let kind = match fault.status {
        FaultStatus::Offline => FaultKind::Offline,
        FaultStatus::Http(status) => match u16::try_from(status) {
            Ok(status @ 300..=599) => FaultKind::Status(status),
            _ => return Err(Mistake::at(place("status"), format!("{status} is no error: choose 300 to 599"))),
        },
    };
    Ok(Fault { from, to, kind })
}

fn ask_at(list: Option<&[String]>, start: Timestamp, end: Timestamp) -> Result<Vec<Timestamp>, Mistake> {
    let Some(list) = list else { return Ok(noons(start, end)) };
    length("ask_at", list)?;
    let check = |(number, text): (usize, &String)| {
        let place = format!("ask_at[{number}]");
        let at = moment_at(&place, text)?;
        within(&place, at, start, end)?;
        Ok(at)
    };
    list.iter().enumerate().map(check).collect()
}

fn noons(start: Timestamp, end: Timestamp) -> Vec<Timestamp> {
    let first = start.day().start().after(DAY / 2);
    let noons = std::iter::successors(Some(first), |noon| Some(noon.after(DAY)));
    noons.skip_while(|noon| *noon < start).take_while(|noon| *noon <= end).collect()
}

#[cfg(test)]
mod tests;
