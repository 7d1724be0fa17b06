use std::collections::BTreeMap;

use credit_gauge::account::Timestamp;
use credit_gauge::engine::Request;
use credit_gauge::openai::Purpose;
use credit_gauge::worker::Area;
use simulated_browser::Call;

use crate::english::English;
use crate::report::Notified;

/// What the worker did.
#[derive(Debug, Default)]
pub struct Tally {
    pub requests: u64,
    pub by_endpoint: BTreeMap<&'static str, u64>,
    /// Names and values of all items given to `storage.local.set`.
    pub bytes_written: u64,
    pub notifications: Vec<Notified>,
}

impl Tally {
    pub fn call(&mut self, call: &Call, now: Timestamp, english: &English) {
        match call {
            Call::Save(Area::Disk, items) => {
                self.bytes_written += items.iter().map(|(name, text)| (name.len() + text.len()) as u64).sum::<u64>();
            }
            Call::Notify(notification) => self.notifications.push(Notified {
                at: now.iso(),
                id: notification.id.name().to_owned(),
                key: notification.title.key.to_string(),
                title: english.text(&notification.title),
                text: english.text(&notification.text),
            }),
            _ => {}
        }
    }

    pub fn request(&mut self, request: &Request) {
        self.requests += 1;
        let endpoint = match request.id.purpose {
            Purpose::Read(set) => set.name(),
            Purpose::OrganizationNames => "organizations",
        };
        *self.by_endpoint.entry(endpoint).or_default() += 1;
    }
}
