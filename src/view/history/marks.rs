use super::Window;
use crate::account::{Grant, Timestamp, Usd};
use crate::history::{Point, Series, Tier};

/// Something that changed the balance other than use.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    pub kind: MarkKind,
    pub at: Timestamp,
    /// `None` if it is outside the window.
    pub x: Option<i64>,
    /// What came, or what was not used when it expired. `None` if it is not known.
    pub amount: Option<Usd>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// The balance rose: credit was bought or granted.
    TopUp,
    /// A grant became usable, and no rise was seen.
    Grant,
    /// A grant expired, or will.
    Expiry,
}

impl MarkKind {
    /// The value of `data-mark`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TopUp => "top-up",
            Self::Grant => "grant",
            Self::Expiry => "expiry",
        }
    }
}

/// A smaller rise is a correction, in millionths of a dollar.
const LEAST_RISE: i64 = 10_000;

/// The marks in the window in the order of time, and after them the next expiry of credit that is left.
pub fn marks(tier: Tier, points: &[Point], grants: &[Grant], window: Window) -> Vec<Mark> {
    let mut marks = top_ups(tier, points, grants, window);
    let place = |at: Timestamp| (window.from..=window.until).contains(&at).then(|| window.place(at));
    let mut next: Option<Mark> = None;
    for grant in grants {
        let amount = grant.amount.known().copied();
        let left = amount.map(|amount| amount.minus(grant.used.known().copied().unwrap_or_default()));
        if let Some(at) = grant.effective_at.known().copied().filter(|at| place(*at).is_some()) {
            let is_seen =
                marks.iter().any(|mark| mark.kind == MarkKind::TopUp && is_at_rise(tier, points, mark.at, at));
            if !is_seen {
                insert(&mut marks, Mark { kind: MarkKind::Grant, at, x: place(at), amount });
            }
        }
        if let Some(at) = grant.expires_at.known().copied() {
            let mark = Mark { kind: MarkKind::Expiry, at, x: place(at), amount: left };
            let is_next = at > window.until && left.is_none_or(|left| left > Usd::ZERO);
            if mark.x.is_some() {
                insert(&mut marks, mark);
            } else if is_next && next.is_none_or(|next| at < next.at) {
                next = Some(mark);
            }
        }
    }
    marks.extend(next);
    marks
}

/// The rises from one point to the next. The rise of what was granted counts, because use does not hide it. At an expiry the used part of a
/// grant may leave the sums, so that the balance alone says nothing then.
fn top_ups(tier: Tier, points: &[Point], grants: &[Grant], window: Window) -> Vec<Mark> {
    let mut marks = Vec::new();
    let valued = points.iter().filter_map(|point| {
        let balance = point.bucket.spread(Series::Balance)?.last;
        Some((point, balance, point.bucket.spread(Series::Used).map(|used| used.last.saturating_add(balance))))
    });
    let mut before: Option<(&Point, i64, Option<i64>)> = None;
    for (point, balance, granted) in valued {
        if let Some((earlier, old_balance, old_granted)) = before {
            let expires = |grant: &Grant| {
                let span = earlier.at..=point.at.after(tier.bucket_length());
                grant.expires_at.known().is_some_and(|at| span.contains(at))
            };
            let of_granted = granted.zip(old_granted).map(|(new, old)| new.saturating_sub(old));
            let of_balance = balance.saturating_sub(old_balance);
            let of_balance = if grants.iter().any(expires) { 0 } else { of_balance };
            let rise = of_granted.unwrap_or(0).max(of_balance);
            if rise >= LEAST_RISE {
                let x = Some(window.place_of(tier, point));
                marks.push(Mark { kind: MarkKind::TopUp, at: point.at, x, amount: Some(usd(rise)) });
            }
        }
        before = Some((point, balance, granted));
    }
    marks
}

/// Whether a grant that starts at `starts` is the rise that was seen at `seen`: it starts after the point before that one.
fn is_at_rise(tier: Tier, points: &[Point], seen: Timestamp, starts: Timestamp) -> bool {
    let balances = points.iter().filter(|point| point.bucket.spread(Series::Balance).is_some());
    let before = balances.take_while(|point| point.at < seen).last().map_or(seen, |point| point.at);
    (before..=seen.after(tier.bucket_length())).contains(&starts)
}

fn insert(marks: &mut Vec<Mark>, mark: Mark) {
    let at = marks.partition_point(|other| other.at <= mark.at);
    marks.insert(at, mark);
}

/// An amount from millionths of a dollar.
pub fn usd(micros: i64) -> Usd {
    Usd::from_dollars_saturating(micros as f64 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Reading;
    use crate::view::history::tests::{minutes, points, sample};

    const WINDOW: Window = Window { from: minutes(0), until: minutes(100) };

    fn grant(from: i64, until: i64) -> Grant {
        Grant {
            amount: Reading::Known(Usd::whole(50)),
            used: Reading::Known(Usd::whole(20)),
            effective_at: Reading::Known(minutes(from)),
            expires_at: Reading::Known(minutes(until)),
        }
    }

    fn kinds(marks: &[Mark]) -> Vec<(&'static str, i64, Option<f64>)> {
        let minute = |mark: &Mark| (mark.at.millis() - minutes(0).millis()) / 60_000;
        marks.iter().map(|mark| (mark.kind.name(), minute(mark), mark.amount.map(Usd::dollars))).collect()
    }

    #[test]
    fn a_rise_of_the_balance_is_a_top_up() {
        let points =
            points(&[sample(0, 10.0, 1.0), sample(5, 9.0, 2.0), sample(10, 57.5, 3.5), sample(15, 57.504, 3.5)]);
        let marks = marks(Tier::Raw, &points, &[], WINDOW);
        assert_eq!(kinds(&marks), [("top-up", 10, Some(50.0))]);
        assert_eq!(marks[0].x, Some(1000));
    }

    #[test]
    fn a_grant_is_marked_once_and_its_expiry() {
        let rise = points(&[sample(0, 10.0, 1.0), sample(10, 60.0, 1.0), sample(20, 60.0, 1.0)]);
        assert_eq!(
            kinds(&marks(Tier::Raw, &rise, &[grant(7, 60), grant(15, 70)], WINDOW)),
            [
                ("top-up", 10, Some(50.0)),
                ("grant", 15, Some(50.0)),
                ("expiry", 60, Some(30.0)),
                ("expiry", 70, Some(30.0))
            ]
        );
    }

    #[test]
    fn of_what_expires_later_only_the_next_is_said() {
        let all = [grant(-50, 300), grant(-50, 200), grant(-50, -10)];
        let marks = marks(Tier::Raw, &[], &all, WINDOW);
        assert_eq!(kinds(&marks), [("expiry", 200, Some(30.0))]);
        assert_eq!(marks[0].x, None);
    }

    #[test]
    fn what_an_expiry_explains_is_no_top_up() {
        let odd = points(&[sample(0, -5.0, 30.0), sample(10, 0.0, 10.0)]);
        assert_eq!(kinds(&marks(Tier::Raw, &odd, &[grant(-50, 5)], WINDOW)), [("expiry", 5, Some(30.0))]);
        assert_eq!(kinds(&marks(Tier::Raw, &odd, &[], WINDOW)), [("top-up", 10, Some(5.0))]);
    }
}
