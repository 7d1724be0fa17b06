use std::rc::Rc;
use std::time::Duration;

use wasm_bindgen_futures::spawn_local;

use super::axes::focused;
use super::load::{Loaded, read};
use super::shared::HistoryPage;
use super::{balance, cost, readout, response};
use crate::browser::page::live::patiently;
use crate::browser::page::notices::show_notices;
use crate::browser::page::status::set_state;
use crate::browser::{clock, intl};
use crate::monitor::MonitorId;
use crate::view::{
    Arg, Charts, HistoryPanel, HistoryRange, Message, PageState, Window, account_title, cannot_read, first_point, panel,
};
use crate::worker::CallFailed;

impl HistoryPage {
    /// Reads and paints. Only one read runs at a time; what changes during it causes another one.
    pub fn look(self: &Rc<Self>) {
        self.is_behind.set(true);
        if !self.is_reading.replace(true) {
            let page = Rc::clone(self);
            spawn_local(async move {
                while page.is_behind.take() {
                    page.catch_up().await;
                }
                page.is_reading.set(false);
            });
        }
    }

    async fn catch_up(&self) {
        let shown = {
            let known = self.known.borrow();
            let shown = panel(&known.saved, self.asked.as_deref());
            shown.map(|(id, monitor)| (id, account_title(&monitor.parameters), monitor.parameters.period.length()))
        };
        match shown {
            Err(panel) => self.show(panel),
            Ok((id, account, period)) => {
                self.page.say("account", Some(&account));
                if self.paint_history(&id, period).await.is_err() {
                    self.show_unreadable();
                }
            }
        }
    }

    /// Says that storage cannot be read. What is painted stays.
    pub fn show_unreadable(&self) {
        show_notices(&self.page, &[cannot_read()]);
        self.page.show("loading", false);
        set_state(&self.page, PageState::Error);
    }

    async fn paint_history(&self, id: &MonitorId, period: Duration) -> Result<(), CallFailed> {
        let now = clock::now();
        let whole = Window::moving(self.range.get(), now);
        let window = self.zoom.get().unwrap_or(whole);
        let loaded = patiently(|| read(id, window, now)).await?;
        let is_all = self.range.get() == HistoryRange::All && self.zoom.get().is_none();
        let window = if is_all { window.from_first(loaded.first()) } else { window };
        if loaded.is_empty() && patiently(|| read(id, Window::of(HistoryRange::All, now), now)).await?.is_empty() {
            self.page.say("first_point", Some(&first_point(period)));
            self.show(HistoryPanel::Empty);
            return Ok(());
        }
        let Loaded { tier, points, grants, costs } = loaded;
        let charts = Charts::of(window, tier, &points, &grants, &costs, period, &self.hidden.borrow());
        self.paint(charts);
        self.show(HistoryPanel::Charts);
        Ok(())
    }

    /// Paints only what has changed. The points of a chart may be others then, so the cursor leaves it.
    fn paint(&self, charts: Charts) {
        let page = &self.page;
        for button in page.all("[data-range]") {
            let is_chosen = button.get("data-range").as_deref() == Some(self.range.get().name());
            button.set("aria-pressed", Some(if is_chosen { "true" } else { "false" }));
        }
        page.show("zoom_reset", self.zoom.get().is_some());
        let before = self.charts.replace(None);
        let before = before.as_ref();
        if before != Some(&charts) {
            let shown = [charts.window.from, charts.window.until].map(|at| Arg::Text(intl::date_time(at)));
            page.say("window", Some(&Message::with("history_window", shown.clone())));
            if self.is_asked_for.take() {
                page.say("announcement", Some(&Message::with("history_showing", shown)));
            }
            balance::paint(page, &charts, before);
            cost::paint(page, &charts.cost, before.map(|before| &before.cost));
            response::paint(page, &charts, before);
        }
        let is_other = before.is_none_or(|before| before.window != charts.window || before.tier != charts.tier);
        self.charts.replace(Some(charts));
        if is_other && focused(page).is_none() {
            self.cursor.take();
            readout::clear(page);
        } else if let Some(kind) = focused(page) {
            readout::paint(self, kind, false);
        }
    }

    fn show(&self, shown: HistoryPanel) {
        let page = &self.page;
        page.show("loading", false);
        page.show("toolbar", shown == HistoryPanel::Charts);
        for part in HistoryPanel::PARTS {
            page.show(part.name(), part == shown);
        }
        if shown != HistoryPanel::Charts {
            self.charts.take();
        }
        show_notices(page, &[]);
        set_state(page, shown.state());
    }
}
