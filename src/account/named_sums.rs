use super::Usd;
use super::limits::{LONGEST_TEXT, shortened};

/// The most days that are summed apart: 31 days of a month.
pub const MOST_DAYS: usize = 31;

/// Sums of each day, by name.
///
/// A body has tens of thousands of lines but only a few dozen names, so each line must be cheap. Every day lists the names in much the same order.
/// So a line's name is usually that of the line before, or the one that followed that name the last time. If it is neither, it is searched for.
#[derive(Debug, Default)]
pub struct NamedSums {
    all: Vec<Named>,
    /// Indices of `all`, sorted by name.
    by_name: Vec<u32>,
    /// The index of the last line's name.
    last: u32,
}

#[derive(Debug)]
pub struct Named {
    pub name: String,
    pub sums: DaySums,
    /// The name of the line that followed this name's last run of lines.
    next: u32,
}

/// A sum for each day that has a line.
#[derive(Debug, Clone, Default)]
pub struct DaySums {
    sums: [Usd; MOST_DAYS],
    /// The days that have a line, one bit each.
    days: u32,
}

impl NamedSums {
    /// The sums of `name`, which is cut if it is over [`LONGEST_TEXT`]. `None` if the name is new, and there are `most` already.
    pub fn of(&mut self, name: &str, most: usize) -> Option<&mut DaySums> {
        let is_long = name.len() > LONGEST_TEXT;
        let index = if is_long { self.index_of(&shortened(name), most)? } else { self.index_of(name, most)? };
        self.all.get_mut(index as usize).map(|it| &mut it.sums)
    }

    /// Sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = &Named> {
        self.by_name.iter().filter_map(|index| self.all.get(*index as usize))
    }

    fn index_of(&mut self, name: &str, most: usize) -> Option<u32> {
        let before = self.last;
        let is_it = |index: u32| self.all.get(index as usize).filter(|it| is_same(&it.name, name));
        if is_it(before).is_some() {
            return Some(before);
        }
        let after = self.all.get(before as usize).map_or(0, |it| it.next);
        self.last = if is_it(after).is_some() { after } else { self.search(name, most)? };
        if let Some(it) = self.all.get_mut(before as usize) {
            it.next = self.last;
        }
        Some(self.last)
    }

    fn search(&mut self, name: &str, most: usize) -> Option<u32> {
        let name_of = |index: &u32| self.all.get(*index as usize).map_or("", |it| it.name.as_str());
        match self.by_name.binary_search_by(|index| name_of(index).cmp(name)) {
            Ok(place) => self.by_name.get(place).copied(),
            Err(_) if self.all.len() >= most => None,
            Err(place) => {
                let index = self.all.len() as u32;
                self.all.push(Named { name: name.to_owned(), sums: DaySums::default(), next: index });
                self.by_name.insert(place, index);
                Some(index)
            }
        }
    }
}

impl DaySums {
    /// Adds a line of a day, which is below [`MOST_DAYS`].
    pub fn add(&mut self, day: usize, cost: Usd) {
        if let Some(sum) = self.sums.get_mut(day) {
            *sum = *sum + cost;
            self.days |= 1 << day;
        }
    }

    /// `None` if the day has no line.
    pub fn of_day(&self, day: usize) -> Option<Usd> {
        self.sums.get(day).copied().filter(|_| self.days >> day & 1 == 1)
    }

    /// The sum from the day `first` on. `None` if these days have no line.
    pub fn since(&self, first: usize) -> Option<Usd> {
        (self.days >> first != 0).then(|| self.sums.iter().skip(first).copied().sum())
    }
}

/// As `==`, which compares byte by byte in WASM. The ends are compared first, because that is where names differ.
#[inline(always)]
fn is_same(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() || one.last_chunk::<8>() != other.last_chunk::<8>() {
        return false;
    }
    while let (Some((first, rest)), Some((other_first, other_rest))) =
        (one.split_first_chunk::<8>(), other.split_first_chunk::<8>())
    {
        if first != other_first {
            return false;
        }
        (one, other) = (rest, other_rest);
    }
    one.iter().zip(other).all(|(one, other)| one == other)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn names_are_the_same_if_they_are_equal(one in "[ab]{0,20}", at in 0..20_usize, other in "[ab]{0,20}") {
            let changed: String =
                one.chars().enumerate().map(|(index, it)| if index == at { 'c' } else { it }).collect();
            prop_assert!(is_same(&one, &one.clone()));
            prop_assert_eq!(is_same(&one, &other), one == other);
            prop_assert_eq!(is_same(&one, &changed), one == changed);
        }
    }
}
