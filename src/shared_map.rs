//! A small sorted map whose entries are shared between its copies.
//!
//! The worker keeps a copy of its state, to tell what a step has changed and to undo what could not be stored. A copy shares every entry;
//! an entry is cloned when it is written to. There are a few hundred entries, so a sorted list is fast enough. It saves 12 KB of WASM
//! for each kind of entry, compared with a `BTreeMap`.

use std::rc::Rc;

/// A map from `K` to `V`, sorted by key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedMap<K, V>(Vec<Rc<(K, V)>>);

impl<K, V> Default for SharedMap<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord, V> SharedMap<K, V> {
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    #[must_use]
    pub fn get(&self, key: &K) -> Option<&V> {
        self.entry(key).map(|entry| &entry.1)
    }

    #[must_use]
    pub fn contains_key(&self, key: &K) -> bool {
        self.place(key).is_ok()
    }

    #[must_use]
    pub fn get_key_value(&self, key: &K) -> Option<(&K, &V)> {
        self.entry(key).map(|entry| (&entry.0, &entry.1))
    }

    /// Removes an entry from this copy only.
    pub fn remove(&mut self, key: &K) -> Option<Rc<(K, V)>> {
        self.place(key).ok().map(|at| self.0.remove(at))
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn retain(&mut self, mut keep: impl FnMut(&K, &V) -> bool) {
        self.0.retain(|entry| keep(&entry.0, &entry.1));
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> + Clone {
        self.0.iter().map(|entry| (&entry.0, &entry.1))
    }

    pub fn keys(&self) -> impl Iterator<Item = &K> + Clone {
        self.0.iter().map(|entry| &entry.0)
    }

    pub fn values(&self) -> impl Iterator<Item = &V> + Clone {
        self.0.iter().map(|entry| &entry.1)
    }

    /// The entries that were written to since `earlier` was copied. A written entry may still equal the old one.
    pub fn touched_since<'a>(&'a self, earlier: &'a Self) -> impl Iterator<Item = (&'a K, &'a V)> {
        let is_same = |entry: &Rc<(K, V)>| earlier.entry(&entry.0).is_some_and(|other| Rc::ptr_eq(entry, other));
        self.0.iter().filter(move |entry| !is_same(entry)).map(|entry| (&entry.0, &entry.1))
    }

    fn entry(&self, key: &K) -> Option<&Rc<(K, V)>> {
        self.0.get(self.place(key).ok()?)
    }

    fn place(&self, key: &K) -> Result<usize, usize> {
        self.0.binary_search_by(|entry| entry.0.cmp(key))
    }
}

impl<K: Ord + Clone, V: Clone> SharedMap<K, V> {
    /// A value to write to. Its entry is cloned if another copy shares it.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let at = self.place(key).ok()?;
        self.0.get_mut(at).map(|entry| &mut Rc::make_mut(entry).1)
    }

    pub fn insert(&mut self, key: K, value: V) {
        let entry = |key, value| Rc::new((key, value));
        match self.place(&key) {
            Ok(at) => {
                if let Some(place) = self.0.get_mut(at) {
                    *place = entry(key, value);
                }
            }
            Err(at) => self.0.insert(at, entry(key, value)),
        }
    }

    /// Changes the entries that `is_chosen` picks. The others stay shared with the other copies.
    pub fn change_where(&mut self, is_chosen: impl Fn(&K, &V) -> bool, mut change: impl FnMut(&K, &mut V)) {
        for entry in self.0.iter_mut().filter(|entry| is_chosen(&entry.0, &entry.1)) {
            let (key, value) = Rc::make_mut(entry);
            change(key, value);
        }
    }
}

impl<K: Ord + Clone, V: Clone> FromIterator<(K, V)> for SharedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        entries.into_iter().for_each(|(key, value)| map.insert(key, value));
        map
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn changing_one_copy_leaves_the_other_as_it_was() {
        let mut map: SharedMap<u8, u8> = [(1, 10), (2, 20), (3, 30)].into_iter().collect();
        let before = map.clone();
        *map.get_mut(&2).unwrap() = 21;
        map.remove(&3);
        assert_eq!(before.get(&2), Some(&20));
        assert_eq!(before.len(), 3);
        assert_eq!(map.touched_since(&before).collect::<Vec<_>>(), [(&2, &21)]);
    }

    #[test]
    fn only_chosen_entries_are_touched() {
        let mut map: SharedMap<u8, u8> = [(1, 10), (2, 20)].into_iter().collect();
        let before = map.clone();
        map.change_where(|_, value| *value > 10, |_, value| *value += 1);
        assert_eq!(map.touched_since(&before).collect::<Vec<_>>(), [(&2, &21)]);
    }

    proptest! {
        #[test]
        fn it_holds_the_same_entries_as_a_b_tree_map(entries: Vec<(u8, u8)>, removed: Vec<u8>) {
            let mut map: SharedMap<u8, u8> = entries.iter().copied().collect();
            let mut model: BTreeMap<u8, u8> = entries.into_iter().collect();
            for key in removed {
                let gone = map.remove(&key).map(|entry| entry.1);
                prop_assert_eq!(gone, model.remove(&key));
            }
            prop_assert!(map.iter().eq(model.iter()));
        }
    }
}
