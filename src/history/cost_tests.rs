use std::collections::BTreeMap;

use fastrand::Rng;
use proptest::prelude::*;

use super::cost_chunk::{LONGEST_NAME, MOST_NAMES};
use super::*;
use crate::account::limits::MOST_NAMES_OF_A_DAY;
use crate::account::{Day, DayCosts, NamedCost, Usd};

/// The items of one monitor, as storage holds them.
#[derive(Default)]
struct Stored {
    items: BTreeMap<i64, String>,
    /// The bytes that the last reading wrote.
    written: usize,
}

impl Stored {
    fn record(&mut self, days: &[DayCosts]) {
        self.written = 0;
        for slot in cost_slots(days) {
            let stored = self.items.get(&slot).and_then(|text| CostChunk::read(text));
            if let Some(chunk) = record_costs(slot, stored, days) {
                let text = chunk.text();
                assert_eq!(CostChunk::read(&text), Some(chunk), "{text}");
                self.written += text.len();
                self.items.insert(slot, text);
            }
        }
    }

    fn days(&self, from: Day, until: Day) -> Vec<DayCosts> {
        let texts = cost_slots_between(from, until).into_iter().filter_map(|slot| self.items.get(&slot));
        days(texts.filter_map(|text| CostChunk::read(text)), from, until)
    }

    fn bytes(&self) -> usize {
        self.items.values().map(String::len).sum()
    }
}

/// The first day of a chunk.
fn start() -> Day {
    let day: Day = "2026-11-22".parse().unwrap();
    (0..16)
        .map(|back| day.plus(-back))
        .find(|day| CostChunk::number_of(*day) != CostChunk::number_of(day.plus(-1)))
        .unwrap()
}

fn named(parts: &[(&str, f64)]) -> Vec<NamedCost> {
    parts
        .iter()
        .map(|(name, dollars)| NamedCost { name: (*name).into(), cost: Usd::from_dollars(*dollars).unwrap() })
        .collect()
}

fn day(after_start: i64, models: &[(&str, f64)]) -> DayCosts {
    DayCosts { models: named(models), ..DayCosts::nothing(start().plus(after_start)) }
}

fn full_day(
    day: Day,
    names: impl Fn(usize) -> (String, String),
    counts: (usize, usize),
    cost: &mut impl FnMut() -> Usd,
) -> DayCosts {
    let mut sorted = |mut names: Vec<String>| -> Vec<NamedCost> {
        names.sort_unstable();
        names.into_iter().map(|name| NamedCost { name, cost: cost() }).collect()
    };
    DayCosts {
        models: sorted((0..counts.0).map(|number| names(number).0).collect()),
        projects: sorted((0..counts.1).map(|number| names(number).1).collect()),
        ..DayCosts::nothing(day)
    }
}

#[test]
fn ten_years_of_an_account_stay_under_the_ceiling() {
    let mut rng = Rng::with_seed(3);
    let (mut stored, mut all) = (Stored::default(), Vec::new());
    let name = |number| (format!("gpt-5.{number}-mini-2026-11-22"), format!("Project of team {number}"));
    for number in 0..3653 {
        all.push(full_day(start().plus(number), name, (10, 5), &mut || Usd::from_micros(rng.i64(0..40_000_000))));
        stored.record(&all[all.len().saturating_sub(31)..]);
        assert!(stored.written < 2300, "{} bytes are written once a day has grown", stored.written);
    }
    assert!(stored.bytes() < 450_000, "{} bytes after ten years", stored.bytes());
    assert!(stored.items.len() as i64 <= all_cost_slots().count() as i64);
    assert_eq!(stored.days(all[0].day, all[3652].day), all, "ten years are kept");
    stored.record(&all[3622..]);
    assert_eq!(stored.written, 0, "the same reading again changes nothing");
}

#[test]
fn the_worst_that_an_answer_can_bring_is_bounded() {
    let mut stored = Stored::default();
    let reading: Vec<DayCosts> = (0..32)
        .map(|number| {
            let name = |name| {
                (
                    format!("m{number:03}{name:03}{}", "é".repeat(250)),
                    format!("p{number:03}{name:03}{}", "é".repeat(250)),
                )
            };
            let most = (MOST_NAMES_OF_A_DAY, MOST_NAMES_OF_A_DAY);
            let costs = full_day(start().plus(number), name, most, &mut || Usd::from_micros(i64::MIN));
            DayCosts {
                other_models: Some(Usd::from_micros(i64::MIN)),
                other_projects: Some(Usd::from_micros(i64::MIN)),
                ..costs
            }
        })
        .collect();
    stored.record(&reading);
    let chunk = stored.items.values().map(String::len).max().unwrap();
    assert!(chunk < 12_500, "{chunk} bytes");
    stored.record(&reading);
    assert_eq!(stored.written, 0, "the names that are kept stay the same");
}

