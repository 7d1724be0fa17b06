use super::tier::Tier;
use super::vlq;
use crate::account::limits::{MOST_NAMES_OF_A_DAY, shortened_to};
use crate::account::{Day, DayCosts, NamedCost, Usd};

/// Chunks of costs have the numbers and the slots of this tier's chunks.
pub(super) const TIER: Tier = Tier::Day;

/// The longest name in a chunk, in bytes. The longest known names are those of fine-tuned models, about 100 bytes.
pub(super) const LONGEST_NAME: usize = 100;

/// The most different names in a chunk, of models and projects together.
pub(super) const MOST_NAMES: usize = 100;

/// What the days of some time cost, which are stored together: sixteen UTC days. Amounts are kept to a millionth of a dollar.
///
/// Its text is the chunk's number, then for each day how far it is from the one before, its models and its projects. Each of the two is
///
/// 1. twice the number of names, and one more if there are others;
/// 2. for each name its index in the chunk and its cost. An index that is not yet used is followed by the length of a new name in bytes, and
///    the name;
/// 3. the cost of the others, if there are any.
///
/// All numbers are written as [`vlq`](super::vlq) does, costs as millionths of a dollar. A cost takes about 6 characters.
#[derive(Debug, Clone, PartialEq)]
pub struct CostChunk {
    /// Counted from 1970.
    pub(super) number: i64,
    /// In order, each day once.
    pub(super) days: Vec<DayCosts>,
}

/// The costs of a day by name, and of the others.
type Parts = (Vec<NamedCost>, Option<Usd>);

impl CostChunk {
    pub(super) const fn new(number: i64) -> Self {
        Self { number, days: Vec::new() }
    }

    /// The number of the chunk that holds `day`.
    pub(super) fn number_of(day: Day) -> i64 {
        TIER.chunk_of(TIER.bucket_of(day.start()))
    }

    /// Puts in a day, in place of what was known of it.
    pub(super) fn put(&mut self, costs: &DayCosts) {
        match self.days.binary_search_by(|other| other.day.cmp(&costs.day)) {
            Ok(found) => self.days.iter_mut().skip(found).take(1).for_each(|it| it.clone_from(costs)),
            Err(place) => self.days.insert(place, costs.clone()),
        }
    }

    /// Brings all days into the form in which they are read back. Names that are too long are cut. Of too many names the later ones become part
    /// of the others.
    pub(super) fn limit(&mut self) {
        let mut names = Vec::new();
        for it in &mut self.days {
            (it.models, it.other_models) = limited(&it.models, it.other_models, &mut names);
            (it.projects, it.other_projects) = limited(&it.projects, it.other_projects, &mut names);
        }
    }

    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        vlq::write_signed(&mut text, self.number);
        let (mut names, mut at) = (Vec::new(), 0);
        for it in &self.days {
            let place = TIER.bucket_of(it.day.start()).rem_euclid(TIER.buckets_in_chunk());
            vlq::write(&mut text, place.abs_diff(at));
            write(&mut text, &mut names, &it.models, it.other_models);
            write(&mut text, &mut names, &it.projects, it.other_projects);
            at = place;
        }
        text
    }

    /// Reads a chunk from its text. Of a damaged text, the days before the damage are kept.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut text = text.as_bytes();
        let mut chunk = Self::new(vlq::read_signed(&mut text)?);
        let (mut names, mut at) = (Vec::new(), 0_i64);
        while let Some(apart) = vlq::read(&mut text) {
            let is_later = chunk.days.is_empty() || apart > 0;
            at = at.saturating_add_unsigned(apart);
            let day = chunk.day_at(at).filter(|_| is_later);
            let Some(costs) = day.and_then(|day| read_day(day, &mut text, &mut names)) else { break };
            chunk.days.push(costs);
        }
        Some(chunk)
    }

    /// The day at a place of this chunk, counted from zero. `None` if there is no such day.
    fn day_at(&self, place: i64) -> Option<Day> {
        let bucket = self.number.checked_mul(TIER.buckets_in_chunk())?.checked_add(place)?;
        let day = TIER.start_of(bucket).day();
        // The calendar ends before the numbers do.
        (place < TIER.buckets_in_chunk() && TIER.bucket_of(day.start()) == bucket).then_some(day)
    }
}

