/// Where the keyboard is in a chart: a point, and another one if points between them are selected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The number of the point whose values are read.
    pub at: Option<usize>,
    /// Where the selection began.
    pub anchor: Option<usize>,
}

/// What a key in a chart asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Show the values at the cursor.
    Read,
    /// Zoom to the time from one point to another.
    Zoom(usize, usize),
    /// Show half of the time, around the cursor.
    Nearer,
    /// Show twice the time.
    Farther,
    /// Show the whole range again.
    Reset,
}

/// How far Page Up and Page Down go.
const PAGE: usize = 10;

impl Cursor {
    /// What a key, named as in `KeyboardEvent.key`, does in a chart with `count` points. `None` if it does nothing here.
    #[must_use]
    pub fn press(self, key: &str, is_shifted: bool, count: usize) -> Option<(Self, Act)> {
        let last = count.checked_sub(1);
        let at = self.at.map(|at| at.min(last.unwrap_or_default()));
        let to = match key {
            "ArrowLeft" => at.map_or(last, |at| Some(at.saturating_sub(1))),
            "ArrowRight" => at.map_or(last, |at| Some(at + 1)),
            "PageUp" => at.map_or(last, |at| Some(at.saturating_sub(PAGE))),
            "PageDown" => at.map_or(last, |at| Some(at + PAGE)),
            "Home" => Some(0),
            "End" => last,
            "Enter" => {
                let (at, anchor) = (at?, self.anchor?);
                return Some((Self::default(), Act::Zoom(at.min(anchor), at.max(anchor))));
            }
            "Escape" if self.anchor.is_some() => return Some((Self { anchor: None, at }, Act::Read)),
            "Escape" => return Some((Self::default(), Act::Reset)),
            "+" | "=" => return Some((Self { anchor: None, at }, Act::Nearer)),
            "-" | "_" => return Some((Self { anchor: None, at }, Act::Farther)),
            _ => return None,
        };
        let to = to?.min(last?);
        let anchor = if is_shifted { self.anchor.or(at).or(Some(to)) } else { None };
        Some((Self { at: Some(to), anchor }, Act::Read))
    }
}

/// The number of the place that is nearest to `x`. The places are in order.
#[must_use]
pub fn nearest(places: impl Iterator<Item = i64>, x: i64) -> Option<usize> {
    places.enumerate().min_by_key(|(_, place)| place.abs_diff(x)).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(keys: &[&str], count: usize) -> (Cursor, Act) {
        keys.iter().fold((Cursor::default(), Act::Read), |(cursor, _), key| {
            let (is_shifted, key) = key.strip_prefix("Shift+").map_or((false, *key), |key| (true, key));
            cursor.press(key, is_shifted, count).unwrap()
        })
    }

    #[test]
    fn arrows_move_from_the_latest_point_and_stop_at_the_ends() {
        let at = |keys: &[&str]| pressed(keys, 5).0.at;
        assert_eq!(at(&["ArrowLeft"]), Some(4));
        assert_eq!(at(&["ArrowLeft", "ArrowLeft"]), Some(3));
        assert_eq!(at(&["ArrowLeft", "ArrowRight"]), Some(4));
        assert_eq!(at(&["Home", "ArrowLeft"]), Some(0));
        assert_eq!((at(&["Home", "PageDown"]), at(&["End", "PageUp"])), (Some(4), Some(0)));
    }

    #[test]
    fn shift_selects_and_enter_zooms() {
        let (cursor, act) = pressed(&["End", "Shift+ArrowLeft", "Shift+ArrowLeft"], 5);
        assert_eq!((cursor, act), (Cursor { at: Some(2), anchor: Some(4) }, Act::Read));
        assert_eq!(cursor.press("Enter", false, 5), Some((Cursor::default(), Act::Zoom(2, 4))));
        assert_eq!(cursor.press("ArrowLeft", false, 5), Some((Cursor { at: Some(1), anchor: None }, Act::Read)));
        assert_eq!(Cursor::default().press("Enter", false, 5), None);
    }

    #[test]
    fn escape_ends_the_selection_and_then_the_zoom() {
        let (selecting, _) = pressed(&["End", "Shift+ArrowLeft"], 5);
        let (ended, act) = selecting.press("Escape", false, 5).unwrap();
        assert_eq!((ended, act), (Cursor { at: Some(3), anchor: None }, Act::Read));
        assert_eq!(ended.press("Escape", false, 5), Some((Cursor::default(), Act::Reset)));
    }

    #[test]
    fn other_keys_and_empty_charts_do_nothing() {
        for key in ["Tab", "a", "ArrowUp", "F5"] {
            assert_eq!(Cursor::default().press(key, false, 5), None);
        }
        for key in ["ArrowLeft", "Home", "End", "PageDown"] {
            assert_eq!(Cursor { at: Some(3), anchor: None }.press(key, false, 0), None, "{key}");
        }
        let beyond = Cursor { at: Some(9), anchor: None };
        assert_eq!(beyond.press("ArrowLeft", false, 5).unwrap().0.at, Some(3));
    }

    #[test]
    fn the_nearest_point_is_found() {
        let places = [0, 100, 5000];
        let nearest = |x| nearest(places.into_iter(), x);
        assert_eq!((nearest(-5), nearest(49), nearest(51), nearest(9999)), (Some(0), Some(0), Some(1), Some(2)));
        assert_eq!(super::nearest([].into_iter(), 3), None);
    }
}