#[test]
fn the_same_names_every_day_are_the_longest_chunk() {
    let mut stored = Stored::default();
    // Fifty models and fifty projects take turns, so that each day is full and the chunk has as many names as it may have.
    let reading: Vec<DayCosts> = (0..16)
        .map(|number| {
            let name = |name| {
                let turn = (name + number * MOST_NAMES_OF_A_DAY) % (MOST_NAMES / 2);
                let long = |kind| format!("{kind}{turn:03}{}", "x".repeat(LONGEST_NAME - 4));
                (long("m"), long("p"))
            };
            let most = (MOST_NAMES_OF_A_DAY, MOST_NAMES_OF_A_DAY);
            let costs = full_day(start().plus(number as i64), name, most, &mut || Usd::from_micros(i64::MIN));
            DayCosts {
                other_models: Some(Usd::from_micros(i64::MIN)),
                other_projects: Some(Usd::from_micros(i64::MIN)),
                ..costs
            }
        })
        .collect();
    stored.record(&reading);
    let (bytes, slots) = (stored.bytes(), all_cost_slots().count());
    assert!((15_000..20_000).contains(&bytes), "{bytes} bytes");
    assert!(bytes * slots < 4_600_000, "{} bytes in ten years", bytes * slots);
    assert_eq!(stored.days(reading[0].day, reading[15].day), reading, "nothing is cut");
}

#[test]
fn a_later_reading_replaces_its_days_and_no_others() {
    let mut stored = Stored::default();
    stored.record(&[day(1, &[("a", 1.0), ("b", 2.0)]), day(2, &[("a", 3.0)]), day(20, &[("c", 4.0)])]);
    stored.record(&[day(2, &[("b", 5.0)]), day(3, &[]), day(4, &[("", -0.5)])]);
    let expected = [
        day(1, &[("a", 1.0), ("b", 2.0)]),
        day(2, &[("b", 5.0)]),
        day(3, &[]),
        day(4, &[("", -0.5)]),
        day(20, &[("c", 4.0)]),
    ];
    assert_eq!(stored.days(start(), start().plus(40)), expected);
    assert_eq!(stored.days(start().plus(2), start().plus(3)), expected[1..3]);
    assert_eq!(stored.days(start().plus(3), start().plus(2)), []);
}

#[test]
fn only_a_chunk_that_changes_is_written() {
    let mut stored = Stored::default();
    let reading = |today| [day(14, &[("a", 1.0)]), day(15, &[("a", 2.000_000_4)]), day(16, &[("a", today)])];
    stored.record(&reading(3.0));
    let before = stored.items.clone();
    stored.record(&reading(4.0));
    let changed: Vec<i64> = before.keys().copied().filter(|slot| before[slot] != stored.items[slot]).collect();
    assert_eq!(changed, cost_slots(&[day(16, &[])]));
    assert_eq!(stored.written, stored.items[&changed[0]].len());
}

#[test]
fn the_ring_replaces_its_oldest_chunk_and_no_other() {
    let slots = all_cost_slots().count() as i64;
    let mut stored = Stored::default();
    stored.record(&[day(0, &[("old", 1.0)]), day(16, &[("next", 2.0)])]);
    stored.record(&[day(slots * 16, &[])]);
    assert_eq!(stored.days(start(), start().plus(slots * 16 - 1)), [day(16, &[("next", 2.0)])]);
    assert_eq!(stored.days(start().plus(slots * 16), start().plus(slots * 16)), [day(slots * 16, &[])]);
    let between = cost_slots_between(start(), start().plus(slots * 16 * 3));
    assert_eq!(between.len() as i64, slots);
    assert_eq!(between[0], cost_slots(&[day(slots * 16 * 3, &[])])[0]);
}

#[test]
fn a_wrong_clock_costs_no_other_chunk() {
    let (mut stored, turn) = (Stored::default(), all_cost_slots().count() as i64 * 16);
    let good: Vec<DayCosts> = (0..31).map(|number| day(number, &[("a", number as f64)])).collect();
    stored.record(&good);
    // Weeks and years back or ahead, a reading has no costs, and the days that it names are others.
    for off in [-3650, -700, -40, 40, 700, 2000] {
        let wrong: Vec<DayCosts> = (0..31).map(|number| day(off + number, &[])).collect();
        stored.record(&wrong);
        assert_eq!(stored.days(start(), start().plus(30)), good, "{off}");
    }
    // A turn of the ring back.
    stored.record(&(0..31).map(|number| day(number - turn, &[])).collect::<Vec<_>>());
    assert_eq!(stored.days(start(), start().plus(30)), good);
    // A turn ahead, the chunks are replaced. A true reading brings them back.
    stored.record(&(0..31).map(|number| day(number + turn, &[])).collect::<Vec<_>>());
    assert_eq!(stored.days(start(), start().plus(30)), []);
    stored.record(&good[1..]);
    assert_eq!(stored.days(start(), start().plus(30)), good[1..]);
}