fn limited(all: &[NamedCost], mut others: Option<Usd>, names: &mut Vec<String>) -> Parts {
    others = others.map(|cost| Usd::from_micros(cost.micros()));
    let mut kept: Vec<NamedCost> = Vec::with_capacity(all.len().min(MOST_NAMES_OF_A_DAY));
    for it in all {
        let (name, cost) = (shortened_to(LONGEST_NAME, &it.name), Usd::from_micros(it.cost.micros()));
        let place = kept.binary_search_by(|other| other.name.as_str().cmp(&name));
        let is_known = names.iter().any(|known| *known == name);
        match place {
            Ok(found) => kept.iter_mut().skip(found).take(1).for_each(|it| it.cost = it.cost + cost),
            Err(place) if kept.len() < MOST_NAMES_OF_A_DAY && (is_known || names.len() < MOST_NAMES) => {
                if !is_known {
                    names.push(name.clone().into_owned());
                }
                kept.insert(place, NamedCost { name: name.into_owned(), cost });
            }
            Err(_) => others = Some(others.unwrap_or_default() + cost),
        }
    }
    (kept, others)
}

fn write<'a>(text: &mut String, names: &mut Vec<&'a str>, all: &'a [NamedCost], others: Option<Usd>) {
    vlq::write(text, (all.len() as u64) << 1 | u64::from(others.is_some()));
    for it in all {
        let index = names.iter().position(|name| *name == it.name);
        vlq::write(text, index.unwrap_or(names.len()) as u64);
        if index.is_none() {
            vlq::write(text, it.name.len() as u64);
            text.push_str(&it.name);
            names.push(&it.name);
        }
        vlq::write_signed(text, it.cost.micros());
    }
    if let Some(cost) = others {
        vlq::write_signed(text, cost.micros());
    }
}

fn read_day<'a>(day: Day, text: &mut &'a [u8], names: &mut Vec<&'a str>) -> Option<DayCosts> {
    let (models, other_models) = read_parts(text, names)?;
    let (projects, other_projects) = read_parts(text, names)?;
    Some(DayCosts { day, models, other_models, projects, other_projects })
}

/// Only what [`write`] can have written: a day's names are in order, and not too many.
fn read_parts<'a>(text: &mut &'a [u8], names: &mut Vec<&'a str>) -> Option<Parts> {
    let head = vlq::read(text)?;
    let count = usize::try_from(head >> 1).ok().filter(|count| *count <= MOST_NAMES_OF_A_DAY)?;
    let mut all: Vec<NamedCost> = Vec::with_capacity(count);
    for _ in 0..count {
        let index = usize::try_from(vlq::read(text)?).ok()?;
        if index == names.len() {
            names.push(read_name(text)?);
        }
        let name = *names.get(index)?;
        if all.last().is_some_and(|before| before.name.as_str() >= name) {
            return None;
        }
        all.push(NamedCost { name: name.to_owned(), cost: read_cost(text)? });
    }
    let others = if head & 1 == 1 { Some(read_cost(text)?) } else { None };
    Some((all, others))
}

fn read_name<'a>(text: &mut &'a [u8]) -> Option<&'a str> {
    let length = usize::try_from(vlq::read(text)?).ok()?;
    let (name, rest) = text.split_at_checked(length)?;
    *text = rest;
    std::str::from_utf8(name).ok()
}

fn read_cost(text: &mut &[u8]) -> Option<Usd> {
    vlq::read_signed(text).map(Usd::from_micros)
}
