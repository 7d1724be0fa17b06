use super::Usd;

/// Which of many amounts are among the largest. Of equal amounts the first ones are.
pub struct Largest {
    least: Usd,
    /// How many amounts as small as `least` are still to come.
    room_for_ties: usize,
}

impl Largest {
    /// The `most` largest of `amounts`.
    pub fn of(amounts: &mut dyn Iterator<Item = Usd>, most: usize) -> Self {
        let mut kept: Vec<Usd> = Vec::with_capacity(most + 1);
        for amount in amounts {
            if kept.len() < most || kept.last().is_some_and(|least| *least < amount) {
                kept.insert(kept.partition_point(|it| *it >= amount), amount);
                kept.truncate(most);
            }
        }
        let least = kept.last().copied().unwrap_or_default();
        Self { least, room_for_ties: kept.iter().filter(|amount| **amount == least).count() }
    }

    /// Whether `amount` is one of them. To be called with each amount once, in the same order.
    pub fn has(&mut self, amount: Usd) -> bool {
        let is_tie = amount == self.least;
        let has = amount > self.least || (is_tie && self.room_for_ties > 0);
        self.room_for_ties -= usize::from(has && is_tie);
        has
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn they_are_as_many_as_asked_for_and_none_of_the_rest_is_larger(
            amounts in prop::collection::vec(0..20_i32, 0..40), most in 1..30_usize,
        ) {
            let amounts: Vec<Usd> = amounts.into_iter().map(Usd::whole).collect();
            let mut largest = Largest::of(&mut amounts.iter().copied(), most);
            let (kept, rest): (Vec<Usd>, Vec<Usd>) = amounts.iter().partition(|amount| largest.has(**amount));
            prop_assert_eq!(kept.len(), most.min(amounts.len()));
            prop_assert!(rest.iter().max() <= kept.iter().min());
        }
    }
}