#[test]
fn names_that_are_cut_to_the_same_are_one_and_the_total_stays() {
    let long = "é".repeat(LONGEST_NAME);
    let mut stored = Stored::default();
    let costs = day(0, &[("a", 1.0), (&format!("{long}1"), 2.0), (&format!("{long}2"), 3.0)]);
    stored.record(std::slice::from_ref(&costs));
    let [kept] = &stored.days(start(), start())[..] else { panic!("no day") };
    assert_eq!(kept.models.iter().map(|it| it.cost.dollars()).collect::<Vec<_>>(), [1.0, 5.0]);
    assert!(kept.models[1].name.len() <= LONGEST_NAME);
    assert_eq!(kept.total(), costs.total());
}

#[test]
fn a_damaged_text_keeps_the_days_before_the_damage() {
    let name = |number| (format!("m\"\n{number}"), format!("Проект {number}"));
    let mut rng = Rng::with_seed(4);
    let mut stored = Stored::default();
    let all: Vec<DayCosts> = (0..16)
        .map(|number| full_day(start().plus(number), name, (3, 2), &mut || Usd::from_micros(rng.i64(0..9_000_000))))
        .collect();
    stored.record(&all);
    let text = stored.items.values().next().unwrap();
    let mut lengths = Vec::new();
    for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
        let kept = CostChunk::read(&text[..end]).map(|chunk| chunk.days).unwrap_or_default();
        assert!(all.starts_with(&kept), "{end}");
        lengths.push(kept.len());
    }
    assert!(lengths.is_sorted() && lengths.contains(&8) && lengths.ends_with(&[16]), "{lengths:?}");
}

#[test]
fn numbers_that_nobody_can_have_written_are_damage() {
    let most = "_".repeat(12) + "P";
    for (text, days) in [
        ("!".to_owned(), None),
        // No number of a chunk can be so large.
        (format!("{most}AAA"), Some(0)),
        ("AAAA".to_owned(), Some(1)),
        // The second day is at the place of the first, or out of the chunk.
        ("AAAAAAA".to_owned(), Some(1)),
        ("AAAAPAA".to_owned(), Some(2)),
        ("AAAAQAA".to_owned(), Some(1)),
        // Counts of names, an index and a length that are too large.
        (format!("AA{most}"), Some(0)),
        ("AAzCA".to_owned(), Some(0)),
        ("AACBA".to_owned(), Some(0)),
        (format!("AACA{most}x"), Some(0)),
        // The same name twice: "a" and a cost of zero.
        ("AACABaAA".to_owned(), Some(1)),
        ("AAEABaAAAA".to_owned(), Some(0)),
    ] {
        assert_eq!(CostChunk::read(&text).map(|chunk| chunk.days.len()), days, "{text}");
    }
}

fn any_parts() -> impl Strategy<Value = (Vec<NamedCost>, Option<Usd>)> {
    let usd = || (-10e9..10e9_f64).prop_map(Usd::from_dollars_saturating);
    let name = prop_oneof![any::<String>(), "[ab]{0,2}".prop_map(String::from)];
    (prop::collection::btree_map(name, usd(), 0..30), prop::option::of(usd()))
        .prop_map(|(parts, others)| (parts.into_iter().map(|(name, cost)| NamedCost { name, cost }).collect(), others))
}

fn any_days() -> impl Strategy<Value = Vec<DayCosts>> {
    let of_day = (-20..40_i64, any_parts(), any_parts()).prop_map(|(number, models, projects)| DayCosts {
        day: start().plus(number),
        models: models.0,
        other_models: models.1,
        projects: projects.0,
        other_projects: projects.1,
    });
    prop::collection::vec(of_day, 0..12)
}

proptest! {
    #[test]
    fn any_days_are_stored_and_read_back(readings in prop::collection::vec(any_days(), 1..4)) {
        let (mut stored, mut expected) = (Stored::default(), BTreeMap::new());
        for reading in readings {
            stored.record(&reading);
            expected.extend(reading.iter().map(|it| (it.day, it.clone())));
            stored.record(&reading);
            prop_assert_eq!(stored.written, 0);
        }
        let kept = stored.days(start().plus(-20), start().plus(40));
        prop_assert_eq!(kept.iter().map(|it| it.day).collect::<Vec<_>>(), expected.keys().copied().collect::<Vec<_>>());
        for (kept, expected) in kept.iter().zip(expected.values()) {
            let apart = kept.total().minus(expected.total()).size();
            // Each of the amounts is rounded. A saturated sum depends on the order.
            let is_large = expected.models.iter().any(|it| it.cost.size() > Usd::whole(100_000_000));
            prop_assert!(is_large || apart <= Usd::from_micros(16), "{:?}", apart);
        }
    }

    #[test]
    fn any_text_is_read_and_written_without_panic(text in "([A-Za-z0-9_!-]|[AB]|[aé😀\"]){0,80}") {
        if let Some(chunk) = CostChunk::read(&text) {
            prop_assert_eq!(CostChunk::read(&chunk.text()), Some(chunk.clone()));
            let mut limited = chunk.clone();
            limited.limit();
            prop_assert_eq!(&limited, &chunk);
            let (first, last) = (start().plus(-10_000_000), start().plus(10_000_000));
            prop_assert!(days([chunk.clone(), chunk], first, last).is_sorted_by(|one, next| one.day < next.day));
        }
    }
}
