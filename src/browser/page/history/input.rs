//! What a person does on the page: buttons, the pointer over a chart, keys in a chart.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent, PointerEvent};

use super::axes::{kind_of, section};
use super::readout;
use super::shared::HistoryPage;
use crate::browser::clock;
use crate::browser::page::dom::Scope;
use crate::view::{Act, ChartKind, Cursor, HistoryRange, WHOLE, Window, nearest};

const PLOT: &str = ".plot";

pub fn listen(history: &Rc<HistoryPage>) {
    listen_to_buttons(history);
    listen_to_keys(history);
    listen_to_pointer(history);
}

fn listen_to_buttons(history: &Rc<HistoryPage>) {
    let page = &history.page;
    page.on("click", "[data-range]", {
        let history = Rc::clone(history);
        move |button, _| {
            if let Some(range) = button.get("data-range").as_deref().and_then(HistoryRange::named) {
                history.range.set(range);
                zoom(&history, None);
            }
        }
    });
    page.on_action("zoom-reset", {
        let history = Rc::clone(history);
        move |_| {
            zoom(&history, None);
            // The button goes away, and the focus would with it.
            if let Some(range) = history.page.find("[data-range][aria-pressed=true]") {
                range.focus();
            }
        }
    });
    page.on_action("toggle-model", {
        let history = Rc::clone(history);
        move |button| {
            let Some(model) = button.get("data-model") else { return };
            let mut hidden = history.hidden.borrow_mut();
            match hidden.iter().position(|other| *other == model) {
                Some(at) => drop(hidden.remove(at)),
                None => hidden.push(model),
            }
            drop(hidden);
            history.look();
        }
    });
}

/// Shows another window; `None` for the whole range.
fn zoom(history: &Rc<HistoryPage>, window: Option<Window>) {
    history.zoom.set(window);
    history.cursor.take();
    history.is_asked_for.set(true);
    readout::clear(&history.page);
    history.look();
}

fn listen_to_keys(history: &Rc<HistoryPage>) {
    let page = &history.page;
    page.on("keydown", PLOT, {
        let history = Rc::clone(history);
        move |plot, event| press(&history, &plot, event)
    });
    page.on("focusin", PLOT, {
        let history = Rc::clone(history);
        move |plot, _| {
            // A press of the pointer focuses as well, but shows the values under it.
            let is_by_key = plot.closest(":focus-visible").is_some();
            if let Some(kind) = kind_of(&plot).filter(|_| is_by_key) {
                let last = history.charts.borrow().as_ref().and_then(|charts| charts.places(kind).len().checked_sub(1));
                history.cursor.set(Cursor { at: last, anchor: None });
                readout::paint(&history, kind, true);
            }
        }
    });
    page.on("focusout", PLOT, {
        let history = Rc::clone(history);
        move |_, _| {
            history.cursor.take();
            readout::clear(&history.page);
        }
    });
}

fn press(history: &Rc<HistoryPage>, plot: &Scope, event: &Event) {
    let (Some(kind), Some(key)) = (kind_of(plot), event.dyn_ref::<KeyboardEvent>()) else { return };
    if key.ctrl_key() || key.alt_key() || key.meta_key() {
        return;
    }
    let window = {
        let charts = history.charts.borrow();
        let Some(charts) = charts.as_ref() else { return };
        let pressed = history.cursor.get().press(&key.key(), key.shift_key(), charts.places(kind).len());
        let Some((cursor, act)) = pressed else { return };
        event.prevent_default();
        let middle = cursor.at.and_then(|at| charts.place_in_window(kind, at)).unwrap_or(WHOLE / 2);
        let whole = Window::moving(history.range.get(), clock::now());
        history.cursor.set(cursor);
        match act {
            Act::Read => None,
            Act::Zoom(first, last) => charts.between(kind, first, last).map(Some),
            Act::Nearer => Some(Some(charts.window.nearer(middle))),
            Act::Farther => history.zoom.get().map(|window| window.farther(whole)),
            Act::Reset => history.zoom.get().map(|_| None),
        }
    };
    match window {
        Some(window) => zoom(history, window),
        None => readout::paint(history, kind, true),
    }
}

fn listen_to_pointer(history: &Rc<HistoryPage>) {
    // Where a drag began.
    let began: Rc<Cell<Option<i64>>> = Rc::default();
    let page = &history.page;
    page.on("pointerdown", PLOT, {
        let began = Rc::clone(&began);
        move |plot, event| {
            if let Some(pointer) = event.dyn_ref::<PointerEvent>().filter(|it| it.button() == 0 && it.is_primary()) {
                plot.capture(pointer);
                began.set(Some(place(&plot, pointer)));
            }
        }
    });
    page.on("pointermove", PLOT, {
        let (history, began) = (Rc::clone(history), Rc::clone(&began));
        move |plot, event| {
            if let (Some(kind), Some(pointer)) = (kind_of(&plot), event.dyn_ref::<PointerEvent>()) {
                hover(&history, kind, place(&plot, pointer), began.get());
            }
        }
    });
    page.on("pointerup", PLOT, {
        let (history, began) = (Rc::clone(history), Rc::clone(&began));
        move |plot, event| {
            let (Some(kind), Some(pointer)) = (kind_of(&plot), event.dyn_ref::<PointerEvent>()) else { return };
            let Some(began) = began.take() else { return };
            let to = place(&plot, pointer);
            let window = history.charts.borrow().as_ref().and_then(|charts| charts.dragged(kind, began, to));
            match window {
                Some(window) => zoom(&history, Some(window)),
                None => hover(&history, kind, to, None),
            }
        }
    });
    for end in ["pointerout", "pointercancel"] {
        let (history, began) = (Rc::clone(history), Rc::clone(&began));
        page.on(end, PLOT, move |_, event| {
            if event.type_() == "pointercancel" {
                began.take();
            }
            if began.get().is_none() {
                history.cursor.take();
                readout::clear(&history.page);
            }
        });
    }
}

fn place(plot: &Scope, pointer: &PointerEvent) -> i64 {
    (plot.share_across(pointer) * WHOLE as f64).round() as i64
}

/// Shows the values of the point that is nearest to the pointer, and what a drag has selected so far.
fn hover(history: &HistoryPage, kind: ChartKind, x: i64, began: Option<i64>) {
    let places = history.charts.borrow().as_ref().map(|charts| charts.places(kind)).unwrap_or_default();
    history.cursor.set(Cursor { at: nearest(places.into_iter(), x), anchor: None });
    readout::paint(history, kind, false);
    if let (Some(began), Some(chart)) = (began, section(&history.page, kind)) {
        let inside = |place: i64| place.clamp(0, WHOLE);
        readout::select(&chart, Some((inside(began), inside(x))));
    }
}
